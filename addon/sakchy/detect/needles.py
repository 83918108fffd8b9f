"""Many words looked for in one text at the price of few.

Words that share a piece (`pin code`, `passcode`) are looked for only where that piece stands, which in an
ordinary text is nowhere.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

PIECE = (3, 4)
"""Fewest and most characters of a piece: shorter ones stand everywhere, longer ones are shared by none."""


class Needles:
    """Words, ready to be looked for."""

    def __init__(self, words: Iterable[str]) -> None:
        """`words` in lower case."""
        self.groups = by_piece(words)
        self.plain = {piece: words for piece, words in self.groups.items() if piece.isascii()}

    def likely(self, low: str) -> Iterator[str]:
        """The words that may stand in a lower-case text; no other one does."""
        for piece, words in (self.plain if low.isascii() else self.groups).items():
            if piece in low:
                yield from words


def by_piece(words: Iterable[str]) -> dict[str, list[str]]:
    """Each word under one of its pieces; always the piece that most of the words left have."""
    left, out = sorted(set(words)), dict[str, list[str]]()
    while left:
        count = Counter(piece for word in left for piece in pieces(word))
        best = max(count, key=lambda piece: (count[piece], len(piece), piece))
        out[best] = [word for word in left if best in word]
        left = [word for word in left if best not in word]
    return out


def pieces(word: str) -> set[str]:
    """All pieces of a word; a word too short for any is its own."""
    short, long = PIECE
    found = {word[at : at + n] for n in range(short, long + 1) for at in range(len(word) - n + 1)}
    return found or {word}
