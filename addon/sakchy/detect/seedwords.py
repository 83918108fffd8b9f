"""How many words of a text may be part of a seed phrase: counted, because a phrase has twelve."""

from functools import lru_cache
from unicodedata import normalize

from sakchy.detect.phrases import AROUND, known
from sakchy.detect.sheet import tidy

APART = bytes(32 if chr(code) in AROUND or code < 32 else code for code in range(256))
"""What may stand at a word, and the ends of texts, as blanks."""


def seed_words(line: str) -> int:
    """Words of the lists among the words of a line; rather too many than too few."""
    low = tidy(line).lower()
    plain = low if low.isascii() else normalize("NFC", " ".join(low.split()))  # blanks of all scripts
    return sum(map(in_bytes().__contains__, plain.encode("utf-8", "surrogatepass").translate(APART).split()))


@lru_cache(None)
def in_bytes() -> frozenset[bytes]:
    """Words of all lists in UTF-8."""
    return frozenset(word.encode() for word in known())
