"""The fields of a body with their whole paths, and whether a rule accepts what stands in one of them."""

from collections.abc import Container, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Any

import msgspec

from sakchy.detect.compiled import Compiled
from sakchy.detect.cut import OPENING, is_json
from sakchy.detect.fields import KEEP_NAMES, plain
from sakchy.detect.sheet import Sheet
from sakchy.detect.text import search
from sakchy.extract import forms, jsonbody
from sakchy.extract.piece import Piece, safe_name
from sakchy.extract.tree import NUMBERS, SHORTEST_LONE, SHORTEST_NUMBER
from sakchy.extract.value import SHORTEST, is_telling
from sakchy.limits import DEFAULT
from sakchy.model import Text

NESTS = (dict, list)
BRACKETS = frozenset("{}[]")
MOST_MEMBERS = 1 << 40
"""More than any document has."""
safe = lru_cache(KEEP_NAMES)(safe_name)


class Every:
    """Holds all names."""

    def __contains__(self, name: object) -> bool:
        return True


EVERY = Every()


def asked(body: bytes, names: Container[str]) -> Iterable[tuple[str, str | None]]:
    """Path and text of the fields of these names; None for what is no text.

    `body` is one that `cut` takes. If it is an ordinary document or form, without others as texts in it and
    without members of one name, it is not taken apart any further.
    """
    walk = Walk(names)
    plain = walk.document(body) if body[:1] in OPENING else walk.form(body)
    return walk.found if plain else fields(body)


class Fields:
    """All fields of one body, which are walked through once, and only if somebody asks."""

    def __init__(self, body: bytes) -> None:
        """`body` is one that `cut` takes."""
        self.body = body

    @cached_property
    def every(self) -> list[tuple[str, str | None]]:
        """Path and text of each; None for what is no text."""
        return [*asked(self.body, EVERY)]

    @cached_property
    def sheet(self) -> Sheet:
        """The fields side by side."""
        return Sheet([Text((), text or "", field) for field, text in self.every])


def decoded(body: bytes) -> Any:
    """A document, or those of its lines."""
    try:
        return msgspec.json.decode(body)
    except msgspec.DecodeError:
        return msgspec.json.Decoder().decode_lines(body)


class Walk:
    """One walk through a document or form."""

    def __init__(self, names: Container[str]) -> None:
        """`names` of the members that are collected."""
        self.names = names
        self.seen = 0
        """Members that were passed."""
        self.hides = False
        """Whether documents may be texts in it."""
        self.found: list[tuple[str, str | None]] = []

    def document(self, body: bytes) -> bool:
        """Collect what is in a document; False if not all of it was passed."""
        before, self.hides = self.seen, b'\\"' in body
        self.go(decoded(body), "", within=self.names is EVERY)
        return self.seen - before == body.count(b'":')

    def form(self, body: bytes) -> bool:
        """The same for a form."""
        pairs = body.decode().split("&")
        if len(pairs) > DEFAULT.form_fields:
            return False
        for name, value in (pair.partition("=")[::2] for pair in pairs):
            if is_telling(name):
                self.take(name, "*")
            text = forms.decoded(value)
            if start := jsonbody.START.match(text):
                if start.end() or not is_json(data := text.encode()) or not self.document(data):
                    return False
            elif name in self.names:
                self.take(text, safe(name))
        return True

    def go(self, node: Any, path: str, *, within: bool) -> None:
        """Collect what is under an object or list; `within` one of the names."""
        if type(node) is dict:
            self.members(node, f"{path}." if path else "", within=within)
            return
        for child in node:
            if type(child) in NESTS:
                self.go(child, f"{path}[]", within=within)
            elif within and not (type(child) in NUMBERS and child < SHORTEST_LONE):
                self.take(child, f"{path}[]")
            if self.hides and type(child) is str:
                self.inner(child)

    def members(self, node: dict[str, Any], before: str, *, within: bool) -> None:
        """The same for an object; `before` stands before the names of its members.

        Most members are none of the names and hold a text: they are let go first. What is called by a number
        within one of the names stands under that name (`plain`).
        """
        self.seen += len(node)
        names, every = self.names, self.hides or within
        members = [each for each in node.items() if every or type(each[1]) in NESTS or each[0] in names]
        for name, child in members:
            if within and is_telling(name):
                self.take(name, f"{before}*")
            meant = name in names or (within and not plain(safe(name))[0])
            if type(child) in NESTS:
                self.go(child, before + safe(name), within=meant)
            elif meant:
                self.take(child, before + safe(name))
            if self.hides and type(child) is str:
                self.inner(child)

    def inner(self, text: str) -> None:
        """Collect what is in a document that is a text, as whose members' paths begin anew.

        What only looks like one is not passed, and makes the count of members wrong.
        """
        if text[:1] in BRACKETS and text[-1:] in BRACKETS and is_json(data := text.encode()):
            self.go(decoded(data), "", within=self.names is EVERY)
        elif jsonbody.START.match(text):
            self.seen = -MOST_MEMBERS

    def take(self, child: Any, path: str) -> None:
        """Collect a text or number, unless it is too short to be looked at."""
        if type(child) is str:
            if len(child) >= SHORTEST:
                self.found.append((path, child))
        elif type(child) in NUMBERS and child >= SHORTEST_NUMBER and child == int(child):
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
