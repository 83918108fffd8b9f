"""Words and thumbnails in the metadata of pictures: Exif and XMP wherever they stand, IPTC."""

import re
from collections.abc import Iterator
from itertools import chain, islice

from sakchy.extract.files import ifd, xmlwords
from sakchy.extract.files.common import text
from sakchy.extract.piece import Found, Piece, inside
from sakchy.limits import Limits
from sakchy.model import Picture

EXIF = (
    re.compile(rb"E(?:xif\0\0|XIF.{4})(?=II\*\0|MM\0\*)", re.DOTALL),
    re.compile(rb"eXIf(?=II\*\0|MM\0\*)"),
)
"""Before Exif in JPEG and HEIF, in WebP; in PNG. Two that begin with a letter each are searched for six times
as fast as one that does not: a photograph has a megabyte."""
XMP, XMP_END = b"<x:xmpmeta", b"</x:xmpmeta>"
BLOCKS = 8  # of either, in one picture
LONGEST = 1 << 20  # bytes of one block
RUN = re.compile(rb"[\x20-\x7e\x80-\xff]{4,}")
THUMBNAILS = 4
THUMBNAIL = 64 << 10  # bytes; Exif keeps it within one segment, previews of cameras are larger


def read(piece: Piece, data: bytes, _limits: Limits) -> Iterator[Found]:
    """What people wrote into a picture, and the small pictures that go with it."""
    places = chain.from_iterable(pattern.finditer(data) for pattern in EXIF)
    for found in islice(places, BLOCKS):
        yield from exif(piece, data[found.end() : found.end() + LONGEST])
    at = -1
    for _ in range(BLOCKS):
        at = data.find(XMP, at + 1)
        if at < 0:
            break
        end = data.find(XMP_END, at, at + LONGEST)
        yield from xmp(piece, data[at : end if end > 0 else at + LONGEST])


def exif(piece: Piece, block: bytes) -> Iterator[Found]:
    """The words and thumbnails of a TIFF structure."""
    directories = list(ifd.directories(block))
    yield from text(piece, "\n".join(ifd.words(block, directories)))
    for thumbnail in ifd.thumbnails(block, directories)[:THUMBNAILS]:
        yield Picture(piece.place, thumbnail)


def xmp(piece: Piece, packet: bytes) -> Iterator[Found]:
    """Texts and attributes of a packet; thumbnails stand in it as base64."""
    values: list[str] = []
    for kind, _, more in xmlwords.tokens(xmlwords.decoded(packet)):
        if kind == "text":
            words = more.strip()
            if len(words) > LONG_BASE64 and words[:4] in BASE64_JPEG:
                yield inside(piece, words)
            elif words:
                values.append(words)
        elif kind != "close":
            values += [value for value in xmlwords.attributes(more).values() if "://" not in value]
    yield from text(piece, "\n".join(values))


def runs(block: bytes) -> str:
    """The readable parts of an IPTC block (IIM 4.2), which is in UTF-8 or a code page."""
    found = [run[0] for run in RUN.finditer(block)]
    return "\n".join(run.decode("utf-8", "replace") for run in found)


LONG_BASE64 = 100
BASE64_JPEG = ("/9j/", "iVBO")
