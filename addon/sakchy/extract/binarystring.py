"""Bytes written as letters, one each: what scripts of old browsers make of a file (`readAsBinaryString`)."""

from sakchy.extract import charset
from sakchy.extract.piece import Found, Piece, inside
from sakchy.limits import DEFAULT, Limits


def read(piece: Piece, _limits: Limits = DEFAULT) -> list[Found] | None:
    """The bytes; None if the text is one. A zero tells: no person writes it, and most files have some."""
    text = piece.data
    assert isinstance(text, str)
    if "\0" not in text:
        return None
    try:
        data = text.encode("latin-1")
    except UnicodeEncodeError:
        return None
    return None if charset.decode(data) == text else [inside(piece, data)]
