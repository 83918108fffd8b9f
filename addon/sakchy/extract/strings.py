"""Words in bytes of no known format: what is readable in a binary protocol must meet the rules, too.

Runs of ASCII, UTF-8 and UTF-16 letters, as the program `strings` finds them.
"""

import re
from collections.abc import Container, Iterator

from sakchy.extract import carve
from sakchy.extract.hyper import Several
from sakchy.extract.piece import Found, Piece
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Text, Unread

SMALL = 64 << 10  # bytes; in more than that, short runs turn up by chance: 1,600 of six letters in a megabyte
RUN, LONG_RUN = 6, 9  # letters of ASCII
WIDE_RUN = 6  # letters of UTF-16
WORDS = re.compile(rf"[ -~\u0400-\u04ff]{{{WIDE_RUN},}}")
"""What remains of a run of UTF-16, whose mask knows both bytes of a letter, not that they belong together."""
CYRILLIC_RUN = 4  # letters of two bytes each


PRINTABLE, CYRILLIC, FOLLOWING = range(0x20, 0x7F), range(0xD0, 0xD4), range(0x80, 0xC0)
BESIDE = (*PRINTABLE, *FOLLOWING, *range(0xC3, 0xD4))  # what stands beside Cyrillic: Latin and Greek, too


def table(*kinds: Container[int]) -> bytes:
    """A table for `bytes.translate` that makes a mask: 1 for bytes of the first kind, and so on, else 0."""
    return bytes(next((sign for sign, kind in enumerate(kinds, 1) if byte in kind), 0) for byte in range(256))


KINDS = table(PRINTABLE, CYRILLIC, FOLLOWING, (0, 4))
"""Nothing but this mask is made of binaries without words."""
LIKELY = Several(
    b"(?:[\xd0-\xd3][\x80-\xbf]){%d}" % CYRILLIC_RUN, b"(?:[\\x00\\x04].){%d}[\\x00\\x04]" % (WIDE_RUN - 1)
)
"""Where these are not, there are no runs of Cyrillic in UTF-8, or none of UTF-16."""
STRETCH = re.compile(b"[ -~]++")
EIGHT = table(BESIDE)
HIGH, LOW = table((0, 4)), table((*range(0x10, 0x7F), *range(0x90, 0x100)))
"""Bytes of a letter in UTF-16, ASCII (U+00xx) or Cyrillic (U+04xx)."""
MOST = 512 << 10  # characters out of one binary; a film has fewer by chance
MEDIA = re.compile(
    rb"....(?:ftyp|moov|mdat|moof|styp)|OggS|\x1aE\xdf\xa3|RIFF....(?:WAVE|AVI )|ID3|\xff[\xf2-\xfb]|fLaC"
                   rb"|wOF[F2]|\x00\x01\0\0\0|OTTO|\0asm", re.DOTALL)  # fmt: skip
"""Video, sound, fonts and programs: of these only the edges are looked at, where titles stand."""
EDGE = 256 << 10


def read(piece: Piece, limits: Limits = DEFAULT) -> Iterator[Found]:
    """The last reader of bytes: pictures, and all words as one text."""
    data = piece.data
    assert isinstance(data, bytes)
    yield from carve.read(piece, limits)
    text, whole = words(data)
    if text:
        yield Text(piece.place, text, piece.field)
    if not whole:
        yield Unread(piece.place, "too-large")


def words(data: bytes) -> tuple[str, bool]:
    """Every run of letters, one a line, and whether these are all."""
    if MEDIA.match(data) and len(data) > 2 * EDGE:
        data = data[:EDGE] + b"\xff" + data[-EDGE:]
    out, left = [], MOST
    for run in runs(data):
        left -= len(run)
        if left < 0:
            break
        out.append(run)
    return "\n".join(out), left >= 0


def runs(data: bytes) -> Iterator[str]:
    """All runs, encoding by encoding. Masks are made and searched without a loop in Python."""
    length = RUN if len(data) <= SMALL else LONG_RUN
    kinds = data.translate(KINDS)
    yield from ascii_runs(data, kinds, b"\1" * length)
    likely = LIKELY.which(data)
    if (likely is None or 0 in likely) and (seed := b"\2\3" * CYRILLIC_RUN) in kinds:
        for start, end in spans(kinds, seed, data.translate(EIGHT)):
            yield data[start:end].decode("utf-8", "replace")
    if likely is not None and 1 not in likely:
        return
    high = [b"\4" * WIDE_RUN in kinds[half::2] for half in (0, 1)]
    for offset in (0, 1):
        for name, even, odd in (("utf-16-le", LOW, HIGH), ("utf-16-be", HIGH, LOW)):
            if not high[offset ^ (odd is HIGH)]:
                continue
            for start, end in spans(
                both(data[offset::2].translate(even), data[offset + 1 :: 2].translate(odd))
            ):
                wide = data[offset + 2 * start : offset + 2 * end].decode(name, "replace")
                yield from WORDS.findall(wide)


def ascii_runs(data: bytes, kinds: bytes, seed: bytes) -> Iterator[str]:
    """Stretches of ASCII that are as long as the seed."""
    at = kinds.find(seed)
    while at >= 0 and (run := STRETCH.match(data, at)):
        yield run[0].decode("ascii")
        at = kinds.find(seed, run.end())


def both(one: bytes, other: bytes) -> bytes:
    """A mask of where both are 1."""
    size = min(len(one), len(other))
    return (int.from_bytes(one[:size], "big") & int.from_bytes(other[:size], "big")).to_bytes(size, "big")


def spans(mask: bytes, seed: bytes = b"\1" * WIDE_RUN, around: bytes = b"") -> Iterator[tuple[int, int]]:
    """Start and end of every stretch of `around` (or of `mask` itself) without zeros round a `seed`."""
    around = around or mask
    end = 0
    while (at := mask.find(seed, end)) >= 0:
        start = max(end, around.rfind(b"\0", end, at) + 1)
        end = around.find(b"\0", at)
        end = len(around) if end < 0 else end
        yield start, end
