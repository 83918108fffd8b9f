"""One value of a form or of JSON: most are plain text; one that looks wrapped is read further."""

import re

from sakchy.extract.piece import Found, Piece
from sakchy.extract.runs import marked
from sakchy.model import Step, Text

SHORTEST = 3  # characters: a card's code on the back is the shortest thing anybody looks for
WRAPPED = re.compile(r"\s*[\[{]|data:|--|[A-Za-z0-9+/_-]{22}|[\w.\[\]%-]{1,60}=[^\s&=]*&")
"""How JSON, a data: URL, a multipart body, base64 and another form begin."""
LONG = 60  # from here on a data: URL or a picture may stand in the middle

TELLING = 12  # characters from which a name may be a value itself: card numbers have that many (ISO/IEC 7812)


def is_telling(name: str) -> bool:
    """True if a name is worth looking at like a value: a number in a name's place, a text nobody escaped."""
    return len(name) >= TELLING and any(map(str.isdigit, name))


def value(piece: Piece, text: str, step: Step, field: str) -> Found:
    """The part, or the piece to read further, that a value found in `piece` is."""
    place = (*piece.place, step)
    if WRAPPED.match(text) or (len(text) > LONG and marked(text)):
        return Piece(text, place, field, "", piece.depth + 1)
    return Text(place, text, field)
