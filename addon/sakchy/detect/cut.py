"""JSON and forms cut into their names and texts, and what stands between them: a fifth of what parsing costs.

A piece is what stands between two quotation marks of JSON; of a form it is written the same way.
"""

import re

import msgspec

from sakchy.extract import cbor, forms, framed, magic, msgpack, protobuf
from sakchy.extract.piece import Piece
from sakchy.extract.runs import mended
from sakchy.extract.value import is_telling

KEY = b"\0"
"""Ends the name of a member or field; no JSON holds it."""
SIGNS = ((b"\\\\", b"\1"), (b'\\"', b"\2"))
"""Escapes that would be in the way of cutting, and what no document holds as it is."""
LINES: msgspec.json.Decoder[msgspec.Raw] = msgspec.json.Decoder(msgspec.Raw)
OPENING, CLOSING = (b"{", b"["), (b"}", b"]")
LEVELS = 3
"""Documents inside each other that are opened here; of more there are none in use."""
PAIRS = re.compile(rb"[\w.\[\]-]{1,40}=[^\s&\"\\]*+(?:&[\w.\[\]-]{1,40}=[^\s&\"\\]*+)*+")
"""A form with plain names; with other ones it is for `extract`."""
BEFORE_FORMS = (framed.read, cbor.read, msgpack.read, protobuf.read)
"""Readers that are asked before a body is taken for text."""
Cuts = tuple[list[bytes], list[bytes]]
"""Pieces, and what stands between them: before the first, after each."""


def cut(body: bytes) -> Cuts | None:
    """The pieces of a body, names with KEY at their end; None for what is neither JSON nor a plain form."""
    if body[:1] in OPENING:
        return opened(body) if is_json(body) else None
    return fields(body)


def opened(body: bytes, levels: int = LEVELS) -> Cuts | None:
    """The pieces of a document, also of documents that are a text in it; None if there are more levels."""
    hides = b'\\"' in body
    if b"\\" in body:
        for escape, sign in SIGNS:
            body = body.replace(escape, sign)
    cuts = body.replace(b'":', b'\0"').split(b'"')
    if not hides:
        return cuts[1::2], cuts[::2]
    return further(cuts[1::2], cuts[::2], levels - 1)


def further(pieces: list[bytes], gaps: list[bytes], levels: int) -> Cuts | None:
    """The same with the pieces of those that are documents themselves in their place."""
    every, between = [], [gaps[0]]
    for piece, gap in zip(pieces, gaps[1:], strict=True):
        if piece[:1] in OPENING and piece[-1:] in CLOSING and is_json(inner := meant(piece).encode()):
            if levels < 0 or (inside := opened(inner, levels)) is None:
                return None
            more, (first, *others) = inside
            every += more
            between[-1] += first
            between += others
            between[-1] += gap
        else:
            every.append(piece)
            between.append(gap)
    return every, between


def is_form(body: bytes) -> bool:
    """Whether a body is a form with plain names, and nothing about it unusual."""
    if (
        not PAIRS.fullmatch(body)
        or magic.sniff(body)
        or any(read(Piece(body)) is not None for read in BEFORE_FORMS)
    ):
        return False
    text = body.decode("utf-8", "replace")
    plain = forms.looks_urlencoded(text) and mended(text) == text
    return plain and "_charset_" not in text and "\ufffd" not in text


def fields(body: bytes) -> Cuts | None:
    """The pieces of a form, with what they mean; None if it is none, or anything about it is unusual."""
    if not is_form(body):
        return None
    text = body.decode()
    pieces = []
    for pair in text.split("&"):
        name, _, value = pair.partition("=")
        try:
            words = forms.decoded(value) if "%" in value or "+" in value else value
        except UnicodeDecodeError:
            return None
        pieces += [name.encode() + KEY, msgspec.json.encode(words)[1:-1]]
        if is_telling(name):
            pieces.append(name.encode())
    return further(pieces, [b""] * (len(pieces) + 1), LEVELS)


def is_json(body: bytes) -> bool:
    """Whether it is a document, or one on each line (NDJSON)."""
    try:
        msgspec.json.decode(body, type=msgspec.Raw)
    except (ValueError, RecursionError):
        return b"\n" in body and are_lines(body)
    return is_text(body)


def are_lines(body: bytes) -> bool:
    """Whether every line is a document."""
    try:
        LINES.decode_lines(body)
    except (ValueError, RecursionError):
        return False
    return is_text(body)


def is_text(body: bytes) -> bool:
    """Whether it is UTF-8: what is not looked into is not checked by the decoder."""
    try:
        body.isascii() or body.decode()
    except UnicodeDecodeError:
        return False
    return True


def meant(piece: bytes) -> str:
    """A piece of a valid document as it is meant."""
    for escape, sign in reversed(SIGNS):
        piece = piece.replace(sign, escape)
    text: str = msgspec.json.decode(b'"%b"' % piece, type=str)
    return text


def decoded(piece: bytes) -> str:
    """A name or text as it is meant."""
    return meant(piece.removesuffix(KEY))
