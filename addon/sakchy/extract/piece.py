"""A piece of a message that still has to be read, and the safe names that lead to it."""

import hashlib
import re

from sakchy.model import Part, Place, Step, Unread, UnreadReason, Value

NAME_LENGTH = 40  # a longer name is no help to a person, and may be a value in a name's place
SHORT = 9  # a name of fewer characters cannot hold a document number
NUMBER = re.compile(r"\d(?:[ -]?\d){11,}|(?<![A-Za-z])[A-Za-z]{1,2}[ -]?\d{7,8}(?!\d)")
"""Card numbers, personal numbers and passport numbers, as people write them into file names."""


class Piece(Value, frozen=True, gc=False):
    """Bytes or text of unknown format; `walk` finds out which, a reader takes it apart."""

    data: bytes | str
    place: Place = ()
    field: str = ""
    """Name of the form or JSON field it stood in."""
    type: str = ""
    """Content-Type as declared: a hint, the content decides."""
    depth: int = 0


Found = Part | Piece
"""What a reader yields: parts that are finished, pieces that have to be read further."""


def inside(piece: Piece, data: bytes | str, *steps: Step, field: str = "", type_: str = "") -> Piece:
    """A piece found in another one, one level deeper."""
    return Piece(data, piece.place + steps, field or piece.field, type_, piece.depth + 1)


def unread(place: Place, reason: UnreadReason, data: bytes = b"") -> Unread:
    """Something that could not be looked at, with the digest that joins retries."""
    return Unread(place, reason, hashlib.sha256(data).hexdigest() if data else "")


def safe_name(name: str) -> str:
    """A field or file name as it may be shown and logged: short, in one line, numbers in it covered."""
    if name.isprintable() and (len(name) < SHORT or (len(name) <= NAME_LENGTH and not NUMBER.search(name))):
        return name
    name = NUMBER.sub(lambda found: re.sub(r"\d", "•", found[0]), name)
    name = "".join(letter if letter.isprintable() else " " for letter in name[: NAME_LENGTH * 2])
    return name if len(name) <= NAME_LENGTH else f"{name[:20]}…{name[-12:]}"
