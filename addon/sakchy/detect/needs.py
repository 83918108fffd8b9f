"""What every match of a pattern needs, as far as the pattern tells: so many characters, and a sign.

Asked of texts in ASCII only. What cannot be read needs nothing, as far as anybody knows.
"""

import re
import string
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

try:
    from re import _constants as codes  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]
except (
    ImportError
):  # they are nobody's promise: without them no pattern needs anything, and all is found as well
    codes = parser = None

WORD = frozenset(string.ascii_letters + string.digits + "_")
"""What a name is written with. A text of nothing else holds no sign."""
RUN = WORD | {"-"}
"""Letters of which one does not stand behind the value of a name (`around` in `compiled`)."""
LONGEST = 1201
"""Letters of a value; longer ones are given to no name (`GIVEN` in `named`)."""
PROPERTIES = {"L": "A-Za-z", "Lu": "A-Z", "Ll": "a-z", "N": "0-9", "Nd": "0-9"}
"""Those in ASCII, for the properties of Unicode that `re` does not know."""
PROPERTY = re.compile(r"\\p\{(\w+)\}")
ESCAPE = re.compile(r"\\p\{\w+\}|\\.", re.DOTALL)
UNKNOWN = re.compile(r"\\p|#")
VERBOSE = re.compile(r"\(\?\w*x")
PARTS = re.compile(r"\\p\{\w+\}|\\.|\[\^?(?:\\.|[^\]\\])[^\]\\]*+(?:\\.[^\]\\]*+)*+\]|#[^\n]*|.", re.DOTALL)
"""A pattern in pieces, each set, and each comment of a pattern that has some, in one."""
OTHERWISE = re.compile(r"\[\[|&&|\|\||~~|\{[a-z]|\(\?[^:=!<>P(xism)\-]")
"""What `regex` may read in another way than `re`: operations with sets, fuzzy matches, other groups."""
FOLDED = {"k": "\u212a", "s": "\u017f", "i": "\u0130\u0131", "\u0131": "i"}
"""Letters that equal one of ASCII where case does not matter, and one that is never folded to it."""
CATEGORIES: dict[str, Callable[[str], bool]] = {
    "CATEGORY_DIGIT": str.isdigit,
    "CATEGORY_NOT_DIGIT": lambda char: not char.isdigit(),
    "CATEGORY_SPACE": str.isspace,
    "CATEGORY_NOT_SPACE": lambda char: not char.isspace(),
    "CATEGORY_WORD": WORD.__contains__,
    "CATEGORY_NOT_WORD": lambda char: char not in WORD,
}


@lru_cache(None)
def least(pattern: str) -> tuple[int, bool]:
    """Characters of the shortest match; whether there is one in each that is no letter, digit or `_`."""
    tree = parsed(pattern)
    return (0, False) if tree is None else (tree.getwidth()[0], any(map(is_sign, tree)))


@lru_cache(None)
def literals(pattern: str) -> tuple[frozenset[str], bool]:
    """Texts of which one stands in each match, and whether in capitals or not; none if nobody knows."""
    tree = parsed(pattern)
    if tree is None:
        return frozenset(), False
    folds = bool(tree.state.flags & re.IGNORECASE)
    return frozenset(text.lower() if folds else text for text in surest(tree)), not folds


