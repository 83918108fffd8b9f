"""Many texts at once: whether something may stand in one of them, told by what every finding needs.

A rule needs one of a few things: a long run of digits, the beginning of a token, one of its words, a word for
a credential to which something is given. All are looked for in all texts together, at the price of a plain
search. A text in which none of them stands, and which nobody would take apart further, is quiet: nothing is
found in it, but perhaps a part of a seed phrase. Of the others nothing is said.
"""

import re
from itertools import chain

from sakchy.detect.folded import is_unusual
from sakchy.detect.sheet import BREAK, tidy
from sakchy.detect.text import TextDetector
from sakchy.detect.unfolded import GAPPED
from sakchy.detect.unfolded import MASK as GAPS
from sakchy.extract import encoded, escapes
from sakchy.extract.blocks import has_blocks
from sakchy.extract.runs import marked
from sakchy.extract.tags import has_tags
from sakchy.extract.value import WRAPPED

UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?=\0)"
"""Has the letters of base64 (RFC 9562), and is none."""
BASED = r"(?!--)(?P<based>[A-Za-z0-9+/_-]{22,}+)(?=\0)"
STARTS = re.compile(rf"\0(?!{UUID})(?:{BASED}|{WRAPPED.pattern})")
"""How a text begins that may have to be taken apart; one that is all base64 is tried."""


class Quiet:
    """What every finding needs, for one set of rules."""

    def __init__(self, detector: TextDetector) -> None:
        """`detector` knows the rules."""
        self.finder = detector.finder
        self.named = detector.named

    def is_quiet(self, line: str) -> bool:
        r"""Whether nothing is found in any of the texts of a line; `\0` stands before and behind each."""
        if is_unusual(line) or is_wrapped(line):
            return False
        line = tidy(line)
        low = line.lower()
        raw = line.encode("latin-1", "replace")
        if len(low) != len(line) or any(True for _ in chain(self.finder.runs(raw), self.finder.words(raw))):
            return False
        gaps = raw.translate(GAPS)
        return not (
            any(gapped in gaps for gapped in GAPPED)
            or self.finder.needles.likely(low)
            or any(True for _ in self.named.given(line, low))
        )


def is_wrapped(line: str) -> bool:
    """Whether one of the texts may have to be taken apart before it is looked at."""
    for start in STARTS.finditer(line):
        based = start["based"]
        if based is None or encoded.SIXTEEN.match(based) or encoded.worthwhile(based):
            return True
    return (
        marked(line)
        or (any(mark in line for mark in escapes.MARKS) and escapes.ESCAPED.search(line) is not None)
        or has_tags(line)
        or ("\n" in line and any(map(has_blocks, line.split(BREAK))))
    )
