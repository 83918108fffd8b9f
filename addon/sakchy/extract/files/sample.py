"""A biometric record or a picture from a hospital: one part that stands for it."""

import hashlib
from collections.abc import Iterator

from sakchy.extract import records
from sakchy.extract.piece import Found, Piece
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Sample


def read(piece: Piece, _limits: Limits = DEFAULT) -> Iterator[Found]:
    """The part; nothing for other bytes."""
    data = piece.data
    assert isinstance(data, bytes)
    if record := records.sniff(data):
        yield Sample(piece.place, record, hashlib.sha256(data).hexdigest())
