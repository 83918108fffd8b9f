"""Where in a sheet a rule should look: cheap scans over everything, so that patterns see little.

Digit runs come from one `bytes.translate` and one search over the mask, prefixes from one `translate` and
`split`, other anchors from `str.find`: together some tens of microseconds for an ordinary message, and
linear in its length whatever stands in it.
"""

import re
import string
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice, tee

from sakchy.detect.compiled import Checks, Compiled
from sakchy.detect.crowd import likely
from sakchy.detect.needles import Needles
from sakchy.detect.sheet import ZEROS, Sheet

Rules = tuple[Compiled, ...]
Span = tuple[int, int]
Judge = Callable[[bytes], Rules | None]
Spans = dict[Compiled, list[Iterable[Span]]]
"""Rule -> where it should look, from several sources, each in order and only once."""

WORD = bytes(code if chr(code) in string.ascii_letters + string.digits + "_-." else 32 for code in range(256))
"""Keeps the characters of tokens, blanks the rest."""
BLANK = 32
ROW = bytes(32 if code == BLANK else 119 for code in WORD)
"""The characters of tokens as w."""
SHORTEST_TOKEN = 16
"""Shorter words are no token of any vendor."""
HEAD = 3
"""Characters of a prefix by which words are looked up."""
MASK = bytes(57 if 48 <= code <= 57 else 32 if code in b" -\xa0" else 120 for code in range(256))
"""Digits as 9, separators of card numbers as blank, the rest as x."""
RUN = re.compile(rb"9999(?=(?: ?9){8})9*+(?: 9++)*+")
"""Twelve digits or more (the shortest card number), at most one separator between two of them."""
LONG, GAP = b"9" * 12, b"9 9"
"""What stands in the mask for a number without groups, and between groups."""
NUMBERS = bytes(code if 48 <= code <= 57 else 32 for code in range(256))
"""Blanks everything but digits."""
LONGEST_RUN = 48
"""Digits in a row of groups; longer rows are coordinates or tables, looked at group by group."""

SAME = 1000
"""Numbers of one message that are judged once, however often they stand there."""
CROWD = 5_000
"""Numbers of one message from which they are judged together. So many that each may be somebody's take rules
longer than they have."""
AT_ONCE = 1000
"""Occurrences of an anchor, more than ordinary messages hold."""
CLOSE = 16
"""Characters after an anchor in which the same one is passed over: its window reaches that far."""


class Finder:
    """The rules' prefixes, anchors and digit counts, ready for scanning."""

    def __init__(self, rules: Sequence[Compiled], others: Iterable[str] = ()) -> None:
        """`rules` in the order in which they are reported; `others`: more words that `literals` looks for."""
        self.heads: dict[bytes, list[tuple[bytes, Compiled]]] = defaultdict(list)
        self.anchors: dict[str, list[Compiled]] = defaultdict(list)
        self.digits = [rule for rule in rules if rule.rule.digits]
        self.by_length = by_length(self.digits)
        self.long = re.compile(b"9{%d,}" % min(self.by_length, default=1))
        self.shortest = min(map(shortest, self.digits), default=0)
        self.grouped = [
            tuple(rule for rule in self.digits if shortest(rule) <= count) for count in range(LONGEST_RUN + 1)
        ]
        """By the number of digits in a row of groups: the rules that want so many."""
        for rule in rules:
            for prefix in rule.rule.prefixes:
                self.heads[prefix[:HEAD].encode()].append((prefix.encode(), rule))
            for anchor in rule.rule.anchors:
                self.anchors[anchor.lower()].append(rule)
        self.known = frozenset(self.heads)
        self.rough = frozenset(head.translate(ZEROS) for head in self.heads)
        self.needles = Needles([*self.anchors, *others])

    def literals(self, sheet: Sheet) -> list[str]:
        """The anchors of rules and the other words that stand in a sheet."""
        return self.needles.likely(sheet.low, sheet.brief)

    def spans(self, sheet: Sheet, literals: Iterable[str]) -> Spans:
        """For each rule the spans round which it should look."""
        many = sheet.raw.translate(MASK).count(LONG) > CROWD
        out = shared(chain(self.words(sheet.raw, sheet.words), () if many else self.runs(sheet.raw)))
        for rule, each in self.crowd(sheet.raw).items() if many else ():
            out[rule] += each
        for anchor in filter(self.anchors.__contains__, literals):
            rules = [
                rule for rule in self.anchors[anchor] if all(also in sheet.low for also in rule.rule.also)
            ]
            for rule, places in zip(rules, several(near(sheet.low, anchor), len(rules)), strict=True):
                out[rule].append(places)
        return out

    def words(self, raw: bytes, once: str | None = None) -> Iterator[tuple[Span, Rules]]:
        """Long words that begin with a rule's prefix; `once`: each word of them, as `Sheet.words`."""
        if once is not None and not tokens(once.encode("latin-1", "replace"), self.rough):
            return
        found, at = tokens(raw, self.known), 0
        told = {word: rules for word in {*found} if (rules := self.beginning(word))}
        for word in filter(told.__contains__, found):
            start = whole_word(raw, word, at)
            at = start + len(word)
            yield (start, at), told[word]

    def beginning(self, word: bytes) -> Rules:
        """The rules with whose prefix a word begins."""
        return tuple(rule for prefix, rule in self.heads[word[:HEAD]] if word.startswith(prefix))

    def runs(self, raw: bytes) -> Iterator[tuple[Span, Rules]]:
        """Runs of digits, grouped or not, of a length that a rule wants."""
        return self.judged(
            raw, lru_cache(SAME)(lambda number: self.accepting(number.decode()))
        )  # of this message only: nothing of it is kept

    def judged(self, raw: bytes, judge: Judge | None) -> Iterator[tuple[Span, Rules]]:
        """The same; `judge` tells which rules accept an ungrouped run, None: there are none."""
        if not self.digits:
            return
        mask = raw.translate(MASK)
        for found in RUN.finditer(mask):
            run = found[0]
            whole = found.span()
            if b" " in run and (count := run.count(b"9")) <= LONGEST_RUN:
                if count - touched(raw, run, *whole) >= self.shortest:
                    yield whole, self.grouped[count]
                continue
            if judge is None:
                continue
            for group in self.long.finditer(mask, *whole):
                start, end = group.span()
                if end - start in self.by_length and (rules := judge(raw[start:end])):
                    yield (start, end), rules

    def crowd(self, raw: bytes) -> Spans:
        """The same of very many numbers, by rule.

        Where many may be somebody's, rules look for them as they go: without time left they ask for no more.
        """
        may = likely(raw.translate(NUMBERS).split(), self.by_length)
        if len(may) <= CROWD:
            told = {number: own for number, rules in may.items() if (own := accepting(number, rules))}
            return shared(self.judged(raw, told.get if told else None))
        wanted = {*chain(*{*may.values()}), *(self.grouped[-1] if GAP in raw.translate(MASK) else ())}
        rules = [*filter(wanted.__contains__, self.digits)]
        every = tee(self.judged(raw, may.get), len(rules))
        return {rule: [of_rule(rule, each, raw)] for rule, each in zip(rules, every, strict=True)}

    def accepting(self, value: str) -> Rules:
        """Rules that want a run of so many digits and whose checks accept it.

        Asked before the patterns are, because most long numbers are time stamps and identifiers, and because
        rules share checks.
        """
        groups = self.by_length[len(value)].items()
        return tuple(rule for checks, rules in groups if passes(checks, value) for rule in rules)


