"""One look at a body in compiled code (`native/`): whether it is certainly harmless.

Of what the compiled code is not sure it asks here; what it is told it remembers by a keyed hash. Without it
the same is found, only not as fast; `SAKCHY_COMPILED=0` does without it.
"""

import contextlib
import ctypes
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain, groupby
from pathlib import Path
from struct import Struct
from typing import Any

from sakchy.detect.called import function
from sakchy.detect.cards import NETWORKS
from sakchy.detect.compiled import Compiled
from sakchy.detect.details import DIGITS, FIELDS, LABELS, TELLING
from sakchy.detect.folded import table
from sakchy.detect.labelled import LITERALS
from sakchy.detect.named import STEMS
from sakchy.detect.needs import LONGEST, least, literals, widths
from sakchy.detect.phrases import known
from sakchy.detect.sheet import GROWS, ODD
from sakchy.detect.text import TextDetector
from sakchy.detect.unfolded import BESIDE
from sakchy.detect.weight import ASKS, BIRTH, BITS, HOME, LOOSE, SAYS_BIRTH, SAYS_HOME, SEEDS
from sakchy.detect.weight import NUMBER as WEIGHTY
from sakchy.extract.blocks import CARD as ADDRESS_CARD
from sakchy.extract.runs import MARKS
from sakchy.limits import Limits

SWITCH = "SAKCHY_COMPILED"
SUFFIX = {"darwin": ".dylib", "win32": ".dll"}.get(sys.platform, ".so")
LIBRARY = Path(__file__).with_name(f"_glance{SUFFIX}")
SOURCES = Path(__file__).parents[3] / "native" / "src"
"""Where a checkout has them; a library older than they are was made for other rules."""
MOST = 1 << 20
"""Bytes of a body that is looked at so: some five milliseconds."""
CLEAN, OPEN, OTHER = 0, 2, 3
ASKING, CARDS, BESIDE_BIRTH, SIBLING, APART, NUMERIC, RULED, LABEL_OF_BIRTH, LABEL_OF_HOME = (
    1 << bit for bit in (16, 17, 18, 21, 22, 23, 24, 25, 26)
)
"""What names and texts say, beside one bit for each detail: as in `paths.rs` and `look.rs`."""
DETAILS = {detail: 1 << at for at, detail in enumerate(LABELS)}
SAID = {
    BIRTH: DETAILS["birth"],
    HOME: DETAILS["address"],
    LOOSE: APART,
    WEIGHTY: NUMERIC,
    ASKS: RULED,
    SAYS_BIRTH: LABEL_OF_BIRTH,
    SAYS_HOME: LABEL_OF_HOME,
}
"""What can be told of a text; with anything else the message is no longer clean."""
LETTERS = (
    *(range(0x80, 0x590), range(0x10A0, 0x1100), range(0x13A0, 0x1400), range(0x1C80, 0x1CC0)),
    *(range(0x1E00, 0x2000), range(0x2100, 0x2190), range(0x24B0, 0x24F0), range(0x2C00, 0x2D30)),
    *(range(0xA640, 0xA800), range(0xFF20, 0xFF60), range(0x10400, 0x105C0), range(0x10C80, 0x10D90)),
    *(range(0x118A0, 0x118E0), range(0x16E40, 0x16ED0), range(0x1E900, 0x1E950)),
)
"""Code points among which are all that have a small letter."""
COMBINED = (*range(0x300, 0x370), *range(0x1100, 0x1200))
"""Accents and parts of Korean letters by themselves: words of seed phrases are compared made whole (NFC)."""
NUMBER = Struct("<I")
MARK = Struct("<QI")
TEXT, FIELD, NUMERAL, PATH = range(4)
"""What is asked: what a text says by itself, what stands in a field, what a number says in a field, whether
rules look into a field."""
MOST_LETTERS, NEAR, OTHERS = LONGEST + 1, 1 << 24, 1 << 25
"""More than a value has; a name of a vendor that counts near a value, too; values with signs."""
PREFIX = 4
"""Digits by which a card network is known."""
SAYS_BITS, MOST_SEEDS = 28, 15
"""Where words of seed phrases are counted above what is said, and more of them than any message may have."""
ROUNDS = 2
"""Once it is known that rules look into a field, it is asked about what stands there."""
Weigh = Callable[[int, str, str], int]
"""What a text of this kind says in a field, as in `weight`."""


