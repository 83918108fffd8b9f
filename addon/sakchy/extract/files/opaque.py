"""Formats that nobody here unpacks: said, and pictures that lie in them as they are taken out."""

from collections.abc import Iterator

from sakchy.extract import carve
from sakchy.extract.files.common import bytes_of, unread
from sakchy.extract.piece import Found, Piece
from sakchy.limits import Limits

RAR5 = b"Rar!\x1a\x07\x01\x00"
LOCKED5 = 4  # header type "archive encryption" (RAR 5.0 technote)
LOCKED4 = 0x80  # bit of the main header's flags: headers are encrypted
MEMBER_LOCKED4 = 0x04  # bit of a file header's flags
FILE4 = 0x74


def read(piece: Piece, limits: Limits) -> Iterator[Found]:
    """JPEG XL, CAB, disk images, camera files and others."""
    yield unread(piece.place, "unknown-format", bytes_of(piece))
    yield from carve.read(piece, limits)


def rar(piece: Piece, limits: Limits) -> Iterator[Found]:
    """RAR: no free library unpacks it without another program; members that are stored can be seen."""
    data = bytes_of(piece)
    yield unread(piece.place, "encrypted" if is_locked(data) else "unknown-format", data)
    yield from carve.read(piece, limits)


def is_locked(data: bytes) -> bool:
    """True if the headers, or the first member of an old archive, are encrypted."""
    if data.startswith(RAR5):
        _, at = number(data, len(RAR5) + 4)  # after a checksum, the size
        return number(data, at)[0] == LOCKED5
    flags = int.from_bytes(data[10:12], "little")
    size = int.from_bytes(data[12:14], "little")
    first = data[7 + size : 7 + size + 5]
    return bool(flags & LOCKED4) or (first[2:3] == bytes([FILE4]) and bool(first[3] & MEMBER_LOCKED4))


def number(data: bytes, at: int) -> tuple[int, int]:
    """A number of variable length, seven bits a byte, and where it ends."""
    value = 0
    for count, byte in enumerate(data[at : at + 10]):
        value |= (byte & 127) << 7 * count
        if byte < 128:
            return value, at + count + 1
    return value, at + 10
