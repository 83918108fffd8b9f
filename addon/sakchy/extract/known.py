"""What its first bytes tell: a picture, gzip to unpack, a document nobody here can read yet."""

import hashlib
from collections.abc import Iterator

from sakchy.extract import content_encoding, magic
from sakchy.extract.piece import Found, Piece, inside
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Picture, Place, Unread, UnreadReason


def read(piece: Piece, limits: Limits = DEFAULT) -> Iterator[Found] | None:
    """One part for a picture or a document, a piece for gzip; None if the bytes begin like nothing known."""
    data = piece.data
    assert isinstance(data, bytes)
    match magic.sniff(data):
        case "picture":
            return iter([Picture(piece.place, data)])
        case "document":
            reason: UnreadReason = "encrypted" if magic.is_encrypted(data) else "unknown-format"
            return iter([unread(piece.place, reason, data)])
        case "gzip":
            return unpack(piece, data, limits)
    return None


def unpack(piece: Piece, data: bytes, limits: Limits) -> Iterator[Found]:
    """A gzip file, or a body whose sender forgot to say so."""
    out, reason = content_encoding.decode(data, "gzip", limits)
    if reason:
        yield unread(piece.place, reason, data)
    yield inside(piece, out, type_=piece.type)


def unread(place: Place, reason: UnreadReason, data: bytes = b"") -> Unread:
    """Something that could not be looked at, with the digest that joins retries."""
    return Unread(place, reason, hashlib.sha256(data).hexdigest() if data else "")
