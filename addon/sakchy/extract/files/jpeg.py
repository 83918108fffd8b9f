"""JPEG (ITU-T T.81): the picture, its comments, and what was appended to it."""

import re
from collections.abc import Iterator

from sakchy.extract.carve import ALONE, SEGMENTS
from sakchy.extract.files import metadata, picture
from sakchy.extract.files.common import bytes_of, text
from sakchy.extract.piece import Found, Piece
from sakchy.limits import Limits

MARKER = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])", re.DOTALL)
"""After any number of 0xff; beginning with one and no more, it is searched for twenty times as fast."""
SCAN, END, COMMENT, IPTC = 0xDA, 0xD9, 0xFE, 0xED


def read(piece: Piece, limits: Limits) -> Iterator[Found]:
    """The picture and everything beside its pixels."""
    data = bytes_of(piece)
    said, end = segments(data)
    yield from picture.whole(piece, limits, end)
    for kind, body in said:
        words = body.decode("utf-8", "replace") if kind == COMMENT else metadata.runs(body)
        yield from text(piece, words)


def segments(data: bytes) -> tuple[list[tuple[int, bytes]], int]:
    """Comments and IPTC blocks, and where the picture ends; 0 if it is cut off."""
    at, said = 2, list[tuple[int, bytes]]()
    for _ in range(SEGMENTS):
        found = MARKER.search(data, at)  # after a scan: its bytes; elsewhere the marker stands at `at`
        if not found:
            break
        kind, at = found[1][0], found.end()
        if kind == END:
            return said, at
        if kind in ALONE or kind == 1:
            continue
        length = int.from_bytes(data[at : at + 2], "big")
        if kind in (COMMENT, IPTC):
            said.append((kind, data[at + 2 : at + length]))
        at += length
    return said, 0
