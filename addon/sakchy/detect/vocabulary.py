"""Which of many literals may stand in a text, at the price of splitting it into words once.

Sites send the same words again and again. A word in which no literal stands is remembered, so that literals,
however many, are looked for only in words that were never met before. This is the default tier; `fast` is the
other, and both say the same.
"""

import re
from collections import defaultdict
from collections.abc import Collection

import msgspec

WORDS = bytes(code if 97 <= code <= 122 or code >= 128 else 32 for code in range(256))
"""Keeps small letters and the bytes of all letters that are not Latin; blanks the rest. Without its digits an
identifier falls into a few short words that soon were all met before."""
LETTERS = re.compile(r"[^\W\d_]+")
RARE = "$~@<"
"""Signs that stand in few messages."""
LEAST = 3
"""Bytes of the row of letters by which a literal is looked for; shorter rows stand in every other word."""
LONGEST = 40
"""Bytes of a word that is remembered: longer ones are no words, and do not come back."""
PIECE = 200
"""Bytes of a longer word that are looked at together, and remembered for the rest of the message only."""
MOST = 40_000
"""Words remembered, some four megabytes; then it begins anew."""


class Row(msgspec.Struct, frozen=True, gc=False):
    """Letters in a row, by which a literal is looked for."""

    literal: str
    letters: bytes
    begins: bool
    """No letter stands before them in the literal, and something does: they begin a word."""
    ends: bool
    """The same behind them."""

    def stands(self, word: bytes, at: int) -> bool:
        """Whether they stand in a word from `at` on, as they do in the literal."""
        end = at + len(self.letters)
        return (
            word.startswith(self.letters, at)
            and not (self.begins and at)
            and not (self.ends and end < len(word))
        )


class Vocabulary:
    """Literals by the longest row of letters in each, and the words that are known to hold none of them."""

    def __init__(self, literals: Collection[str]) -> None:
        """`literals` in lower case."""
        self.starts: dict[bytes, list[Row]] = defaultdict(list)
        self.words: dict[bytes, list[str]] = defaultdict(list)
        self.signs: dict[str, list[str]] = defaultdict(list)
        self.apart = {
            literal for literal in literals if any(char.isspace() or char.isdigit() for char in literal)
        }
        self.longest = 0
        for literal in literals:
            row = best_row(literal)
            self.longest = max(self.longest, len(row.letters))
            if len(row.letters) >= LEAST:
                self.starts[row.letters[:LEAST]].append(row)
            elif row.begins and row.ends and len(row.letters) > 1:
                self.words[row.letters].append(literal)
            else:
                self.signs[max(literal, key=rarity)].append(literal)
        self.harmless: set[bytes] = set()
        self.telling: dict[bytes, frozenset[str]] = {}

    def likely(self, low: str, brief: str | None = None) -> list[str]:
        """The literals that stand in a lower-case text; `brief` holds each word of it once, digits as 0."""
        found = {sign for char, signs in self.signs.items() if char in low for sign in signs}
        brief = low if brief is None else brief
        every = words(brief)
        found.update(literal for word in every.intersection(self.words) for literal in self.words[word])
        for word in self.short(every.difference(self.harmless)):
            rows = self.telling.get(word)
            found |= self.learn(word) if rows is None else rows
        return sorted(literal for literal in found if literal in (low if literal in self.apart else brief))

    def short(self, words: set[bytes]) -> set[bytes]:
        """Words, and pieces of those that are none: texts without blanks repeat themselves, too."""
        if max(map(len, words), default=0) <= LONGEST:
            return words
        out = {word for word in words if len(word) <= LONGEST}
        for word in words - out:
            out.update(word[at : at + PIECE + self.longest] for at in range(0, len(word), PIECE))
        return out

    def learn(self, word: bytes) -> frozenset[str]:
        """Literals of which the telling row stands in a word that was not met before."""
        starts = self.starts
        found = frozenset(
            row.literal
            for at in range(len(word) - LEAST + 1)
            if word[at : at + LEAST] in starts
            for row in starts[word[at : at + LEAST]]
            if row.stands(word, at)
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


def best_row(literal: str) -> Row:
    """The row of letters of a literal that stands in the fewest words: a whole word, or the longest."""
    rows = [
        Row(
            literal,
            found[0].encode(),
            begins=literal[: found.start()][-1:].isascii() and found.start() > 0,
            ends=literal[found.end() :][:1].isascii() and found.end() < len(literal),
        )
        for found in LETTERS.finditer(literal)
    ]
    return max(
        rows,
        key=lambda row: (len(row.letters) >= LEAST, row.begins and row.ends, len(row.letters)),
        default=Row(literal, b"", begins=False, ends=False),
    )


def rarity(char: str) -> tuple[bool, bool]:
    """The rarest character of a literal is looked for first: that takes no time."""
    return not char.isascii(), char in RARE


def words(low: str) -> set[bytes]:
    """The different words of a lower-case text."""
    return set(low.encode("utf-8", "surrogatepass").translate(WORDS).split())
