"""Pictures inside a binary of another format: a message frame, an unknown container, a video's cover."""

from collections.abc import Iterator
from itertools import pairwise

from sakchy.extract.piece import Found, Piece
from sakchy.model import Picture

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
JPEG_NAMES = (b"JFIF", b"Exif")  # at offset 6: three bytes alone turn up once in 16 MB of anything
MOST = 8  # pictures out of one binary: uploads that wrap pictures wrap one or two


def read(piece: Piece) -> Iterator[Found]:
    """The last reader of bytes that are no text; what holds no picture is silently nothing.

    Telemetry, fonts, video and sound would otherwise be reported on every page.
    """
    data = piece.data
    assert isinstance(data, bytes)
    starts = sorted([*jpegs(data), *occurrences(data, PNG)])[:MOST]
    for start, end in pairwise([*starts, len(data)]):
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
