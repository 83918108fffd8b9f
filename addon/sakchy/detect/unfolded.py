r"""Texts as a person meant them: what is still escaped in them, and a card number split over several fields.

Forms, JSON and addresses were decoded before. What is looked for here was escaped once more, by the page that
copied it (`P&lt;KGZ`, `4111%201111`, `\u003c`), or cut up by the page that asked for it (`card1` to `card4`).
Both are rare, so each is looked for by a literal that stands in hardly any message.
"""

import html
import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from sakchy.detect.fields import parent, plain
from sakchy.detect.sheet import Sheet
from sakchy.model import Text

MARKS = {
    b"%": (b"%3C%3C", b"%3c%3c", b"%20", b"%C2%A0", b"%2D"),
    b"&": (b"&lt;&lt;", b"&nbsp;", b"&#160;"),
    b"u00": (b"u003c\\u003c", b"u003C\\u003C", b"\\u00a0", b"\\u00A0"),
    b"+": (b"+",),
}
"""What all begin with -> escaped fillers of a zone (ICAO 9303), two in a row, and gaps of a card number."""
GROUP = {
    mark: re.compile(rb"%b\d{4,6}%b\d" % (re.escape(mark), re.escape(mark)))
    for mark in (b"%20", b"%C2%A0", b"%2D", b"&nbsp;", b"&#160;", b"\\u00a0", b"\\u00A0", b"+")
}
"""A gap stands on both sides of a group of digits."""
PLUS = re.compile(r"(?<=\d)\+(?=\d{4})")
ESCAPE = re.compile(r"\\+u([0-9a-fA-F]{4})")
BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)

DIGITS = bytes(57 if 48 <= code <= 57 else code and 120 for code in range(256))
"""Digits as 9, the ends of texts as they are, all else as x."""
INNER = (b"\x009999\x009999\x00", b"\x00999999\x0099999")
"""What every split number has in the middle: its second and third group."""
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
    """The sheet with its texts unescaped and split numbers joined; nearly always there is neither: itself."""
    if escaped(sheet.raw):
        sheet = Sheet([plainly(text) for text in sheet.texts])
    return Sheet([*sheet.texts, *whole]) if (whole := list(joined(sheet))) else sheet


def escaped(raw: bytes) -> bool:
    """Whether something in a text is escaped that a rule may look for."""
    for start, marks in MARKS.items():
        if start in raw:
            for mark in marks:
                if mark in raw and (mark not in GROUP or GROUP[mark].search(raw)):
                    return True
    return False


def plainly(text: Text) -> Text:
    """A text with its escapes undone, the same one if it has none."""
    if not escaped(text.text.encode("latin-1", "replace")):
        return text
    told = ESCAPE.sub(lambda found: chr(int(found[1], 16)), text.text)
    told = html.unescape(BREAK.sub("\n", unquote(told)))
    return Text(text.place, PLUS.sub(" ", told), text.field)


def joined(sheet: Sheet) -> Iterator[Text]:
    """Card numbers split over neighbouring fields of one name, as one text each."""
    if len(sheet.texts) < LEAST_PARTS:
        return
    digits = sheet.raw.translate(DIGITS)
    if INNER[0] not in digits and INNER[1] not in digits:
        return
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
    beside = {plain(text.field)[0] for text in sheet.texts if parent(text.field) == above}
    return bool(CARD.search(names.pop())) or not beside.isdisjoint(BESIDE)


def stem(field: str) -> str:
    """The name of a split field without what tells its parts from each other."""
    return NUMBERED.sub("", field)
