"""Whether a token can be a live one, or is the filler of a manual."""

import re

LEAST_VARIETY = 6
"""Different characters in the random part; fillers like `xxxxxxxx` and `0000` have fewer."""
FILLERS = re.compile(
    r"x{5}|\*{3}|\.{3}|(.)\1{7}|example|placeholder|changeme|redacted|your[-_]?|insert[-_]|dummy",
    re.IGNORECASE,
)
COUNTED = re.compile("abcdefgh|123456789", re.IGNORECASE)
"""What authors of manuals type instead of chance."""
PLACEHOLDERS = re.compile(
    r"""(?:x{3,}|\*+|\.{2,}|<.*|\[.*|\{.*|\$.*|%.*|pass(?:word|wd|w)?|pwd|secret|pw|user(?:name)?|token
        |your.*|my.*|some.*|super[ _-]?[s$]ecret.*|.*fake.*|.*dummy.*|example.*
        |change.?me|redacted|hidden|null|none|undefined|true|false|.*\}|.*>)""",
    re.IGNORECASE | re.VERBOSE,
)


def lively(value: str) -> bool:
    """Whether a token looks made by chance, not by an author who needed a filler."""
    return no_stand_in(value) and not COUNTED.search(value)


def no_stand_in(value: str) -> bool:
    """Whether a value whose vendor is named is no row of x, nor words such as `your-key`."""
    return len(set(value)) >= LEAST_VARIETY and not FILLERS.search(value)


def varied(value: str) -> bool:
    """Whether a piece of a key is no filler. Real ones hold long runs of A, the zeros of their headers."""
    return len(set(value)) >= LEAST_VARIETY


def no_example(value: str) -> bool:
    """Whether a key is not the one that manuals print, which ends so."""
    return not value.endswith("EXAMPLE")


def no_filler(value: str) -> bool:
    """Whether a password is a word of somebody's own, not `password`, `<secret>` or `$VARIABLE`."""
    return not PLACEHOLDERS.fullmatch(value)
