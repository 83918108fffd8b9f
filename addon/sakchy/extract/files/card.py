"""vCard and iCalendar (RFC 6350, RFC 5545, and vCard 2.1): every value with its name, pictures decoded."""

import binascii
import quopri
import re
from collections.abc import Iterator

from sakchy.extract import charset
from sakchy.extract.files.common import bytes_of
from sakchy.extract.piece import Found, Piece, inside, safe_name
from sakchy.limits import Limits
from sakchy.model import Step, Text

FOLD = re.compile(rb"\r?\n[ \t]")
SOFT = re.compile(rb"=\r?\n")
LINE = re.compile(rb"([\w.-]{1,80})((?:;[^:\r\n]{0,1000})?):(.*)", re.ASCII)
BASE64 = re.compile(rb"ENCODING=(?:b|base64)\b|;BASE64\b", re.IGNORECASE)
WORD = 40  # characters: longer than what a card calls itself
CHARSET = re.compile(rb"CHARSET=([\w-]{1,40})", re.IGNORECASE)
END = ""
FRAME = {"BEGIN": None, "VERSION": None, "END": END}
"""Lines that say nothing of a person."""
ESCAPED = re.compile(r"\\([,;:\\nN])")


def read(piece: Piece, _limits: Limits) -> Iterator[Found]:
    """All values, card by card in one text so that they are seen together; pictures by themselves."""
    lines: list[str] = []
    for said in map(Lines(piece).__getitem__, joined(bytes_of(piece)).splitlines()):
        if isinstance(said, Piece):
            yield said
        elif said:
            lines.append(said)
        elif lines and said == END:
            yield Text(piece.place, "\n".join(lines), piece.field)
            lines = []
    if lines:
        yield Text(piece.place, "\n".join(lines), piece.field)


def joined(data: bytes) -> bytes:
    """Folded and soft-broken lines joined."""
    folded = b"\n " in data or b"\n\t" in data
    return SOFT.sub(b"", FOLD.sub(b"", data) if folded else data)


class Lines(dict[bytes, str | Piece | None]):
    """What lines say; those that stand in every card are taken apart once."""

    def __init__(self, piece: Piece) -> None:
        """`piece`: the cards."""
        self.piece = piece

    def __missing__(self, line: bytes) -> str | Piece | None:
        found = LINE.match(line)
        said = self.said(*(found.groups() if found else (b"", b"", line)))
        if len(line) <= WORD:
            self[line] = said
        return said

    def said(self, named: bytes, parameters: bytes, value: bytes) -> str | Piece | None:
        """Name and value, something wrapped, or how a card begins or ends."""
        name = named.decode().upper()
        step = Step("form", safe_name(name))
        if parameters and BASE64.search(parameters):
            return inside(self.piece, decoded(value), step)
        if b"base64," in value or (name == "BEGIN" and len(value) > WORD):  # a card whose lines were joined
            return inside(self.piece, value.decode("latin-1"), step)
        return FRAME[name] if name in FRAME else f"{name}: {words(value, parameters)}"


def words(value: bytes, parameters: bytes) -> str:
    """A value as a person reads it."""
    if not parameters and value.isascii() and (said := value.decode()).isprintable() and "\\" not in said:
        return said
    if b"QUOTED-PRINTABLE" in parameters.upper():
        value = quopri.decodestring(value)
    declared = CHARSET.search(parameters)
    said = charset.decode(value, declared[1].decode() if declared else "") or ""
    return ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], said)


def decoded(value: bytes) -> bytes:
    """Base64, as far as it is some."""
    try:
        return binascii.a2b_base64(value)
    except binascii.Error:
        return value
