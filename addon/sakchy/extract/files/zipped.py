"""The members of a ZIP (APPNOTE.TXT 6.3): by the directory at its end, and by what lies before it.

A directory may leave members out, name them twice or point many names at the same bytes. So every member is
read once, where it lies, and those that no directory names are looked for by their own headers.
"""

import bz2
import lzma
import struct
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator

from sakchy.extract.files.common import Stop
from sakchy.model import Value

LOCAL, CENTRAL, END, END64, LOCATOR64 = (
    b"PK\x03\x04",
    b"PK\x01\x02",
    b"PK\x05\x06",
    b"PK\x06\x06",
    b"PK\x06\x07",
)
DESCRIPTOR = b"PK\x07\x08"
SEARCH = 22 + 65_535  # bytes: the end record and the longest comment after it (4.3.16)
STEP = 256 << 10
FULL = 0xFFFFFFFF  # a size or offset that stands in the ZIP64 field instead (4.4.8)
VERSIONS = range(64)  # "needed to extract", 4.4.3.2: 6.3 is the newest; tells headers from chance
LZMA_MEMORY = 64 << 20
ENCRYPTED, DESCRIBED, UTF8 = 1, 8, 0x800  # bits of the general purpose flag (4.4.4)


class Entry(Value, frozen=True):
    """A member: where its bytes lie, and what the headers say of it."""

    name: str
    flags: int
    method: int
    start: int
    packed: int
    """Bytes; -1 if only unpacking tells."""

    def __repr__(self) -> str:
        return f"Entry({self.method}, {self.start}, {self.packed})"


def entries(data: bytes, most: int) -> tuple[list[Entry], bool, bool]:
    """At most `most` members in the order of their bytes; whether some overlap; whether there were more."""
    listed, more = list[Entry](), False
    for offset, sizes in directory(data):
        if len(listed) > most:
            more = True
            break
        if entry := local(data, offset, sizes):
            listed.append(entry)
    found, overlap = apart(sorted(listed, key=lambda entry: entry.start))
    found = sorted([*found, *unlisted(data, found, most)], key=lambda entry: entry.start)
    return found[:most], overlap, more or len(found) > most


def directory(data: bytes) -> Iterator[tuple[int, int]]:
    """Offset of the local header and packed size of every member that the directory names."""
    end = data.rfind(END, max(0, len(data) - SEARCH))
    if end < 0 or end + 22 > len(data):
        return
    size, offset = struct.unpack_from("<II", data, end + 12)
    stop = end
    if data[end - 20 : end - 16] == LOCATOR64 and (big := data.rfind(END64, max(0, end - 4096), end)) >= 0:
        size, offset = struct.unpack_from("<QQ", data, big + 40)
        stop = big
    begin = stop - size
    shift = begin - offset  # bytes before the archive: a program that unpacks it, or another file
    if data[max(begin, 0) : max(begin, 0) + 4] != CENTRAL:
        begin, shift = offset, 0
    while data[begin : begin + 4] == CENTRAL and begin + 46 <= len(data):
        packed, _, name, extra, comment = struct.unpack_from("<IIHHH", data, begin + 20)
        at = struct.unpack_from("<I", data, begin + 42)[0]
        if FULL in (packed, at):
            packed, at = wide(data[begin + 46 + name : begin + 46 + name + extra], data[begin:], packed, at)
        yield at + shift, packed
        begin += 46 + name + extra + comment


def wide(extra: bytes, header: bytes, packed: int, at: int) -> tuple[int, int]:
    """Packed size and offset out of the ZIP64 field (4.5.3): only those that do not fit stand there."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        if kind == 1:
            values = list(struct.unpack_from(f"<{min(length, 24) // 8}Q", extra, 4))
            size = struct.unpack_from("<I", header, 24)[0]
            wanted = [values.pop(0) if old == FULL and values else old for old in (size, packed, at)]
            return wanted[1], wanted[2]
        extra = extra[4 + length :]
    return packed, at


def local(data: bytes, at: int, packed: int) -> Entry | None:
    """The member whose own header stands at `at`; `packed` as the directory says, -1 if none does."""
    if at < 0 or data[at : at + 4] != LOCAL or at + 30 > len(data):
        return None
    version, flags, method = struct.unpack_from("<HHH", data, at + 4)
    own, _, name, extra = struct.unpack_from("<IIHH", data, at + 18)
    if version & 0xFF not in VERSIONS:
        return None
    start = at + 30 + name + extra
    if packed < 0 and not flags & DESCRIBED and own != FULL:
        packed = own
    packed = min(packed, max(0, len(data) - start)) if packed >= 0 else -1
    return Entry(name_of(data[at + 30 : at + 30 + name], flags), flags, method, start, packed)


def name_of(raw: bytes, flags: int) -> str:
    """A member's name; without the flag it may be in any code page, here mostly that of DOS for Cyrillic."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("utf-8" if flags & UTF8 else "cp866", "replace")


