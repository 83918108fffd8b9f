"""A place of a page cut out as a sheet: its lines level, the right way up.

Which way is up is told by what can be read: seen smaller first, then once at full size.
"""

import math
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from msgspec.structs import replace

from sakchy.detect.picture.band import Band
from sakchy.detect.picture.fronts import printed, words
from sakchy.detect.picture.fronts.networks import SHEETS
from sakchy.detect.picture.fronts.printed import Reading
from sakchy.detect.picture.fronts.words import Words
from sakchy.detect.picture.opencv import Grey
from sakchy.detect.picture.strip import warp
from sakchy.model import Value

WIDTH = 1000
"""Pixels of a sheet's longer side at which it is read: print of 1.5 mm on a card is 17 high."""
CLOSE = 1600
"""Of one more look, where much speaks for a document but not enough: small labels close above what they label
are lines of their own only there."""
MOST_SIDE = 4096
"""A page is not decoded larger for that."""
MOST_MAGNIFIED = 2.0
COARSE = 560
"""Pixels of the longer side at which lines are looked for to learn how a sheet lies: half the work."""
HEIGHTS, WELL = (1.1, 1.4, 0.85), 0.9
"""Over the height of a line: tried one after the other until it is read well."""
VAIN = 0.3
"""What is read so badly at first is no text."""
PROBED = 6
"""Lines read to learn which way is up."""
UPRIGHT = 0.7
"""If they are read so well, no other way is tried."""
PROMISING = 0.25
"""A sheet whose longest lines are read worse is not read further."""
LEVEL, RELEVELLED = 4, 2
"""Degrees of slope that lines may have: steeper sheets are cut out again, so many times at most."""
ASKEW, BETWEEN = 8, 25
"""Degrees off level and upright from which the sheet is tried straight as well, and in both ways."""
FEWEST = 3
"""Lines of a document or card; what has fewer is not turned to and fro."""


class Sheet(Value, frozen=True):
    """A place cut out, and its lines."""

    image: Grey
    lines: tuple[Words, ...]
    place: Band
    page: Grey
    """What it was cut out of; the place is in pixels of that."""

    def read(self, line: Words, by: float, stretch: float = printed.STRETCH) -> Reading:
        """What a line says, taken for so much higher, and so much wider than it is."""
        return printed.read(line.taller(by).cut(self.image, printed.HEIGHT, stretch))

    def reads(self, line: Words, heights: Sequence[float] = HEIGHTS) -> Reading:
        """What a line says, at the height at which it reads best: that is known roughly."""
        best = Reading.none()
        for by in heights:
            reading = self.read(line, by)
            best = max(best, reading, key=lambda one: one.sure)
            if best.sure >= WELL or best.sure < VAIN:
                break
        return best

    def longest(self, lines: Sequence[Words]) -> list[Words]:
        """Lines, those of most letters first."""
        return sorted(lines, key=lambda line: line.length, reverse=True)

    def legible(self) -> float:
        """How well the longest lines can be read, 0 to 1. Of lines upside down nothing is read."""
        read = [self.reads(line, HEIGHTS[:1]) for line in self.longest(self.lines)[:PROBED]]
        return sum(reading.sure for reading in read if len(reading.text) > 2) / len(read) if read else 0.0

    def tilt(self) -> float:
        """Degrees by which the lines slope; long ones count for more, as their slope is known better."""
        order = sorted(self.lines, key=lambda line: line.slope)
        weights = np.cumsum([line.length**2 for line in order])
        if not order:
            return 0.0
        return math.degrees(math.atan(order[int(np.searchsorted(weights, weights[-1] / 2))].slope))

    def turned(self) -> "Sheet":
        """The sheet upside down."""
        height, width = self.image.shape
        image = np.ascontiguousarray(np.rot90(self.image, 2))
        lines = tuple(line.turned(width, height) for line in reversed(self.lines))
        return replace(
            self, image=image, lines=lines, place=replace(self.place, angle=self.place.angle + 180)
        )


def upright(page: Grey, place: Band) -> Sheet | None:
    """The sheet of a place of a page, its lines level, the right way up; None if nothing is legible."""
    best, most = None, PROMISING
    for one in ways(page, place):
        if (well := one.legible()) > most:
            best, most = one, well
        if most >= UPRIGHT:
            break
    return levelled(page, best.place, words.SIDE) if best else None


def ways(page: Grey, place: Band) -> Iterator[Sheet]:
    """The sheet as the gate sees it, so that it is level or upright in the picture, and each upside down."""
    quarter = place.angle / 90
    straight = {math.floor(quarter) * 90, math.ceil(quarter) * 90}
    off = sorted((abs(place.angle - angle), angle) for angle in straight)
    near = [angle for by, angle in off if off[0][0] > (ASKEW if by == off[0][0] else BETWEEN)]
    for angle in (place.angle, *near):
        one = levelled(page, replace(place, angle=angle), COARSE)
        yield one
        if len(one.lines) >= FEWEST:
            yield one.turned()


def levelled(page: Grey, place: Band, side: int, width: int = WIDTH) -> Sheet:
    """The sheet of a place, so wide, looked at so large, cut out anew as long as its lines slope."""
    one = sheet(page, place, side, width)
    for _ in range(RELEVELLED):
        lean = one.tilt()
        if abs(lean) <= LEVEL:
            break
        place = replace(place, angle=place.angle + lean)
        one = sheet(page, place, side, width)
    return one


def closer(one: Sheet, larger: Callable[[int], Grey]) -> Sheet:
    """The same sheet larger, with its small print; `larger` gives the page again."""
    wanted = CLOSE * max(one.page.shape) / max(one.place.width, one.place.height)
    page = larger(min(MOST_SIDE, int(wanted)))
    place = one.place.scaled(max(page.shape) / max(one.page.shape))
    return levelled(page, place, CLOSE, CLOSE)


def sheet(page: Grey, place: Band, side: int, width: int) -> Sheet:
    """A place cut out, and its lines as they are seen at a size."""
    scale = min(MOST_MAGNIFIED, width / max(place.width, place.height))
    image = warp(page, place, scale, (int(place.width * scale), int(place.height * scale)))
    return Sheet(image, tuple(words.find(image, side, SHEETS)), place, page)
