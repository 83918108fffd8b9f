"""Single compressed streams: gzip, bzip2, XZ and LZMA, Zstandard, Brotli."""

import bz2
import lzma
from collections.abc import Iterator
from functools import partial

import msgspec

from sakchy.extract import content_encoding
from sakchy.extract.files.common import Reader, bytes_of, filled, most, unread
from sakchy.extract.piece import Found, Piece, inside
from sakchy.limits import Limits
from sakchy.model import Step, Unread, UnreadReason

STEP = 256 << 10
LZMA_MEMORY = 256 << 20  # bytes; level 9 asks for 65 MiB, a hostile header for 4 GiB
BZIP2_STREAMS = 1000  # parallel compressors write one for each 900 kB


def unpacked(piece: Piece, data: bytes, reason: UnreadReason | None) -> Iterator[Found]:
    """What came out, and why not more."""
    if reason:
        yield unread(piece.place, reason, bytes_of(piece))
    if data:
        yield inside(piece, data, type_=piece.type)


def encoded(name: str, piece: Piece, limits: Limits) -> Iterator[Found]:
    """A file in one of the encodings that HTTP knows as well."""
    data = bytes_of(piece)
    room, reason = most(len(data), limits)
    out, problem = content_encoding.decode(data, name, msgspec.structs.replace(limits, decoded=room))
    return unpacked(piece, out[:room], reason if len(out) > room else problem)


def brotli(piece: Piece, limits: Limits) -> Iterator[Found]:
    """Brotli, which has no mark: what does not decode is no such file and is looked at as it is."""
    found = [*encoded("br", piece, limits)]
    if len(found) == 1 and isinstance(found[0], Unread) and found[0].reason == "broken":
        return iter([inside(piece, bytes_of(piece), Step("text"), type_=piece.type)])
    return iter(found)


def bzip2(piece: Piece, limits: Limits) -> Iterator[Found]:
    """All streams of a bzip2 file."""
    data = bytes_of(piece)
    return unpacked(piece, *filled(blocks(data, bz2.BZ2Decompressor), len(data), limits))


def xz(piece: Piece, limits: Limits) -> Iterator[Found]:
    """XZ, all its streams, and its predecessor LZMA, which has one."""
    data = bytes_of(piece)
    new = partial(lzma.LZMADecompressor, memlimit=LZMA_MEMORY)
    return unpacked(piece, *filled(blocks(data, new), len(data), limits))


def blocks(data: bytes, new: "partial[lzma.LZMADecompressor] | type[bz2.BZ2Decompressor]") -> Iterator[bytes]:
    """Stream after stream, a block at a time. Raises what the decoder raises, EOFError for a cut one."""
    for _ in range(BZIP2_STREAMS):
        decoder = new()
        out = decoder.decompress(data, STEP)
        while not decoder.eof:
            yield out
            if decoder.needs_input and not out:
                raise EOFError
            out = decoder.decompress(b"", STEP)
        yield out
        data = decoder.unused_data.lstrip(b"\0")
        if not data:
            return


gzip: Reader = partial(encoded, "gzip")
zstd: Reader = partial(encoded, "zstd")
