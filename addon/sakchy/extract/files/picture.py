"""Pictures: handed on as they are, with the words and thumbnails in them and what was appended to them."""

from collections.abc import Callable, Iterator
from functools import partial

from sakchy.extract.files import metadata
from sakchy.extract.files.common import Reader, bytes_of, text
from sakchy.extract.piece import Found, Piece, inside
from sakchy.limits import Limits
from sakchy.model import Picture

PADDING = 16  # bytes after the end that cameras and programs leave


def whole(piece: Piece, limits: Limits, end: int = 0) -> Iterator[Found]:
    """A picture, what its metadata say, and the bytes after `end`, if the picture ends there (0: unknown)."""
    data = bytes_of(piece)
    yield Picture(piece.place, data)
    yield from metadata.read(piece, data if not end else data[:end], limits)
    if end and len(data) - end > PADDING and data[end:].strip(b"\0"):
        yield inside(piece, data[end:])


def ended(find: Callable[[bytes], int], piece: Piece, limits: Limits) -> Iterator[Found]:
    """A picture of a format that tells where it ends."""
    return whole(piece, limits, find(bytes_of(piece)))


def gif_end(data: bytes) -> int:
    """Where a GIF's trailer stands (GIF89a, 27); 0 if it has none."""
    at = 13 + colours(data[10])
    while at < len(data):
        kind = data[at]
        if kind == 0x3B:
            return at + 1
        if kind == 0x2C and at + 11 <= len(data):
            at = blocks_end(data, at + 11 + colours(data[at + 9]))
        elif kind == 0x21:
            at = blocks_end(data, at + 2)
        else:
            return 0
    return 0


def colours(flags: int) -> int:
    """Bytes of a colour table."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def blocks_end(data: bytes, at: int) -> int:
    """Where a chain of blocks ends, each with its length before it."""
    while at < len(data) and data[at]:
        at += 1 + data[at]
    return at + 1


def gif(piece: Piece, limits: Limits) -> Iterator[Found]:
    """A GIF with its comments."""
    data = bytes_of(piece)
    end = gif_end(data) if len(data) > 13 else 0
    yield from whole(piece, limits, end)
    at, said = data.find(b"\x21\xfe"), bytearray()
    if 0 <= at < (end or len(data)):  # only the first: the mark may turn up in pixels
        stop = blocks_end(data, at + 2)
        at += 2
        while at < stop - 1:
            said += data[at + 1 : at + 1 + data[at]]
            at += 1 + data[at]
    words = bytes(said).decode("utf-8", "replace")
    if words.isprintable():
        yield from text(piece, words)


def webp_end(data: bytes) -> int:
    """The end of the RIFF chunk (RFC 9649, 2.4)."""
    return 8 + int.from_bytes(data[4:8], "little") + 1 & ~1


def bmp_end(data: bytes) -> int:
    """By the header, unless that is plainly wrong."""
    size = int.from_bytes(data[2:6], "little")
    return size if size > 54 else 0


webp: Reader = partial(ended, webp_end)
bmp: Reader = partial(ended, bmp_end)
plain: Reader = whole
