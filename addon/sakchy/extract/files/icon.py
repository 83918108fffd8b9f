"""Windows icons: PNG and BMP pictures in a row; the small ones hold nothing."""

import struct
from collections.abc import Iterator

from sakchy.extract.files.common import bytes_of
from sakchy.extract.piece import Found, Piece, inside
from sakchy.limits import Limits

LEAST = 100  # pixels
PNG = b"\x89PNG"


def read(piece: Piece, limits: Limits) -> Iterator[Found]:
    """Pictures of at least 100 pixels, each to be read further."""
    data = bytes_of(piece)
    count = struct.unpack_from("<H", data, 4)[0]
    for index in range(min(count, limits.frames)):
        width, _, _, _, _, _, size, at = struct.unpack_from("<BBBBHHII", data, 6 + 16 * index)
        one = data[at : at + size]
        if one.startswith(PNG):
            yield inside(piece, one)
        elif (width or 256) >= LEAST and len(one) > 40:
            yield inside(piece, as_bmp(one))


def as_bmp(bitmap: bytes) -> bytes:
    """A bitmap with the header of a file; half its height is a mask."""
    size, width, height, planes, bits = struct.unpack_from("<IiiHH", bitmap)
    palette = 4 * (struct.unpack_from("<I", bitmap, 32)[0] or (1 << bits if bits <= 8 else 0))
    head = struct.pack("<2sIHHI", b"BM", 14 + len(bitmap), 0, 0, 14 + size + palette)
    info = struct.pack("<IiiHH", size, width, height // 2, planes, bits)
    return head + info + bitmap[16:]
