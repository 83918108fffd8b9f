"""Lines read under the grammar of a layout: so many characters, letters and digits where each must stand.

The reader gives for every four columns of a line how likely each character is. Its favourite at each place
makes a text that may be a filler too long or have a letter among the digits; here the likeliest text *of the
layout's form* is looked for (Viterbi over the places of the layout, with the blanks of CTC between them).
Check digits are not looked at: they stay the independent witness.
"""

import numpy as np
from numpy.typing import NDArray

from sakchy.detect.picture.opencv import Plane
from sakchy.detect.picture.reader import ALPHABET, Reading
from sakchy.model import Value

DIGITS, LETTERS = ALPHABET[:10], ALPHABET[10:36]
PLACES = {
    "n": DIGITS,
    "d": DIGITS + "<",
    "a": LETTERS + "<",
    "x": ALPHABET,
    "s": "MFX<",
    "h": "PVIAC",
}
"""What may stand: a digit, one or a filler, a letter or a filler, anything, the sex, the kind of document."""
BORN_TO_EXPIRY = "n" * 7 + "s" + "n" * 7
LAYOUTS = (
    ("h" + "a" * 43, "x" * 9 + "d" + "aaa" + BORN_TO_EXPIRY + "x" * 14 + "dd"),  # TD3, MRV-A
    ("h" + "aaaa" + "x" * 9 + "d" + "x" * 15, BORN_TO_EXPIRY + "aaa" + "x" * 11 + "d", "a" * 30),  # TD1
    ("h" + "a" * 35, "x" * 9 + "d" + "aaa" + BORN_TO_EXPIRY + "x" * 7 + "d"),  # TD2, MRV-B
)
"""Lines of each layout, a letter for each place (ICAO 9303-4 to -7)."""
SHORT, LONG = 9, 6
"""Characters that the reader may have missed or seen double: mostly fillers."""
MOST_COST = 0.7
"""Logarithm of odds, a character, that a text of the layout may be less likely than the favourites."""
TRIES = 2
"""Rows of lines that are tried, the best fitting first."""
NEVER = np.float32(-1e9)


class Fit(Value, frozen=True):
    """Which lines may be a layout's, and by how many characters they are off."""

    off: int
    first: int
    layout: tuple[str, ...]


def texts(readings: list[Reading]) -> list[list[str]]:
    """Lines of some layout that the readings may be, for each row of lines that fits one."""
    found = (spelled(readings[fit.first :], fit.layout) for fit in fits(readings)[:TRIES])
    return [lines for lines in found if lines]


def fits(readings: list[Reading]) -> list[Fit]:
    """Rows of lines about as long as those of a layout, the best fitting first."""
    found = []
    for layout in LAYOUTS:
        for first in range(len(readings) - len(layout) + 1):
            row = zip(readings[first:], layout, strict=False)
            offs = [len(reading.text) - len(line) for reading, line in row]
            if all(-SHORT <= off <= LONG for off in offs):
                found.append(Fit(sum(map(abs, offs)), first, layout))
    return sorted(found, key=lambda fit: fit.off)


def spelled(readings: list[Reading], layout: tuple[str, ...]) -> list[str]:
    """The likeliest lines of a layout's form; none if they are far from what was seen."""
    lines = []
    for reading, places in zip(readings, layout, strict=False):
        text = likeliest(reading.odds, places)
        if text is None:
            return []
        lines.append(text)
    return lines


def likeliest(odds: Plane, places: str) -> str | None:
    """The likeliest text with these places; None if no text fits or it costs too much.

    `odds`: logarithms of probabilities, a row for four columns of the line, blank first.
    """
    allowed = np.stack([MASKS[place] for place in places])
    at_place = odds[:, None, 1:] + allowed[None]
    favourite, chance = at_place.argmax(2), at_place.max(2)
    path, total = walk(odds[:, 0], chance, favourite)
    if path is None or float(odds.max(1).sum()) - total > MOST_COST * len(places):
        return None
    return "".join(ALPHABET[best_of(at_place[path == place, place])] for place in range(len(places)))


def best_of(rows: Plane) -> int:
    """The character most likely over the rows of one place."""
    return int(np.argmax(rows.max(0)))


def walk(blank: Plane, chance: Plane, favourite: NDArray[np.intp]) -> tuple[NDArray[np.intp] | None, float]:
    """The best way through the places: which place each row belongs to (-1: blank), and its logarithm.

    Between two places with the same favourite a blank must lie, as CTC asks.
    """
    rows, places = chance.shape
    on = np.full(places, NEVER, np.float32)
    off = np.full(places + 1, NEVER, np.float32)
    off[0] = 0
    from_on = np.zeros((rows, places), np.int8)
    from_off = np.zeros((rows, places + 1), bool)
    differs = np.ones((rows, places), bool)
    differs[1:, 1:] = favourite[1:, 1:] != favourite[:-1, :-1]
    for row in range(rows):
        before = np.concatenate([[NEVER], np.where(differs[row, 1:], on[:-1], NEVER)])
        ways = np.stack([on, off[:-1], before])
        from_on[row] = ways.argmax(0)
        ended = np.concatenate([[NEVER], on])
        from_off[row] = ended > off
        off = np.maximum(off, ended) + blank[row]
        on = ways.max(0) + chance[row]
    total = float(max(on[-1], off[-1]))
    return (traced(from_on, from_off, bool(on[-1] > off[-1])), total) if total > NEVER / 2 else (None, total)


def traced(from_on: NDArray[np.int8], from_off: NDArray[np.bool_], inside: bool) -> NDArray[np.intp]:
    """Which place each row belongs to, walked back from the end."""
    rows, places = from_on.shape
    path = np.full(rows, -1, np.intp)
    place = places - 1 if inside else places
    for row in range(rows - 1, -1, -1):
        if inside:
            path[row] = place
            way = from_on[row, place]
            inside, place = way != 1, place - (way == 2)
        elif from_off[row, place]:
            inside, place = True, place - 1
    return path


MASKS = {
    name: np.array([0 if letter in letters else NEVER for letter in ALPHABET], np.float32)
    for name, letters in PLACES.items()
}
