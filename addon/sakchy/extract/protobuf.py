"""Protocol Buffers without their schema: texts, bytes, messages and long numbers by field number, `3.1`.

The wire format says only that something has a length. Readable text is text, what parses to its end is a
message, all else is bytes, which are read further. Such a number says nothing about a value: places show it,
rules do not see it.
"""

import struct
from collections.abc import Iterator

from sakchy.extract.piece import Found, Piece
from sakchy.extract.tree import SHORTEST_LONE
from sakchy.extract.value import SHORTEST, value
from sakchy.extract.varint import varint
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Step, Text, Unread

TYPES = ("protobuf", "application/grpc", "application/proto", "application/connect+proto")
VARINT, FIXED64, BYTES, GROUP, GROUP_END, FIXED32 = range(6)
SIZES = {FIXED64: 8, FIXED32: 4}
FIRST = frozenset(number << 3 | kind for number in (1, 2, 3) for kind in (VARINT, FIXED64, BYTES, FIXED32))
"""First bytes of nearly all messages: none is a letter, so that text is not tried."""
DEPTH = 12  # of nested messages: each level reads its bytes once more; messages in use stay under ten
FIELDS = 200_000  # in one message: each costs some microseconds
LARGEST = 10**19  # 64 bits

Field = tuple[int, int, int | bytes]


def read(piece: Piece, limits: Limits = DEFAULT) -> list[Found] | None:
    """What a message holds; None if this is none. Undeclared, it must parse to its end and hold a text."""
    data = piece.data
    assert isinstance(data, bytes)
    declared = piece.type.startswith("application/") and any(name in piece.type for name in TYPES)
    if not data or not (declared or data[0] in FIRST):
        return None
    message = fields(data)
    if message is None:
        return None
    out = list(values(piece, message, "", limits))
    texts = any(
        isinstance(found, Piece) or (isinstance(found, Text) and not found.text.isdigit()) for found in out
    )
    return out if declared or texts else None


def fields(data: bytes) -> list[Field] | None:
    """Number, kind and content of every field; None if the bytes are no message or have too many fields."""
    out: list[Field] = []
    at, groups = 0, 0
    while at < len(data):
        tag, at = varint(data, at)
        number, kind = tag >> 3, tag & 7
        if kind in (GROUP, GROUP_END):
            groups += 1 if kind == GROUP else -1
        elif at:
            content, at = content_at(data, at, kind)
            out.append((number, kind, content))
        if not at or groups < 0 or not 0 < number < 1 << 29 or len(out) > FIELDS:
            return None
    return out if not groups else None


def content_at(data: bytes, at: int, kind: int) -> tuple[int | bytes, int]:
    """A field's content and the position after it; position 0 if there is none."""
    if kind == VARINT:
        return varint(data, at)
    length = SIZES.get(kind, -1)
    if kind == BYTES:
        length, at = varint(data, at)
    if not at or length < 0 or at + length > len(data):
        return b"", 0
    return data[at : at + length], at + length


def values(
    piece: Piece, message: list[Field], path: str, limits: Limits, depth: int = DEPTH
) -> Iterator[Found]:
    """The values in a message, nested ones included."""
    for number, kind, content in message:
        name = f"{path}.{number}" if path else str(number)
        if isinstance(content, int):
            yield from long_number(piece, content, name)
        elif kind == FIXED64:
            for format_ in ("<q", "<d"):
                yield from long_number(piece, struct.unpack(format_, content)[0], name)
        elif kind == BYTES and len(content) >= SHORTEST:
            yield from content_of(piece, content, name, limits, depth)


def content_of(piece: Piece, data: bytes, name: str, limits: Limits, depth: int) -> Iterator[Found]:
    """What has a length: text, message or bytes."""
    step = Step("json", name)
    text = readable(data)
    if text is not None:
        yield value(piece, text, step, piece.field)
        return
    nested = fields(data)
    if nested and depth:
        yield from values(piece, nested, name, limits, depth - 1)
    elif nested:
        yield Unread((*piece.place, step), "too-deep")
    else:
        yield Piece(data, (*piece.place, step), piece.field, "", piece.depth + 1)


def readable(data: bytes) -> str | None:
    """The text if it is one: a nested message has control characters, its tags and lengths."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if text.translate(BREAKS).isprintable() else None


BREAKS = {ord(letter): " " for letter in "\t\r\n\u00a0\u2028\u200b\u200d\ufeff\u00ad\u3000\u2009\u202f"}


def long_number(piece: Piece, number: float, name: str) -> Iterator[Found]:
    """A number of as many digits as a card or a person has; no name tells of a shorter one."""
    if SHORTEST_LONE <= number < LARGEST and number == int(number):
        yield Text((*piece.place, Step("json", name)), str(int(number)), piece.field)
