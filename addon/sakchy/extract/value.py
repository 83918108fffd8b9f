"""One value of a form or of JSON: most are plain text; one that looks wrapped is read further."""

import re

from sakchy.extract.piece import Found, Piece
from sakchy.model import Step, Text

SHORTEST = 3  # characters: a card's code on the back is the shortest thing anybody looks for
WRAPPED = re.compile(r"\s*[\[{]|data:|--|[A-Za-z0-9+/_-]{22}|[\w.\[\]%-]{1,60}=[^\s&=]*&")
"""How JSON, a data: URL, a multipart body, base64 and another form begin."""
LONG = 60  # from here on a data: URL may stand in the middle


def value(piece: Piece, text: str, step: Step, field: str) -> Found:
    """The part, or the piece to read further, that a value found in `piece` is."""
    place = (*piece.place, step)
    if WRAPPED.match(text) or (len(text) > LONG and ";base64," in text):
        return Piece(text, place, field, "", piece.depth + 1)
    return Text(place, text, field)
