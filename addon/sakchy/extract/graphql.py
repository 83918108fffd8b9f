"""GraphQL queries: literals written into them, with the names of their arguments (GraphQL, 2.9)."""

import re
from collections.abc import Iterator

from sakchy.extract import scraps
from sakchy.extract.piece import Found, Piece
from sakchy.limits import DEFAULT, Limits

START = re.compile(r"\s*(?:(?:query|mutation|subscription|fragment)\b[^{\"]{0,2000}\{|\{\s*[a-z_]\w*\s*[({])")
LITERAL = re.compile(r"\w\s*:\s*[\"\d{\[]")


def read(piece: Piece, limits: Limits = DEFAULT) -> Iterator[Found] | None:
    """Arguments by their names, then the query without them; None if this is no query with arguments."""
    text = piece.data
    assert isinstance(text, str)
    if "{" not in text or not START.match(text) or not LITERAL.search(text):
        return None
    return scraps.values(piece, text, limits)
