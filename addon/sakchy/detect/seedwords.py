"""How many words of a text may be part of a seed phrase: counted, because a phrase has twelve."""

from unicodedata import normalize

from sakchy.detect.phrases import AROUND, fits, in_bytes, spoken
from sakchy.detect.sheet import tidy

APART = bytes(32 if chr(code) in AROUND or code < 32 else code for code in range(256))
"""What may stand at a word, and the ends of texts, as blanks."""


def seed_words(line: str) -> int:
    """Words of the lists among the words of a line; rather too many than too few."""
    low = tidy(line).lower()
    plain = low if low.isascii() else normalize("NFC", " ".join(low.split()))  # blanks of all scripts
    return sum(map(in_bytes().__contains__, plain.encode("utf-8", "surrogatepass").translate(APART).split()))


def in_rows(text: str) -> int:
    """Words of a text that may stand in one row with those of other texts, or those of its longest row.

    That are all of a text in which no other word stands, else those at both its ends.
    """
    rows: list[list[str]] = [[]]
    for word in spoken(tidy(text).lower()):
        if not fits(word):
            rows.append([])
        elif word.strip(AROUND):
            rows[-1].append(word)
    lengths = [*map(len, rows)]
    return max(lengths[0] + lengths[-1] if len(lengths) > 1 else 0, *lengths)
