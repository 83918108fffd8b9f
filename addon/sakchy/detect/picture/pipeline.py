"""A picture in, a zone out, the cheap things first.

small decode -> finder -> lines -> (nothing like a zone: done)
             -> larger decode -> strips -> lines -> reader -> grammar
             -> a closer look, or bars, where the finder had no more than a hint
"""

from collections.abc import Iterable, Iterator
from itertools import chain

import numpy as np

from sakchy.detect.mrz import Zone, read_zone
from sakchy.detect.picture import bars, finder, opinion
from sakchy.detect.picture.band import Band
from sakchy.detect.picture.decode import REDUCED, further_pages, grey, is_icon, limit, reduction
from sakchy.detect.picture.finder import Sight
from sakchy.detect.picture.header import size
from sakchy.detect.picture.layout import texts
from sakchy.detect.picture.lines import like_zone, lines
from sakchy.detect.picture.opencv import Grey
from sakchy.detect.picture.reader import Reading, read
from sakchy.detect.picture.strip import Strip, cut, magnification
from sakchy.limits import DEFAULT, Limits

SIDES = (640, 320)
"""Sizes at which the finder looks: the second sees zones that fill the picture."""
CLOSE, LARGE = 1280, 1100
"""The size of one more look, into pictures larger than LARGE: there a card may be a fifth of the width. In
smaller ones nothing is legible that the finder does not see at 640."""
HINT = 0.2
"""The finder's strongest hint from which a closer look, or one for bars, is worth its time."""
THUMBNAIL = 400
"""Pixels of the longer side up to which the finder's silence means little, and bars cost almost nothing."""
ALONE = 2.4
"""Length over height from which a picture may be a zone cut out; three lines with some margin have 3."""
FINE = 1.3
"""Pixels of the picture for one of a strip: sampling then loses nothing, and more is not decoded."""
SURE = 2
"""Strength of a zone that ends the search."""
LEGIBLE, PROMISING = 0.5, 0.6
"""Mean probability from which a reading counts, and from which a strip is worth more widths."""
USUAL, OTHERS = 0.8, (0.65, 0.95, 1.1)
"""Widths at which a line is read, over its natural width: characters closer or wider than usual."""