class Glance:
    """The compiled code with what one set of rules asks for."""

    def __init__(self, library: Any, detector: TextDetector, limits: Limits, weigh: Weigh) -> None:
        """`weigh` answers what the compiled code asks. Raises ValueError if it does not take the rules."""
        self.library = library
        self.weigh = weigh
        data = lists(detector, limits)
        self.handle = library.glance_new(data, len(data))
        if not self.handle:
            raise ValueError("the compiled part does not understand the rules")
        self.document = function(library, "glance_look", self.handle)
        self.form = function(library, "glance_form", self.handle)

    def __del__(self) -> None:
        self.library.glance_free(self.handle)

    def is_clean(self, body: bytes, beside: int = 0, *, form: bool = False) -> bool | None:
        """True only if nothing can be found in a document of JSON or a plain form, with what weighs so much
        before it; once what is asked was told. None for what does not begin like JSON and is no form.
        """
        look = self.form if form else self.document
        before = together(beside) if beside else 0
        if before is None:
            return False
        verdict = look(body, before)
        rounds = ROUNDS
        while verdict == OPEN and rounds and self.answer():
            verdict = look(body, before)
            rounds -= 1
        return None if verdict == OTHER else verdict == CLEAN

    def is_quiet(self, text: str) -> bool:
        """True only if nothing can be found in a text by itself."""
        data = text.encode("utf-8", "replace")
        return bool(self.library.glance_quiet(self.handle, data, len(data)))

    def answer(self) -> bool:
        """Tell what was asked; False if the message is no longer clean with that."""
        clean = True
        for mark, kind, field, text in asked(self.questions()):
            weight = self.weigh(kind, field, text)
            says = said(weight)
            if says is None:
                clean = False
            else:
                self.library.glance_learn(self.handle, mark, says, weight >> SEEDS)
        return clean

    def questions(self) -> bytes:
        """What the last look asks. Nothing if another thread looked meanwhile: then it is asked again."""
        size = self.library.glance_asked(self.handle, None, 0)
        room = ctypes.create_string_buffer(size)
        return room.raw if self.library.glance_asked(self.handle, room, size) == size else b""


def said(weight: int) -> int | None:
    """A weight as the compiled code knows it; None if it has no bit for what it says."""
    if weight & BITS & ~sum(SAID):
        return None
    return sum(bit for weighs, bit in SAID.items() if weight & weighs)


def together(weight: int) -> int | None:
    """What a weight says with its words of seed phrases, in one number; None if it says something else."""
    says = said(weight)
    return None if says is None else says | min(weight >> SEEDS, MOST_SEEDS) << SAYS_BITS


def asked(data: bytes) -> Iterator[tuple[int, int, str, str]]:
    """Mark and kind of each thing that is asked, the field in which it stands, if that matters, the text."""
    at = 0
    while at < len(data):
        mark, size = MARK.unpack_from(data, at)
        start = at + MARK.size
        end = start + (size >> 2)
        at = end + NUMBER.size + (NUMBER.unpack_from(data, end)[0] >> 2)
        yield mark, size & 3, data[start:end].decode(), data[end + NUMBER.size : at].decode()


def glance(detector: TextDetector, limits: Limits, weigh: Weigh) -> Glance | None:
    """A glance for these rules; None where there is no compiled part, or it shall not be used."""
    if not available():
        return None
    with contextlib.suppress(ValueError):  # everything is found without it, too
        return Glance(library(), detector, limits, weigh)
    return None


def available() -> bool:
    """Whether the compiled part is there and not switched off."""
    return os.environ.get(SWITCH, "1") != "0" and library() is not None


@lru_cache(None)
def library() -> Any:
    """The compiled part; None if it was not built, or for another machine or other sources.

    It keeps the interpreter's lock meanwhile (`PyDLL`): no two threads are in it at the same time.
    """
    try:
        if LIBRARY.stat().st_mtime < max((file.stat().st_mtime for file in SOURCES.glob("*.rs")), default=0):
            return None
        loaded = ctypes.PyDLL(str(LIBRARY))
    except OSError:
        return None
    handle, size = ctypes.c_void_p, ctypes.c_size_t
    for name, result, given in (
        ("new", handle, [ctypes.c_char_p, size]),
        ("free", None, [handle]),
        ("quiet", ctypes.c_int32, [handle, ctypes.c_char_p, size]),
        ("asked", size, [handle, ctypes.c_char_p, size]),
        ("learn", None, [handle, ctypes.c_uint64, ctypes.c_uint32, ctypes.c_uint32]),
    ):
        called = getattr(loaded, f"glance_{name}")
        called.restype, called.argtypes = result, given
    return loaded


def lists(detector: TextDetector, limits: Limits) -> bytes:
    """What the rules ask for, as `native/src/look.rs` reads it."""
    telling = sum(DETAILS[detail] for detail in TELLING)
    return b"".join(
        [
            pairs([(limits.json_depth, limits.parts), (limits.form_fields, 0)]),
            pairs(
                [
                    (telling, DETAILS["name"]),
                    (DETAILS["birth"], DETAILS["address"]),
                    (DETAILS["health"], 0),
                    *((DETAILS[detail], least) for detail, least in DIGITS.items()),
                ]
            ),
            pairs(small_letters()),
            pairs(ranges({*map(ord, (*table(), GROWS)), *COMBINED})),
            listed(numbered(words(detector))),
            listed(map(str.encode, sorted(STEMS))),
            listed(numbered(vendors(detector))),
            listed(numbered(heads(detector))),
            listed(numbered(wanted(detector))),
            pairs(networks()),
            listed(map(str.encode, sorted(known()))),
            listed(numbered(names(detector))),
        ]
    )


