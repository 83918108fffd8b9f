"""Which of many literals may stand in a text, at the price of splitting it into words once.

Sites send the same words again and again. A word in which no literal stands is remembered, so that literals,
however many, are looked for only in words that were never met before. This is the default tier; `fast` is the
other, and both say the same.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

WORDS = bytes(code if 48 <= code <= 57 or 97 <= code <= 122 or code >= 128 else 32 for code in range(256))
"""Keeps small letters, digits, and the bytes of all letters that are not Latin; blanks the rest."""
DIGITS = b"0123456789"
HEX = b"0123456789abcdef"
"""Checksums and most identifiers are made of these alone."""
LEAST = 3
"""Bytes of the row of letters by which a literal is looked for; shorter rows stand in every other word."""
LONGEST = 24
"""Bytes of a word that is remembered: longer ones are identifiers, which do not come back."""
MOST = 20_000
"""Words remembered, some two megabytes; then it begins anew."""


class Vocabulary:
    """Literals by the longest row of letters in each, and the words that are known to hold none of them."""

    def __init__(self, literals: Iterable[str]) -> None:
        """`literals` in lower case."""
        self.rows: dict[bytes, list[str]] = defaultdict(list)
        self.signs: list[str] = []
        for literal in literals:
            row = row_of_letters(literal)
            if row:
                self.rows[row].append(literal)
            else:
                self.signs.append(literal)
        self.starts: dict[bytes, list[bytes]] = defaultdict(list)
        for row in self.rows:
            self.starts[row[:LEAST]].append(row)
        self.dull = b"" if any(not row.translate(None, HEX) for row in self.rows) else HEX
        self.harmless: set[bytes] = set()
        self.telling: dict[bytes, frozenset[str]] = {}

    def likely(self, low: str) -> list[str]:
        """The literals that stand in a lower-case text."""
        found = {sign for sign in self.signs if sign in low}
        for word in words(low).difference(self.harmless):
            rows = self.telling.get(word)
            if rows is None:
                rows = self.learn(word)
            found |= rows
        return sorted(literal for literal in found if literal in low)

    def learn(self, word: bytes) -> frozenset[str]:
        """Literals of which the telling row stands in a word that was not met before."""
        if not word.translate(None, self.dull):
            return frozenset()
        letters, starts = word.translate(None, DIGITS), self.starts
        found = frozenset(
            literal
            for at in range(len(letters) - LEAST + 1)
            if letters[at : at + LEAST] in starts
            for row in starts[letters[at : at + LEAST]]
            if letters.startswith(row, at)
            for literal in self.rows[row]
        )
        if len(word) <= LONGEST and len(letters) >= len(word) - 2:
            self.remember(word, found)
        return found

    def remember(self, word: bytes, found: frozenset[str]) -> None:
        """Keep what was learnt; words with many digits are numbers and identifiers, and are not kept."""
        if len(self.harmless) + len(self.telling) >= MOST:
            self.harmless.clear()
            self.telling.clear()
        if found:
            self.telling[word] = found
        else:
            self.harmless.add(word)


def row_of_letters(literal: str) -> bytes:
    """The longest row of letters in a literal, empty if it is too short to be looked for."""
    rows = "".join(char if char.isalpha() else " " for char in literal).encode().split()
    best = max(rows, key=len, default=b"")
    return best if len(best) >= LEAST else b""


@lru_cache(1)
def words(low: str) -> frozenset[bytes]:
    """The different words of a lower-case text. One text is asked for by several vocabularies in turn."""
    return frozenset(low.encode("utf-8", "surrogatepass").translate(WORDS).split())
