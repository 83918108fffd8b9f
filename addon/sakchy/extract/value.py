"""One value of a form or of JSON: most are plain text; one that looks wrapped is read further."""

import re

from sakchy.extract import escapes
from sakchy.extract.blocks import has_blocks
from sakchy.extract.piece import Found, Piece
from sakchy.extract.runs import marked
from sakchy.extract.tags import has_tags
from sakchy.model import Step, Text

SHORTEST = 3  # characters: a card's code on the back is the shortest thing anybody looks for
WORD = 22  # characters of base64 from which text may be in it
WRAPPED = re.compile(
    r"\s*[\[{]|data:|--|[A-Za-z0-9+/_-]{22}|[\w.\[\]%-]{1,60}=[^\s&=]*&|\)\]\}'|(?:for|while) ?\("
    r"|\s*(?:query|mutation|subscription|fragment)\b[^{]{0,500}\{|(?:id|event|data|retry): ?\S"
    r"|BEGIN:V|(?:Return-Path|Received|Delivered-To|MIME-Version|Message-ID|From|To|Date|Subject): "
)
"""How JSON, a data: URL, multipart, base64, a form, guarded JSON, GraphQL, events, vCard and mail begin."""
SIGN = re.compile(r"[{\[=<\n\r\0\\%&:]|--|(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{22}")
"""One of these stands in everything short that any reader takes, but for marks of pictures in base64."""
UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
"""Has the letters of base64 (RFC 9562), and is none."""
UUID_LENGTH = 36
OPENING = "[{) \t\r\n"  # first letters of short texts that are more than that
LONG = 60  # from here on a data: URL or a picture may stand in the middle

TELLING = 12  # characters from which a name may be a value itself: card numbers have that many (ISO/IEC 7812)


def is_telling(name: str) -> bool:
    """True if a name is worth looking at like a value: a number in a name's place, a text nobody escaped."""
    return len(name) >= TELLING and any(map(str.isdigit, name))


def is_plain(text: str) -> bool:
    """True for a short text in which nothing can be wrapped; quick, for most values are such."""
    return len(text) < WORD and (
        text.isalnum()
        or not (
            text[:1] in OPENING or "%" in text or "=" in text or "&" in text or "\\" in text or "<" in text
        )
    )


def is_bare(text: str) -> bool:
    """True for a short text in which there is no sign of anything; longer ones are judged elsewhere.

    A file in hexadecimal, which has no sign, is longer.
    """
    return len(text) <= LONG and SIGN.search(text) is None


def is_wrapped(text: str) -> bool:
    """True if something that has to be read further may be in the text."""
    if is_bare(text) or (len(text) == UUID_LENGTH and UUID.fullmatch(text)):
        return False
    return bool(
        WRAPPED.match(text)
        or (len(text) > LONG and marked(text))
        or escapes.escaped(text)
        or has_tags(text)
        or has_blocks(text)
        or "\0" in text  # bytes as letters
    )


def value(piece: Piece, text: str, step: Step, field: str) -> Found:
    """The part, or the piece to read further, that a value found in `piece` is."""
    place = (*piece.place, step)
    if (len(text) >= WORD or not is_plain(text)) and is_wrapped(text):
        return Piece(text, place, field, "", piece.depth + 1)
    return Text(place, text, field)
