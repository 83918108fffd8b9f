"""Uncompressed pixels as a picture that every decoder takes: a BMP."""

import struct

GREY, COLOUR, PADDED = 8, 24, 32  # bits of a pixel
PALETTE = b"".join(bytes((level, level, level, 0)) for level in range(256))


def bmp(pixels: bytes, width: int, height: int, bits: int) -> bytes:
    """Rows from the top, all of the same length in bytes, blue first, as a BMP file."""
    stride, row = len(pixels) // height, (width * bits + 31) // 32 * 4
    if stride != row:  # rows of a BMP are multiples of four bytes
        lines = (pixels[at : at + min(stride, row)] for at in range(0, stride * height, stride))
        pixels = b"".join(line.ljust(row, b"\0") for line in lines)
    palette = PALETTE if bits == GREY else b""
    start = 54 + len(palette)
    header = struct.pack("<2sIHHI", b"BM", start + len(pixels), 0, 0, start)
    shape = struct.pack("<IiiHH", 40, width, -height, 1, bits)
    return b"".join(
        (header, shape, struct.pack("<IIiiII", 0, len(pixels), 0, 0, len(palette) // 4, 0), palette, pixels)
    )
