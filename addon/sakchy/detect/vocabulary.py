"""Which of many literals may stand in a text, at the price of splitting it into words once.

Sites send the same words again and again. A word in which no literal stands is remembered, so that literals,
however many, are looked for only in words that were never met before. This is the default tier; `fast` is the
other, and both say the same.
"""

from collections import defaultdict
from collections.abc import Iterable

WORDS = bytes(code if 97 <= code <= 122 or code >= 128 else 32 for code in range(256))
"""Keeps small letters and the bytes of all letters that are not Latin; blanks the rest. Without its digits an
identifier falls into a few short words that soon were all met before."""
LEAST = 3
"""Bytes of the row of letters by which a literal is looked for; shorter rows stand in every other word."""
LONGEST = 40
"""Bytes of a word that is remembered: longer ones are no words, and do not come back."""
MOST = 40_000
"""Words remembered, some four megabytes; then it begins anew."""


class Vocabulary:
    """Literals by the longest row of letters in each, and the words that are known to hold none of them."""

    def __init__(self, literals: Iterable[str]) -> None:
        """`literals` in lower case."""
        self.rows: dict[bytes, list[str]] = defaultdict(list)
        self.signs: dict[str, list[str]] = defaultdict(list)
        for literal in literals:
            row = row_of_letters(literal)
            if row:
                self.rows[row].append(literal)
            else:
                self.signs[literal[:LEAST]].append(literal)
        self.starts: dict[bytes, list[bytes]] = defaultdict(list)
        for row in self.rows:
            self.starts[row[:LEAST]].append(row)
        self.harmless: set[bytes] = set()
        self.telling: dict[bytes, frozenset[str]] = {}

    def likely(self, low: str) -> list[str]:
        """The literals that stand in a lower-case text."""
        found = {sign for start, signs in self.signs.items() if start in low for sign in signs}
        for word in words(low).difference(self.harmless):
            rows = self.telling.get(word)
            found |= self.learn(word) if rows is None else rows
        return sorted(literal for literal in found if literal in low)

    def learn(self, word: bytes) -> frozenset[str]:
        """Literals of which the telling row stands in a word that was not met before."""
        starts = self.starts
        begins = [at for at in range(len(word) - LEAST + 1) if word[at : at + LEAST] in starts]
        found = frozenset(
            literal
            for at in begins
            for row in starts[word[at : at + LEAST]]
            if word.startswith(row, at)
            for literal in self.rows[row]
        )
        if len(word) <= LONGEST:
            self.remember(word, found)
        return found

    def remember(self, word: bytes, found: frozenset[str]) -> None:
        """Keep what was learnt."""
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


def words(low: str) -> set[bytes]:
    """The different words of a lower-case text."""
    return set(low.encode("utf-8", "surrogatepass").translate(WORDS).split())
