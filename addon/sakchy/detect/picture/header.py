"""Size of a picture by its header, without decoding: for the limit, and to choose a scale."""

import struct
from collections.abc import Callable
from typing import Literal

Size = tuple[int, int]
"""Width and height in pixels."""

HEADERS = 1 << 20  # bytes in which the properties of a picture in boxes stand: thousands of tiles
CONTROL = 4096  # bytes in which a PNG says that it moves
ENTRIES = 1000  # of a TIFF's directory
WIDTH, HEIGHT = 256, 257
HEIF = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of a JPEG that begin a frame (ITU T.81, table B.1)."""


def size(data: bytes) -> Size | None:
    """Width and height as the header has them, None if it does not tell."""
    read = next((read for magic, read in READERS if data.startswith(magic)), None)
    if data[4:8] == b"ftyp":
        read = boxes
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
    return data.startswith(FAMILIAR) or data[4:12] in AVIF or is_heif(data)


def has_alpha(data: bytes) -> bool:
    """Whether a PNG or WebP has transparent places, by its header."""
    if data.startswith(b"\x89PNG"):
        return len(data) > 25 and data[25] in (4, 6)  # colour type (ISO/IEC 15948, table 11.1)
    if data.startswith(b"RIFF") and data[12:16] in (b"VP8X", b"VP8L"):
        flags = data[20:21] if data[12:16] == b"VP8X" else data[24:25]
        return bool(flags and flags[0] & 0x10)  # the same bit in both, RFC 9649, 2.7 and 3.4
    return False


def is_heif(data: bytes) -> bool:
    """Whether the bytes begin like HEIC or HEIF, which OpenCV does not decode; AVIF is none of them here."""
    brands = data[8 : min(int.from_bytes(data[:4], "big"), 64)]
    return data[4:8] == b"ftyp" and any(brand in brands for brand in HEIF) and b"avi" not in brands


def is_animated(data: bytes) -> bool:
    """Whether a GIF, WebP, PNG or AVIF may have more than one frame."""
    if data.startswith(b"RIFF"):
        return data[12:16] == b"VP8X" and bool(data[20] & 2 if len(data) > 20 else 0)
    if data.startswith(b"\x89PNG"):
        return b"acTL" in data[:CONTROL]
    return data.startswith(b"GIF8") or data[4:12] == b"ftypavis"


def tiff(data: bytes) -> Size | None:
    """The largest of the first page's width and height: numbers of 16 or 32 bits (TIFF 6.0, 2)."""
    order: Literal["little", "big"] = "little" if data[:2] == b"II" else "big"
    at = int.from_bytes(data[4:8], order)
    found = {}
    for k in range(min(int.from_bytes(data[at : at + 2], order), ENTRIES)):
        entry = data[at + 2 + 12 * k : at + 14 + 12 * k]
        length = 2 if entry[2:4] in (b"\3\0", b"\0\3") else 4
        found[int.from_bytes(entry[:2], order)] = int.from_bytes(entry[8 : 8 + length], order)
    return (found[WIDTH], found[HEIGHT]) if WIDTH in found and HEIGHT in found else None


def jp2(data: bytes) -> Size | None:
    """The image header box of a JPEG 2000 file (ISO/IEC 15444-1, I.5.3.1)."""
    at = data.find(b"ihdr", 0, HEADERS)
    height, width = struct.unpack_from(">II", data, at + 4) if at > 0 else (0, 0)
    return width, height


def boxes(data: bytes) -> Size | None:
    """The largest picture among the properties of a HEIC or AVIF (ISO/IEC 23008-12, 6.5.3)."""
    found, at = list[Size](), data.find(b"ispe", 0, HEADERS)
    while at >= 0:
        width, height = struct.unpack_from(">II", data, at + 8)
        found.append((width, height))
        at = data.find(b"ispe", at + 4, HEADERS)
    return max(found, key=lambda one: one[0] * one[1], default=None)


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
    (b"II*\0", tiff),
    (b"MM\0*", tiff),
    (b"\0\0\0\x0cjP  ", jp2),
)
TIFF = (b"II*\0", b"MM\0*")
FAMILIAR = tuple(magic for magic, _ in READERS)
AVIF = (b"ftypavif", b"ftypavis")
