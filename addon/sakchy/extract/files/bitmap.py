"""Uncompressed pixels as a picture that every decoder takes: a BMP."""

import struct

GREY, COLOUR, PADDED = 8, 24, 32  # bits of a pixel
PALETTE = b"".join(bytes((level, level, level, 0)) for level in range(256))


def bmp(pixels: bytes, width: int, height: int, bits: int) -> bytes:
    """Rows from the top, blue first, each a multiple of four bytes long, as a BMP file."""
    palette = PALETTE if bits == GREY else b""
    start = 54 + len(palette)
    header = struct.pack("<2sIHHI", b"BM", start + len(pixels), 0, 0, start)
    info = struct.pack(
        "<IiiHHIIiiII", 40, width, -height, 1, bits, 0, len(pixels), 0, 0, len(palette) // 4, 0
    )
    return b"".join((header, info, palette, pixels))
