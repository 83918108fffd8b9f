import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.detect.mrz.digits import check_digit, digits, fit, fold, letters, mended, valid

FIELD = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<", min_size=1, max_size=44)


@pytest.mark.parametrize(
    ("field", "digit"),
    [
        ("520727", 3),
        ("AB2134<<<", 5),
        ("L898902C3", 6),
        ("740812", 2),
        ("120415", 9),
    ],
)
def test_the_examples_of_icao_9303(field, digit):
    assert check_digit(field) == digit


@given(FIELD, st.data())
def test_every_wrong_digit_is_noticed(field, data):
    places = [index for index, letter in enumerate(field) if letter.isdigit()]
    if not places:
        return
    place = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != field[place]]))
    assert check_digit(field) != check_digit(field[:place] + other + field[place + 1 :])


@given(st.integers(0, 9).map(str), st.integers(0, 9).map(str))
def test_neighbours_exchanged_are_noticed_unless_five_apart(left, right):
    same = check_digit(left + right) == check_digit(right + left)
    assert same == ((int(left) - int(right)) % 5 == 0)


def test_a_filler_checks_an_empty_field_only():
    assert valid("<<<<<<", "<")
    assert not valid("740812", "<")
    assert not valid("740812", "X")


def test_fold_keeps_the_alphabet_of_the_zone_only():
    assert fold("p<utoeriksson «anna»") == "P<UTOERIKSSON<<ANNA<"
    assert fold("РАСРОRT 12-3") == "PACPORT123"  # Cyrillic capitals
    assert fold("naïve ß Ω 7") == "NAVESS7"  # no way into the alphabet but by its own letters


def test_look_alikes_go_where_the_place_says():
    assert digits("O1Z4SB") == "012458"
    assert letters("KG2") == "KGZ"
    assert letters("U70") == "U7O"


@given(st.text("0123456789O", min_size=9, max_size=9))
def test_one_misread_character_is_mended(number):
    digit = str(check_digit(number))
    for index, letter in enumerate(number):
        swapped = {"0": "O", "O": "0"}.get(letter)
        if swapped:
            misread = number[:index] + swapped + number[index + 1 :]
            assert number in mended(misread, digit) or valid(misread, digit)


@given(FIELD, st.integers(1, 60))
def test_fit_changes_fillers_only(line, length):
    fitted = fit(line, length)
    assert fitted.replace("<", "") == line.replace("<", "")
    assert fitted == line or len(fitted) == length


def test_fit_stretches_the_longest_run():
    assert fit("A<B<<<9", 10) == "A<B<<<<<<9"
    assert fit("A<B<<<9", 5) == "A<B<9"
