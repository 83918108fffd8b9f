"""Broken, cut, commented JSON and what scripts and GraphQL write like it: values with the names before them.

Nothing is thrown away: what is no string and has no name is given as text as well.
"""

import re
from collections.abc import Iterator

from sakchy.extract.escapes import whole
from sakchy.extract.piece import Found, Piece, safe_name
from sakchy.extract.value import SHORTEST, is_plain, is_telling, is_wrapped, value
from sakchy.limits import Limits
from sakchy.model import Place, Step, Text, Unread

TOKENS = (
    r"""(?=["'{}()\[\]\w$])(?:"""  # asked once rather than by every branch
    r'"""((?:[^"]++|"(?!""))*+)(?:"""|\Z)'  # GraphQL's block string
    r'|"((?:[^"\\]++|\\.)*+)(?:"(\s*+:)?|\\?\Z)'  # a string or name; the last one may be cut
    r"|'((?:[^'\\]++|\\.)*+)'(\s*+:)?"
    r"|([A-Za-z_$](?<![\w$].)[\w$]*+)\s*+:(?!//)"  # a name as scripts write it; no address
    r"|([^\WA-Za-z_](?<![\w$].)[^\WA-Za-z_]*+)([A-Za-z_$][\w$]*+)\s*+:(?!//)"  # amid a word
    r"|(\d(?<!\w.)\d*+(?:[ .-]{1,2}+\d++)*+)(?!\w)"  # digits, also with gaps: a number may be anything
    r"|([{(\[])|([})\]]))"
)
TOKEN = re.compile(TOKENS, re.DOTALL)
"""Every branch is possessive and takes what it has seen, so that the whole is linear."""
STRICT = re.compile(TOKENS.replace("|'", r"|(?<!\\)'"), re.DOTALL)
"""No string begins with an escaped apostrophe: each of many would be looked through to the end."""
APOSTROPHES = 100  # that are escaped, before that is so
GROUPS = TOKEN.groups + 1  # and what stands before the token
MOST = 100_000  # tokens of one document: one of a megabyte that is broken has as many
LIKE = re.compile(r"""[\[{]\s*(?:["\[{]|//|/\*|'[^']{0,80}'\s*[:,\]]|[A-Za-z_$][\w$]{0,60}\s*:)""")
"""How JSON begins, and prose in brackets does not."""
ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))", re.DOTALL)
LETTERS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
ALNUM = re.compile(r"[^\W_]")
NAMES = 20  # of the path above a value that are shown


def values(  # noqa: C901, PLR0912  one loop without calls, which runs for every bracket
    piece: Piece, text: str, limits: Limits
) -> Iterator[Found]:
    """Every string and every named number, then what is left of the text."""
    split: list[str | None] = (TOKEN if text.count("\\'") < APOSTROPHES else STRICT).split(text, MOST)
    blanks = [" "] * (len(split) // GROUPS)
    names: list[str] = []
    above: str | None = ""
    places: dict[str, Place] = {}
    wrapped = Wrapped()
    safe_names: dict[str, str] = {}
    key = ""
    for at, token in enumerate(zip(*[iter(split)] * GROUPS, strict=False)):
        _, block, string, colon, quoted, mark, name, before, late, number, opening, closing = token
        if opening:
            if len(names) < limits.json_depth:
                names.append(key)
                above = None if key else above
            key = ""
        elif closing:
            key = names.pop() if names else ""
            above = None if key else above
        elif colon or mark or name or late:
            if before:
                blanks[at] = before + " "
            word = name or late or (string if colon else quoted) or ""
            if (safe := safe_names.get(word)) is not None:
                key = safe
            elif meant := unquoted(word):
                if is_telling(meant):
                    yield value(piece, meant, Step("json", "*"), "*")
                    key = safe_name(meant)
                else:
                    key = safe_names[word] = safe_name(meant)
        elif number and not key:
            blanks[at] = number
        else:
            word = number or block or unquoted(string or quoted or "")
            if len(word) >= SHORTEST:
                above = path_of(names) if above is None else above
                path = f"{above}.{key}" if above and key else above or key
                if (place := places.get(path)) is None:
                    place = places[path] = (*piece.place, Step("json", path))
                if wrapped[word]:
                    yield Piece(word, place, path, "", piece.depth + 1)
                else:
                    yield Text(place, word, path)
    every = [""] * (2 * len(blanks) + 1)
    every[::2], every[1::2] = split[::GROUPS], blanks  # type: ignore[assignment]  # these are never None
    left = "".join(every)
    if ALNUM.search(left):
        yield Text(piece.place, left, piece.field)
    if len(blanks) == MOST:
        yield Unread(piece.place, "too-large")


class Wrapped(dict[str, bool]):
    """Whether a word has to be read further, asked once for each word of a text."""

    def __missing__(self, word: str) -> bool:
        self[word] = said = not is_plain(word) and is_wrapped(word)
        return said


def path_of(names: list[str]) -> str:
    """The path that is shown of names inside each other."""
    return ".".join([*filter(None, names)][-NAMES:])


def unquoted(raw: str) -> str:
    r"""What a string means: `\/`, `\n`, `\u0034`; wrong escapes mean the letter itself."""
    return whole(ESCAPE.sub(letter, raw)) if "\\" in raw else raw


def letter(found: re.Match[str]) -> str:
    """One escaped letter."""
    return chr(int(found[1], 16)) if found[1] else LETTERS.get(found[2], found[2])
