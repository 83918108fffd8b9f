"""Broken, cut, commented JSON and what scripts and GraphQL write like it: values with the names before them.

Nothing is thrown away: what is no string and has no name is given as text as well.
"""

import re
from collections.abc import Iterator
from itertools import islice

from sakchy.extract.escapes import whole
from sakchy.extract.piece import Found, Piece, safe_name
from sakchy.extract.value import SHORTEST, is_telling, value
from sakchy.limits import Limits
from sakchy.model import Step, Text, Unread

TOKEN = re.compile(
    r'"""((?:[^"]++|"(?!""))*+)(?:"""|\Z)'  # GraphQL's block string
    r'|"((?:[^"\\]++|\\.)*+)(?:"(\s*+:)?|\\?\Z)'  # a string or name; the last one may be cut
    r"|'((?:[^'\\]++|\\.)*+)'(\s*+:)?"
    r"|([A-Za-z_$][\w$]*+)\s*+:(?!//)"  # a name as scripts write it; no address
    r"|(?<!\w)(\d++(?:[ .-]{1,2}+\d++)*+)(?!\w)"  # digits, also with gaps: a number may be anything
    r"|([{(\[])|([})\]])",
    re.DOTALL,
)
"""Every branch is possessive and takes what it has seen, so that the whole is linear."""
QUOTED, KEYS, NUMBER, OPENING, CLOSING = (2, 4), {3: 2, 5: 4, 6: 6}, 7, 8, 9
"""Its groups: strings in quotation marks, what makes a name of which, and the others."""
MOST = 100_000  # tokens of one document: one of a megabyte that is broken has as many
LIKE = re.compile(r"""[\[{]\s*(?:["\[{]|//|/\*|'[^']{0,80}'\s*[:,\]]|[A-Za-z_$][\w$]{0,60}\s*:)""")
"""How JSON begins, and prose in brackets does not."""
ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))", re.DOTALL)
LETTERS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
NAMES = 20  # of the path above a value that are shown


def values(  # noqa: C901  one loop without calls, which runs for every bracket
    piece: Piece, text: str, limits: Limits
) -> Iterator[Found]:
    """Every string and every named number, then what is left of the text."""
    names: list[str] = []
    above: str | None = ""
    key, end, rest, count = "", 0, [], 0
    for token in islice(TOKEN.finditer(text), MOST):
        count += 1
        kind = token.lastindex or 0
        if kind == OPENING:
            if len(names) < limits.json_depth:
                names.append(key)
                above = None if key else above
            key = ""
        elif kind == CLOSING:
            key = names.pop() if names else ""
            above = None if key else above
        elif kind in KEYS:
            if word := unquoted(token[KEYS[kind]]):
                if is_telling(word):
                    yield value(piece, word, Step("json", "*"), "*")
                key = safe_name(word)
        elif kind == NUMBER and not key:
            continue
        else:
            word = unquoted(token[kind]) if kind in QUOTED else token[kind]
            if len(word) >= SHORTEST:
                above = path_of(names) if above is None else above
                path = f"{above}.{key}" if above and key else above or key
                yield value(piece, word, Step("json", path), path)
        rest.append(text[end : token.start()])
        end = token.end()
    left = " ".join([*rest, text[end:]])
    if any(map(str.isalnum, left)):
        yield Text(piece.place, left, piece.field)
    if count == MOST:
        yield Unread(piece.place, "too-large")


def path_of(names: list[str]) -> str:
    """The path that is shown of names inside each other."""
    return ".".join([*filter(None, names)][-NAMES:])


def unquoted(raw: str) -> str:
    r"""What a string means: `\/`, `\n`, `\u0034`; wrong escapes mean the letter itself."""
    return whole(ESCAPE.sub(letter, raw)) if "\\" in raw else raw


def letter(found: re.Match[str]) -> str:
    """One escaped letter."""
    return chr(int(found[1], 16)) if found[1] else LETTERS.get(found[2], found[2])
