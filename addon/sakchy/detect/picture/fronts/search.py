"""A page in, the face of a document or of a bank card out, the cheap things first.

small page -> gate -> (nothing like one: done)
           -> sheet cut out upright -> lines of text -> reader -> labels, numbers -> evidence
"""

from collections.abc import Callable, Iterator, Mapping

from msgspec.structs import replace

from sakchy.detect.picture.band import Band, along
from sakchy.detect.picture.fronts import barcode, column, grouped, numbers, printed, sight, words
from sakchy.detect.picture.fronts.evidence import Front, judge
from sakchy.detect.picture.fronts.printed import Reading, Row
from sakchy.detect.picture.fronts.sheet import WIDTH, Sheet, upright
from sakchy.detect.picture.opencv import Grey

Larger = Callable[[int], Grey]
"""The page again, its longer side at least so many pixels if it has as many."""

BARCODE_SIDE = 1400
"""Pixels of the page in which a PDF417 is looked for: its modules are a 400th of the card's width."""
CERTAIN = 2.0
"""The score of what a barcode says."""
MOST_SIDE = 4096
"""A page is not decoded larger for that."""
PART, MOST = 0.12, 0.9
"""Shares of the picture between which a place may be part of a document that fills it; a card's lower half is
often all that is seen of one."""
MARGIN = 1.2
"""A place is cut out so much larger: its edges are known to half a cell of sixteen pixels."""
LEGIBLE = 0.5
"""Mean probability from which a line counts."""
CLEAR = 0.6
"""The gate's certainty from which a place is no part of something larger without a sign of it."""
CHUNK = 6
"""Lines read before what they say is judged anew."""
SETTLED = 1.4
"""The score from which the remaining lines add nothing but time."""
MUCH, HOPELESS = 12, 0.4
"""If so many lines say so little, the others are not read."""
MANY_DIGITS = 8
NUMBER_WAYS = tuple((tall, wide) for tall in (1.0, 1.15, 1.3, 1.5) for wide in (0.9, 1.1, 1.3))
"""How much higher and wider a line with so many digits is taken: on cards they stand close or far apart."""
NOTHING = Front("", 0.0)


def search_front(small: Grey, larger: Larger) -> Front | None:
    """The document or bank card of a page, if enough speaks for one. `larger` gives the page for reading."""
    front = search(small, larger)
    if front is None or front.score >= 1:
        return front
    found = barcode.read(larger(BARCODE_SIDE)) if barcode.likely(small) else None
    return Front(found.kind, CERTAIN, found.number) if found else None


def search(small: Grey, larger: Larger) -> Front | None:
    """The best of what the places of a small page are; None if there are none.

    If none of them is enough, the likeliest may be part of something that fills the picture.
    """
    best: Front | None = None
    for place in sight.look(small):
        for band in (widened(place.band), whole(small, place.band)):
            one = cut(small, larger, band)
            front = judged(one, place) if one else NOTHING
            if front.score >= 1:
                return front
            best = max(best or front, front, key=lambda one: one.score)
            share = place.band.width * place.band.height / small.size
            little = front.score < HOPELESS or share < PART
            vain = one is None or (little and place.sure >= CLEAR)
            if share > MOST or (vain and place.face != "card"):
                break
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


def cut(small: Grey, larger: Larger, band: Band) -> Sheet | None:
    """The sheet of a place of the small page, from as large a page as reading takes."""
    page = larger(min(MOST_SIDE, int(max(small.shape) * WIDTH / max(band.width, band.height))))
    return upright(page, band.scaled(max(page.shape) / max(small.shape)))


def judged(one: Sheet, place: sight.Place) -> Front:
    """What a sheet is: the longest lines are read first, and no more when enough or too little speaks."""
    front, read, more = NOTHING, dict[words.Words, Reading](), list[Row]()
    longest = one.longest(words.joined(one.lines) if place.face == "card" else one.lines)
    for start in range(0, len(longest), CHUNK):
        chunk = {line: one.reads(line) for line in longest[start : start + CHUNK]}
        read |= chunk
        more += again(one, chunk) if place.face == "card" else ()
        stacked = in_rows(one, read) if place.face == "card" else ()
        front = judge([*rows(read), *more, *stacked], place.face, place.sure)
        settled = front.score >= SETTLED and place.face != "card"  # of a card the smallest print counts
        if settled or (len(read) >= MUCH and front.score < HOPELESS):
            break
    return front


def again(one: Sheet, read: Mapping[words.Words, Reading]) -> Iterator[Row]:
    """Lines of many digits in other ways, and the numbers that they may be."""
    for line, said in read.items():
        if sum(map(str.isdigit, said.number)) >= MANY_DIGITS:
            found = [said, *(one.read(line, *way) for way in NUMBER_WAYS)]
            yield from map(printed.row, ([reading] for reading in found))
            apart = " " if " " in said.number else ""
            likely = (text.replace(" ", apart) for text in grouped.numbers([way.odds for way in found]))
            together = numbers.agreed([reading.number for reading in found])
            yield from (Row((number,), number) for number in (*together, *likely))


def in_rows(one: Sheet, read: Mapping[words.Words, Reading]) -> Iterator[Row]:
    """A number in four rows, looked for where they must be."""
    said = {line: reading.number for line, reading in read.items()}
    yield from (Row((text,), text) for text in column.numbers(said, lambda line: one.reads(line).number))


def rows(read: Mapping[words.Words, Reading]) -> list[Row]:
    """Lines side by side, as far as they can be read, from the top."""
    legible = ([read[line] for line in row if read[line].sure >= LEGIBLE] for row in words.rows(list(read)))
    return [printed.row(row) for row in legible if row]
