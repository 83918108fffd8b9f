import pytest

from sakchy.detect.picture.fronts.letters import fold
from sakchy.detect.picture.paper.labels import labels, within


def details(text):
    return [one.label.detail for one in within(fold(text))]


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("Фамилия: Улгубеков", "name"),
        ("Туулган күнү", "birth"),
        ("Date of birth: 01.01.1900", "birth"),
        ("Паспорт ID0000017", "passport"),
        ("ПИН: 20101199000000", "personal-number"),
        ("Үй-бүлөлүк абалы: бойдок", "family"),
        ("Диагнозу: астма", "health"),
        ("Расчетный счет 1090000000000001", "bank"),
        ("р/с 1090000000000001", "bank"),
        ("IBAN KZ49000AAAA000000000", "bank"),
        ("1BAN: KZ49000AAAA000000000", "bank"),
    ],
)
def test_labels_in_three_languages(text, detail):
    assert details(text) == [detail]


@pytest.mark.parametrize("read", ["ФAMИJИЯ: YЛГY", "ФAMИЛЯ: YЛГY", "ФAMИЛИЯ:YЛГY", "8 ФAMИЛИЯ YЛГY"])
def test_a_letter_may_be_wrong(read):
    (one,) = within(read)
    assert one.label.detail == "name"
    assert read[one.end :].strip(" :") == "YЛГY"


@pytest.mark.parametrize("text", ["", "ИМЯНАРЕЧЕНИЕ", "спин", "hello see you tomorrow", "БИКИНИ", "ФИЛИЯ"])
def test_what_is_no_label(text):
    assert details(text) == []


def test_several_in_a_line_stand_side_by_side():
    assert details("Имя: Үлгү Дата рождения: 01.01.1900 Пол: М") == ["name", "birth", ""]


def test_of_labels_inside_each_other_the_longest_counts():
    (one,) = within(fold("Место рождения"))
    assert one.label.plain == "место рождения"
    assert len({label.text for label in labels()}) == len(labels())
