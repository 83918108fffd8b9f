"""Bytes that are text, in whatever charset, and text that is nothing but text."""

from collections.abc import Iterator

from sakchy.extract import carve, charset
from sakchy.extract.piece import Found, Piece
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Text


def read(piece: Piece, limits: Limits = DEFAULT) -> list[Found] | None:
    """The text in the bytes, to be read further, and pictures amid it; None if they are no text."""
    data = piece.data
    assert isinstance(data, bytes)
    declared = piece.type.lower().partition("charset=")[2].partition(";")[0]
    text = charset.decode(data, declared)
    if text is None:
        return None
    pictures = () if data.isascii() else carve.read(piece, limits)
    return [Piece(text, piece.place, piece.field, piece.type, piece.depth), *pictures]


def plain(piece: Piece, _limits: Limits = DEFAULT) -> Iterator[Found]:
    """The last reader of text: it is what it is."""
    yield Text(piece.place, str(piece.data), piece.field)
