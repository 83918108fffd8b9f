"""Bodies that are nothing but text: every reader is asked, and none takes anything out of it."""

from sakchy.extract import text
from sakchy.extract.piece import Piece
from sakchy.extract.walk import BYTES, TEXT, Reader
from sakchy.limits import DEFAULT

BEFORE_TEXT = BYTES[: BYTES.index(text.read)]
BEFORE_PLAIN = TEXT[: TEXT.index(text.plain)]


def bare(body: bytes, type_: str = "") -> str | None:
    """The text that a body is, just as extraction would give it; None if it is anything more.

    `type_`: its Content-Type.
    """
    piece = Piece(body, (), "", type_)
    if is_read(piece, BEFORE_TEXT):
        return None
    match text.read(piece):
        case [Piece(data=str(words)) as only] if not is_read(only, BEFORE_PLAIN):
            return words
    return None


def is_read(piece: Piece, readers: tuple[Reader, ...]) -> bool:
    """Whether one of these readers takes a piece."""
    for read in readers:  # noqa: SIM110  `any` with a generator takes twice as long
        if read(piece, DEFAULT) is not None:
            return True
    return False
