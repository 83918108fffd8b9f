"""What makes a rule careless: it would look everywhere, or take long. Such a rule is refused."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import msgspec
import regex

from sakchy.detect.compiled import RuleError, compile_rule
from sakchy.detect.text import TIMEOUT
from sakchy.locale import Catalogue
from sakchy.rulebook import Rule
from sakchy.rulebook.loading import files, rules_folder
from sakchy.yamlfile import FileError, read_source

SELECTIVE = 4
"""Letters of an anchor that stands in few texts."""
SHORT_ANCHORS = frozenset([
    "<<", "q~", ":aa", "@", "р/с", "к/с", "rč:", "$1$", "$5$", "$6$", "$8$", "$y$",  # signs, not words
    "kgz", "kaz", "uzb", "tjk",  # countries in a machine readable zone (ICAO 9303-3)
    "cvv", "cvc", "otp", "pwd", "bsn", "бик", "bik", "bic", "код", "іпн",  # no longer word for it is in use
])  # fmt: skip
"""Shorter anchors that are selective enough all the same; each new one must earn its place here."""
ESCAPED = re.compile(r"\\[pPN]\{[^}]*\}|\\.|\(\?#[^)]*\)", re.DOTALL)
CLASS = re.compile(r"\[\^?\]?[^\]]*\]")
UNBOUNDED = re.compile(r"(?:[*+]|\{\d*,\})(?!\+)(?<!\(\*)(?<!\}\+)(?<![*+?]\+)")
NESTED = re.compile(r"\((?:\?:|\?P<\w+>)?[^()]*(?<!\()(?:[*+]|\{\d*,\})(?!\+)[^()]*\)(?:[*+]|\{\d*,\})(?!\+)")
"""A group that repeats without limit something that does so too, neither of them possessive."""
SLOW = 2 * TIMEOUT
"""Seconds for a window; a computer that does other things besides must not decide about a rule."""
TRIES = 3
"""Times a window is searched: only what is slow every time is slow by itself."""
MIXED = 6
"""Windows put together at random from the pieces of a rule's own examples."""


class Complaint(msgspec.Struct, frozen=True):
    """A key of the catalogue with what to fill in, and the place in the rule that it is about."""

    key: str
    at: tuple[str | int, ...]
    part: str = ""


def complaints(rule: Rule) -> Iterator[Complaint]:
    """Everything careless in a rule, the place that looks first."""
    if not (rule.prefixes or rule.anchors or rule.digits or rule.fields or rule.names):
        yield Complaint("everywhere", ("id",))
    for index, anchor in enumerate(rule.anchors):
        if len(anchor) < SELECTIVE and anchor.lower() not in SHORT_ANCHORS:
            yield Complaint("brief", ("anchors", index), anchor)
    at = "pattern" if rule.pattern else "shape"
    if part := repeated(rule.pattern or rule.shape):
        yield Complaint(part[0], (at,), part[1])
    elif is_slow(rule):
        yield Complaint("slow", (at,))


def repeated(pattern: str) -> tuple[str, str] | None:
    """The first repetition without a limit, or of a repetition: which mistake it is, and the part."""
    bare = CLASS.sub("C", ESCAPED.sub("E", pattern))
    if nested := NESTED.search(bare):
        return "nested", nested[0]
    unbounded = UNBOUNDED.search(bare)
    return ("unbounded", bare[max(0, unbounded.start() - 12) : unbounded.end()]) if unbounded else None


def is_slow(rule: Rule) -> bool:
    """Whether the pattern needs longer than its time for a window of hostile text."""
    try:
        pattern = compile_rule(rule).pattern
    except RuleError:
        return False  # told by its examples
    size = rule.window[0] + 2 * rule.window[1]
    return any(all(seconds(pattern, text) > SLOW for _ in range(TRIES)) for text in windows(rule, size))


def seconds(pattern: "regex.Pattern[str]", text: str) -> float:
    """CPU time for all matches in a text, without end if it takes a hundred times what it may."""
    before = time.thread_time()
    try:
        for _ in pattern.finditer(text, timeout=100 * SLOW):
            pass
    except TimeoutError:
        return float("inf")
    return time.thread_time() - before


def windows(rule: Rule, size: int) -> Iterator[str]:
    """Texts as long as a window: one piece again and again, and pieces mixed by chance, always the same."""
    texts = [*(each.text for each in rule.match), *(each.text for each in rule.no_match)]
    words = [word for text in texts for word in text.split()]
    pieces = list(dict.fromkeys([*rule.prefixes[:4], *rule.anchors, *texts, *words]))
    for piece in (*pieces, "a", "A1", "0", " ", "a ", "0 ", "<", '"', "\n", "ы"):
        yield (piece * (size // len(piece) + 1))[:size]
    chance = Random(rule.id)  # noqa: S311  the same windows every time, nothing secret
    for _ in range(MIXED):
        yield "".join(chance.choice(pieces) for _ in range(size // 4))[:size]


def refused(rule: Rule, say: Catalogue, folder: str | None = None) -> Iterator[str]:
    """The complaints about a rule in words, with file and line where the rule has a file of its own."""
    for complaint in complaints(rule):
        words = say(f"cli.rules.{complaint.key}", name=rule.id, part=complaint.part)
        yield located(rule, complaint, words, folder)


def located(rule: Rule, complaint: Complaint, words: str, folder: str | None) -> str:
    """A complaint with the line it is about."""
    root = Path(folder) if folder else rules_folder()
    for _, path in files(root, "detectors"):
        if path.stem == rule.id:
            source = read_source(path, Rule, name=str(Path(root.name) / path.relative_to(root)))
            error: FileError = source.wrong(words, *complaint.at)
            return str(error)
    return words
