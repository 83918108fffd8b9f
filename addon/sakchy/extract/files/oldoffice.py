"""Words and numbers of DOC, XLS and PPT, as far as they can be had without understanding the formats."""

import re
import struct
from collections.abc import Iterator

from sakchy.extract.files.common import Stop, text
from sakchy.extract.piece import Found, Piece

WORD, SHEETS, SLIDES = "worddocument", ("workbook", "book"), "powerpoint document"
USER = "current user"
STREAMS = frozenset((WORD, *SHEETS, SLIDES, USER, "\x05summaryinformation", "\x05documentsummaryinformation"))
SHORTEST = 4
SIXTEEN = re.compile(rb"(?:[\t\n\r\x20-\x7e\xa0-\xbf]\0|[\0-\xff]\x04|[\x10-\x26\x30-\x3a]\x20){4,}")
"""Runs of Latin and Cyrillic letters, quotes and dashes in UTF-16."""
EIGHT = re.compile(rb"[\t\n\r\x20-\x7e\x80-\xff]{4,}")
SENSIBLE = re.compile(r"[0-9A-Za-zА-яЁёІіҢңӨөҮү@]{3}")
LOCKED_WORD = 0x0100  # fEncrypted of the FIB's flags (MS-DOC 2.5.2), at offset 10
LOCKED_SHEET = 0x2F  # record FilePass (MS-XLS 2.4.117)
LOCKED_SLIDES = b"\xdf\xc4\xd1\xf3"  # token of an encrypted presentation (MS-PPT 2.3.2)
NUMBER = 0x0203  # MS-XLS 2.4.180; the packed forms beside it hold at most nine digits
LONG = 10**9  # numbers below are no identifiers


def read(piece: Piece, name: str, data: bytes) -> Iterator[Found]:
    """The runs of a stream. Raises Stop if it is encrypted."""
    if name == USER:
        if data[12:16] == LOCKED_SLIDES:
            raise Stop("encrypted")
        return
    if name == WORD and len(data) > 12 and struct.unpack_from("<H", data, 10)[0] & LOCKED_WORD:
        raise Stop("encrypted")
    if name in SHEETS:
        yield from text(piece, "\n".join(map(str, numbers(data))))
    sixteen = [run[0].decode("utf-16-le", "replace") for run in SIXTEEN.finditer(data)]
    eight = [run[0].decode("cp1251", "replace") for run in EIGHT.finditer(data)]
    yield from text(piece, "\n".join(run for run in (*sixteen, *eight) if SENSIBLE.search(run)))


def numbers(data: bytes) -> Iterator[int]:
    """Long whole numbers in the cells of an XLS. Raises Stop if the workbook is encrypted."""
    at = 0
    while at + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, at)
        body = data[at + 4 : at + 4 + length]
        at += 4 + length
        if kind == LOCKED_SHEET:
            raise Stop("encrypted")
        if kind == NUMBER and len(body) >= 14:
            value = struct.unpack_from("<d", body, 6)[0]
            if value.is_integer() and LONG <= value < 1e18:
                yield int(value)
