"""Bytes that are text, in whatever charset; in those that are none, the pictures that stand inside."""

from collections.abc import Iterator

from sakchy.extract import charset
from sakchy.extract.piece import Found, Piece
from sakchy.model import Picture, Text

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
JPEG_NAMES = (b"JFIF", b"Exif")  # at offset 6: three bytes alone turn up once in 16 MB of anything
CARVED = 8  # pictures out of one binary: uploads that wrap pictures wrap one or two


def read(piece: Piece) -> Iterator[Found]:
    """The last reader of bytes: text, or pictures inside something unknown, or nothing at all."""
    data = piece.data
    assert isinstance(data, bytes)
    declared = piece.type.lower().partition("charset=")[2].partition(";")[0]
    text = charset.decode(data, declared)
    if text is not None:
        yield Piece(text, piece.place, piece.field, piece.type, piece.depth)
    else:
        yield from carve(piece, data)


def carve(piece: Piece, data: bytes) -> Iterator[Found]:
    """Pictures inside a binary of another format: a message frame, an unknown container, a video's cover."""
    starts = sorted([*jpegs(data), *occurrences(data, PNG)])[:CARVED]
    for start, end in zip(starts, [*starts[1:], len(data)], strict=True):
        yield Picture(piece.place, data[start:end])


def jpegs(data: bytes) -> list[int]:
    """Where a JPEG file with a JFIF or Exif header begins."""
    return [at for at in occurrences(data, JPEG) if data[at + 6 : at + 10] in JPEG_NAMES]


def occurrences(data: bytes, mark: bytes) -> Iterator[int]:
    """Every position of `mark`."""
    at = data.find(mark)
    while at >= 0:
        yield at
        at = data.find(mark, at + 1)


def plain(piece: Piece) -> Iterator[Found]:
    """The last reader of text: it is what it is."""
    yield Text(piece.place, str(piece.data), piece.field)
