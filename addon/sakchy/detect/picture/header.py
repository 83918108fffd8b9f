"""Size of a picture by its header, without decoding: for the limit, and to choose a scale."""

import struct
from collections.abc import Callable

Size = tuple[int, int]
"""Width and height in pixels."""

FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of a JPEG that begin a frame (ITU T.81, table B.1)."""


def size(data: bytes) -> Size | None:
    """Width and height of a JPEG, PNG, GIF, BMP or WebP; None if the header does not tell."""
    read = next((read for magic, read in READERS if data.startswith(magic)), None)
    try:
        found = read(data) if read else None
    except (struct.error, IndexError):
        return None
    return found if found and min(found) > 0 else None


def is_jpeg(data: bytes) -> bool:
    """Whether the bytes begin like a JPEG."""
    return data.startswith(b"\xff\xd8\xff")


def is_tiff(data: bytes) -> bool:
    """Whether the bytes begin like a TIFF of either byte order."""
    return data.startswith(TIFF)


def is_familiar(data: bytes) -> bool:
    """Whether the bytes begin like a format that OpenCV decodes: if it then does not, they are broken."""
    return data.startswith(FAMILIAR) or data[4:12] in AVIF


def has_alpha(data: bytes) -> bool:
    """Whether a PNG or WebP has transparent places, by its header."""
    if data.startswith(b"\x89PNG"):
        return len(data) > 25 and data[25] in (4, 6)  # colour type (ISO/IEC 15948, table 11.1)
    if data.startswith(b"RIFF") and data[12:16] in (b"VP8X", b"VP8L"):
        flags = data[20:21] if data[12:16] == b"VP8X" else data[24:25]
        return bool(flags and flags[0] & 0x10)  # the same bit in both, RFC 9649, 2.7 and 3.4
    return False


def jpeg(data: bytes) -> Size | None:
    """The first frame header of a JPEG; segments before it are stepped over."""
    at = 2
    while at + 9 <= len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker in FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        if marker in (0xFF, 0x01) or 0xD0 <= marker <= 0xD8:  # fill byte, or a marker without a length
            at += 1 if marker == 0xFF else 2
        else:
            at += 2 + struct.unpack_from(">H", data, at + 2)[0]
    return None


def png(data: bytes) -> Size | None:
    """The IHDR chunk, which comes first (ISO/IEC 15948, 11.2.1)."""
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def gif(data: bytes) -> Size | None:
    """The logical screen of a GIF."""
    width, height = struct.unpack_from("<HH", data, 6)
    return width, height


def bmp(data: bytes) -> Size | None:
    """The info header of a BMP; the height of one stored top first is negative."""
    width, height = struct.unpack_from("<ii", data, 18)
    return abs(width), abs(height)


def webp(data: bytes) -> Size | None:
    """The first chunk of a WebP: extended, lossless or lossy (RFC 9649, 2.5 to 2.7)."""
    kind = data[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None


READERS: tuple[tuple[bytes, Callable[[bytes], Size | None]], ...] = (
    (b"\xff\xd8\xff", jpeg),
    (b"\x89PNG\r\n\x1a\n", png),
    (b"GIF8", gif),
    (b"BM", bmp),
    (b"RIFF", webp),
)
TIFF = (b"II*\0", b"MM\0*")
FAMILIAR = (*(magic for magic, _ in READERS), *TIFF, b"\0\0\0\x0cjP  ")
"""Those above, TIFF and JPEG 2000."""
AVIF = (b"ftypavif", b"ftypavis")
