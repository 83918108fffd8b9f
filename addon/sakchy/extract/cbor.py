"""CBOR (RFC 8949) item by item: what came before a fault is kept, and a count or length costs no memory."""

import struct
from typing import Any

from sakchy.extract.piece import Found, Piece
from sakchy.extract.tree import Flow
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Unread, UnreadReason

TYPES = ("application/cbor", "application/cose", "application/senml+cbor")
MARK = b"\xd9\xd9\xf7"  # RFC 8949, 3.4.6: "this is CBOR"
CONTAINERS = range(0x80, 0xC0)  # first bytes of a list or map; no UTF-8 begins like that
SIZES = {24: 1, 25: 2, 26: 4, 27: 8}
FLOATS = {25: ">e", 26: ">f", 27: ">d"}
INDEFINITE, BREAK = 31, 0xFF
UNSIGNED, NEGATIVE, BYTES, TEXT, LIST, MAP, TAG = range(7)


def read(piece: Piece, limits: Limits = DEFAULT) -> list[Found] | None:
    """Every value with its path; None if this is no CBOR. Undeclared, the whole must be one list or map."""
    data = piece.data
    assert isinstance(data, bytes)
    declared = data.startswith(MARK) or (piece.type.startswith(TYPES) and not data.isascii())
    if not declared and (not data or data[0] not in CONTAINERS):
        return None
    flow = Flow(piece, limits)
    reason = items(data, flow, many=declared)
    if not declared:
        return flow.told(reason)
    return [*flow.out, *([Unread(piece.place, reason)] if reason else [])]


def items(data: bytes, flow: Flow, *, many: bool) -> UnreadReason | None:
    """Put everything into `flow`; says why not all of it. `many`: a sequence of items (RFC 8742)."""
    at = 0
    try:
        while at < len(data) and (many or not at or flow.open_):
            at = item(data, at, flow)
    except (ValueError, IndexError, struct.error):
        return "broken"
    except RecursionError:
        return "too-deep"
    except OverflowError:
        return "too-many"
    return "broken" if flow.open_ or data[at:].strip(b"\r\n") else None  # a form without an end adds a line


def item(data: bytes, at: int, flow: Flow) -> int:
    """One item, of a list or map its head; gives the position after it. Raises ValueError and others."""
    if data[at] == BREAK:
        flow.end()
        return at + 1
    major, info = data[at] >> 5, data[at] & 31
    count, at = argument(data, at + 1, info)
    if major in (BYTES, TEXT):
        return string(data, at, major, count, flow)
    if major in (LIST, MAP):
        flow.start(count, is_map=major == MAP)
    elif major == UNSIGNED:
        flow.put(count)
    elif major != TAG:  # a negative number is none that anybody looks for
        flow.put(number(data, at, info) if major > TAG and info in FLOATS else None)
    return at


def argument(data: bytes, at: int, info: int) -> tuple[int, int]:
    """Count or length of an item, -1 if indefinite, and the position after it. Raises IndexError."""
    if info < 24:
        return info, at
    if info == INDEFINITE:
        return -1, at
    end = at + SIZES.get(info, len(data))
    if end > len(data):
        raise IndexError
    return int.from_bytes(data[at:end], "big"), end


def number(data: bytes, at: int, info: int) -> Any:
    """The float that ends at `at`."""
    return struct.unpack(FLOATS[info], data[at - SIZES[info] : at])[0]


def string(data: bytes, at: int, major: int, length: int, flow: Flow) -> int:
    """A byte or text string, whole or in pieces. Raises ValueError if it is cut; what is there is kept."""
    if length >= 0:
        end = at + length
        put(flow, major, data[at:end])
        if end > len(data):
            raise ValueError
        return end
    chunks = []
    while data[at] != BREAK:
        length, at = argument(data, at + 1, data[at] & 31)
        if length < 0:
            raise ValueError
        chunks.append(data[at : at + length])
        at += length
    put(flow, major, b"".join(chunks))
    return at + 1


def put(flow: Flow, major: int, data: bytes) -> None:
    """A string's value."""
    (flow.text if major == TEXT else flow.put)(data)
