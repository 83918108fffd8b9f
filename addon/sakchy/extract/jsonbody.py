"""JSON, JSON lines, JSON with a guard, as socket.io and SignalR pack it; values with their paths."""

import re

from sakchy.extract import scraps
from sakchy.extract.jsontext import BAD, parse, parse_lines
from sakchy.extract.piece import Found, Piece, inside
from sakchy.extract.tree import LONE, Values
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Text, Unread

PACKET = (
    r"[\s\x1e\d:-]{0,16}(?:/[^,\s\[{]{0,80},\d{0,16})?(?=[\[{])"  # `451-/chat,17["message",{}]`: socket.io 4
)
GUARD = (
    r"(?:\)\]\}'?,?|(?:for|while) ?\((?:;;|1|true)\);?|throw 1;|&&&START&&&|//[^\n]{0,200}\n"
    r"|/\*[^*]{0,200}\*/)?\s{0,16}(?:(?:(?:var|let|const) )?[A-Za-z_$][\w$.]{0,80}\s?[=(]\s{0,16})?(?=[\[{])"
)
"""`)]}'`, `for(;;);`, `while(1);` and a call, with which services keep JSON from being run as a script."""
START, START_BYTES = (
    re.compile(rf"\ufeff?(?:{PACKET}|{GUARD})"),
    re.compile(rb"(?:\xef\xbb\xbf)?(?:" + PACKET.encode() + rb"|" + GUARD.encode() + rb")"),
)
RECORDS = "\x1e"  # between or after documents: engine.io 4, SignalR, RFC 7464


def read(piece: Piece, limits: Limits = DEFAULT) -> list[Found] | None:
    """Every text and number with its path, `a.b[3].c`; None if this is no JSON."""
    data = piece.data
    if isinstance(data, str):
        start: re.Match[str] | re.Match[bytes] | None = (
            START.match(data) if "{" in data or "[" in data else None
        )
    else:
        start = START_BYTES.match(data) if b"{" in data or b"[" in data else None
    if not start:
        return None
    values = Values(piece, limits, before(piece, start[0]))
    try:
        values.collect(parse(called(data, start.end())), "", limits.json_depth)
    except BAD:
        for several in (records, lines):
            if (found := several(piece, limits)) is not None:  # nothing may be in them
                return found
        return broken(piece, values.out, start.end(), limits)
    except RecursionError:
        return [Unread(piece.place, "too-deep")]
    return values.out


def called(data: bytes | str, start: int) -> bytes | str:
    """The document without what stands before it and the end of a call's brackets behind it."""
    if not start:
        return data
    if isinstance(data, str):
        return data[start:].rstrip(" \r\n;)")
    return data[start:].rstrip(b" \r\n;)")


def before(piece: Piece, prefix: bytes | str) -> list[Found]:
    """What stands before the document, if it is long enough to be a number of its own."""
    if not prefix:
        return []
    text = prefix if isinstance(prefix, str) else prefix.decode("utf-8", "replace")
    return [Text(piece.place, text, piece.field)] if sum(map(str.isdigit, text)) >= LONE else []


def records(piece: Piece, limits: Limits) -> list[Found] | None:
    """Documents one after the other, each as if it were by itself; None if there is no separator."""
    data = piece.data
    split = data.split(RECORDS) if isinstance(data, str) else data.split(RECORDS.encode())
    if len(split) < 2:
        return None
    pieces: list[Found] = [inside(piece, record) for record in split if record.strip()]
    values = Values(inside(piece, data), limits, [])
    try:
        every = data if isinstance(data, str) else data.decode("utf-8")
        documents = parse_lines(every.replace(RECORDS, "\n"))
        for document in documents:
            values.collect(document, "", limits.json_depth)
    except (*BAD, RecursionError):
        return pieces
    return values.out if len(documents) == len(pieces) else pieces  # or some are documents themselves


def lines(piece: Piece, limits: Limits) -> list[Found] | None:
    """JSON lines of which some are broken, each as if it were by itself; None if this is something else."""
    if not isinstance(piece.data, str):
        return None
    every = piece.data.splitlines()
    if not all(line.lstrip()[:1] in ("{", "[", "") for line in every):
        return None
    split = [line for line in every if line.strip()]
    if len(split) < 2 or not any(line.rstrip().endswith(("}", "]")) for line in split):
        return None
    values = Values(inside(piece, piece.data), limits, [])
    for line in split:
        kept = len(values.out)
        try:
            (document,) = parse_lines(line)
            values.collect(document, "", limits.json_depth)
        except (*BAD, RecursionError):
            values.out[kept:] = [inside(piece, line)]
    return values.out


def broken(piece: Piece, out: list[Found], start: int, limits: Limits) -> list[Found] | None:
    """What can be read of a document that no parser takes; None for bytes, whose charset is not known yet."""
    text = piece.data
    if not isinstance(text, str) or not scraps.LIKE.match(text, start):
        return None
    return [*out, *scraps.values(piece, text[start:], limits)]
