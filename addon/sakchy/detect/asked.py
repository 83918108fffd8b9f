"""The fields of a body with their whole paths, and whether a rule accepts what stands in one of them."""

from collections.abc import Container, Iterable, Iterator
from functools import lru_cache
from typing import Any

import msgspec

from sakchy.detect.compiled import Compiled
from sakchy.detect.cut import OPENING
from sakchy.detect.fields import KEEP_NAMES
from sakchy.detect.sheet import Sheet
from sakchy.detect.text import search
from sakchy.extract import forms, jsonbody
from sakchy.extract.piece import Piece, safe_name
from sakchy.limits import DEFAULT
from sakchy.model import Text

NESTS = (dict, list)
safe = lru_cache(KEEP_NAMES)(safe_name)


def asked(body: bytes, names: Container[str]) -> Iterable[tuple[str, str | None]]:
    """Path and text of the fields of these names; None for what is no text.

    `body` is one that `cut` takes. If it is an ordinary document, without others as texts in it and without
    members of one name, it is not taken apart any further.
    """
    if body[:1] in OPENING and b'\\"' not in body:
        walk = Walk(names)
        walk.go(decoded(body), "", within=False)
        if walk.seen == body.count(b'":'):
            return walk.found
    return fields(body)


def decoded(body: bytes) -> Any:
    """A document, or those of its lines."""
    try:
        return msgspec.json.decode(body)
    except msgspec.DecodeError:
        return msgspec.json.Decoder().decode_lines(body)


class Walk:
    """One walk through a document."""

    def __init__(self, names: Container[str]) -> None:
        """`names` of the members that are collected."""
        self.names = names
        self.seen = 0
        """Members that were passed."""
        self.found: list[tuple[str, str | None]] = []

    def go(self, node: Any, path: str, *, within: bool) -> None:
        """Collect what is under an object or list; `within` one of the names.

        Most members are none of the names and hold a text: these lines run for each of them.
        """
        if type(node) is dict:
            self.seen += len(node)
            before = f"{path}." if path else ""
            for name, child in node.items():
                if type(child) in NESTS:
                    self.go(child, before + safe(name), within=name in self.names)
                elif name in self.names:
                    self.take(child, before + safe(name))
        else:
            for child in node:
                if type(child) in NESTS:
                    self.go(child, f"{path}[]", within=within)
                elif within:
                    self.take(child, f"{path}[]")

    def take(self, child: Any, path: str) -> None:
        """Collect a text or number."""
        if type(child) is str:
            self.found.append((path, child))
        elif type(child) is int or (type(child) is float and child.is_integer()):
            self.found.append((path, str(int(child))))


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
