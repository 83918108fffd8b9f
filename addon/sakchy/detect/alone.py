"""Numbers that fill a field and pass the checks of a rule: one in ten long numbers does, by chance.

Whether such a number is somebody's is told by the name of its field and of those beside it: words round it
there are none.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from sakchy.detect.compiled import Compiled
from sakchy.detect.fields import is_message, plain
from sakchy.detect.text import TIMEOUT, TextDetector
from sakchy.detect.weight import NUMBER, TELLS

DIGITS = range(12, 20)
"""Of card numbers (ISO/IEC 7812); rules for shorter numbers ask for a name or a word beside them."""


def is_alone(text: str) -> bool:
    """Whether a text is nothing but such a number."""
    return len(text) in DIGITS and text.isascii() and text.isdigit()


def weigh(detector: TextDetector, digits: str) -> int:
    """What such a number tells: nothing, `NUMBER`, or `TELLS` if it does so in any field."""
    rules = holding(detector, digits)
    if any(rule.rule.confidence.found >= rule.rule.at_least for rule in rules):
        return TELLS
    return NUMBER if rules else 0


def of_field(detector: TextDetector, path: str, digits: str) -> int:
    """What such a number tells in a field: nothing, `TELLS`, or `NUMBER` if fields beside it decide."""
    rules = holding(detector, digits)
    if any(reports(rule, path, frozenset()) for rule in rules):
        return TELLS
    return NUMBER if rules else 0


def holding(detector: TextDetector, digits: str) -> list[Compiled]:
    """Rules of which checks and pattern accept a number by itself."""
    return [rule for rule in detector.finder.accepting(digits) if matches(rule, digits)]


def matches(rule: Compiled, digits: str) -> bool:
    """Whether a pattern is found in a number, or took too long."""
    try:
        return rule.pattern.search(digits, timeout=TIMEOUT) is not None
    except TimeoutError:
        return True


def is_told(detector: TextDetector, fields: Sequence[tuple[str, str | None]]) -> bool:
    """Whether one of the numbers among the fields of a body stands where a rule would report it.

    `fields`: path and text of each; None for what is no text.
    """
    names = {plain(path)[0] for path, _ in fields}
    return any(
        text is None or any(reports(rule, path, names) for rule in holding(detector, text))
        for path, text in fields
        if text is None or is_alone(text)
    )


def reports(rule: Compiled, path: str, names: AbstractSet[str]) -> bool:
    """Whether a rule reports what it accepts in a field of this path, beside fields of these names.

    What speaks against it is not asked.
    """
    sure, least = rule.rule.confidence, rule.rule.at_least
    return (
        sure.found >= least
        or (sure.field >= least and path in rule.fields)
        or (sure.alone >= least and is_message(path))
        or (sure.sibling >= least and not rule.siblings.isdisjoint(names))
    )
