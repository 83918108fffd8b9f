"""A person's own values in texts: only what has the right size is fingerprinted and compared."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby, islice

from sakchy.detect.fingerprint import fingerprint
from sakchy.detect.own.enrolled import OwnKind, OwnValue, Shape, Way
from sakchy.detect.own.shapes import OPTIONAL, Parts, shapes
from sakchy.detect.own.spelling import TOKEN, spell, tokens
from sakchy.model import Finding, Text

MARK = 20
"""Hex digits of a fingerprint that are kept: 80 bits."""
LONGEST_PIECE = 4  # letters inside a number: `AN`, `KG`, an IBAN's bank; a longer word ends it
BREAK = "\0"  # between two texts: first and last name stand in fields of their own


def enrol(key: bytes, id_: str, kind: OwnKind, text: str, label: str) -> OwnValue:
    """The fingerprints of a value, for keeping. Raises UnfitError."""
    made = tuple(
        Shape(way, len(parts), sum(map(len, parts)), mark(key, way, parts))
        for way, parts in shapes(kind, text)
    )
    return OwnValue(id_, kind, label, made)


def mark(key: bytes, way: Way, parts: Parts) -> str:
    """The keyed fingerprint of one way to write a value."""
    return fingerprint(key, f"own-{way}", b" ".join(parts))[:MARK]


class Values:
    """The enrolled values, ready to be found."""

    def __init__(self, key: bytes, values: Sequence[OwnValue]) -> None:
        """`key` is the one they were enrolled with."""
        self.key = key
        self.owners = {shape.mark: value for value in values for shape in value.shapes}
        self.digits: set[int] = set()
        self.sizes: dict[tuple[Way, int], set[int]] = defaultdict(set)
        for shape in (shape for value in values for shape in value.shapes):
            (self.digits if shape.way == "number" else self.sizes[shape.way, shape.parts]).add(shape.size)

    def find(self, texts: Sequence[Text]) -> Iterator[Finding]:
        """Each enrolled value that stands in the texts, once, where it stands first. Linear time."""
        if not self.owners:
            return
        spelt = spell(BREAK.join([text.text for text in texts]))
        every = tokens(spelt)
        found: dict[str, tuple[OwnValue, int]] = {}
        for known, at in (*self.numbers(every), *self.words(every)):
            value = self.owners[known]
            if value.id not in found or found[value.id][1] > at:
                found[value.id] = (value, at)
        for value, at in found.values():
            yield self.finding(value, texts[place(spelt, at, len(texts))])

    def numbers(self, every: Sequence[bytes]) -> Iterator[tuple[str, int]]:
        """Marks of enrolled numbers, whatever separates their digits, each with its token."""
        if not self.digits:
            return
        longest, sizes, owners = max(self.digits), self.digits, self.owners
        for run, at in numeric(every):
            for start in range(len(run)):
                joined = b""
                for piece in run[start : start + longest]:
                    joined += piece
                    if len(joined) > longest:
                        break
                    if len(joined) in sizes and (known := mark(self.key, "number", (joined,))) in owners:
                        yield known, at + start

    def words(self, every: Sequence[bytes]) -> Iterator[tuple[str, int]]:
        """Marks of enrolled names and the like, each with its first token."""
        if not self.sizes:
            return
        places = [at for at, token in enumerate(every) if token.isalnum() and token not in OPTIONAL]
        yield from self.runs([every[at] for at in places], places)

    def runs(self, kept: Sequence[bytes], places: Sequence[int]) -> Iterator[tuple[str, int]]:
        """Marks of as many words in a row as an enrolled value has, if their size is right."""
        ends = [0, *accumulate(map(len, kept))]
        for (way, count), sizes in self.sizes.items():
            for at, (low, high) in enumerate(zip(ends, ends[count:], strict=False)):
                if high - low in sizes:
                    parts = kept[at : at + count]
                    known = mark(self.key, way, tuple(sorted(parts) if way == "words" else parts))
                    if known in self.owners:
                        yield known, places[at]

    def finding(self, value: OwnValue, text: Text) -> Finding:
        """What may be told of it: its label, and where it stood."""
        return Finding(
            kind="own-value",
            rule=f"own-{value.kind}",
            confidence=1.0,
            where=text.place,
            preview=value.label,
            fingerprint=fingerprint(self.key, "own-value", value.id),
        )


def numeric(every: Sequence[bytes]) -> Iterator[tuple[Sequence[bytes], int]]:
    """Runs of tokens that may be one number, with a digit in them, each with the place of its first token."""
    kinds = [
        token.isdigit() or (-1 if len(token) <= LONGEST_PIECE and token.isalpha() else 0) for token in every
    ]
    at = 0
    for number, group in groupby(kinds, bool):
        length = len(flags := list(group))
        if number and True in flags:
            yield every[at : at + length], at
        at += length


def place(spelt: bytes, token: int, count: int) -> int:
    """Index of the text in which a token begins."""
    start = next(islice(TOKEN.finditer(spelt), token, None)).start()
    return min(spelt.count(BREAK.encode(), 0, start), count - 1)