def apart(listed: list[Entry]) -> tuple[list[Entry], bool]:
    """Members that share no bytes with one before them, and whether any did."""
    found: list[Entry] = []
    end, overlap = 0, False
    for entry in listed:
        if entry.start < end:
            overlap = overlap or entry.packed > 0
        else:
            found.append(entry)
            end = entry.start + max(entry.packed, 0)
    return found, overlap


def unlisted(data: bytes, found: list[Entry], most: int) -> Iterator[Entry]:
    """Members with a header of their own between those that the directory names."""
    ends = {entry.start: entry.start + max(entry.packed, 0) for entry in found}
    starts, at = sorted(ends), 0
    count = 0
    while (at := data.find(LOCAL, at)) >= 0 and count <= most:
        entry = local(data, at, -1)
        at += 4
        if not entry:
            continue
        if entry.start in ends:
            at = max(at, ends[entry.start])
        elif not inside_any(starts, ends, at - 4):
            count += 1
            yield entry
            at = max(at, entry.start + max(entry.packed, 0))


def inside_any(starts: list[int], ends: dict[int, int], at: int) -> bool:
    """True if a position lies in the bytes of a listed member."""
    before = bisect_right(starts, at) - 1
    return before >= 0 and at < ends[starts[before]]


def blocks(data: bytes, entry: Entry) -> Iterator[bytes]:
    """The bytes of a member, a block at a time. Raises Stop, or what its decoder raises."""
    if entry.flags & ENCRYPTED:
        raise Stop("encrypted")
    if entry.method not in METHODS:
        raise Stop("unknown-format")
    stop = entry.start + entry.packed if entry.packed >= 0 else next_mark(data, entry)
    yield from METHODS[entry.method](data[entry.start : stop])


def next_mark(data: bytes, entry: Entry) -> int:
    """Where a member of unknown length ends at the latest; a packed one ends by itself before that."""
    if entry.method != STORED:
        return len(data)
    ends = [data.find(mark, entry.start) for mark in (DESCRIPTOR, LOCAL, CENTRAL)]
    return min((end for end in ends if end >= 0), default=len(data))


def stored(packed: bytes) -> Iterator[bytes]:
    """Method 0."""
    yield packed


def deflated(packed: bytes) -> Iterator[bytes]:
    """Method 8. Raises zlib.error, EOFError for a cut stream."""
    decoder = zlib.decompressobj(-zlib.MAX_WBITS)
    while not decoder.eof:
        out = decoder.decompress(packed, STEP)
        packed = decoder.unconsumed_tail
        yield out
        if not out and not packed and not decoder.eof:
            raise EOFError


def deflated64(packed: bytes) -> Iterator[bytes]:
    """Method 9, which Windows writes for members over 2 GB and some programs always."""
    import inflate64  # noqa: PLC0415  only workers load it

    decoder = inflate64.Inflater()
    for at in range(0, len(packed), 1024):  # there is no limit of output; this much makes 2 MB at most
        yield decoder.inflate(packed[at : at + 1024])


def bzipped(packed: bytes) -> Iterator[bytes]:
    """Method 12."""
    yield from stepwise(bz2.BZ2Decompressor(), packed)


def lzma_(packed: bytes) -> Iterator[bytes]:
    """Method 14: two bytes of version, two of length, then the properties (5.8.8)."""
    length = struct.unpack_from("<H", packed, 2)[0]
    header = packed[4 : 4 + length] + b"\xff" * 8  # as a .lzma file of unknown length has it
    yield from stepwise(lzma.LZMADecompressor(lzma.FORMAT_ALONE, LZMA_MEMORY), header + packed[4 + length :])


def xz(packed: bytes) -> Iterator[bytes]:
    """Method 95."""
    yield from stepwise(lzma.LZMADecompressor(lzma.FORMAT_XZ, LZMA_MEMORY), packed)


def zstd(packed: bytes) -> Iterator[bytes]:
    """Methods 93 and 20."""
    import zstandard  # noqa: PLC0415

    reader = zstandard.ZstdDecompressor(max_window_size=8 << 20).stream_reader(packed)
    while block := reader.read(STEP):
        yield block


def stepwise(decoder: "bz2.BZ2Decompressor | lzma.LZMADecompressor", packed: bytes) -> Iterator[bytes]:
    """Blocks of a decoder with a limit of output; a stream that just ends has ended."""
    out = decoder.decompress(packed, STEP)
    while out:
        yield out
        out = b"" if decoder.eof else decoder.decompress(b"", STEP)


STORED = 0
METHODS: dict[int, Callable[[bytes], Iterator[bytes]]] = {
    STORED: stored,
    8: deflated,
    9: deflated64,
    12: bzipped,
    14: lzma_,
    20: zstd,
    93: zstd,
    95: xz,
}
