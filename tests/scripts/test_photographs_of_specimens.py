"""Drawn documents, photographed: where their zone is, and that the guard reads what a person could."""

from random import Random

import cv2
import numpy as np
import pytest

from benches.kyrgyz import KINDS, specimen
from sakchy.detect.picture.pipeline import search
from specimens import foreign, kyrgyz
from specimens.paint import FACES, FONTS
from specimens.people import person
from specimens.photo import Shot, on_one_sheet, photograph, random_shot

pytestmark = pytest.mark.skipif(
    not all((FONTS / path).exists() for path in FACES.values()), reason="needs Debian's free fonts"
)


def decoded(data):
    return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)


@pytest.mark.parametrize("year", kyrgyz.CARDS)
def test_cards_of_every_printing_are_read(year):
    chance = Random(year)
    sheet = kyrgyz.card_back(person(chance), year, chance)
    zone = search(photograph(sheet.image, Shot(), year))
    assert zone is not None
    assert (zone.format, zone.issuer, zone.strength) == ("TD1", "KGZ", 3)


@pytest.mark.parametrize("year", kyrgyz.PASSPORTS)
def test_passports_of_every_printing_are_read(year):
    chance = Random(year)
    sheet = kyrgyz.passport(person(chance, kyrgyz.SERIES[year]), year, chance)
    zone = search(photograph(sheet.image, Shot(angle=5), year))
    assert zone is not None
    assert (zone.format, zone.issuer, zone.number[:2]) == ("TD3", "KGZ", kyrgyz.SERIES[year])


def test_a_front_has_no_zone():
    chance = Random(1)
    sheet = kyrgyz.card_front(person(chance), 2025, chance)
    assert sheet.zone is None
    assert search(photograph(sheet.image, Shot(), 1)) is None


@pytest.mark.parametrize("layout", foreign.LAYOUTS)
def test_a_zone_lies_where_the_sheet_says(layout):
    sheet = foreign.document(Random(11), layout)
    left, top, right, bottom = map(int, sheet.zone)
    grey = cv2.cvtColor(sheet.image, cv2.COLOR_BGR2GRAY)
    assert 0 <= left < right <= grey.shape[1]
    assert 0 <= top < bottom <= grey.shape[0]
    assert grey[top:bottom, left:right].min() < 70 < grey[bottom + 6 :].min()


def test_both_sides_on_one_sheet_are_one_document():
    chance = Random(4)
    holder = person(chance)
    sides = [make(holder, 2024, chance).image for make in (kyrgyz.card_front, kyrgyz.card_back)]
    zone = search(photograph(on_one_sheet(sides, chance), Shot(width=1600), 4))
    assert zone is not None
    assert zone.format == "TD1"


def test_a_shot_is_as_it_says():
    sheet = np.full((540, 856, 3), 255, np.uint8)
    assert decoded(photograph(sheet, Shot(width=800), 1)).shape == (600, 800)
    assert decoded(photograph(sheet, Shot(width=800, quarters=1), 1)).shape == (800, 600)
    assert decoded(photograph(sheet, Shot(width=800, shrunk=0.5), 1)).shape == (300, 400)
    coarse, fine = (photograph(sheet, Shot(width=800, qualities=(quality,)), 1) for quality in (20, 95))
    assert len(coarse) < len(fine) / 2


def test_the_same_seed_makes_the_same_file():
    assert random_shot(Random(3)) == random_shot(Random(3))
    assert specimen(0) == specimen(0)


@pytest.mark.parametrize("number", range(len(KINDS)))
def test_specimens_of_the_bench_are_found(number):
    zone = search(specimen(number))
    assert zone is not None
    assert zone.strength >= 2
