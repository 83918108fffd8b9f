"""A page in, the face of a document or of a bank card out, the cheap things first.

small page -> gate -> (nothing like one: done)
           -> sheet cut out upright -> lines of text -> reader -> labels, numbers -> evidence
"""

import math
from collections.abc import Callable

import numpy as np
from msgspec.structs import replace

from sakchy.detect.picture.band import Band
from sakchy.detect.picture.fronts import barcode, printed, sight, words
from sakchy.detect.picture.fronts.evidence import Front, judge
from sakchy.detect.picture.fronts.printed import Reading, Row
from sakchy.detect.picture.fronts.sight import Place
from sakchy.detect.picture.opencv import Grey
from sakchy.detect.picture.strip import warp
from sakchy.model import Value

Larger = Callable[[int], Grey]
"""The page again, its longer side at least so many pixels if it has as many."""

WIDTH = 1000
"""Pixels of a sheet's longer side at which it is read: print of 1.5 mm on a card is 17 high."""
BARCODE_SIDE = 1400
"""Pixels of the page in which a PDF417 is looked for: its modules are a 400th of the card's width."""
CERTAIN = 2.0
"""The score of what a barcode says."""
MOST_SIDE = 4096
"""A page is not decoded larger for that."""
MOST_MAGNIFIED = 2.0
MARGIN = 1.16
"""A place is cut out so much larger: its edges are known to half a cell of sixteen pixels."""
LEGIBLE = 0.5
"""Mean probability from which a line counts."""
PROBED = 4
"""Lines read to learn which way is up."""
LEVEL = 1.5
"""Degrees of slope that a line may have: steeper sheets are cut out once more."""
UPRIGHT = 0.75
"""If they are read so well, nobody asks whether the sheet lies upside down."""


class Sheet(Value, frozen=True):
    """A place cut out, upright, and its lines."""

    image: Grey
    lines: tuple[words.Words, ...]

    def reads(self, line: words.Words) -> Reading:
        """What a line says."""
        return printed.read(line.cut(self.image, printed.HEIGHT, printed.STRETCH))

    def rows(self) -> list[Row]:
        """What stands there, as far as it can be read, from the top."""
        read = ([self.reads(line) for line in lines] for lines in words.rows(self.lines))
        legible = ([one for one in line if one.sure >= LEGIBLE] for line in read)
        return [printed.row(line) for line in legible if line]


def search_front(small: Grey, larger: Larger) -> Front | None:
    """The document or bank card of a page, if enough speaks for one. `larger` gives the page for reading."""
    seen = search(small, larger)
    if seen is None or seen.front.score >= 1:
        return seen.front if seen else None
    found = barcode.read(larger(BARCODE_SIDE))
    return Front(found.kind, CERTAIN, found.number) if found else None


class Seen(Value, frozen=True):
    """What was found, and where on the small page."""

    front: Front
    place: Place


def search(small: Grey, larger: Larger) -> Seen | None:
    """The best of the faces of a small page; None if nothing looks like one."""
    places = sight.look(small)
    seen = (
        Seen(judge(upright(small, larger, place.band).rows(), place.face, place.sure), place)
        for place in places
    )
    return max(seen, key=lambda one: one.front.score, default=None)


def upright(small: Grey, larger: Larger, band: Band) -> Sheet:
    """The sheet of a place, its lines level, the right way up."""
    page = larger(min(MOST_SIDE, int(max(small.shape) * WIDTH / max(band.width, band.height))))
    place = band.scaled(max(page.shape) / max(small.shape))
    first = sheet(page, place)
    if abs(lean := tilt(first)) > LEVEL:
        first = sheet(page, replace(place, angle=place.angle + lean))
    if (one := legible(first)) >= UPRIGHT:
        return first
    other = turned(first, 2)
    return other if legible(other) > one else first


def tilt(one: Sheet) -> float:
    """Degrees by which the longer half of the lines slopes."""
    longest = sorted(one.lines, key=lambda line: line.length, reverse=True)[: max(3, len(one.lines) // 2)]
    return math.degrees(math.atan(float(np.median([line.slope for line in longest])))) if longest else 0.0


def sheet(page: Grey, band: Band) -> Sheet:
    """A band cut out, and its lines."""
    scale = min(MOST_MAGNIFIED, WIDTH / max(band.width, band.height))
    size = (int(band.width * MARGIN * scale), int(band.height * MARGIN * scale))
    image = warp(page, band, scale, size)
    return Sheet(image, tuple(words.find(image)))


def turned(one: Sheet, quarters: int) -> Sheet:
    """The sheet turned by quarters to the left, its lines found anew."""
    image = np.ascontiguousarray(np.rot90(one.image, quarters))
    return Sheet(image, tuple(words.find(image)))


def legible(one: Sheet) -> float:
    """How well the longest lines of a sheet can be read, 0 to 1."""
    longest = sorted(one.lines, key=lambda line: line.length, reverse=True)[:PROBED]
    read = [one.reads(line) for line in longest]
    return sum(reading.sure for reading in read if len(reading.text) > 2) / len(read) if read else 0.0
