"""HTML and broken XML: the text without its tags, so that a number split by `<b>` is one; the attributes."""

import re
from collections.abc import Iterator
from functools import partial

from sakchy.extract.piece import Found, Piece, inside, safe_name
from sakchy.extract.tags import CDATA, CDATA_END, COMMENT, COMMENT_END, TAG, has_tags
from sakchy.extract.value import SHORTEST, value
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Step

ATTRIBUTE = re.compile(r"""([\w:.@-]{1,80}+)\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
INLINE = frozenset([
    "a", "abbr", "b", "bdi", "bdo", "big", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "o:p", "q",
    "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tspan", "tt", "u", "var", "wbr",
])  # fmt: skip
"""Elements that end no word; all others do."""
SAYS_LITTLE = frozenset(["class", "style", "id", "rel", "lang", "dir", "width", "height", "xmlns", "d"])
MOST = 2000  # attributes looked at one by one: a page has some hundreds; the others go into the text


def read(piece: Piece, limits: Limits = DEFAULT) -> list[Found] | None:
    """Attributes one by one and the text without tags; None if there are none."""
    text = piece.data
    assert isinstance(text, str)
    return stripped(piece, text, limits) if has_tags(text) else None


def stripped(piece: Piece, text: str, limits: Limits) -> list[Found]:
    """The same for a text that has tags."""
    found: list[Found] = []
    bare = TAG.sub(partial(without, piece, found, min(MOST, limits.parts)), uncommented(text))
    if bare.strip():
        found.append(inside(piece, bare))
    return found


def uncommented(text: str) -> str:
    """Comments moved behind what follows them, so that they split no number; CDATA as it is."""
    text = text.replace(CDATA, "").replace(CDATA_END, "") if CDATA in text else text
    first, *others = text.split(COMMENT)
    if not others:
        return text
    comments, rest = [], [first]
    for other in others:
        comment, _, after = other.partition(COMMENT_END)
        comments.append(comment)
        rest.append(after)
    return "".join(rest) + "\n" + "\n".join(comments)


def without(piece: Piece, found: list[Found], most: int, tag: re.Match[str]) -> str:
    """What stands for a tag in the text: nothing, a gap, or what no parser would call an attribute."""
    name, inner, declared = tag.groups()
    if declared is not None:
        return f" {declared} "
    gap = "" if name.lower() in INLINE else "\n"
    if not inner or inner == "/":
        return gap
    rest = inner
    if "=" in inner and len(found) < most:
        rest = ATTRIBUTE.sub("", inner)
        found.extend(attributes(piece, inner))
    return f" {rest} " if any(map(str.isdigit, rest)) else gap


def attributes(piece: Piece, inner: str) -> Iterator[Found]:
    """The values of a tag's attributes."""
    for each in ATTRIBUTE.finditer(inner):
        text = each[2] or each[3] or each[4] or ""
        name = each[1].lower()
        if len(text) >= SHORTEST and name not in SAYS_LITTLE:
            yield value(piece, text, Step("text", safe_name(name)), name)
