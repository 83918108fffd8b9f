"""TIFF, and the raw files of cameras, which are TIFF around something that only their makers decode."""

from collections.abc import Iterator

from sakchy.extract import carve
from sakchy.extract.files import ifd, metadata
from sakchy.extract.files.common import bytes_of, text, unread
from sakchy.extract.piece import Found, Piece
from sakchy.limits import Limits
from sakchy.model import Picture

MAKERS = (b"IIRO", b"IIU\0")  # Olympus, Panasonic
CANON, CANON_AT = b"CR", 8
DNG = 0xC612
KIND = 0x0106  # PhotometricInterpretation
MOSAICS = (32803, 34892)  # colour filter array, LinearRaw (DNG 1.7)


def read(piece: Piece, limits: Limits) -> Iterator[Found]:
    """Every page is the recogniser's business; words and previews are found here."""
    data = bytes_of(piece)
    directories = list(ifd.directories(data))
    if is_raw(data, directories):
        carved = [*carve.read(piece, limits)]
        yield from carved or [unread(piece.place, "unknown-format", data)]
    else:
        yield Picture(piece.place, data)
        previews = [one for one in ifd.thumbnails(data, directories[1:]) if len(one) < len(data) // 2]
        yield from (Picture(piece.place, preview) for preview in previews[: metadata.THUMBNAILS])
    yield from text(piece, "\n".join(ifd.words(data, directories)))
    yield from metadata.read(piece, data, limits)


def is_raw(data: bytes, directories: list[ifd.Directory]) -> bool:
    """True for the raw file of a camera."""
    if data.startswith(MAKERS) or data[CANON_AT : CANON_AT + 2] == CANON:
        return True
    kinds = {value for one in directories for value in ifd.numbers(data, one.get(KIND))}
    return any(DNG in one for one in directories) or bool(kinds & set(MOSAICS))
