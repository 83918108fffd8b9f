"""Numbers as forms and people take them apart: over several fields (`card1`, `card2`), or with odd gaps.

Digits of other scripts and what is invisible between them come first (`folded`); escapes were undone and
blanks made plain before. All are looked for in a mask of the whole message, because hardly any message has
four groups of digits in a row.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from sakchy.detect.fields import parent
from sakchy.detect.folded import is_unusual, unusual_folded
from sakchy.detect.sheet import BREAK, Sheet
from sakchy.model import Text

ODD = b"+._/\n"
"""Gaps that no card has and people type; a dot or slash between other numbers is a date or a version."""
MASK = bytes(
    57 if 48 <= code <= 57 else 46 if code in ODD else code if code in b"\0 " else 120 for code in range(256)
)
"""Digits as 9, odd gaps as dots, blanks and the ends of texts as they are, all else as x."""
SINGLE = b"9 9 9 9 9 9 9 9 9 9 9 9 9"
"""Digits one by one, as many as the shortest card number in use."""
GROUPS = (b"9999.9999.9999.9999", b"9999.999999.99999")
GAPPED = (*GROUPS, SINGLE)
INNER = (b"\x009999\x009999\x00", b"\x00999999\x0099999")
"""What every split number has in the middle: its second and third group."""
NUMBER = re.compile(
    r"""(?<![\w+./]) (?<!\d\n) \d{4} (?P<gap>[+._/\n])
        (?: \d{4} (?P=gap) \d{4} (?P=gap) \d{4} | \d{6} (?P=gap) \d{5} )
        (?![\w+/]|[.\n]\d)""",
    re.VERBOSE,
)
SINGLES = re.compile(r"(?<![\w.,+-])(?<!\d )\d(?: \d){12,18}(?![\w+-]|[.,]\d| \d(?!\d))")
"""Digits one by one; the date behind them (` 11/29`) has two."""
SPLIT = re.compile(rb"\0\d{4}\0(?:\d{4}\0\d{4}\0\d{4}|\d{6}\0\d{5})(?=\0)")
"""Groups of a card number, each a text of its own: four of four, or as Amex prints them."""
LEAST_PARTS = 3
NUMBERED = re.compile(r"\d+|[\[\]_-]|(?<=[a-z])[A-D]$")
"""What tells one part of a split field from another: `card_1`, `pan[0]`, `numberA`."""
CARD = re.compile(r"card|karta|карт|\bpan|\bcc", re.IGNORECASE)
BESIDE = frozenset([
    "cvv", "cvc", "cvv2", "cvc2", "csc", "exp", "expiry", "expirydate", "expdate", "expmonth", "expyear",
    "expirationdate", "cardholder", "holder", "validthru",
])  # fmt: skip
"""Fields that make four groups of digits beside them a card's."""


def unfolded(sheet: Sheet) -> Sheet:
    """The sheet with such numbers whole; nearly always there are none, and it is itself."""
    if is_unusual(sheet.line):
        sheet = changed(sheet, unusual_folded)
    digits = sheet.raw.translate(MASK)
    if any(groups in digits for groups in GROUPS):
        sheet = changed(sheet, evened)
    if SINGLE in digits:
        sheet = changed(sheet, together)
    if len(sheet.texts) >= LEAST_PARTS and any(groups in digits for groups in INNER):
        return Sheet([*sheet.texts, *joined(sheet)])
    return sheet


def is_whole(sheet: Sheet) -> bool:
    """Whether nothing of the kind can be in a sheet, whatever its fields are called."""
    digits = sheet.raw.translate(MASK)
    return not (is_unusual(sheet.line) or any(part in digits for part in (*GAPPED, *INNER)))


def changed(sheet: Sheet, change: Callable[[str], str]) -> Sheet:
    """A sheet with all its texts changed, at once if no text has the mark that stands between them."""
    given = BREAK.join([text.text for text in sheet.texts])
    if (made := change(given)) == given:
        return sheet
    parts = made.split(BREAK)
    if len(parts) != len(sheet.texts):
        parts = [change(text.text) for text in sheet.texts]
    pairs = zip(sheet.texts, parts, strict=True)
    return Sheet([text if part == text.text else Text(text.place, part, text.field) for text, part in pairs])


def evened(text: str) -> str:
    """A text with blanks for odd gaps."""
    return NUMBER.sub(lambda found: found[0].replace(found["gap"], " "), text)


def together(text: str) -> str:
    """A text with digits that stand one by one together."""
    return SINGLES.sub(lambda found: found[0].replace(" ", ""), text)


def joined(sheet: Sheet) -> Iterator[Text]:
    """Card numbers split over neighbouring fields of one name, as one text each."""
    raw = b"\0%b\0" % sheet.raw
    for found in SPLIT.finditer(raw):
        first = sheet.at(found.start())
        parts = sheet.texts[first : first + found[0].count(b"\0")]
        if is_split(parts, sheet):
            yield Text(parts[0].place, " ".join(part.text for part in parts), stem(parts[0].field))


def is_split(parts: Sequence[Text], sheet: Sheet) -> bool:
    """Whether neighbouring fields are parts of one, and their name or a field beside them tells of a card."""
    names = {stem(part.field) for part in parts}
    if len(names) != 1 or not parts[0].field:
        return False
    above = parent(parent(parts[0].field)) if parts[0].field.endswith("]") else parent(parts[0].field)
    return bool(CARD.search(names.pop())) or not BESIDE.isdisjoint(sheet.siblings.get(above, ()))


def stem(field: str) -> str:
    """The name of a split field without what tells its parts from each other."""
    return NUMBERED.sub("", field)
