"""A page in, the face of a document or of a bank card out, the cheap things first.

small page -> gate -> (nothing like one: done)
           -> sheet cut out upright -> lines of text -> reader -> labels, numbers -> evidence
           -> (much, but not enough: once more from near, and by another reader if there is one)
"""

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from sakchy.detect.picture import opinion
from sakchy.detect.picture.band import Band, along
from sakchy.detect.picture.fronts import barcode, second, sight
from sakchy.detect.picture.fronts.evidence import Front, judge
from sakchy.detect.picture.fronts.reading import HOPELESS, NOTHING, judged
from sakchy.detect.picture.fronts.sheet import MOST_SIDE, WIDTH, Sheet, closer, upright
from sakchy.detect.picture.opencv import Grey
from sakchy.model import Value

Larger = Callable[[int], Grey]
"""The page again, its longer side at least so many pixels if it has as many."""

BARCODE_SIDE = 1400
"""Pixels of the page in which a PDF417 is looked for: its modules are a 400th of the card's width."""
CERTAIN = 2.0
"""The score of what a barcode says."""
PART, MOST = 0.12, 0.9
"""Shares of the picture between which a place may be part of a document that fills it; a card's lower half is
often all that is seen of one."""
MARGIN = 1.2
"""A place is cut out so much larger: its edges are known to half a cell of sixteen pixels."""
CLEAR = 0.6
"""The gate's certainty from which a place is no part of something larger without a sign of it."""
VERY_SURE, MUCH, SOMETHING = 0.7, 0.5, 0.25
"""The gate's certainty, or what was read, or that it is sure and anything was: from there on a closer look is
worth its time. Of ordinary pictures one in fifty gets it."""


class Look(Value, frozen=True):
    """A place, the sheet cut out there if anything is legible, and what it is."""

    place: sight.Place
    sheet: Sheet | None
    front: Front

    @property
    def promising(self) -> bool:
        """Whether a closer look at it is worth its time."""
        sure, score = self.place.sure, self.front.score
        return sure >= VERY_SURE or score >= MUCH or (sure >= CLEAR and score >= SOMETHING)

    def second(self) -> Front:
        """What it is by another reader, if that makes more of it."""
        other = (
            judge(second.rows(self.sheet.image), self.place.face, self.place.sure) if self.sheet else NOTHING
        )
        return max(self.front, other, key=lambda front: front.score)


def search_front(small: Grey, larger: Larger) -> Front | None:
    """The document or bank card of a page, if enough speaks for one. `larger` gives the page for reading."""
    best = search(small, larger)
    if best is None or best.front.score >= 1:
        return best.front if best else None
    found = barcode.read(larger(BARCODE_SIDE)) if barcode.likely(small) else None
    if found:
        return Front(found.kind, CERTAIN, found.number)
    other = best.second() if best.promising and opinion.available() else NOTHING
    return other if other.score >= 1 else None


def search(small: Grey, larger: Larger) -> Look | None:
    """The best of the places of a small page; None if there are none."""
    best: Look | None = None
    for look in looks(small, larger):
        if look.front.score >= 1:
            return look
        best = max(best or look, look, key=lambda one: (one.front.score, one.sheet is not None))
    if best and best.sheet and best.promising:
        near = judged(closer(best.sheet, larger), best.place)
        return replace(best, front=max(best.front, near, key=lambda front: front.score))
    return best


def looks(small: Grey, larger: Larger) -> Iterator[Look]:
    """The places of a small page, each perhaps part of something that fills the picture."""
    for place in sight.look(small):
        for band in (widened(place.band), whole(small, place.band)):
            one = cut(small, larger, band)
            front = judged(one, place) if one else NOTHING
            yield Look(place, one, front)
            share = place.band.width * place.band.height / small.size
            little = front.score < HOPELESS or share < PART
            vain = one is None or (little and place.sure >= CLEAR)
            if share > MOST or (vain and place.face != "card"):
                break


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
