import numpy as np
import pytest

from sakchy.detect.picture.fronts import grouped
from sakchy.detect.picture.fronts.letters import ALPHABET

NUMBER = "4111 1111 1111 1111"
AMERICAN = "3700 000000 00002"


def read(text, sure=0.9, instead=()):
    """Odds of a text, a blank after every letter; `instead`: what is nearly as likely, by places."""
    rest = (1 - sure) / len(ALPHABET)
    odds = np.full((2 * len(text), len(ALPHABET) + 1), rest, np.float32)
    odds[1::2, 0] = sure
    for at, letter in enumerate(text):
        odds[2 * at, 1 + ALPHABET.index(letter)] = sure
    for at, letter in instead:
        odds[2 * at, 1 + ALPHABET.index(letter)] = sure * 0.8
    return odds


@pytest.mark.parametrize(
    "text", [NUMBER, NUMBER.replace(" ", ""), f"NO. {NUMBER} VISA", "4111.1111-1111 1111"]
)
def test_a_number_read_well_costs_little(text):
    (number,) = grouped.likeliest([read(text)], grouped.FOURS)
    assert (number.text, number.cost < 0.1) == (NUMBER, True)


def test_a_letter_that_may_be_a_digit_is_one():
    said = NUMBER.replace("1", "I", 2)
    places = [(at, "1") for at, letter in enumerate(said) if letter == "I"]
    assert grouped.numbers([read(said, instead=places)]) == [NUMBER]


def test_one_digit_too_many_is_left_out():
    (number,) = grouped.likeliest([read("4111 1111 12111 1111", 0.6)], grouped.FOURS)
    assert number.text.startswith("4111 1111 1")
    assert 0 < number.cost < grouped.DOUBT


@pytest.mark.parametrize(
    "text",
    ["", "01.02.1990 03.04.2030", "4111 1111", "ULGU BANK OF NOWHERE", "TOTAL 1234.50", "996 555 123456"],
)
def test_what_is_no_number_costs_too_much(text):
    assert grouped.numbers([read(text)]) == []


def test_of_no_reading_there_is_no_number():
    assert grouped.numbers([]) == []


def test_the_groups_of_american_express():
    assert AMERICAN in grouped.numbers([read(AMERICAN)])


def test_the_likeliest_of_several_readings_is_first():
    doubtful = read(NUMBER.replace("4111", "4I11"), instead=[(1, "7")])
    assert grouped.numbers([doubtful, read(NUMBER), read("4")])[:2] == [NUMBER, "4711 1111 1111 1111"]


def test_a_number_in_groups_does_not_show_itself():
    (number,) = grouped.likeliest([read(NUMBER)], grouped.FOURS)
    assert "4111" not in repr(number)
