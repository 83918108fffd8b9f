"""Files inside a binary that is nothing known itself: behind junk, in a program that unpacks itself."""

import re

from sakchy.extract.marks import Marks
from sakchy.extract.piece import Found, Piece, inside
from sakchy.limits import DEFAULT, Limits

MARKS = re.compile(
    rb"%PDF-[12]\.[0-9]|7z\xbc\xaf\x27\x1c\0[\0-\5]|Rar!\x1a\x07[\0\1]|\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|\{\\rtf1|"
    rb"PK\x03\x04[\x0a-\x3f]\0[\0-\xff]{2}[\0\x08\x09\x0c\x0e\x5d\x5f\x63]\0|"
    rb"GIF8[79]a[\0-\xff]{2}[\0-\xff]{2}[\x80-\xff][\0-\xff]\0|RIFF[\0-\xff]{4}WEBPVP8[ LX]|"
    rb"\0\0\0[\x14-\x40]ftyp(?:heic|heix|mif1|avif)|\xfd7zXZ\0\0[\0\1\4\x0a]",
    re.DOTALL,
)
"""Marks long enough not to turn up by chance in a film: eight bytes, or nearly so."""
PARTS = Marks(
    {
        b"%PDF-": b"PDF",
        b"7z\xbc\xaf": b"7z\xbc",
        b"Rar!": b"Rar",
        b"\xd0\xcf\x11\xe0": b"\xd0\xcf\x11",
        b"{\\rtf1": b"{\\r",
        b"PK\x03\x04": b"PK\x03",
        b"GIF8": b"GIF",
        b"WEBPVP8": b"WEB",
        b"ftyp": b"fty",
        b"\xfd7zXZ": b"7zX",
    }
)
"""One of them stands in each mark above."""


def read(piece: Piece, _limits: Limits = DEFAULT) -> list[Found] | None:
    """The first such file with all that follows it, and what stands before it; None if there is none."""
    data = piece.data
    assert isinstance(data, bytes)
    found = MARKS.search(data, 1) if PARTS.stand_in(data) else None
    return [inside(piece, data[: found.start()]), inside(piece, data[found.start() :])] if found else None