def surest(nodes: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """Texts of which one stands in what parts of a pattern match: the longest, or nothing."""
    found, row = [frozenset[str]()], ""
    for kind, given in flat(nodes):
        if kind is codes.LITERAL and is_itself(chr(given)):
            row += chr(given)
            continue
        found.append(frozenset([row]))
        row = ""
        if kind is codes.BRANCH:
            each = [surest(branch) for branch in given[1]]
            found.append(frozenset().union(*each) if all(each) else frozenset())
    found.append(frozenset([row]))
    return max(found, key=lambda texts: min(map(len, texts), default=0))


def flat(nodes: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    """Parts of a pattern, groups as what is in them. What may be missing or written otherwise is a gap."""
    for kind, given in nodes:
        if kind is codes.SUBPATTERN and not (given[1] or given[2]):
            yield from flat(given[-1])
        else:
            yield kind, given


def is_itself(char: str) -> bool:
    """Whether a letter equals none of ASCII but itself where case does not matter."""
    return char.isascii() or not (char in FOLDED or any(map(str.isascii, char.casefold())))


@lru_cache(None)
def widths(shape: str) -> frozenset[int]:
    """How long a value of a shape can be that has the letters of `RUN` only; no number if nobody knows."""
    tree = parsed(shape)
    try:
        return frozenset(() if tree is None else several(tree))
    except LookupError:
        return frozenset()


def several(nodes: Iterable[tuple[Any, Any]]) -> set[int]:
    """How long parts of a pattern can be together. Raises LookupError for other letters and what is odd."""
    out = {0}
    for kind, given in nodes:
        if (kind is codes.IN and all(map(is_of_run, given))) or is_of_run((kind, given)):
            each = {1}
        elif kind is codes.BRANCH:
            each = set().union(*map(several, given[1]))
        elif kind is codes.SUBPATTERN and not (given[1] or given[2]):
            each = several(given[-1])
        elif kind is codes.MAX_REPEAT and given[1] <= LONGEST:
            one = several(given[2])
            each = {count * more for count in range(given[0], given[1] + 1) for more in one}
            if len(one) > 1 and given[1] > 1:
                raise LookupError
        else:
            raise LookupError
        out = {before + more for before in out for more in each}
    return out


def is_of_run(item: tuple[Any, Any]) -> bool:
    """Whether a part of a set holds no other letters than those of `RUN`."""
    kind, given = item
    if kind is codes.RANGE:
        return all(chr(code) in RUN for code in range(given[0], given[1] + 1))
    return kind is codes.LITERAL and chr(given) in RUN


def parsed(pattern: str) -> Any:
    """The tree of a pattern; None if `re` cannot read it, or may read it in another way."""
    if parser is None or OTHERWISE.search(ESCAPE.sub("", pattern)):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return parser.parse("".join(translated(pattern)) if UNKNOWN.search(pattern) else pattern)
    except (re.error, KeyError, Warning):
        return None


def translated(pattern: str) -> Iterator[str]:
    """A pattern without comments, letters and digits of ASCII for properties. Raises KeyError for others."""
    for part in PARTS.findall(pattern):
        if part.startswith("["):
            yield PROPERTY.sub(lambda known: PROPERTIES[known[1]], part)
        elif part.startswith("#"):
            if not VERBOSE.match(pattern):
                raise KeyError  # no comment
        else:
            yield PROPERTY.sub(lambda known: f"[{PROPERTIES[known[1]]}]", part)


def is_sign(node: tuple[Any, Any]) -> bool:
    """Whether all that a part of a pattern matches holds a sign."""
    kind, given = node
    if kind is codes.LITERAL:
        return not any(char in WORD for char in (*chr(given).casefold(), *FOLDED.get(chr(given), "")))
    if kind is codes.IN:
        return not any(accepts(given, char) for char in WORD)
    if kind is codes.BRANCH:
        return all(any(map(is_sign, branch)) for branch in given[1])
    if kind in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        return given[0] > 0 and any(map(is_sign, given[2]))
    return kind is codes.SUBPATTERN and any(map(is_sign, given[-1]))


def accepts(items: Sequence[tuple[Any, Any]], char: str) -> bool:
    """Whether a set accepts a character in one case or the other."""
    if items[0][0] is codes.NEGATE:
        return any(not any(holds(item, each) for item in items) for each in (char.lower(), char.upper()))
    return any(holds(item, each) for item in items for each in cases(char))


def cases(char: str) -> set[str]:
    """A letter in all its cases."""
    return {char.lower(), char.upper(), *FOLDED.get(char.lower(), "")}


def holds(item: tuple[Any, Any], char: str) -> bool:
    """Whether a part of a set is for a character."""
    kind, given = item
    if kind is codes.LITERAL:
        return bool(ord(char) == given)
    if kind is codes.RANGE:
        return bool(given[0] <= ord(char) <= given[1])
    return kind is codes.CATEGORY and CATEGORIES[given.name](char)