def tokens(raw: bytes, heads: Container[bytes]) -> list[bytes]:
    """The words that are as long as a token and begin like one."""
    words = raw.translate(WORD).split() if b"w" * SHORTEST_TOKEN in raw.translate(ROW) else ()
    return [word for word in words if len(word) >= SHORTEST_TOKEN and word[:HEAD] in heads]


def accepting(number: bytes, rules: Rules) -> Rules:
    """Those of some rules whose checks accept a number."""
    value = number.decode()
    sound = {checks for checks in {rule.checks for rule in rules} if passes(checks, value)}
    return tuple(rule for rule in rules if rule.checks in sound)


def of_rule(rule: Compiled, found: Iterable[tuple[Span, Rules]], raw: bytes) -> Iterator[Span]:
    """The spans of one rule: groups, and numbers that its checks accept."""
    for (start, end), rules in found:
        if rule in rules:
            number = raw[start:end]
            if not number.isdigit() or passes(rule.checks, number.decode()):
                yield start, end


def passes(checks: Checks, value: str) -> bool:
    """Whether all checks accept a value."""
    for check in checks:  # noqa: SIM110  `all` with a generator takes twice as long
        if not check(value):
            return False
    return True


def shared(found: Iterable[tuple[Span, Rules]]) -> Spans:
    """The spans of each rule; rules that want the same spans share one list of them."""
    lists: dict[Rules, list[Span]] = defaultdict(list)
    last: Rules = ()
    places = lists[last]
    for span, rules in found:
        if rules is not last:  # the hash of many rules takes long
            last, places = rules, lists[rules]
        places.append(span)
    out: Spans = defaultdict(list)
    for rules, spans in lists.items():
        spans.sort()
        for rule in rules:
            out[rule].append(spans)
    return out


def several(places: Iterator[Span], count: int) -> Sequence[Iterable[Span]]:
    """Places for so many rules. Of a great many the first are looked for at once, others when asked for.

    A rule that has no time left asks for no more.
    """
    first = [*islice(places, AT_ONCE)]
    return [first] * count if len(first) < AT_ONCE else tee(chain(first, places), count)


def near(low: str, anchor: str) -> Iterator[Span]:
    """Occurrences of an anchor; of those that stand close together only the first."""
    at = low.find(anchor)
    while at >= 0:
        yield (at, at + len(anchor))
        at = low.find(anchor, at + len(anchor) + CLOSE)


def whole_word(raw: bytes, word: bytes, at: int) -> int:
    """Where a word stands from `at` on, by itself: it may be part of a longer one before."""
    start = raw.index(word, at)
    while in_word(raw, start - 1) or in_word(raw, start + len(word)):
        start = raw.index(word, start + 1)
    return start


def in_word(raw: bytes, at: int) -> bool:
    """Whether a character of a word stands there; outside the text stands none."""
    return 0 <= at < len(raw) and WORD[raw[at]] != BLANK


def touched(raw: bytes, run: bytes, start: int, end: int) -> int:
    """Digits in the groups of a run that a letter touches: those of a UUID, mostly."""
    first = run.index(b" ") if raw[start - 1 : start].isalpha() else 0
    return first + (len(run) - run.rindex(b" ") - 1 if raw[end : end + 1].isalpha() else 0)


def shortest(compiled: Compiled) -> int:
    """Fewest digits that a rule wants."""
    return compiled.rule.digits[0] if compiled.rule.digits else 0


def by_length(rules: Iterable[Compiled]) -> dict[int, dict[Checks, list[Compiled]]]:
    """Number of digits -> the rules that want an ungrouped run of so many, by the checks that they share."""
    out: dict[int, dict[Checks, list[Compiled]]] = defaultdict(lambda: defaultdict(list))
    for rule in rules:
        low, high = rule.rule.digits or (0, -1)
        for count in range(low, high + 1):
            out[count][rule.checks].append(rule)
    return out
