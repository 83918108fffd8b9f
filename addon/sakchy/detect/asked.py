"""What was given to a name, cut out of a body, and whether a rule that looks into such a field accepts it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from sakchy.detect.compiled import Compiled
from sakchy.detect.sheet import Sheet
from sakchy.detect.text import search
from sakchy.model import Text

SIMPLE = re.compile(rb"\s*(?P<word>-?\d{1,20}|true|false|null)[\s,}\]{\[]*")
"""What stands before the next text, where no text is the value."""


def given(name: bytes, texts: Sequence[bytes], gaps: Sequence[bytes]) -> Iterator[bytes | None]:
    """Everything that is given to a name, as it is written; None for a list, object or fraction.

    `texts` and `gaps` as `cut` gives them.
    """
    at = -1
    for _ in range(texts.count(name)):
        at = texts.index(name, at + 1)
        if not gaps[at + 1].strip():
            yield texts[at + 1]
        else:
            simple = SIMPLE.fullmatch(gaps[at + 1])
            yield simple["word"] if simple else None


def accept(rules: Iterable[Compiled], value: str) -> bool:
    """Whether the pattern and checks of one of these rules accept something in a value, or took too long."""
    sheet = Sheet([Text((), value, "")])
    return any(True for rule in rules for _ in search(rule, sheet, [sheet.bounds(0)]))