def words(detector: TextDetector) -> Iterator[tuple[int, str]]:
    """Words with those that have to stand in a text beside them, and what a match of their rule needs."""
    yield from ((0, word.lower()) for word in (*LITERALS, *MARKS, ADDRESS_CARD))
    for anchor, rules in detector.finder.anchors.items():
        for rule in rules:
            needs, one_of = needed(rule)
            yield needs, "\0".join(sorted({anchor.lower(), *rule.rule.also}, key=len)[::-1]) + one_of


def heads(detector: TextDetector) -> Iterator[tuple[int, str]]:
    """Beginnings of tokens, with what a match of their rule needs."""
    for found in detector.finder.heads.values():
        for prefix, rule in found:
            needs, one_of = needed(rule)
            yield needs, prefix.decode() + one_of


def needed(rule: Compiled) -> tuple[int, str]:
    """What a match needs: its least letters, whether texts as they are, whether a sign; and the texts."""
    letters, sign = least(rule.pattern.pattern)
    texts, exact = literals(rule.pattern.pattern)
    return letters << 2 | exact << 1 | sign, "\0\0" * bool(texts) + "\0".join(sorted(texts))


def vendors(detector: TextDetector) -> Iterator[tuple[int, str]]:
    """Names of vendors, each with the least and most letters of a value that its rules want."""
    for name, rules in detector.named.rules.items():
        for rule in rules:
            near, known = NEAR if rule.near else 0, not rule.pattern and rule.window == (0, 1)
            lengths = ranges(widths(rule.shape)) if known else []
            for low, high in lengths or [(least(rule.shape)[0] if known else 0, MOST_LETTERS)]:
                yield (0 if lengths else OTHERS) | near | high << 12 | low, name


def wanted(detector: TextDetector) -> Iterator[tuple[int, str]]:
    """How many digits each rule wants in a row, how long a match is at least; the names of its checks."""
    for rule in detector.finder.digits:
        low, high = rule.rule.digits or (0, -1)
        letters = least(rule.pattern.pattern)[0]
        for count in range(low, high + 1):
            yield letters << 8 | count, " ".join(rule.rule.checks)


def networks() -> Iterator[tuple[int, int]]:
    """First and last beginning of the numbers of a card network in one number, four digits of each; a bit for
    each length.
    """
    for _, first, last, lengths in NETWORKS:
        missing = 10 ** (PREFIX - len(str(first)))
        both = first * missing * 10**PREFIX + (last + 1) * missing - 1
        yield both, sum(1 << length for length in lengths)


def names(detector: TextDetector) -> Iterator[tuple[int, str]]:
    """What plain names of fields say."""
    for detail, fields in FIELDS.items():
        yield from ((DETAILS[detail], name) for name in fields.known)
    yield from ((ASKING, name) for name in detector.homes.known)
    yield from ((CARDS, name) for name in BESIDE)
    yield from ((SIBLING, name) for rule in detector.finder.digits for name in rule.siblings)
    yield BESIDE_BIRTH, "name"


def small_letters() -> list[tuple[int, int]]:
    """Code points with the small letter, blank or dash that stands for each."""
    every = "".join(map(chr, sorted({*chain(*LETTERS), *map(ord, ODD)} - {ord(GROWS)})))
    plain = every.translate({ord(odd): usual for odd, usual in ODD.items()}).lower()
    return [(ord(letter), ord(low)) for letter, low in zip(every, plain, strict=True) if letter != low]


def ranges(codes: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers in a row by the first and the last of each."""
    rows = groupby(enumerate(sorted(codes)), key=lambda pair: pair[1] - pair[0])
    return [(row[0][1], row[-1][1]) for _, each in rows if (row := [*each])]


def numbered(items: Iterable[tuple[int, str]]) -> Iterator[bytes]:
    """Texts with a number before each."""
    return (NUMBER.pack(number) + text.encode() for number, text in sorted(set(items)))


def pairs(items: Iterable[tuple[int, int]]) -> bytes:
    """A list of pairs of numbers."""
    return listed(NUMBER.pack(one) + NUMBER.pack(other) for one, other in items)


def listed(items: Iterable[bytes]) -> bytes:
    """A list of byte strings."""
    every = [*items]
    return NUMBER.pack(len(every)) + b"".join(NUMBER.pack(len(item)) + item for item in every)
