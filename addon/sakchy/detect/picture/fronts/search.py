"""A page in, the face of a document or of a bank card out, the cheap things first.

small page -> gate -> (nothing like one: done)
           -> sheet cut out upright -> lines of text -> reader -> labels, numbers -> evidence
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from msgspec.structs import replace

from sakchy.detect.picture.band import Band, along
from sakchy.detect.picture.fronts import barcode, printed, sight, words
from sakchy.detect.picture.fronts.evidence import Front, judge
from sakchy.detect.picture.fronts.printed import Reading, Row
from sakchy.detect.picture.opencv import Grey, cv2
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
PART = 0.12
"""Share of the picture from which a place may be part of something that fills it."""
MARGIN = 1.2
"""A place is cut out so much larger: its edges are known to half a cell of sixteen pixels."""
LEGIBLE = 0.5
"""Mean probability from which a line counts."""
PROMISING = 0.25
"""A sheet whose longest lines are read worse is not read further."""
HEIGHTS, WELL = (1.1, 1.4, 0.85), 0.9
"""Over the height of a line: tried one after the other until it is read well."""
PROBED = 6
"""Lines read to learn which way is up."""
LEVEL = 1.5
"""Degrees of slope that a line may have: steeper sheets are cut out once more."""
ASKEW = 8
"""Degrees off level and upright from which the sheet is tried straight as well: scans and screenshots are."""
FEWEST = 3
"""Lines of a document or card; what has fewer is not turned to and fro."""
CHUNK = 8
"""Lines read before what they say is judged anew."""
SETTLED = 1.4
"""The score from which the remaining lines add nothing but time."""
MUCH, HOPELESS = 16, 0.4
"""If so many lines say so little, the others are not read."""
UPRIGHT = 0.75
"""If they are read so well, nobody asks whether the sheet lies upside down."""


class Sheet(Value, frozen=True):
    """A place cut out, upright, and its lines."""

    image: Grey
    lines: tuple[words.Words, ...]

    def reads(self, line: words.Words, heights: Sequence[float] = HEIGHTS) -> Reading:
        """What a line says, at the height at which it reads best: that is known roughly."""
        best = Reading.none()
        for by in heights:
            reading = printed.read(line.taller(by).cut(self.image, printed.HEIGHT, printed.STRETCH))
            best = max(best, reading, key=lambda one: one.sure)
            if best.sure >= WELL:
                break
        return best

    def judged(self, place: sight.Place) -> Front:
        """What it is: the longest lines are read first, and no more when enough or too little speaks."""
        front, read = Front("", 0.0), dict[words.Words, Reading]()
        longest = sorted(self.lines, key=lambda line: line.length, reverse=True)
        for start in range(0, len(longest), CHUNK):
            read |= {line: self.reads(line) for line in longest[start : start + CHUNK]}
            front = judge(rows(read), place.face, place.sure)
            settled = front.score >= SETTLED and place.face != "card"  # of a card the smallest print counts
            if settled or (len(read) >= MUCH and front.score < HOPELESS):
                break
        return front


def rows(read: Mapping[words.Words, Reading]) -> list[Row]:
    """Lines side by side, as far as they can be read, from the top."""
    legible = ([read[line] for line in row if read[line].sure >= LEGIBLE] for row in words.rows(list(read)))
    return [printed.row(row) for row in legible if row]


def search_front(small: Grey, larger: Larger) -> Front | None:
    """The document or bank card of a page, if enough speaks for one. `larger` gives the page for reading."""
    front = search(small, larger)
    if front is None or front.score >= 1:
        return front
    found = barred(larger(BARCODE_SIDE))
    return Front(found.kind, CERTAIN, found.number) if found else None


def barred(page: Grey) -> barcode.Licence | None:
    """The licence whose barcode is on a page; a small page is read once more at twice its size."""
    found = barcode.read(page)
    if found or max(page.shape) >= BARCODE_SIDE:
        return found
    return barcode.read(
        np.asarray(cv2.resize(page, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)
    )


def search(small: Grey, larger: Larger) -> Front | None:
    """The best of what the places of a small page are; None if there are none.

    If none of them is enough, the likeliest may be part of something that fills the picture.
    """
    best: Front | None = None
    places = sight.look(small)
    tries = [(widened(place.band), place) for place in places]
    large = (place for place in places[:1] if place.band.width * place.band.height > PART * small.size)
    for band, place in [*tries, *((whole(small, place.band), place) for place in large)]:
        front = upright(small, larger, band).judged(place)
        if front.score >= 1:
            return front
        best = max(best or front, front, key=lambda one: one.score)
    return best


def widened(band: Band) -> Band:
    """The place with what may belong to it round it."""
    return replace(band, width=band.width * MARGIN, height=band.height * MARGIN)


def whole(image: Grey, band: Band) -> Band:
    """The whole picture, as a place that reads like this one."""
    height, width = image.shape
    cosine, sine = (abs(value) for value in along(band.angle))
    across, down = width * cosine + height * sine, width * sine + height * cosine
    return replace(band, x=width / 2, y=height / 2, width=across, height=down)


def upright(small: Grey, larger: Larger, band: Band) -> Sheet:
    """The sheet of a place, its lines level, the right way up."""
    page = larger(min(MOST_SIDE, int(max(small.shape) * WIDTH / max(band.width, band.height))))
    best, most = Sheet(page, ()), -1.0
    for one in ways(page, band.scaled(max(page.shape) / max(small.shape))):
        if (well := legible(one)) > most:
            best, most = one, well
        if most >= UPRIGHT:
            break
    return best if most >= PROMISING else Sheet(page, ())


def ways(page: Grey, place: Band) -> Iterator[Sheet]:
    """The sheet as the gate sees it, so that it is level or upright in the picture, and each upside down."""
    quarter = place.angle / 90
    straight = {math.floor(quarter) * 90, math.ceil(quarter) * 90}
    near = sorted(straight, key=lambda angle: abs(place.angle - angle))
    askew = abs(place.angle - near[0]) > ASKEW
    for angle in (place.angle, *(near if askew else ())):
        one = levelled(page, replace(place, angle=angle))
        yield one
        if len(one.lines) >= FEWEST:
            yield turned(one)


def levelled(page: Grey, place: Band) -> Sheet:
    """The sheet of a place, cut out once more if its lines slope."""
    first = sheet(page, place)
    lean = tilt(first)
    return sheet(page, replace(place, angle=place.angle + lean)) if abs(lean) > LEVEL else first


def tilt(one: Sheet) -> float:
    """Degrees by which the longer half of the lines slopes."""
    longest = sorted(one.lines, key=lambda line: line.length, reverse=True)[: max(3, len(one.lines) // 2)]
    return math.degrees(math.atan(float(np.median([line.slope for line in longest])))) if longest else 0.0


def sheet(page: Grey, band: Band) -> Sheet:
    """A band cut out, and its lines."""
    scale = min(MOST_MAGNIFIED, WIDTH / max(band.width, band.height))
    size = (int(band.width * scale), int(band.height * scale))
    image = warp(page, band, scale, size)
    return Sheet(image, tuple(words.find(image)))


def turned(one: Sheet) -> Sheet:
    """The sheet upside down."""
    height, width = one.image.shape
    image = np.ascontiguousarray(np.rot90(one.image, 2))
    return Sheet(image, tuple(line.turned(width, height) for line in reversed(one.lines)))


def legible(one: Sheet) -> float:
    """How well the longest lines of a sheet can be read, 0 to 1. Of lines upside down nothing is read."""
    longest = sorted(one.lines, key=lambda line: line.length, reverse=True)[:PROBED]
    read = [one.reads(line, HEIGHTS[:1]) for line in longest]
    return sum(reading.sure for reading in read if len(reading.text) > 2) / len(read) if read else 0.0
