"""A thousand Kyrgyz specimens in random photographs of telephones: how many are found, and how soon.

Identity cards of 2017, 2024 and 2025 (back, or both sides on one sheet) and general passports, of invented
people; shot, folded, held, glared at and sent on as `specimens/photo.py` describes, 800 to 4032 pixels wide.
Times are processor time of this process, decoding included.
"""

import time
from random import Random

import numpy as np

from sakchy.detect.picture.pipeline import search
from specimens.kyrgyz import CARDS, PASSPORTS, SERIES, card_back, card_front, passport
from specimens.paint import Image
from specimens.people import person
from specimens.photo import on_one_sheet, photograph, random_shot

COUNT, QUICK = 1000, 60
KINDS = ("card", "both sides", "passport", "passport")
"""What the numbers of specimens stand for, in turn."""


def run(quick: bool = False) -> dict[str, object]:
    """One row for each kind of specimen, and for all."""
    rows: dict[str, list[tuple[int, float]]] = {kind: [] for kind in KINDS}
    for number in range(QUICK if quick else COUNT):
        file = specimen(number)
        start = time.process_time()
        zone = search(file)
        spent = (time.process_time() - start) * 1000
        rows[KINDS[number % len(KINDS)]].append((zone.strength if zone else 0, spent))
    rows["all"] = [one for found in rows.values() for one in found]
    return {kind: row(found) for kind, found in rows.items()}


def specimen(number: int) -> bytes:
    """The photograph of a number, always the same."""
    chance = Random(7000 + number)  # noqa: S311  so that anyone can repeat it
    return photograph(sheet(KINDS[number % len(KINDS)], chance), random_shot(chance), number)


def sheet(kind: str, chance: Random) -> Image:
    """A document of a kind, of any printing."""
    if kind == "passport":
        year = chance.choice(list(PASSPORTS))
        return passport(person(chance, SERIES[year]), year, chance).image
    year, holder = chance.choice(list(CARDS)), person(chance)
    back = card_back(holder, year, chance).image
    return on_one_sheet([card_front(holder, year, chance).image, back], chance) if kind != "card" else back


def row(found: list[tuple[int, float]]) -> dict[str, object]:
    """How many of what, and how long it took."""
    strengths, times = (np.array(column) for column in zip(*found, strict=True))
    return {
        "pictures": len(found),
        "found %": round(100 * float((strengths >= 2).mean()), 1),
        "whole zone %": round(100 * float((strengths == 3).mean()), 1),
        "ms p50": round(float(np.percentile(times, 50)), 1),
        "ms p95": round(float(np.percentile(times, 95)), 1),
    }
