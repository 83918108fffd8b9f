"""Protocol Buffers without their schema: texts, bytes, messages and long numbers by field number, `3.1`.

The wire format says only that something has a length. Readable text is text, what parses to its end is a
message, all else is bytes, which are read further. Such a number says nothing about a value: places show it,
rules do not see it.
"""

import re
import struct
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, repeat
from typing import Any

from sakchy.extract.piece import Found, Piece
from sakchy.extract.tree import SHORTEST_LONE
from sakchy.extract.value import SHORTEST, WORD, value
from sakchy.extract.varint import varint
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Place, Step, Text, Unread

TYPES = ("protobuf", "application/grpc", "application/proto", "application/connect+proto")
VARINT, FIXED64, BYTES, GROUP, GROUP_END, FIXED32 = range(6)
KIND = 7  # the bits of a tag that tell it
SIZES = {FIXED64: 8, FIXED32: 4}
FIRST = frozenset(number << 3 | kind for number in (1, 2, 3) for kind in (VARINT, FIXED64, BYTES, FIXED32))
"""First bytes of nearly all messages: none is a letter, so that text is not tried."""
DEPTH = 12  # of nested messages: each level reads its bytes once more; messages in use stay under ten
FIELDS = 200_000  # in one message: each costs some microseconds
LARGEST = 10**19  # 64 bits
MARK = 16  # bytes of a UUID (RFC 9562), and of what joins the parts of a trace (W3C Trace Context: 16 and 8)
SAYS = re.compile(rb"[ -~]{6}|(?:[0-9][^0-9]?){6}")  # passports have seven digits; in UTF-16, zeros between
MORE = 0x80  # from here on a byte of a number is not its last
PLAIN = frozenset(number << 3 | BYTES for number in range(1, 16))  # tags of one byte, of fields with a length
FIRST_TAG, LAST_TAG = 1 << 3, (1 << 32) - 1  # field numbers have 29 bits

Fields = tuple[list[int], list[Any]]
"""Tags (field numbers with their kinds) and what they hold, numbers or bytes: tuples would cost more."""


def read(piece: Piece, _limits: Limits = DEFAULT) -> Iterable[Found] | None:
    """What a message holds; None if this is none. Undeclared, it must parse to its end and hold a text."""
    data = piece.data
    assert isinstance(data, bytes)
    declared = is_declared(piece.type)
    if not data or not (declared or data[0] in FIRST):
        return None
    message = fields(data)
    if message is None:
        return None
    found = values(piece, message, Places(piece.place))
    if declared:
        return found
    first: list[Found] = []
    for each in found:
        first.append(each)
        if isinstance(each, Piece) or (isinstance(each, Text) and not each.text.isdigit()):
            return chain(first, found)
    return None


@lru_cache(16)  # asked for every identifier of a trace
def is_declared(type_: str) -> bool:
    """Whether a type says that it is a message."""
    return type_.startswith("application/") and any(name in type_ for name in TYPES)


def fields(data: bytes) -> Fields | None:
    """Tag and content of every field; None if the bytes are no message or have too many fields.

    Tags and lengths of one byte, as nearly all are, are read right here.
    """
    tags: list[int] = []
    contents: list[Any] = []
    at, groups, size = 0, 0, len(data)
    try:
        for _ in repeat(None, FIELDS + 1):
            tag = data[at]
            if tag in PLAIN and (length := data[at + 1]) < MORE:
                start = at + 2
                at = start + length
                tags.append(tag)
                contents.append(data[start:at])
                continue
            tag, at = (tag, at + 1) if tag < MORE else varint(data, at)
            kind = tag & KIND
            if kind == BYTES:
                length, start = varint(data, at)
                at = start + length
                if not start or at > size:
                    return None
                tags.append(tag)
                contents.append(data[start:at])
            elif kind in (GROUP, GROUP_END):
                groups += 1 if kind == GROUP else -1
            elif at:
                content, at = content_at(data, at, kind)
                tags.append(tag)
                contents.append(content)
            if not at or groups < 0 or not FIRST_TAG <= tag <= LAST_TAG:
                return None
    except IndexError:  # where the message ends: cheaper than asking before each field
        return (tags, contents) if at == size and not groups else None
    return None


def content_at(data: bytes, at: int, kind: int) -> tuple[int | bytes, int]:
    """The content of a field without a length and the position after it; position 0 if there is none."""
    if kind == VARINT:
        return varint(data, at)
    end = at + SIZES.get(kind, len(data))
    return (data[at:end], end) if end <= len(data) else (b"", 0)


def values(piece: Piece, message: Fields, places: "Places", depth: int = DEPTH) -> Iterator[Found]:
    """The values in a message, nested ones included."""
    field = piece.field
    for tag, content in zip(*message, strict=True):
        kind = tag & KIND
        if kind == VARINT:
            if content >= SHORTEST_LONE:
                yield from long_number(piece, content, places[tag])
        elif kind == BYTES and SHORTEST <= len(content) < WORD and content.isalnum():  # as most are
            yield Text(places[tag], content.decode(), field)
        elif len(content) < SHORTEST or kind == FIXED32:
            continue
        elif kind == FIXED64:
            for format_ in ("<q", "<d"):
                yield from long_number(piece, struct.unpack(format_, content)[0], places[tag])
        else:
            yield from content_of(piece, content, tag, places, depth)


class Places(dict[int, Place]):
    """The places of fields by their tags; many messages of one sort share one of these."""

    def __init__(self, above: Place, path: str = "") -> None:
        self.above = above
        self.path = path
        self.nested: dict[int, Places] = {}

    def under(self, tag: int) -> "Places":
        """Those of the fields in a message that stands in a field."""
        if tag not in self.nested:
            self.nested[tag] = Places(self.above, self[tag][-1].name)
        return self.nested[tag]

    def __missing__(self, tag: int) -> Place:
        number = str(tag >> 3)
        self[tag] = place = (*self.above, Step("json", f"{self.path}.{number}" if self.path else number))
        return place


def content_of(piece: Piece, data: bytes, tag: int, places: Places, depth: int) -> Iterable[Found]:
    """What has a length: text, message or bytes."""
    text = readable(data)
    if text is not None:
        return (value(piece, text, places[tag][-1], piece.field),)
    nested = fields(data)
    if nested and nested[0]:
        deeper = values(piece, nested, places.under(tag), depth - 1)
        return deeper if depth else (Unread(places[tag], "too-deep"),)
    if is_mark(data) and is_declared(piece.type):  # otherwise it tells that this is a message
        return ()
    return (Piece(data, places[tag], piece.field, "", piece.depth + 1),)


def is_mark(data: bytes) -> bool:
    """Whether bytes that are neither text nor a message are as few as an identifier, without word or number.

    Traces have two of them for everything that happens: no format worth opening fits in so few.
    """
    return len(data) <= MARK and SAYS.search(data) is None and "\ufffd" in data.decode("utf-8", "replace")


def readable(data: bytes) -> str | None:
    """The text if it is one: a nested message has control characters, its tags and lengths."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if text.isprintable() or text.translate(BREAKS).isprintable() else None


BREAKS = {ord(letter): " " for letter in "\t\r\n\u00a0\u2028\u200b\u200d\ufeff\u00ad\u3000\u2009\u202f"}


def long_number(piece: Piece, number: float, place: Place) -> Iterator[Found]:
    """A number of as many digits as a card or a person has; no name tells of a shorter one."""
    if SHORTEST_LONE <= number < LARGEST and number == int(number):
        yield Text(place, str(int(number)), piece.field)