class Page:
    """One page of a picture: small to look at, larger to look closer and to read."""

    def __init__(self, data: bytes, small: Grey) -> None:
        self.data = data
        self.small = small
        self.by = reduction(data, SIDES[0])
        self.whole = max(size(data) or small.shape) if self.by > 1 else max(small.shape)
        """The longer side of all there is, in pixels."""
        self.decoded = {self.by: small}

    def larger(self, side: float) -> Grey:
        """The page, its longer side at least `side` pixels if it had so many; each size is decoded once."""
        by = next((by for by in REDUCED if by <= self.by and self.whole // by >= side), 1)
        if by not in self.decoded:
            self.decoded[by] = grey(self.data, self.whole // by)
        return self.decoded[by]

    def strip(self, band: Band) -> Strip:
        """The strip of a band of the small page, cut from as large a page as reading takes."""
        side = max(self.small.shape)
        image = self.larger(side * FINE * magnification(band))
        return cut(image, band.scaled(max(image.shape) / side))

    def look(self, side: int) -> Sight:
        """What the finder sees at a size, in pixels of the small page."""
        image = self.larger(min(side, self.whole))
        return finder.look(image, side).scaled(max(self.small.shape) / max(image.shape))

    def strip_alone(self) -> Band | None:
        """The whole page, if it has the form of a zone cut out: the finder looks for one on a document."""
        height, width = self.small.shape
        long, short = max(width, height), min(width, height)
        if long < ALONE * short:
            return None
        return Band(width / 2, height / 2, long, short, 0 if width == long else 90, 0)

    def bars(self) -> list[Band]:
        """Parallel bars, in pixels of the small page."""
        image = self.larger(min(bars.SIDE, self.whole))
        by = max(self.small.shape) / max(image.shape)
        return [band.scaled(by) for band in bars.look(image)]


def search(data: bytes, limits: Limits = DEFAULT) -> Zone | None:
    """The zone of an encoded picture, None if there is none. Raises UnreadableError."""
    return first_sure(strip for page in pages(data, limits) for strip in candidates(page))


def pages(data: bytes, limits: Limits = DEFAULT) -> Iterator[Page]:
    """The pages of an encoded picture, each decoded when its turn comes. Raises UnreadableError."""
    if is_icon(size(data)):
        return
    limit(data, limits.pixels)
    small = grey(data, SIDES[0])
    if not is_icon(small.shape):
        yield from (Page(data, page) for page in chain([small], further_pages(data, limits.frames)))


def zone_of(page: Page) -> Zone | None:
    """The zone of one page, or the best hint of one."""
    return first_sure(candidates(page))


def candidates(page: Page) -> Iterator[Strip]:
    """Strips that may be a zone, the likeliest first, each cut only when it is asked for.

    Where the finder did show a place, bars never found another.
    """
    peak, tried = 0.0, list[Band]()
    for side in (*SIDES, CLOSE):
        if side == CLOSE and (page.whole <= LARGE or peak < HINT):
            break
        sight = page.look(side)
        peak = max(peak, sight.peak)
        known = [] if side == CLOSE else tried  # what is seen from near is more exact
        fresh = [band for band in sight.bands if not any(band.repeats(other) for other in known)]
        tried += fresh
        strips = map(page.strip, fresh)
        yield from (strip for strip in strips if like_zone(lines(strip)))
    if band := page.strip_alone():
        yield page.strip(band)
    if page.whole <= THUMBNAIL or (peak >= HINT and not tried):
        yield from map(page.strip, page.bars())


def first_sure(strips: Iterable[Strip]) -> Zone | None:
    """The first sure zone in strips, else the best hint."""
    best, tried = None, list[Strip]()
    for strip in strips:
        best = better(best, read_strip(strip))
        if sure(best):
            return best
        tried.append(strip)
    return better(best, second_opinion(tried)) if opinion.available() else best


def second_opinion(strips: list[Strip]) -> Zone | None:
    """The zone that another reader sees where ours saw fillers and no more."""
    best = None
    for strip in strips:
        ahead = parts(strip)
        for way in (ahead, [np.rot90(part, 2) for part in reversed(ahead)]):
            if any(opinion.FILLERS in read(part, USUAL).text for part in way):
                best = better(best, read_zone(opinion.lines(way)))
    return best


def better(one: Zone | None, other: Zone | None) -> Zone | None:
    """The stronger of two zones."""
    return max((zone for zone in (one, other) if zone), key=lambda zone: zone.strength, default=None)


def read_strip(strip: Strip) -> Zone | None:
    """The zone of a strip, read both ways and, if it promises something, once more with care.

    The finder's idea of up and down is right nine times in ten only, so it says what is tried first.
    """
    ahead = parts(strip)
    ways = (ahead, [np.rot90(part, 2) for part in reversed(ahead)])
    best, tried = None, list[list[Reading]]()
    for way in ways:
        tried.append([read(part, USUAL) for part in way])
        best = better(best, grammar(tried[-1]))
        if sure(best):
            return best
    way, readings = max(zip(ways, tried, strict=True), key=lambda one: mean(one[1]))
    return better(best, read_again(way, readings)) if mean(readings) > PROMISING else best


def read_again(way: list[Grey], readings: list[Reading]) -> Zone | None:
    """The zone of lines that promise one: in the form of a layout, then read at more widths."""
    best = spelled(readings)
    if sure(best):
        return best
    wider = [max((read(part, width) for width in OTHERS), key=lambda r: r.sure) for part in way]
    best = better(best, grammar(wider))
    return best if sure(best) else better(best, spelled(wider))


def spelled(readings: list[Reading]) -> Zone | None:
    """The best zone of the likeliest lines that have the form of a layout."""
    best = None
    for rows in texts(readings):
        best = better(best, read_zone(rows))
    return best


def sure(zone: Zone | None) -> bool:
    """Whether a zone ends the search."""
    return zone is not None and zone.strength >= SURE


def parts(strip: Strip) -> list[Grey]:
    """The lines of a strip, cut out; none if they cannot be a zone."""
    found = lines(strip)
    pieces = (line.cut(strip.image) for line in found if like_zone(found))
    return [piece for piece in pieces if piece is not None]


def mean(readings: list[Reading]) -> float:
    """How sure the reader was, over all lines."""
    return sum(reading.sure for reading in readings) / len(readings) if readings else 0.0


def grammar(readings: list[Reading]) -> Zone | None:
    """The zone of what was read."""
    return read_zone([reading.text for reading in readings if reading.sure > LEGIBLE])
