"""MessagePack item by item: what came before a fault is kept, and a count or length costs no memory."""

import struct
from typing import Any

from sakchy.extract.piece import Found, Piece
from sakchy.extract.tree import Flow
from sakchy.extract.varint import varint
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Unread, UnreadReason

TYPES = ("application/msgpack", "application/x-msgpack", "application/vnd.msgpack", "application/messagepack")
CONTAINERS = frozenset(bytes([kind]) for kind in (*range(0x80, 0xA0), 0xDC, 0xDD, 0xDE, 0xDF))
NUMBERS = {
    0xCA: ">f", 0xCB: ">d", 0xCC: ">B", 0xCD: ">H", 0xCE: ">I", 0xCF: ">Q",
    0xD0: ">b", 0xD1: ">h", 0xD2: ">i", 0xD3: ">q",
}  # fmt: skip
LENGTHS = {0xC4: 1, 0xC5: 2, 0xC6: 4, 0xD9: 1, 0xDA: 2, 0xDB: 4}
"""Byte strings and texts, by the size of the length before them."""
EXTENSIONS = {0xC7: 1, 0xC8: 2, 0xC9: 4, 0xD4: 0, 0xD5: 0, 0xD6: 0, 0xD7: 0, 0xD8: 0}
COUNTS = {0xDC: 2, 0xDD: 4, 0xDE: 2, 0xDF: 4}
FIRST_TEXT, FIRST_EXTENSION, FIRST_MAP = 0xD9, 0xD4, 0xDE


def read(piece: Piece, limits: Limits = DEFAULT) -> list[Found] | None:
    """Every value with its path; None if this is no MessagePack. Undeclared, the whole must fit exactly."""
    data = piece.data
    assert isinstance(data, bytes)
    declared = piece.type.startswith(TYPES) and not data.isascii()  # a type may lie about text
    documents = [data] if declared or data[:1] in CONTAINERS else records(data)
    flow = Flow(piece, limits)
    reason = None
    for document in documents:
        reason = reason or items(document, flow, strict=not declared)
    if not declared:
        return flow.told(reason)
    return [*flow.out, *([Unread(piece.place, reason)] if reason else [])]


def records(data: bytes) -> list[bytes]:
    """Messages with their lengths before them, as SignalR sends them; empty if they do not fill the whole."""
    out, at = [], 0
    while at < len(data):
        length, at = varint(data, at)
        if not at or not length or at + length > len(data) or data[at : at + 1] not in CONTAINERS:
            return []
        out.append(data[at : at + length])
        at += length
    return out


def items(data: bytes, flow: Flow, *, strict: bool) -> UnreadReason | None:
    """Put everything into `flow`; says why not all of it. `strict`: no number or text stands by itself."""
    at = 0
    try:
        while at < len(data):
            if strict and not flow.open_ and data[at : at + 1] not in CONTAINERS:
                return "broken"
            at = item(data, at, flow)
    except (ValueError, IndexError, struct.error):
        return "broken"
    except RecursionError:
        return "too-deep"
    except OverflowError:
        return "too-many"
    return "broken" if flow.open_ else None


def item(data: bytes, at: int, flow: Flow) -> int:
    """One item, of a list or map only its head; gives the position after it. Raises ValueError and others."""
    kind = data[at]
    at += 1
    if kind < 0x80 or kind >= 0xE0:  # small numbers
        flow.put(kind if kind < 0x80 else None)
    elif kind < 0xA0:
        flow.start(kind & 15, is_map=kind < 0x90)
    elif kind < 0xC0:
        return string(data, at, kind & 31, flow, is_text=True)
    elif kind in LENGTHS:
        length, at = sized(data, at, LENGTHS[kind])
        return string(data, at, length, flow, is_text=kind >= FIRST_TEXT)
    elif kind in EXTENSIONS:
        size = EXTENSIONS[kind]
        length, at = sized(data, at, size) if size else (1 << (kind - FIRST_EXTENSION), at)
        return string(data, at + 1, length, flow, is_text=False)
    elif kind in COUNTS:
        count, at = sized(data, at, COUNTS[kind])
        flow.start(count, is_map=kind >= FIRST_MAP)
    elif kind in NUMBERS:
        return number(data, at, NUMBERS[kind], flow)
    else:
        flow.put(None)
    return at


def sized(data: bytes, at: int, size: int) -> tuple[int, int]:
    """A length or count, and the position after it. Raises IndexError."""
    if at + size > len(data):
        raise IndexError
    return int.from_bytes(data[at : at + size], "big"), at + size


def number(data: bytes, at: int, format_: str, flow: Flow) -> int:
    """A number of several bytes. Raises struct.error."""
    size = struct.calcsize(format_)
    found: Any = struct.unpack(format_, data[at : at + size])[0]
    flow.put(found)
    return at + size


def string(data: bytes, at: int, length: int, flow: Flow, *, is_text: bool) -> int:
    """A text or byte string. Raises ValueError if it is cut, having kept what is there."""
    raw = data[at : at + length]
    (flow.text if is_text else flow.put)(raw)
    if at + length > len(data):
        raise ValueError
    return at + length
