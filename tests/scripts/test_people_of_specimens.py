"""Invented people: their zones are right in every check digit, and nobody's."""

from random import Random

import pytest

from sakchy.detect.mrz import read_zone
from specimens import people
from specimens.people import mrv, person, td1, td2, td3

LAYOUTS = [
    (td3, [44, 44], "TD3", 3),
    (td2, [36, 36], "TD2", 3),
    (td1, [30, 30, 30], "TD1", 3),
    (mrv, [44, 44], "MRVA", 2),
    (lambda holder: mrv(holder, 36), [36, 36], "MRVB", 2),
]


@pytest.mark.parametrize(("make", "lengths", "form", "strength"), LAYOUTS, ids=[row[2] for row in LAYOUTS])
@pytest.mark.parametrize("state", ["KGZ", "UTO", "D"])
def test_zones_are_right(make, lengths, form, strength, state):
    chance = Random(5)
    for _ in range(30):
        lines = make(person(chance, "PE", state))
        assert [len(line) for line in lines] == lengths
        zone = read_zone(lines)
        assert zone is not None
        assert (zone.format, zone.strength, zone.issuer) == (form, strength, state)


def test_the_same_seed_makes_the_same_person():
    assert person(Random(1)) == person(Random(1))
    assert person(Random(1)) != person(Random(2))


def test_surnames_are_words_for_a_sample():
    assert {person(Random(seed)).surname[:4] for seed in range(200)} <= {stem[:4] for stem in people.STEMS}


def test_the_personal_number_tells_sex_and_birthday():
    holder = person(Random(3))
    assert holder.personal[0] == ("2" if holder.sex == "M" else "1")
    assert holder.personal[1:9] == f"{holder.birth:%d%m%Y}"
    assert holder.issued < holder.expiry


@pytest.mark.parametrize(
    ("word", "latin"), [("ҮЛГҮ", "ULGU"), ("ЖОКБАЙ УУЛУ", "ZHOKBAI UULU"), ("ЩУЧЬЯ", "SHCHUCHIA")]
)
def test_cyrillic_becomes_latin(word, latin):
    assert people.latin(word) == latin
