"""JSON, NDJSON, and JSON as socket.io and SignalR pack it; every value with its path."""

import re
from typing import Any

from sakchy.extract.jsontext import BAD, parse
from sakchy.extract.piece import Found, Piece, inside, safe_name
from sakchy.extract.value import SHORTEST, is_telling, value
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Step, Text, Unread

PACKET = r"[\s\x1e\d:-]{0,16}(?:/[^,\s\[{]{0,80},\d{0,16})?[\[{]"  # `451-/chat,17["message",{}]`: socket.io 4
START, START_BYTES = re.compile(r"\ufeff?" + PACKET), re.compile(rb"(?:\xef\xbb\xbf)?" + PACKET.encode())
RECORDS = "\x1e"  # between or after documents: engine.io 4, SignalR, RFC 7464
LONE = 12  # digits from which a number in a list is worth looking at (ISO/IEC 7812: 12 to 19)
SHORTEST_LONE = 10 ** (LONE - 1)
LONGEST = 10**40  # no identifier is longer, and Python refuses to print numbers of thousands of digits
NUMBERS = (int, float)  # whole floats are numbers that went through a program without integers


def read(piece: Piece, limits: Limits = DEFAULT) -> list[Found] | None:
    """Every text and number with its path, `a.b[3].c`; None if this is no JSON."""
    data = piece.data
    start = START.match(data) if isinstance(data, str) else START_BYTES.match(data)
    if not start:
        return None
    values = Values(piece, limits, before(piece, start[0][:-1]))
    try:
        values.collect(parse(data[start.end() - 1 :]), "", limits.json_depth)
    except BAD:
        return records(piece)
    except RecursionError:
        return [Unread(piece.place, "too-deep")]
    return values.out


def before(piece: Piece, prefix: bytes | str) -> list[Found]:
    """What stands before the document, if it is long enough to be a number of its own."""
    text = prefix if isinstance(prefix, str) else prefix.decode("utf-8", "replace")
    return [Text(piece.place, text, piece.field)] if sum(map(str.isdigit, text)) >= LONE else []


def records(piece: Piece) -> list[Found] | None:
    """Documents one after the other, each to be read by itself; None if there is no separator."""
    data = piece.data
    split = data.split(RECORDS) if isinstance(data, str) else data.split(RECORDS.encode())
    return [inside(piece, record) for record in split if record.strip()] if len(split) > 1 else None


class Values:
    """The values of one document, as they are collected; other tree-shaped formats use it, too."""

    def __init__(self, piece: Piece, limits: Limits, out: list[Found]) -> None:
        """`out` is what the values are added to."""
        self.piece = piece
        self.most = limits.parts
        self.out = out

    def collect(self, node: Any, path: str, left: int) -> None:
        """Add what is under `node`, `left` levels deep at most. Raises RecursionError if that is too few."""
        if type(node) is str:
            if len(node) >= SHORTEST:
                self.out.append(value(self.piece, node, Step("json", path), path))
        elif type(node) is int:
            if 100 <= node < LONGEST:
                self.out.append(Text((*self.piece.place, Step("json", path)), str(node), path))
        elif left <= 0:
            raise RecursionError
        elif type(node) is dict:
            self.members(node, path, left - 1)
        elif type(node) is list:
            self.items(node, path, left - 1)
        elif type(node) is float and node.is_integer():
            self.collect(int(node), path, left)

    def members(self, node: dict[str, Any], path: str, left: int) -> None:
        """Under an object; stops when no more parts would be taken anyway."""
        before = f"{path}." if path else ""
        for key, child in node.items():
            if is_telling(key):
                self.collect(key, f"{before}*", left)
            self.collect(child, before + safe_name(key), left)
            if len(self.out) > self.most:
                return

    def items(self, node: list[Any], path: str, left: int) -> None:
        """Under a list, where short numbers are coordinates and samples."""
        for index, child in enumerate(node):
            if type(child) in NUMBERS and child < SHORTEST_LONE:
                continue
            self.collect(child, f"{path}[{index}]", left)
            if len(self.out) > self.most:
                return
