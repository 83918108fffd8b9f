"""Many texts at once: whether something may stand in one of them, told by what every finding needs.

A rule needs one of a few things: a long run of digits, the beginning of a token, one of its words, a word for
a credential to which something is given. All are looked for in all texts together, at the price of a plain
search. A text in which none of them stands, and which nobody would take apart further, is quiet: nothing is
found in it, but perhaps a part of a seed phrase. Of the others nothing is said.
"""

import re
from itertools import chain

from sakchy.detect.folded import UNUSUAL
from sakchy.detect.labelled import LITERALS
from sakchy.detect.sheet import BREAK, tidy
from sakchy.detect.text import TextDetector
from sakchy.detect.unfolded import GAPPED
from sakchy.detect.unfolded import MASK as GAPS
from sakchy.extract import encoded, escapes
from sakchy.extract.blocks import has_blocks
from sakchy.extract.runs import MARKS, marked
from sakchy.extract.tags import has_tags
from sakchy.extract.value import UUID, WRAPPED

STANDS = (-1).__lt__
"""Whether a place is one."""
BASED = r"(?!--)(?P<based>[A-Za-z0-9+/_-]{22,}+)(?=\0)"
STARTS = re.compile(rf"\0(?!{UUID.pattern}\0)(?:{BASED}|{WRAPPED.pattern})")
"""How a text begins that may have to be taken apart; one that is all base64 is tried."""


class Quiet:
    """What every finding needs, for one set of rules."""

    def __init__(self, detector: TextDetector) -> None:
        """`detector` knows the rules."""
        self.finder = detector.finder
        self.named = detector.named

    def loud(self, line: str) -> int:
        r"""Where in a line stands something by which a text is not quiet; -1 if all are.

        `\0` stands before and behind each text of the line.
        """
        if not line.isascii() and (unusual := UNUSUAL.search(line)):
            return unusual.start()
        at = wrapped(line)
        if at >= 0:
            return at
        line = tidy(line)
        low = line.lower()
        if len(low) != len(line):
            return 0
        raw = line.encode("latin-1", "replace")
        gaps = raw.translate(GAPS)
        return next(
            chain(
                (span[0] for span, _ in chain(self.finder.runs(raw), self.finder.words(raw))),
                filter(STANDS, (self.word(literal, low) for literal in self.finder.needles.likely(low))),
                (at for at, _ in self.named.given(line, low)),
                filter(STANDS, map(gaps.find, GAPPED)),
            ),
            -1,
        )

    def hides(self, line: str) -> bool:
        """Whether a text of a line may be something else by the time that rules see it."""
        gaps = tidy(line).encode("latin-1", "replace").translate(GAPS)
        return UNUSUAL.search(line) is not None or wrapped(line) >= 0 or any(gap in gaps for gap in GAPPED)

    def word(self, literal: str, low: str) -> int:
        """Where a literal stands that a rule or a label begins with, with what else the rule needs; or -1."""
        rules = () if literal in LITERALS else self.finder.anchors[literal]
        at = low.find(literal)
        while rules and at >= 0:
            end = low.find(BREAK, at)
            text = low[low.rfind(BREAK, 0, at) : end]
            if any(all(also in text for also in rule.rule.also) for rule in rules):
                return at
            at = low.find(literal, end)
        return at


def wrapped(line: str) -> int:
    """Where a text may stand that has to be taken apart before it is looked at; -1 if there is none."""
    for start in STARTS.finditer(line):
        based = start["based"]
        if based is None or encoded.SIXTEEN.match(based) or encoded.worthwhile(based):
            return start.start()
    if marked(line):
        return min(filter(STANDS, map(line.find, MARKS)))
    if any(mark in line for mark in escapes.MARKS) and (escape := escapes.ESCAPED.search(line)):
        return escape.start()
    if has_tags(line):
        return line.find("<")
    return line.find("\n") if "\n" in line and any(map(has_blocks, line.split(BREAK))) else -1
