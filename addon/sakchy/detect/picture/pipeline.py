"""A picture in, a zone out, the cheap things first.

small decode -> finder -> lines -> (nothing like a zone: done)
             -> larger decode -> strips -> lines -> reader -> grammar
             -> a closer look, or bars, where the finder had no more than a hint
"""

from collections.abc import Iterator
from itertools import chain

from sakchy.detect.mrz import Zone
from sakchy.detect.picture import bars, finder
from sakchy.detect.picture.band import Band
from sakchy.detect.picture.decode import REDUCED, further_pages, grey, is_icon, limit, reduction
from sakchy.detect.picture.finder import Sight, resized
from sakchy.detect.picture.header import is_jpeg, size
from sakchy.detect.picture.lines import like_zone, lines
from sakchy.detect.picture.opencv import Grey
from sakchy.detect.picture.strip import cut, magnification
from sakchy.detect.picture.zones import SURE, first_sure
from sakchy.limits import DEFAULT, Limits

__all__ = ["SURE", "Page", "pages", "search", "zone_of"]

SIDES = (640, 320)
"""Sizes at which the finder looks: the second sees zones that fill the picture."""
LEAST, MOST = 400, 448
"""Of pictures that have no more than the first of those sizes one look between these two is enough: what can
be read has characters of four pixels at least in it, those of a zone that fills it have fifteen at most."""
CLOSE, LARGE = 1280, 1100
"""The size of one more look, into pictures larger than LARGE: there a card may be a fifth of the width. In
smaller ones nothing is legible that the finder does not see at 640."""
HINT = 0.2
"""The finder's strongest hint from which a closer look, or one for bars, is worth its time."""
THUMBNAIL = 320
"""Pixels of the longer side up to which the finder's silence means little, and bars cost almost nothing."""
ALONE = 2.4
"""Length over height from which a picture may be a zone cut out; three lines with some margin have 3."""
FINE = 1.3
"""Pixels of the picture for one of a strip: sampling then loses nothing, and more is not decoded."""


class Page:
    """One page of a picture: small to look at, larger to look closer and to read."""

    def __init__(self, data: bytes, first: Grey) -> None:
        """`first`: as it was decoded for the first look."""
        self.data = data
        self.small = resized(first, min(1.0, SIDES[0] / max(first.shape)), smooth=is_jpeg(data))
        """What is looked at first, by the finder and by all who look for other things."""
        self.by = reduction(data, SIDES[0])
        self.whole = max(size(data) or first.shape) if self.by > 1 else max(first.shape)
        """The longer side of all there is, in pixels."""
        self.decoded = {self.by: first}

    def larger(self, side: float) -> Grey:
        """The page, its longer side at least `side` pixels if it had so many; each size is decoded once."""
        by = next((by for by in REDUCED if by <= self.by and self.whole // by >= side), 1)
        if by not in self.decoded:
            self.decoded[by] = grey(self.data, self.whole // by)
        return self.decoded[by]

    def lines(self, band: Band) -> list[Grey]:
        """The lines of a band of the small page, cut out of as large a page as reading takes.

        None if they cannot be a zone.
        """
        side = max(self.small.shape)
        image = self.larger(side * FINE * magnification(band))
        strip = cut(image, band.scaled(max(image.shape) / side))
        found = lines(strip)
        pieces = (line.cut(strip.image) for line in found if like_zone(found))
        return [piece for piece in pieces if piece is not None]

    def look(self, side: int) -> Sight:
        """What the finder sees at a size, in pixels of the small page."""
        image = self.small if side <= SIDES[0] else self.larger(min(side, self.whole))
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


def sights(page: Page) -> Iterator[tuple[int, Sight]]:
    """What the finder sees and at which size, as long as one more look is worth its time."""
    side = SIDES[0] if page.whole > SIDES[0] else min(max(LEAST, page.whole), MOST)
    sight = page.look(side)
    peak = sight.peak
    if side < SIDES[0] and peak >= HINT:  # soft print is clearer when it is larger
        side, sight = SIDES[0], page.look(SIDES[0])
    yield side, sight
    if side > MOST:
        sight = page.look(SIDES[1])
        peak = max(peak, sight.peak)
        yield SIDES[1], sight
    if page.whole > LARGE and peak >= HINT:
        yield CLOSE, page.look(CLOSE)


def candidates(page: Page) -> Iterator[list[Grey]]:
    """Lines of strips that may be a zone, the likeliest first, each cut only when it is asked for.

    Where the finder did show a place, bars never found another.
    """
    peak, tried = 0.0, list[Band]()
    for side, sight in sights(page):
        peak = max(peak, sight.peak)
        known = [] if side == CLOSE else tried  # what is seen from near is more exact
        fresh = [band for band in sight.bands if not any(band.repeats(other) for other in known)]
        tried += fresh
        yield from filter(None, map(page.lines, fresh))
    if band := page.strip_alone():
        yield page.lines(band)
    if page.whole <= THUMBNAIL or (peak >= HINT and not tried):
        yield from filter(None, map(page.lines, page.bars()))
