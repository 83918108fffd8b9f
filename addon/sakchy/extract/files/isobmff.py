"""HEIC, HEIF and AVIF (ISO/IEC 23008-12): the picture, and what stands after the last box."""

from collections.abc import Iterator

from sakchy.extract.files import picture
from sakchy.extract.files.common import bytes_of
from sakchy.extract.piece import Found, Piece
from sakchy.limits import Limits

BOXES = 1000


def read(piece: Piece, limits: Limits) -> Iterator[Found]:
    """The picture and everything beside its pixels."""
    yield from picture.whole(piece, limits, boxes_end(bytes_of(piece)))


def boxes_end(data: bytes) -> int:
    """Where the row of boxes ends; 0 if one reaches to the end of the file or is none."""
    at = 0
    for _ in range(BOXES):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        if size < 8 or not is_kind(kind):
            return at
        at += size
        if at >= len(data):
            return 0
    return 0


def is_kind(kind: bytes) -> bool:
    """True for four printable letters."""
    return len(kind) == 4 and all(0x20 <= letter < 0x7F for letter in kind)
