"""A page cut out upright, its lines, and what they say: first how they begin, later all of it."""

import math
from collections.abc import Callable

import numpy as np
from msgspec.structs import replace

from sakchy.detect.picture.band import Band
from sakchy.detect.picture.fronts import printed, words
from sakchy.detect.picture.fronts.printed import Reading
from sakchy.detect.picture.fronts.words import Words
from sakchy.detect.picture.opencv import Grey
from sakchy.detect.picture.strip import warp
from sakchy.model import Value

SIDE = 1600
"""Pixels of the longer side at which a page is read: type of ten points on A4 has capitals 13 high."""
SEEN = 1000
"""Pixels of the longer side at which its lines are looked for."""
MOST_MAGNIFIED = 1.6
LEVEL = 2.5
"""Degrees of slope that lines may have: a steeper page is cut out once more."""
LONG = 15
"""Heights of a line in which a label stands, about twenty-five letters."""
PROBED, UPRIGHT, LEGIBLE = 5, 0.75, 0.5
"""Lines read to learn which way is up; mean probability that settles it, and from which a line counts."""
FEWEST = 5
"""Lines of a page."""
ROWS = 32
"""Rows of which the beginning is read: forms have their labels there."""
HEIGHTS, WELL = (0.95, 1.1, 0.85), 0.9
"""Over the height of a line: tried one after the other until it is read well."""
MANY_DIGITS = 8
"""A line with so many is read at every height: of numbers each digit counts."""
SAME_ROW = 0.5
"""Of a line's height: so far apart middles of one row may be."""
LONG_ENOUGH, ODD = 4, 0.06
"""Heights of a line whose slope is known well, and how far it may be from that of the others."""


class Cell(Value, frozen=True):
    """A piece of a row and what it says, the surest reading first. `repr` does not show it."""

    line: Words
    texts: tuple[str, ...]

    @property
    def text(self) -> str:
        """The surest reading."""
        return self.texts[0]

    def __repr__(self) -> str:
        return f"Cell({len(self.texts)} texts)"


class Page(Value, frozen=True):
    """A page cut out upright, and its lines."""

    image: Grey
    lines: tuple[Words, ...]

    def turned(self) -> "Page":
        """The page upside down."""
        height, width = self.image.shape
        image = np.ascontiguousarray(np.rot90(self.image, 2))
        return Page(image, tuple(line.turned(width, height) for line in reversed(self.lines)))

    def legible(self) -> float:
        """How well its longest lines begin, 0 to 1. Of lines upside down nothing is read."""
        longest = sorted(self.lines, key=lambda line: -line.length)[:PROBED]
        read = [self.begins(line) for line in longest]
        return sum(one.sure for one in read if len(one.text) > 2) / len(read) if read else 0.0

    def begins(self, line: Words) -> Reading:
        """How a line begins."""
        return self.read(replace(line, length=min(line.length, LONG * line.height)), HEIGHTS[0])

    def read(self, line: Words, by: float) -> Reading:
        """What a line says, taken for so much higher."""
        return printed.read(line.taller(by).cut(self.image, printed.HEIGHT, printed.STRETCH))

    def rows(self) -> list[list[Words]]:
        """Lines side by side, from the left; the rows from the top."""
        slope = self.slopes()
        rows: list[list[Words]] = []
        for line in sorted(self.lines, key=lambda line: line.y - slope(line.y) * line.x):
            last = rows[-1][-1] if rows else line
            apart = line.y - last.y - slope(line.y) * (line.x - last.x)
            if rows and apart < SAME_ROW * min(line.height, last.height):
                rows[-1].append(line)
            else:
                rows.append([line])
        return [sorted(row, key=lambda line: line.x) for row in rows]

    def slopes(self) -> Callable[[float], float]:
        """How much rows slope at a height: on a page seen from the side the lower ones slope otherwise."""
        usual = float(np.median([line.slope for line in self.lines]))
        sound = [line for line in self.lines if line.length > LONG_ENOUGH * line.height]
        sound = [line for line in sound if abs(line.slope - usual) < ODD]
        if len(sound) < FEWEST:
            return lambda _: usual
        steeper, first = np.polyfit([line.y for line in sound], [line.slope for line in sound], 1)
        return lambda y: float(first + steeper * y)

    def beginnings(self) -> list[Reading]:
        """How some of the rows begin, evenly from top to bottom."""
        firsts = [row[0] for row in self.rows()]
        count = min(ROWS, len(firsts))
        return [self.begins(firsts[at * len(firsts) // count]) for at in range(count)]

    def cells(self) -> list[list[Cell]]:
        """All that can be read, row by row."""
        rows = ([cell for line in row if (cell := self.cell(line))] for row in self.rows())
        return [row for row in rows if row]

    def cell(self, line: Words) -> Cell | None:
        """What a line says, read until it is read well; None if it cannot be read."""
        readings: list[Reading] = []
        for by in HEIGHTS:
            readings.append(self.read(line, by))
            if readings[-1].sure >= WELL and sum(map(str.isdigit, readings[-1].text)) < MANY_DIGITS:
                break
        readings.sort(key=lambda reading: -reading.sure)
        texts = dict.fromkeys(reading.text for reading in readings if reading.sure >= LEGIBLE)
        return Cell(line, tuple(texts)) if texts else None


def cut(page: Grey, place: Band) -> Page:
    """The page at a place, its lines level."""
    first = at(page, place)
    lean = tilt(first)
    return at(page, replace(place, angle=place.angle + lean)) if abs(lean) > LEVEL else first


def at(page: Grey, place: Band) -> Page:
    """A place cut out, and its lines."""
    scale = min(MOST_MAGNIFIED, SIDE / max(place.width, place.height))
    image = warp(page, place, scale, (int(place.width * scale), int(place.height * scale)))
    return Page(image, tuple(words.find(image, SEEN)))


def tilt(page: Page) -> float:
    """Degrees by which the longer half of the lines slopes."""
    longest = sorted(page.lines, key=lambda line: -line.length)[: max(3, len(page.lines) // 2)]
    return math.degrees(math.atan(float(np.median([line.slope for line in longest])))) if longest else 0.0


def upright(page: Page) -> Page | None:
    """The page the right way up; None if it can be read neither way."""
    if len(page.lines) < FEWEST:
        return None
    well = page.legible()
    if well >= UPRIGHT:
        return page
    other = page.turned()
    better = max(well, turned := other.legible())
    return None if better < LEGIBLE else other if turned > well else page
