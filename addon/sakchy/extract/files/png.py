"""PNG (ISO/IEC 15948): the picture, its texts, and what was appended to it."""

import zlib
from collections.abc import Iterator

from sakchy.extract.files import metadata, picture
from sakchy.extract.files.common import bytes_of, text
from sakchy.extract.piece import Found, Piece
from sakchy.limits import Limits

CHUNKS = 100_000  # of one file; encoders write pixels in pieces of 8 KiB
TEXTS = 200
LONGEST = 1 << 20  # characters of one text, packed or not


def read(piece: Piece, limits: Limits) -> Iterator[Found]:
    """The picture and everything beside its pixels."""
    data = bytes_of(piece)
    said, end = chunks(data)
    yield from picture.whole(piece, limits, end)
    for kind, body in said[:TEXTS]:
        words = written(kind, body)
        if "<x:xmpmeta" not in words:  # read above
            yield from text(piece, words)
        elif kind == b"zTXt" or body.find(b"<x:xmpmeta") < 0:
            yield from metadata.xmp(piece, words.encode())


def chunks(data: bytes) -> tuple[list[tuple[bytes, bytes]], int]:
    """Text chunks, and where the picture ends; 0 if it is cut off."""
    at, said = 8, list[tuple[bytes, bytes]]()
    for _ in range(CHUNKS):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if len(kind) < 4:
            break
        if kind in (b"tEXt", b"zTXt", b"iTXt"):
            said.append((kind, data[at + 8 : at + 8 + length]))
        at += 12 + length
        if kind == b"IEND":
            return said, at
    return said, 0


def written(kind: bytes, body: bytes) -> str:
    """The text of a chunk (11.3.3), without its keyword."""
    _, _, rest = body.partition(b"\0")
    if kind == b"tEXt":
        return decoded(rest)
    if kind == b"zTXt":
        return decoded(inflated(rest[1:]))
    packed, rest = rest[:1] == b"\1", rest[2:]
    words = rest.split(b"\0", 2)[-1]
    return decoded(inflated(words) if packed else words)


def inflated(data: bytes) -> bytes:
    """At most so much as anybody would write."""
    try:
        return zlib.decompressobj().decompress(data, LONGEST)
    except zlib.error:
        return b""


def decoded(words: bytes) -> str:
    """Latin-1 by the standard, UTF-8 in practice."""
    try:
        return words[:LONGEST].decode("utf-8")
    except UnicodeDecodeError:
        return words[:LONGEST].decode("cp1251", "replace")
