"""A page in, what it answers out, the cheap things first.

small page -> gate -> (no page of text: done)
           -> page cut out, its lines -> how the rows begin -> (nothing asked for: done)
           -> all lines -> answers -> text
"""

from collections.abc import Callable, Iterable

from sakchy.detect.picture.fronts.printed import Reading
from sakchy.detect.picture.opencv import Grey
from sakchy.detect.picture.paper import sheet, sight
from sakchy.detect.picture.paper.answers import HARD, answers, text_of
from sakchy.detect.picture.paper.labels import within
from sakchy.model import Value

Larger = Callable[[int], Grey]
"""The page again, its longer side at least so many pixels if it has as many."""
MOST_SIDE = 4096
"""A page is not decoded larger for that."""
ASKED = 2
"""Different things asked for that make it worth reading the rest; an account counts as two."""
KINDS = ("questionnaire", "medical-record", "bank-requisites", "bank-card", "personal-number")
"""What is told of a paper. Passwords and keys are not: a few letters read wrong make them of anything."""
NUMBERS = {"questionnaire": 2, "medical-record": 1}
"""Numbers and dates that must have been answered: they are read surely, and empty forms have none."""


class Paper(Value, frozen=True):
    """What a paper answers. `repr` does not show it."""

    text: str
    """As the text rules read it."""
    details: frozenset[str]

    def tells(self, kind: str) -> bool:
        """Whether a finding of the text rules is believed."""
        someone = not self.details.isdisjoint(("name", "birth", "passport"))
        if kind == "personal-number":
            return someone
        return kind in KINDS and len(self.details & HARD) >= NUMBERS.get(kind, 0)

    def __repr__(self) -> str:
        return f"Paper({len(self.details)} details)"


def search_paper(small: Grey, larger: Larger) -> Paper | None:
    """What the paper in a picture answers, if it shows a page of text that asks for something.

    `larger` gives the page for reading.
    """
    place = sight.look(small)
    if place is None:
        return None
    by = sheet.SIDE / max(place.width, place.height)
    page = larger(min(MOST_SIDE, int(max(small.shape) * by)))
    found = sheet.upright(sheet.cut(page, place.scaled(max(page.shape) / max(small.shape))))
    if found is None or asked(found.beginnings()) < ASKED:
        return None
    known = answers(found.cells())
    return Paper(text_of(known), frozenset(one.label.detail for one in known)) if known else None


def asked(readings: Iterable[Reading]) -> int:
    """How much the beginnings of rows ask for."""
    details = {one.label.detail for reading in readings for one in within(reading.text)} - {""}
    return len(details) + ("bank" in details)
