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
ESCAPED = re.compile(r"\\([,;:\\nN])")


def read(piece: Piece, _limits: Limits) -> Iterator[Found]:
    """All values, card by card in one text so that they are seen together; pictures by themselves."""
    lines: list[str] = []
    for name, parameters, value in properties(bytes_of(piece)):
        if name == "END" and lines:
            yield Text(piece.place, "\n".join(lines), piece.field)
            lines = []
        elif parameters and BASE64.search(parameters):
            yield inside(piece, decoded(value), Step("form", safe_name(name)))
        elif b"base64," in value or (name == "BEGIN" and len(value) > WORD):  # a card whose lines were joined
            yield inside(piece, value.decode("latin-1"), Step("form", safe_name(name)))
        elif name not in ("BEGIN", "END", "VERSION"):
            lines.append(f"{name}: {words(value, parameters)}")
    if lines:
        yield Text(piece.place, "\n".join(lines), piece.field)


def properties(data: bytes) -> Iterator[tuple[str, bytes, bytes]]:
    """Name, parameters and value of every line, folded and soft-broken lines joined."""
    return map(Lines().__getitem__, SOFT.sub(b"", FOLD.sub(b"", data)).splitlines())


class Lines(dict[bytes, tuple[str, bytes, bytes]]):
    """What lines say; those that stand in every card are taken apart once."""

    def __missing__(self, line: bytes) -> tuple[str, bytes, bytes]:
        found = LINE.match(line)
        said = (found[1].decode().upper(), found[2], found[3]) if found else ("", b"", line)
        if len(line) <= WORD:
            self[line] = said
        return said


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
