"""Broken, cut, commented JSON and what scripts and GraphQL write like it: values with the names before them.

Nothing is thrown away: what is no string and has no name is given as text as well.
"""

import re
from collections.abc import Iterator
from string import ascii_letters, digits

from sakchy.extract.escapes import whole
from sakchy.extract.piece import Found, Piece, safe_name
from sakchy.extract.value import SHORTEST, is_plain, is_telling, is_wrapped, value
from sakchy.limits import Limits
from sakchy.model import Place, Step, Text, Unread

STRING = (
    r'"""((?:[^"]++|"(?!""))*+)(?:"""|\Z)'  # GraphQL's block string
    r'|"((?:[^"\\]++|\\.)*+)(?:"(\s*+:)?|\\?\Z)'  # a string or name; the last one may be cut
    r"|'((?:[^'\\]++|\\.)*+)'(\s*+:)?"
)
"""Every branch is possessive and takes what it has seen, so that the whole is linear."""
QUOTED = re.compile(STRING, re.DOTALL)
WITHIN = r"|[^\WA-Za-z_](?<![\w$].)[^\WA-Za-z_]*+[A-Za-z_$][\w$]*+\s*+:(?!//)"  # amid a word
TOKEN = re.compile(
    r"([{(\[\])}]|"
    + re.sub(r"[(](?!\?)", "(?:", STRING)
    + r"|[A-Za-z_$](?<![\w$].)[\w$]*+\s*+:(?!//)"  # a name as scripts write it; no address
    + WITHIN
    + r"|\d(?<!\w.)\d*+(?:[ .-]{1,2}+\d++)*+(?!\w))",  # digits, also with gaps: a number may be anything
    re.DOTALL,
)
"""With one group only: a text may have 100,000 tokens."""
APART = re.compile(TOKEN.pattern.replace(WITHIN, ""), re.DOTALL)
"""For texts in which no name begins amid a word: every letter that is not Latin would be tried."""
ROW = bytes(
    119 if chr(code) in ascii_letters + "_$" else 57 if chr(code) in digits or code >= 0x80 else 32
    for code in range(256)
)
"""Letters of names as w, digits and all that is not ASCII as 9."""
AMID = re.compile(r"([^\WA-Za-z_]*)(.*)", re.DOTALL)
"""A name, and what of its word stands before it."""
STRICT = re.compile(TOKEN.pattern.replace("|'", r"|(?<!\\)'"), re.DOTALL)
"""No string begins with an escaped apostrophe: each of many would be looked through to the end."""
APOSTROPHES = 100  # that are escaped, before that is so
KEPT = 1000  # tokens of a document that are judged once however often they come
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
    split = tokens_of(text).split(text, MOST)
    blanks = [" "] * (len(split) // 2)
    names: list[str] = []
    above: str | None = ""
    path, place, deepest = "", None, limits.json_depth
    places: dict[str, Place] = {}
    meanings = Meanings(BRACKETS)
    key = ""
    for at, (kind, word, loose) in enumerate(map(meanings.__getitem__, split[1::2])):
        if kind == OPENING:
            if len(names) < deepest:
                names.append(key)
                above = None if key else above
            key, place = "", None
        elif kind == CLOSING:
            key, place = names.pop() if names else "", None
            above = None if key else above
        elif kind in NAMING:
            if loose:
                blanks[at] = loose
            if kind == TELLING:
                yield value(piece, word, Step("json", "*"), "*")
            key, place = safe_name(word) if kind == TELLING else word, None
        elif loose and not key:
            blanks[at] = loose
        elif kind != NOTHING:
            if not place:
                above = path_of(names) if above is None else above
                path = f"{above}.{key}" if above and key else above or key
                if not (place := places.get(path)):
                    place = places[path] = (*piece.place, Step("json", path))
            if kind == WRAPPED:
                yield Piece(word, place, path, "", piece.depth + 1)
            else:
                yield Text(place, word, path)
    split[1::2] = blanks
    left = "".join(split)
    if ALNUM.search(left):
        yield Text(piece.place, left, piece.field)
    if len(blanks) == MOST:
        yield Unread(piece.place, "too-large")


def tokens_of(text: str) -> re.Pattern[str]:
    """How the tokens of a text look."""
    if text.count("\\'") >= APOSTROPHES:
        return STRICT
    return TOKEN if b"9w" in text.encode("utf-8", "surrogatepass").translate(ROW) else APART


NOTHING, OPENING, CLOSING, NAME, TELLING, PLAIN, WRAPPED = range(7)
NAMING = (NAME, TELLING)
"""What a token is: too short to be anything, a bracket, a name, one that may be a value, a value."""


BRACKETS = {
    **dict.fromkeys("{([", (OPENING, "", "")),
    **dict.fromkeys("})]", (CLOSING, "", "")),
}


class Meanings(dict[str, tuple[int, str, str]]):
    """What tokens are, what they say, and what is left of them in the text; few come again and again."""

    def __missing__(self, token: str) -> tuple[int, str, str]:
        word, colon, loose = token, "", ""
        if token[0] in "\"'":
            if "\\" in token or token[:3] == '"""':
                word, colon = string(token)
            else:  # as nearly all are
                word, _, colon = token[1:].partition(token[0])
        elif token[-1] == ":":
            colon = ":"
            if found := AMID.match(token[:-1].rstrip()):
                loose, word = found.groups()
                loose = f"{loose} " if loose else ""
        else:
            loose = token
        if colon:
            telling = is_telling(word)
            kind = TELLING if telling else NAME if word else NOTHING
            word = word if telling else safe_name(word)
        elif len(word) < SHORTEST:
            kind = NOTHING
        else:
            kind = PLAIN if is_plain(word) or not is_wrapped(word) else WRAPPED
        meant = (kind, word, loose)
        if len(self) < KEPT:
            self[token] = meant
        return meant


def string(token: str) -> tuple[str, str]:
    """What stands in quotation marks, and the colon behind them if that is a name."""
    found = QUOTED.match(token)
    assert found
    block, double, colon, single, mark = found.groups()
    return block or unquoted(double or single or ""), colon or mark or ""


def path_of(names: list[str]) -> str:
    """The path that is shown of names inside each other."""
    return ".".join([*filter(None, names)][-NAMES:])


def unquoted(raw: str) -> str:
    r"""What a string means: `\/`, `\n`, `\u0034`; wrong escapes mean the letter itself."""
    return whole(ESCAPE.sub(letter, raw)) if "\\" in raw else raw


def letter(found: re.Match[str]) -> str:
    """One escaped letter."""
    return chr(int(found[1], 16)) if found[1] else LETTERS.get(found[2], found[2])
