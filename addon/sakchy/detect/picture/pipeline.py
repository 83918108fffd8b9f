"""A picture in, a zone out, the cheap things first.

small decode -> finder -> lines -> (nothing like a zone: done)
             -> decode -> strips -> lines -> reader -> grammar
             -> bars, where the finder was not enough
"""

from collections.abc import Iterable, Iterator
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

SIDES = (640, 320)
"""Sizes at which the finder looks: the second sees zones that fill the picture."""
GATE = 0.2
"""If the finder's strongest hint is below this, there is no zone."""
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


def search(data: bytes) -> Zone | None:
    """The zone of an encoded picture, None if there is none. Raises UnreadableError."""
    if is_icon(size(data)):
        return None
    limit(data)
    small = grey(data, SIDES[0])
    if is_icon(small.shape):
        return None
    strips = (strip for page in chain([small], further_pages(data)) for strip in candidates(data, page))
    return first_sure(strips)


def candidates(data: bytes, small: Grey) -> Iterator[Strip]:
    """Strips that may be a zone, the likeliest first, each cut only when it is asked for.

    The picture is decoded at a larger scale only once a strip of the small one has lines like a zone's.
    """
    sights = [finder.look(small, side) for side in SIDES]
    thumbnail = max(small.shape) <= THUMBNAIL
    if max(sight.peak for sight in sights) < GATE and not thumbnail:
        return
    seen = [band for sight in sights for band in sight.bands]
    image: Grey | None = None
    for band in distinct(seen):
        strip = cut(small, band)
        if like_zone(lines(strip)):
            image = larger(data, small) if image is None else image
            yield strip if image is small else cut(image, band.scaled(max(image.shape) / max(small.shape)))
    if not seen or thumbnail:  # where the finder did show a place, bars never found another
        image = larger(data, small) if image is None else image
        yield from (cut(image, band) for band in bars.look(image))


def larger(data: bytes, small: Grey) -> Grey:
    """The picture large enough to be read; the small one if that is."""
    return small if reduction(data, SIDES[0]) == reduction(data, READ_SIDE) else grey(data, READ_SIDE)


def first_sure(strips: Iterable[Strip]) -> Zone | None:
    """The first sure zone in strips, else the best hint."""
    best: Zone | None = None
    for strip in strips:
        best = better(best, read_strip(strip))
        if best and best.strength >= SURE:
            return best
    return best


def distinct(bands: Iterable[Band]) -> Iterator[Band]:
    """The bands without those that nearly repeat an earlier one."""
    tried: list[Band] = []
    for band in bands:
        if not any(band.near(other, 0.15) and alike(band.width, other.width) for other in tried):
            tried.append(band)
            yield band


def alike(width: float, other: float) -> bool:
    """Whether two widths differ by less than a fifth."""
    return abs(width - other) < 0.2 * other


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
