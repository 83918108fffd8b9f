"""Seed phrases (BIP-39): twelve to twenty-four words of one list, the last of which holds a checksum.

Whoever has the words has the coins. They are recognised in a sentence, numbered below each other, and in
twelve fields of a form, which is how false wallets ask for them.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from unicodedata import normalize

from mnemonic import Mnemonic

from sakchy.detect.fingerprint import fingerprint
from sakchy.detect.sheet import BREAK, Sheet
from sakchy.model import Finding

LENGTHS = (24, 21, 18, 15, 12)
"""Words of a phrase (BIP-39, "Generating the mnemonic")."""
LONGEST_RUN = 36
"""Words of the list in a row; more of them are the list itself, or a piece of it."""
SAMPLE = 11
"""Every eleventh word is looked up first: twelve words in a row are not missed, numbered or not."""
BITS = 11
"""Of each word; one in 33 of all bits is checksum."""
AROUND = "0123456789.,;:\"'()[]{}<>#*-"
"""What may stand at a word: numbers, quotes, commas."""
LANGUAGES = ("english", "russian", "turkish", "french", "spanish", "italian", "portuguese", "czech", "korean")
"""Lists whose words are written apart."""
SURE = 0.95
LEAST_WORDS = LENGTHS[-1] - 1
"""Different words in the shortest phrase: one of them may stand there twice."""
STRIPPED = AROUND.replace(",", "").encode()
ENDS = bytes(32 if code < 32 or code == ord(",") else code for code in range(256))
"""What ends a word, as blanks."""


def seed_phrase(sheet: Sheet, key: bytes) -> Finding | None:
    """The finding for the first seed phrase in a message. Linear in its length."""
    for run in runs(spoken(sheet.low)) if is_rich(sheet.brief) else ():
        if phrase := checked(run):
            where = sheet.texts[sheet.at(max(0, sheet.low.find(run[0])))].place
            return Finding(
                "private-key", "seed-phrase", SURE, where, "", fingerprint(key, "private-key", phrase)
            )
    return None


def is_rich(brief: str) -> bool:
    """Whether there may be words enough for a phrase among the different words of a message."""
    plain = brief if brief.isascii() else " ".join(normalize("NFC", brief).split())  # blanks of all scripts
    words = plain.encode("utf-8", "surrogatepass").translate(ENDS, STRIPPED).split()
    return len(in_bytes().intersection(words)) >= LEAST_WORDS


def spoken(low: str) -> list[str]:
    """The words of texts in small letters."""
    plain = low if low.isascii() else normalize("NFC", low)
    return plain.replace(BREAK, " ").replace(",", " ").split()


def runs(words: Sequence[str]) -> Iterator[list[str]]:
    """Words of the lists in a row, as many as a phrase may have; numbers between them do not count."""
    sampled = {word for word in {*words[::SAMPLE]} if word.strip(AROUND) in known()}
    done, fit = 0, Fits()
    for at in range(0, len(words), SAMPLE) if sampled else ():
        if at < done or words[at] not in sampled:
            continue
        start = at
        while start > done and fit[words[start - 1]]:
            start -= 1
        done = at + 1
        while done < len(words) and fit[words[done]]:
            done += 1
        row = filter(None, (words[each].strip(AROUND) for each in range(start, done)))
        if LENGTHS[-1] <= len(run := [*islice(row, LONGEST_RUN + 1)]) <= LONGEST_RUN:
            yield run


class Fits(dict[str, bool]):
    """What `fits` says, asked once for each word of a text."""

    def __missing__(self, word: str) -> bool:
        self[word] = said = fits(word)
        return said


def fits(word: str) -> bool:
    """Whether it is a word of a list, or nothing but a number or sign."""
    bare = word.strip(AROUND)
    return not bare or bare in known()


def checked(words: Sequence[str]) -> str:
    """The longest phrase among words in a row, with the right checksum; empty if there is none."""
    for length in LENGTHS:
        for start in range(len(words) - length + 1):
            part = words[start : start + length]
            lively = len(set(part)) >= length - 1 and part != sorted(part)
            if lively and any(has_checksum(part, vocabulary(language)) for language in LANGUAGES):
                return " ".join(part)
    return ""


def has_checksum(words: Sequence[str], known: Mapping[str, int]) -> bool:
    """Whether all words stand in a list and their last bits are the first of the hash of the others."""
    if not all(word in known for word in words):
        return False
    value = 0
    for word in words:
        value = value << BITS | known[word]
    extra = len(words) * BITS // 33
    entropy = (value >> extra).to_bytes((len(words) * BITS - extra) // 8, "big")
    return hashlib.sha256(entropy).digest()[0] >> 8 - extra == value & (1 << extra) - 1


@lru_cache(None)
def known() -> frozenset[str]:
    """Words of all lists."""
    return frozenset(word for language in LANGUAGES for word in vocabulary(language))


@lru_cache(None)
def in_bytes() -> frozenset[bytes]:
    """Words of all lists in UTF-8."""
    return frozenset(word.encode() for word in known())


@lru_cache(None)
def vocabulary(language: str) -> Mapping[str, int]:
    """Words of one list with their numbers; the library reads them from a file."""
    return {normalize("NFC", word): number for number, word in enumerate(Mnemonic(language).wordlist)}
