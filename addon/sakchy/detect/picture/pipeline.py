"""A picture in, a zone out, the cheap things first.

small decode -> finder -> lines -> (nothing like a zone: done)
             -> decode -> strips -> lines -> reader -> grammar
             -> bars, where the finder was not enough
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain

import numpy as np

from sakchy.detect.mrz import Zone, read_zone
from sakchy.detect.picture import bars, finder
from sakchy.detect.picture.band import Band
from sakchy.detect.picture.decode import further_pages, grey, is_icon, limit, reduction
from sakchy.detect.picture.header import size
from sakchy.detect.picture.lines import like_zone, lines
from sakchy.detect.picture.opencv import Grey
from sakchy.detect.picture.reader import Reading, read
from sakchy.detect.picture.strip import Strip, cut
from sakchy.limits import DEFAULT, Limits

SIDES = (640, 320)
"""Sizes at which the finder looks: the second sees zones that fill the picture."""
GATE = 0.2
"""If the finder shows no place, but its strongest hint is at least this, bars are looked for."""
THUMBNAIL = 400
"""Pixels of the longer side up to which the finder's silence means little, and bars cost almost nothing."""
READ_SIDE = 1400
"""Longer side, in pixels, at which lines are read."""
SURE = 2
"""Strength of a zone that ends the search."""
LEGIBLE, PROMISING = 0.5, 0.6
"""Mean probability from which a reading counts, and from which a strip is worth more widths."""
USUAL, OTHERS = 0.8, (0.65, 0.95, 1.1)
"""Widths at which a line is read, over its natural width: characters closer or wider than usual."""


class Page:
    """One page of a picture: small to look at, large to read."""

    def __init__(self, data: bytes, small: Grey) -> None:
        self.data = data
        self.small = small

    @cached_property
    def large(self) -> Grey:
        """The page large enough to be read, decoded when it is first needed; the small one if that is."""
        if reduction(self.data, SIDES[0]) == reduction(self.data, READ_SIDE):
            return self.small
        return grey(self.data, READ_SIDE)

    @property
    def scale(self) -> float:
        """Pixels of the large page for one of the small."""
        return float(max(self.large.shape) / max(self.small.shape))


def search(data: bytes, limits: Limits = DEFAULT) -> Zone | None:
    """The zone of an encoded picture, None if there is none. Raises UnreadableError."""
    if is_icon(size(data)):
        return None
    limit(data, limits.pixels)
    small = grey(data, SIDES[0])
    if is_icon(small.shape):
        return None
    pages = (Page(data, page) for page in chain([small], further_pages(data, limits.frames)))
    return first_sure(strip for page in pages for strip in candidates(page))


def candidates(page: Page) -> Iterator[Strip]:
    """Strips that may be a zone, the likeliest first, each cut only when it is asked for.

    Where the finder did show a place, bars never found another.
    """
    peak, tried = 0.0, list[Band]()
    for side in SIDES:
        sight = finder.look(page.small, side)
        peak = max(peak, sight.peak)
        fresh = [band for band in sight.bands if not any(band.repeats(other) for other in tried)]
        tried += fresh
        for band in fresh:
            yield from likely(page, band)
    if max(page.small.shape) <= THUMBNAIL or (peak >= GATE and not tried):
        yield from (cut(page.large, band) for band in bars.look(page.large))


def likely(page: Page, band: Band) -> Iterator[Strip]:
    """The strip of a band, large enough to be read, if on the small page its lines can be a zone's."""
    strip = cut(page.small, band)
    if like_zone(lines(strip)):
        yield strip if page.large is page.small else cut(page.large, band.scaled(page.scale))


def first_sure(strips: Iterable[Strip]) -> Zone | None:
    """The first sure zone in strips, else the best hint."""
    best: Zone | None = None
    for strip in strips:
        best = better(best, read_strip(strip))
        if best and best.strength >= SURE:
            return best
    return best


def better(one: Zone | None, other: Zone | None) -> Zone | None:
    """The stronger of two zones."""
    return max((zone for zone in (one, other) if zone), key=lambda zone: zone.strength, default=None)


def read_strip(strip: Strip) -> Zone | None:
    """The zone of a strip, read both ways and, if it promises something, at more widths.

    The finder's idea of up and down is right nine times in ten only, so it says what is tried first.
    """
    ahead = parts(strip)
    back = [np.rot90(part, 2) for part in reversed(ahead)]
    best: Zone | None = None
    sure: list[float] = []
    for way in (ahead, back):
        readings = [read(part, USUAL) for part in way]
        best = better(best, grammar(readings))
        if best and best.strength >= SURE:
            return best
        sure.append(mean(readings))
    if max(sure) <= PROMISING:
        return best
    way = ahead if sure[0] >= sure[1] else back
    readings = [max((read(part, width) for width in OTHERS), key=lambda r: r.sure) for part in way]
    return better(best, grammar(readings))


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
