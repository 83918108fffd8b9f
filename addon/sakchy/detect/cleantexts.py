"""What texts add to a finding: most are quiet, the others are looked at by the true means.

Those are extraction and the pattern of every rule, without what speaks for or against a value. What was
looked at is remembered by a keyed hash only: people may have written it.
"""

import re
from collections.abc import Callable, Collection, Sequence
from heapq import merge

import msgspec
from msgspec import structs

from sakchy.detect import alone, labelled
from sakchy.detect.cut import LEVELS, SIGNS, decoded
from sakchy.detect.fields import plain
from sakchy.detect.questionnaire import detail_of
from sakchy.detect.quiet import Quiet
from sakchy.detect.seedwords import in_rows, seed_words
from sakchy.detect.sheet import BREAK, Sheet
from sakchy.detect.text import TextDetector, search
from sakchy.detect.unfolded import unfolded
from sakchy.detect.weight import ASKS, DIGITS, LOOSE, SAYS_BIRTH, SAYS_HOME, SEEDS, TELLS, added
from sakchy.extract import extract
from sakchy.limits import DEFAULT
from sakchy.model import Outgoing, Text

GROUP = re.compile(r"\0\d{4,6}(?=\0)")
"""Part of a card number that stands in several fields, as any short number may be."""
TOGETHER = 64
"""Texts that are looked at together, and once more without the one that was not quiet."""
MOST_LOOKS = 50
"""Texts of one message that are looked at by the true means; with more it goes the full way, which looks at
all of them at once."""
ALONE = "[0]"
"""Field of a text that stands alone in a list."""
INSIDE = structs.replace(DEFAULT, depth=DEFAULT.depth - LEVELS - 1)
"""A text stands inside others already."""
ASKING = labelled.TOLD | labelled.HEALTH
"""Labels by which one looks for all others."""


class CleanTexts:
    """The texts that were met, for one set of rules."""

    def __init__(self, detector: TextDetector, of_path: Callable[[str], int]) -> None:
        """`detector` knows the rules, `of_path` weighs the name of a field inside a text."""
        self.detector = detector
        self.of_path = of_path
        self.quiet = Quiet(detector)
        self.silent: set[int] = set()
        """Hashes of texts that tell nothing; Python keys them anew in every process (SipHash)."""
        self.weights: dict[int, int] = {}
        """Hashes of other texts, each with its weight."""

    def are_silent(self, pieces: Collection[bytes]) -> bool:
        """Whether all texts were met before and told nothing."""
        return self.silent.issuperset(map(hash, pieces))

    def weigh(self, pieces: Collection[bytes]) -> int:
        """What texts tell together."""
        met = dict(zip(map(hash, pieces), pieces, strict=True))
        weight, new = 0, []
        for mark in met.keys() - self.silent:
            known = self.weights.get(mark)
            if known is None:
                new.append(met[mark])
            else:
                weight = added(weight, known)
        return added(weight, self.learn(new)) if new else weight

    def learn(self, pieces: Sequence[bytes]) -> int:
        """What texts tell that were never met; remembered."""
        weight, looks = 0, MOST_LOOKS
        for start in range(0, len(pieces), TOGETHER):
            some = [*pieces[start : start + TOGETHER]]
            while some and (at := self.loud(some)) is not None:
                looks -= 1
                weight = added(weight, self.look(some.pop(at)))
                if weight & TELLS or not looks:
                    return TELLS
            if some:
                weight = added(weight, self.keep(some))
        return weight

    def keep(self, pieces: Sequence[bytes]) -> int:
        """What texts tell that are quiet; remembered."""
        line = line_of(pieces)
        if not seed_words(line) and not GROUP.search(line):
            self.silent.update(map(hash, pieces))
            return 0
        weight = 0
        for piece, text in zip(pieces, line[1:-1].split(BREAK), strict=True):
            if one := weight_of(text):
                self.weights[hash(piece)] = one
                weight = added(weight, one)
            else:
                self.silent.add(hash(piece))
        return weight

    def look(self, piece: bytes) -> int:
        """What a text tells that is not quiet; remembered."""
        weight = self.weights[hash(piece)] = self.judge(decoded(piece))
        return weight

    def loud(self, pieces: Sequence[bytes]) -> int | None:
        """Which of some texts is not quiet; None if all are."""
        line = line_of(pieces)
        if line.count(BREAK) != len(pieces) + 1:
            return next(at for at, piece in enumerate(pieces) if BREAK in decoded(piece))
        at = self.quiet.loud(line)
        return None if at < 0 else line.count(BREAK, 0, at + 1) - 1

    @property
    def kept(self) -> int:
        """How many texts are remembered."""
        return len(self.silent) + len(self.weights)

    def forget(self) -> None:
        """Begin anew."""
        self.silent.clear()
        self.weights.clear()

    def is_loud(self, text: str) -> bool:
        """Whether a text may hold or hide something."""
        return BREAK in text or self.quiet.loud(f"\0{text}\0") >= 0

    def hides(self, text: str) -> bool:
        """Whether rules may see something else than this text."""
        return BREAK in text or self.quiet.hides(f"\0{text}\0")

    def judge(self, text: str) -> int:
        """The weight of one text with all that is wrapped in it, by the true means."""
        if alone.is_alone(text):
            return alone.weigh(self.detector, text)
        weight = 0
        texts = []
        for part in extract(Outgoing("websocket", msgspec.json.encode([text])), INSIDE):
            if not isinstance(part, Text):
                return TELLS
            weight = added(weight, weight_of(part.text))
            if part.field != ALONE and (more := self.of_path(part.field)):
                weight |= TELLS if more & ASKS else more
            weight |= LOOSE if (weight and part.text != text) or is_detail(part.field) else 0
            texts.append(Text((), part.text, ""))
        return weight | (self.marks(Sheet(texts)) if texts else 0)

    def marks(self, sheet: Sheet) -> int:
        """`TELLS` if a pattern and its checks hold, or for most labels."""
        if unfolded(sheet) is not sheet:
            return TELLS
        literals = self.detector.finder.literals(sheet)
        if not ASKING.isdisjoint(literals):
            return TELLS
        for rule, places in self.detector.spans(sheet, literals).items():
            if any(True for _ in search(rule, sheet, merge(*places))):
                return TELLS
        birth, home = (not labels.isdisjoint(literals) for labels in (labelled.BIRTH, labelled.ADDRESS))
        return (SAYS_BIRTH if birth else 0) | (SAYS_HOME if home else 0)


def is_detail(field: str) -> bool:
    """Whether a field inside a text may hold a detail of a person; `name` does beside a birth."""
    return bool(detail_of(field)) or plain(field)[0] == "name"


def weight_of(text: str) -> int:
    """What a text adds that is part of something at most."""
    return (DIGITS if GROUP.match(f"\0{text}\0") else 0) | in_rows(text) << SEEDS


def line_of(pieces: Collection[bytes]) -> str:
    r"""Pieces as they are meant, `\0` before and behind each."""
    line = b"\0%b\0" % b"\0".join(pieces)
    if b"\\" not in line and not any(sign in line for _, sign in SIGNS):
        return line.decode()
    return f"\0{BREAK.join(map(decoded, pieces))}\0"
