"""Streams of a PDF that would unfold to more memory than there is, found before the library meets them."""

import re
import zlib
from collections.abc import Iterator

STREAM = re.compile(rb"stream\r?\n(?=[\x08-\x78][\0-\xff])")
"""Where a stream begins that is packed as FlateDecode is (RFC 1950, 2.2), or looks so."""
LARGEST = 192 << 20
"""Bytes of one stream: a page scanned at 600 dpi in colour has 105 MB of pixels."""
ALTOGETHER = 1 << 30
"""Bytes of all streams: at 300 MB a second, so that the look itself has an end."""
STEP = 1 << 20
TIMES = 4
"""Filters one after the other: nobody needs two of the same."""


def unfolds(data: bytes) -> bool:
    """True if a stream, or all of them together, would be too large."""
    total = 0
    for found in STREAM.finditer(data):
        packed = data[found.end() : found.end() + 2]
        if int.from_bytes(packed, "big") % 31 == 0:
            size = unfolded(memoryview(data)[found.end() :], TIMES)
            total += size
            if size > LARGEST or total > ALTOGETHER:
                return True
    return False


def unfolded(packed: memoryview | bytes, times: int) -> int:
    """Bytes that a stream unfolds to, also if what comes out is packed again; 0 if it is none."""
    size, first = 0, b""
    try:
        for block in blocks(packed):
            first = first or block
            size += len(block)
            if size > LARGEST:
                break
    except zlib.error:
        return size
    again = times > 1 and len(first) > 1 and first[0] & 15 == 8 and int.from_bytes(first[:2], "big") % 31 == 0
    return max(size, unfolded(first, times - 1)) if again else size


def blocks(packed: memoryview | bytes) -> Iterator[bytes]:
    """A stream unpacked, a block at a time. Raises zlib.error."""
    decoder, at = zlib.decompressobj(), 0
    while not decoder.eof and (decoder.unconsumed_tail or at < len(packed)):
        rest = decoder.unconsumed_tail
        if not rest:
            rest, at = bytes(packed[at : at + STEP]), at + STEP
        yield decoder.decompress(rest, STEP)
