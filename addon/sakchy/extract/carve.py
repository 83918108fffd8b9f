"""Pictures inside a binary of another format: a message frame, an unknown container, a video's cover."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import partial

from sakchy.extract.hyper import LONG, Several
from sakchy.extract.piece import Found, Piece, unread
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Picture

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
PICTURES = Several(re.escape(JPEG), re.escape(PNG))
JPEG_NAMES = (b"JFIF", b"Exif")  # at offset 6
SEGMENT = 0xC0  # JPEG markers from here on have a length after them (ITU-T T.81, table B.1), but for these:
ALONE = range(0xD0, 0xDA)
SCAN = 0xDA  # start of scan: what follows has no lengths, and no byte FF that is not escaped
SEGMENTS = 1000  # a colour profile and the extended XMP of a large photograph make some hundreds
MOST = 16  # pictures out of one binary, thumbnails included: uploads that wrap pictures wrap one or two


def read(piece: Piece, _limits: Limits = DEFAULT) -> Iterator[Found]:
    """The last reader of bytes that are no text; what holds no picture is silently nothing.

    Telemetry, fonts, video and sound would otherwise be reported on every page.
    """
    data = piece.data
    assert isinstance(data, bytes)
    if len(data) < LONG:
        if JPEG not in data and PNG not in data:  # there may be a hundred thousand short pieces
            return
    elif PICTURES.which(data) == set():
        return
    starts = [*filter(partial(is_jpeg, data), occurrences(data, JPEG)), *occurrences(data, PNG)]
    starts = [*sorted(starts), len(data)]
    for start in starts[:-1][:MOST]:
        end = starts[bisect_left(starts, headers_end(data, start))]  # so that a thumbnail cuts no photograph
        yield Picture(piece.place, data[start:end])
    if len(starts) - 1 > MOST:
        yield unread(piece.place, "too-large", data[starts[MOST] :])


def is_jpeg(data: bytes, at: int) -> bool:
    """True if more of a JPEG header follows: three bytes alone turn up once in 16 MB of anything."""
    return data[at + 6 : at + 10] in JPEG_NAMES or segment_end(data, at + 2) > 0


def headers_end(data: bytes, at: int) -> int:
    """Where the segments before a JPEG's first scan end, as far as they are in order."""
    at += 2
    for _ in range(SEGMENTS):
        end = segment_end(data, at)
        if not end or data[at + 1] == SCAN:
            break
        at = end
    return min(at, len(data))


def segment_end(data: bytes, at: int) -> int:
    """Where the segment at `at` ends, by its length; 0 if this is none, or no marker follows it."""
    kind, length = data[at + 1 : at + 2], int.from_bytes(data[at + 2 : at + 4], "big")
    end = at + 2 + length
    whole = data[at : at + 1] == b"\xff" and kind >= bytes([SEGMENT]) and kind[0] not in ALONE and length > 1
    return end if whole and data[end : end + 1] == b"\xff" else 0


def occurrences(data: bytes, mark: bytes) -> Iterator[int]:
    """Every position of `mark`."""
    at = data.find(mark)
    while at >= 0:
        yield at
        at = data.find(mark, at + 1)
