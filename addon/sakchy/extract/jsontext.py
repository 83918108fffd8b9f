"""The values of a JSON or NDJSON document, with what other parsers throw away or refuse."""

import json
import re
from typing import Any

import msgspec

SURROGATE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}(?:\\u[dD][c-fC-F][0-9a-fA-F]{2})?")
QUOTE = r"\u0022"  # a mark that is not counted: of many lines one may lack a member and others have these
FEW = 10
"""Members of an object whose texts are counted one by one: it may hold a file."""
LARGE = 64 << 10
"""Bytes or characters of a document that may be a file with its name."""
NESTS = (dict, list)
BAD = (msgspec.MsgspecError, ValueError)


def parse(data: bytes | str) -> Any:
    """The document; for NDJSON a list of them. Raises ValueError, MsgspecError or RecursionError."""
    tree = decoded(data)
    return tree if quotes(data) == marks(tree) else keeping_all(data)  # a member is missing, or a \u0022


def parse_lines(text: str) -> list[Any]:
    """Objects and lists, one a line. Raises ValueError, MsgspecError for others or if a member is missing."""
    every = msgspec.json.Decoder().decode_lines(text)
    all_there = QUOTE not in text and quotes(text) == marks(every)
    if not all_there or not all(type(each) in NESTS for each in every):
        raise ValueError
    return every


def quotes(data: bytes | str) -> int:
    """Quotation marks in a document; the few of one that is a file are found faster than they are counted."""
    mark: Any = '"' if isinstance(data, str) else b'"'
    at = data.find(mark) if len(data) > LARGE else -1
    for count in range(FEW):
        if at < 0:
            return count or data.count(mark)
        at = data.find(mark, at + 1)
    return data.count(mark)


def marks(tree: Any) -> int:
    """Quotation marks in a document of these values; few long texts are not written for it once more."""
    if type(tree) is str:
        return 2 + (tree.count('"') if '"' in tree else 0)
    if type(tree) is dict and len(tree) <= FEW:
        return sum(map(marks, tree)) + sum(map(marks, tree.values()))
    return msgspec.json.encode(tree).count(b'"') if type(tree) in NESTS else 0


def decoded(data: bytes | str) -> Any:
    """The document as most parsers see it: of members with equal names the last one."""
    if is_cut(data):
        raise ValueError  # no parser takes it
    try:
        return msgspec.json.decode(data)
    except BAD:
        pass
    try:
        return msgspec.json.Decoder().decode_lines(data)
    except BAD:  # half a surrogate pair or NaN, which browsers and Python's own writer produce
        return json.loads(whole_letters(data), strict=False)


def is_cut(data: bytes | str) -> bool:
    """Whether a document begins with a bracket and ends with none; lines are not judged."""
    if isinstance(data, str):
        return data[:1] in ("{", "[") and "\n" not in data and not data.rstrip().endswith(("]", "}"))
    return data[:1] in (b"{", b"[") and b"\n" not in data and not data.rstrip().endswith((b"]", b"}"))


def keeping_all(data: bytes | str) -> Any:
    """The document with every member; those with equal names make a list."""
    text = whole_letters(data)
    try:
        return json.loads(text, strict=False, object_pairs_hook=unite)
    except ValueError:
        return [
            json.loads(line, strict=False, object_pairs_hook=unite)
            for line in text.split("\n")
            if line.strip()
        ]


def unite(members: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; members with equal names make a list, their numbers as text: in lists those mean little."""
    united: dict[str, list[Any]] = {}
    for name, child in members:
        united.setdefault(name, []).append(child)
    return {
        name: children[0]
        if len(children) == 1
        else [str(each) if type(each) is int else each for each in children]
        for name, children in united.items()
    }


def whole_letters(data: bytes | str) -> str:
    """The text of a document without half surrogate pairs. Raises UnicodeDecodeError."""
    return SURROGATE.sub("\ufffd", data if isinstance(data, str) else data.decode("utf-8"))
