import pytest

from sakchy.locale import LANGUAGES, catalogue
from sakchy.locale.numbers import lasting, number, percent, size

GAP = "\u00a0"


@pytest.mark.parametrize(
    ("value", "digits", "english", "russian"),
    [
        (7, 0, "7", "7"), (1.5, 1, "1.5", "1,5"), (9999, 0, "9999", "9999"),
        (10_000, 0, "10,000", f"10{GAP}000"),
        (1_234_567.25, 2, "1,234,567.25", f"1{GAP}234{GAP}567,25"), (-12_000, 0, "-12,000", f"-12{GAP}000"),
    ],
)  # fmt: skip
def test_numbers_are_parted_and_pointed_as_people_do(value, digits, english, russian):
    assert number(value, "en", digits) == english
    assert number(value, "ru", digits) == number(value, "ky", digits) == russian


def test_per_cent_stands_apart_where_it_does_in_print():
    assert [percent(0.974, each) for each in ("en", "ru", "ky")] == ["97%", f"97{GAP}%", f"97{GAP}%"]


@pytest.mark.parametrize(
    ("count", "english", "russian"),
    [
        (0, "0 B", "0 Б"), (999, "999 B", "999 Б"), (1000, "1.0 KB", "1,0 КБ"),
        (2_500_000, "2.5 MB", "2,5 МБ"),
        (4 << 30, "4.3 GB", "4,3 ГБ"),
    ],
)  # fmt: skip
def test_sizes_in_the_largest_unit_that_fits(count, english, russian):
    assert size(count, catalogue("en")) == english
    assert size(count, catalogue("ru")) == size(count, catalogue("ky")) == russian


@pytest.mark.parametrize(
    ("seconds", "english", "russian"),
    [
        (0.0004, "0.4 ms", "0,4 мс"), (0.0124, "12 ms", "12 мс"),
        (1.5, "1.5 s", "1,5 с"), (42, "42 s", "42 с"),
        (60, "one minute", "1 минута"), (120, "2 minutes", "2 минуты"), (300, "5 minutes", "5 минут"),
        (7200, "2 hours", "2 часа"), (86_400 * 21, "21 days", "21 день"),
    ],
)  # fmt: skip
def test_how_long_something_took(seconds, english, russian):
    assert lasting(seconds, catalogue("en")) == english
    assert lasting(seconds, catalogue("ru")) == russian


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_of_things_is_written_as_other_numbers_are(language):
    said = catalogue(language).count("time.days", 12_000)
    assert number(12_000, language) in said
