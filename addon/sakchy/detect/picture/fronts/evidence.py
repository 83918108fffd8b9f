"""What speaks for a document or a bank card, added up.

No single sign is enough: a form prints the labels of a passport, a receipt the name of a card's network.
"""

from collections.abc import Sequence

from sakchy.detect.cards import about_card, card_network
from sakchy.detect.mask import mask
from sakchy.detect.picture.fronts import code, numbers
from sakchy.detect.picture.fronts.labels import Label, found
from sakchy.detect.picture.fronts.numbers import CardNumber
from sakchy.detect.picture.fronts.printed import Row
from sakchy.model import Value, Why

HEADING, LABEL, DATE, NUMBER = 2.0, 1.0, 0.5, 0.75
MOST_HEADINGS, MOST_DATES = 2, 3
LOOKS = 1.5
"""What the gate's certainty adds, times how far it is above a half."""
MARKS = 4
"""So many numbered fields are a driving licence's layout."""
FEWEST_GROUPS = 3
"""Labels, besides a date, of a document without a heading: tables have no labels, forms no dates."""
ON_FORMS = frozenset({"ПACПOPT", "PASSPORT"})
"""Headings that forms print as labels, in the reader's letters."""
FILLED = 2
"""Dates and numbers that a document shows; an empty form has the day on which it should be filled in."""
AMERICAN = frozenset({"classes", "height", "weight", "eyes", "hair", "restrictions", "donor"})
"""Labels that only driving licences have."""
ENOUGH = 4.0
CARD_ENOUGH = 3.0
RIGHT_NUMBER, RIGHT_PLAIN_NUMBER = 3.0, 2.7
"""With a right check digit, in groups as on cards or without: one plain number in ten is right by chance."""
KNOWN_NUMBER, GROUPED_NUMBER, BROKEN_NUMBER = 2.3, 1.5, 1.0
UNREAD_NUMBER = 1.5
"""Of a card whose number is too worn or too pale to be read: whoever gets the picture may yet make it out."""
EXPIRY, BRAND = 1.0, 1.0
VALID = frozenset({"VALID THRU", "GOOD THRU", "EXPIRES END", "MONTH/YEAR", "VALID FROM", "MEMBER SINCE"})
CODED = 1.6
"""What a panel for the signature with a security code on it is worth."""


class Front(Value, frozen=True):
    """What a sheet is. `repr` does not show its number."""

    kind: str
    score: float
    number: str = ""
    """Of the card or document, if one was read."""
    right: bool = False
    """The card's number has a right check digit."""
    code: bool = False
    """It is a card and shows its security code."""

    @property
    def confidence(self) -> float:
        """0.6 for what is just enough, rising; a number with a right check digit counts for much."""
        return min(0.98, 0.6 + 0.2 * (self.score - 1) + 0.15 * self.right)

    @property
    def preview(self) -> str:
        """The last digits of a card's number; nothing of a document."""
        return mask(self.number, (0, 4)) if self.kind == "bank-card" else ""

    @property
    def about(self) -> tuple[Why, ...]:
        """What else is said of a card's number."""
        return about_card(self.number) if self.kind == "bank-card" else ()

    def __repr__(self) -> str:
        return f"Front({self.kind}, {self.score:.1f})"


def judge(rows: Sequence[Row], face: str, sure: float) -> Front:
    """The likelier of a card and a document, with its score: 1 is enough.

    `face` and `sure` are what the gate took it for, and how much.
    """
    labels, lines = found(rows), [row.number for row in rows]
    card = judge_card(lines, labels, face, sure, coded=code.shown(rows, labels))
    paper = judge_paper(rows, labels, face, sure)
    return max(card, paper, key=lambda front: front.score)


def judge_card(
    lines: Sequence[str], labels: Sequence[Label], face: str, sure: float, *, coded: bool = False
) -> Front:
    """How much speaks for a bank card: nothing without a number, seen or likely, or a security code."""
    known = max(filter(of_number, numbers.card_numbers(lines)), key=of_number, default=None)
    written = of_number(known) if known else BROKEN_NUMBER * numbers.broken(lines)
    written = written or UNREAD_NUMBER * (face == "card" and dated_brand(labels))
    back = coded and code.is_back(labels)
    if not written and not back:
        return Front("bank-card", 0.0)
    score = CODED * back + EXPIRY * numbers.expires(lines)
    score += BRAND * any(label.group == "bank-card" for label in labels)
    score += LOOKS * max(0.0, sure - 0.5) * 2 * (1 if face == "card" else -0.5)
    if not written:
        return Front("bank-card-code", score / CARD_ENOUGH, code=True)
    number, right = (known.digits, known.right) if known else ("", False)
    return Front("bank-card", (score + written) / CARD_ENOUGH, number, right, coded)


def dated_brand(labels: Sequence[Label]) -> bool:
    """Whether the name of a network stands beside words for how long a card is valid."""
    texts = {label.text for label in labels if label.group == "bank-card"}
    return bool(texts & VALID) and bool(texts - VALID)


def of_number(number: CardNumber) -> float:
    """What a number alone is worth."""
    if number.right:
        return RIGHT_NUMBER if number.grouped else RIGHT_PLAIN_NUMBER
    grouped = KNOWN_NUMBER if card_network(number.digits) else GROUPED_NUMBER
    return grouped if number.grouped else 0.0


def judge_paper(rows: Sequence[Row], labels: Sequence[Label], face: str, sure: float) -> Front:
    """How much speaks for an identity document."""
    lines = [row.number for row in rows]
    headings = [label for label in labels if label.heading and label.group != "bank-card"]
    groups = {label.group for label in labels if not label.heading}
    marked, dated, written = (
        numbers.marks([text for row in rows for text in row.texts]),
        numbers.dates(lines),
        numbers.document_numbers(lines),
    )
    score = HEADING * min(MOST_HEADINGS, len({label.text for label in headings})) + LABEL * len(groups)
    score += DATE * min(MOST_DATES, dated) + NUMBER * bool(written)
    score += HEADING * (marked >= MARKS) + LOOKS * max(0.0, sure - 0.5) * 2 * (1 if face == "document" else 0)
    nameless = not headings and marked < MARKS
    form = headings and all(label.text in ON_FORMS for label in headings) and dated + bool(written) < FILLED
    if form or (nameless and (len(groups) < FEWEST_GROUPS or not dated)):
        score = min(score, ENOUGH * 0.9)
    kind = kind_of([label.group for label in headings], groups, marked)
    return Front(kind, score / ENOUGH, max(written, key=len, default=""))


def kind_of(headings: Sequence[str], groups: set[str], marked: int) -> str:
    """Which document: by its heading, else by the fields only licences have."""
    if "driving-licence" in headings or (not headings and (marked >= MARKS or len(groups & AMERICAN) >= 2)):
        return "driving-licence"
    return "passport" if headings and all(group == "passport" for group in headings) else "id-card"
