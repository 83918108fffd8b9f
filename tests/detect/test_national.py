import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.detect.national import NATIONAL, compact

RIGHT = {
    "by-number": "3010190A001PB9",
    "uk-nino": "AB 00 00 01 A",
    "uk-nhs": "900 000 0009",
    "us-ssn": "100-11-0001",
    "ua-rnokpp": "1000000133",
    "tr-kimlik": "10000000146",
    "de-idnr": "36 574 261 809",
    "fr-nir": "2 95 10 99 126 111 93",
    "it-codice": "RCCMNL83S18D969H",
    "es-dni": "12345678-Z",
    "pl-pesel": "44051401359",
    "nl-bsn": "1112.22.333",
    "be-nn": "85.07.30-033 28",
    "ro-cnp": "1630615123457",
    "se-number": "880320-0016",
    "pt-nif": "501 964 843",
    "cz-rc": "710319/2745",
}
"""Printed in manuals of the numbers, or made up."""


def test_every_check_is_tried():
    assert RIGHT.keys() == NATIONAL.keys()
    assert all(check.__doc__ for check in NATIONAL.values())


@pytest.mark.parametrize(("name", "value"), RIGHT.items())
def test_right_numbers(name, value):
    check = NATIONAL[name]
    assert check(value)
    assert check(compact(value).lower())
    assert not check(compact(value)[:-1])
    assert not check("•••• " + value[-2:])


@pytest.mark.parametrize("name", sorted(RIGHT.keys() - {"uk-nino", "us-ssn"}))
def test_one_wrong_character_is_noticed(name):
    number = compact(RIGHT[name])
    others = "BCDEFGHJ" if number[-1].isalpha() else "0123456789"
    wrong = [number[:-1] + other for other in others if other != number[-1]]
    assert not any(map(NATIONAL[name], wrong))


@pytest.mark.parametrize("value", ["BG 00 00 01 A", "DA000001A", "AB000001E", "AO000001A", ""])
def test_nino_of_nobody(value):
    assert not NATIONAL["uk-nino"](value)


@pytest.mark.parametrize("value", ["3320190A001PB4", "3011390A001PB4", "7010190A001PB4", "3010190D001PB4"])
def test_belarusian_numbers_have_a_calendar_and_letters(value):
    assert not NATIONAL["by-number"](value)


def test_look_alikes_of_the_other_keyboard_are_one():
    assert compact("3010190А001РВ-9") == "3010190A001PB9"


@given(st.text(max_size=20))
def test_any_text_is_answered(value):
    assert not any(check(value) for check in NATIONAL.values() if not value.isascii())
    assert all(check(value) in (True, False) for check in NATIONAL.values())
