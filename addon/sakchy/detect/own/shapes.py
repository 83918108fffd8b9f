"""In which ways a person's own value may be written: what is fingerprinted when it is enrolled."""

import re
from collections.abc import Callable, Iterator
from itertools import combinations, islice, product

from sakchy.detect.own.enrolled import OwnKind, Way
from sakchy.detect.own.spelling import spell, tokens

Parts = tuple[bytes, ...]
"""Words and numbers in one spelling."""
Written = Iterator[tuple[Way, Parts]]
MOST_SHAPES = 96
"""Of one value. A name of three words with two spellings each has eight."""
LEAST_NUMBER, MOST_NUMBER = 6, 34
"""Characters of a number: shorter ones turn up by chance; the longest account numbers (IBAN) have 34."""
LEAST_WORDS = 6  # letters of a text: what is shorter stands in ordinary words
MOST_PARTS = 16
LEAST_STREET = 4  # letters of the word that makes part of an address telling
TWINS = dict(zip("АВЕКМНОРСТХУІ", "ABEKMHOPCTXYI", strict=True))
"""Capitals that look alike: a passport's AN is typed on either keyboard."""
BOTH = {**TWINS, **{latin: cyrillic for cyrillic, latin in TWINS.items()}}

SPELLINGS: tuple[tuple[str, str], ...] = (
    ("ё", "ио"), ("й", "j"), ("ю", "ju"), ("я", "ja"), ("ъ", "ie"), ("^е", "je"), ("ц", "c"),
    ("j", "y"), (r"c(?!h)", "ts"), ("x", "h"), ("yo|io|jo", "e"),
)  # fmt: skip
"""What one sound is also written with, where `spell` alone does not make it equal."""
COUNTRIES = {"996": 9, "7": 10, "998": 9, "992": 9, "375": 9, "380": 9}
"""Calling codes (ITU-T E.164) of the region and the digits that follow them."""
AT_HOME = ("996", "0")  # whose number it is when no country is given: Kyrgyzstan
TRUNK = {"996": "0", "7": "8", "375": "8", "380": "0", "998": "8", "992": "8"}
"""What is dialled before a number inside the country."""
WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['\u2019\u02bc`\u00b4\u0300-\u036f])*")
PATRONYMIC = re.compile(rb"(?:[oe]vi?C|[oe]vna|iCna|iC)$")
OPTIONAL = frozenset(map(spell, [
    "уулу", "уулы", "кызы", "оглы", "углы", "кизи", "г", "гор", "город", "шаар", "шаары", "с",
    "село", "айыл", "айылы", "ул", "улица", "көчө", "көчөсү", "пр", "пр-т", "просп",
    "проспект", "проспекти", "пер", "переулок", "мкр", "мкрн", "микрорайон", "кичи", "район",
    "району", "р-н", "обл", "область", "облусу", "дом", "д", "үй", "кв", "квартира", "батир",
    "корп", "корпус", "к", "оф", "офис", "кыргызстан", "киргизия", "кыргызская", "республика",
    "республикасы", "кр", "city", "village", "street", "str", "st", "avenue", "ave",
    "district", "region", "house", "apartment", "apt", "flat", "kyrgyzstan",
]))  # fmt: skip
"""Words of names (`son of`) and addresses that one writer sets and another leaves out."""


class UnfitError(ValueError):
    """A value that cannot be told from others, or not found again; its text says why (`few-digits` …)."""


def shapes(kind: OwnKind, text: str) -> list[tuple[Way, Parts]]:
    """All ways to write a value; the parts of one written in any order are sorted.

    Raises UnfitError for what would be found in everybody's texts.
    """
    found = islice(MAKERS[kind](text), MOST_SHAPES)
    return list(
        dict.fromkeys((way, tuple(sorted(parts)) if way == "words" else parts) for way, parts in found)
    )


def number(text: str) -> Written:
    """A number with all its separators left out; letters as either keyboard writes them."""
    letters = [letter for letter in text.upper() if letter.isalnum()]
    choices = [(letter, BOTH[letter]) if letter in BOTH else (letter,) for letter in letters]
    written = {compact("".join(one)) for one in islice(product(*choices), MOST_SHAPES)}
    if not all(LEAST_NUMBER <= len(one) <= MOST_NUMBER for one in written) or not any(
        letter.isdigit() for letter in letters
    ):
        raise UnfitError("few-digits")
    yield from (("number", (one,)) for one in sorted(written))


def phone(text: str) -> Written:
    """A telephone number with or without country, in and outside of it."""
    digits = re.sub(r"\D", "", text)
    country, rest = national(digits.removeprefix("00"), abroad=text.strip().startswith(("+", "00")))
    if len(rest) < LEAST_NUMBER:
        raise UnfitError("few-digits")
    beginnings = ["", TRUNK.get(country, ""), country, f"00{country}"] if country else ["", "00"]
    yield from (("number", ((start + rest).encode(),)) for start in dict.fromkeys(beginnings))


def national(digits: str, *, abroad: bool) -> tuple[str, str]:
    """Calling code and number in its country; no code if the number tells none."""
    for code, length in COUNTRIES.items():
        if digits.startswith(code) and len(digits) == len(code) + length:
            return code, digits[len(code) :]
    home, trunk = AT_HOME
    if not abroad and digits.startswith(trunk) and len(digits) == len(trunk) + COUNTRIES[home]:
        return home, digits[len(trunk) :]
    if not abroad and digits.startswith("8") and len(digits) == len("8") + COUNTRIES["7"]:
        return "7", digits[1:]
    return (home, digits) if not abroad and len(digits) == COUNTRIES[home] else ("", digits)


def name(text: str) -> Written:
    """A person's name: all of its words in any order, and without the father's name."""
    words = [choice for word in WORD.findall(text) if (choice := spellings(word)) and not choice & OPTIONAL]
    if len(words) > MOST_PARTS:
        raise UnfitError("many-words")
    if len(words) < 2 or sum(min(map(len, choice)) for choice in words) < LEAST_WORDS:
        raise UnfitError("one-word")
    yield from written(words)
    short = [choice for choice in words if not any(PATRONYMIC.search(word) for word in choice)]
    if 2 <= len(short) < len(words):
        yield from written(short)


def address(text: str) -> Written:
    """An address: all of it, and without the words that stand at its ends (country, city)."""
    words = parts(text)
    numbers = sum(word.isdigit() for word in words)
    telling = [word for word in words if word.isalpha() and len(word) >= LEAST_STREET]
    if not numbers or not telling:
        raise UnfitError("no-house")
    for start, end in combinations(range(len(words) + 1), 2):
        piece = words[start:end]
        if sum(word.isdigit() for word in piece) == numbers and set(piece) & set(telling):
            yield "words", tuple(piece)


def other(text: str) -> Written:
    """Whatever else: its words and numbers in their order; a bare number as a number."""
    if not any(letter.isalpha() for letter in text):
        yield from number(text)
        return
    yield "phrase", tuple(parts(text))


def parts(text: str) -> list[bytes]:
    """Words and numbers of a text. Raises UnfitError, also for one too long to be found again."""
    words = [word for word in tokens(spell(text)) if word.isalnum() and word not in OPTIONAL]
    if sum(map(len, words)) < LEAST_WORDS:
        raise UnfitError("few-letters")
    if len(words) > MOST_PARTS:
        raise UnfitError("many-words")
    return words


def written(words: list[set[bytes]]) -> Written:
    """Every choice of one spelling for each word."""
    yield from (("words", one) for one in product(*(sorted(choice) for choice in words)))


def spellings(word: str) -> set[bytes]:
    """One word in every spelling."""
    low = word.lower()
    usual = [(old, new) for old, new in SPELLINGS if re.search(old, low)][:4]
    out = set()
    for chosen in product((False, True), repeat=len(usual)):
        varied = low
        for (old, new), use in zip(usual, chosen, strict=True):
            varied = re.sub(old, new, varied) if use else varied
        out.add(compact(varied))
    return out - {b""}


def compact(text: str) -> bytes:
    """Letters and digits of a text in one spelling, joined."""
    return b"".join(token for token in tokens(spell(text)) if token.isalnum())


MAKERS: dict[OwnKind, Callable[[str], Written]] = {
    "number": number, "name": name, "phone": phone, "address": address, "other": other,
}  # fmt: skip
