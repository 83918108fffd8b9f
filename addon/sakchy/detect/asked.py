"""The fields of a body with their whole paths, and whether a rule accepts what stands in one of them."""

from collections.abc import Iterable, Iterator

from sakchy.detect.compiled import Compiled
from sakchy.detect.cut import OPENING
from sakchy.detect.sheet import Sheet
from sakchy.detect.text import search
from sakchy.extract import forms, jsonbody
from sakchy.extract.piece import Piece
from sakchy.limits import DEFAULT
from sakchy.model import Text


def fields(body: bytes) -> Iterator[tuple[str, str | None]]:
    """Path and text of every field of a body that `cut` takes; None for what is no text."""
    if body[:1] in OPENING:
        yield from members(Piece(body))
    else:
        text = body.decode()
        for found in forms.fields(Piece(text), text, "form", DEFAULT):
            yield from inside(found)


def members(piece: Piece) -> Iterator[tuple[str, str | None]]:
    """The same for a document or a text that may be one."""
    for found in jsonbody.read(piece) or ():
        yield from inside(found)


def inside(found: object) -> Iterator[tuple[str, str | None]]:
    """A value, and those of the document that it may be."""
    if isinstance(found, Text):
        yield found.field, found.text
    elif isinstance(found, Piece) and isinstance(found.data, str) and found.depth <= DEFAULT.depth:
        yield found.field, found.data
        yield from members(found)
    else:
        yield "", None


def accept(rules: Iterable[Compiled], value: str) -> bool:
    """Whether the pattern and checks of one of these rules accept something in a value, or took too long."""
    sheet = Sheet([Text((), value, "")])
    return any(True for rule in rules for _ in search(rule, sheet, [sheet.bounds(0)]))
