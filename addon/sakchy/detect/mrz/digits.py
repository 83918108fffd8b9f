"""Check digits of ICAO 9303 part 3 (4.9) and what a camera mistakes for what."""

import re
from collections.abc import Iterator

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
VALUE = {letter: value for value, letter in enumerate(ALPHABET)} | {"<": 0}
WEIGHTS = (7, 3, 1)

FILLERS = "(){}[]‹›«»≤〈〉《》く＜>€£¢"  # what readers and people make of "<"
FOLD = (
    dict.fromkeys(map(ord, FILLERS), "<")
    | {ord("«"): "<<", ord("《"): "<<"}
    | str.maketrans("АВЕКМНОРСТХУ", "ABEKMHOPCTXY")  # Cyrillic look-alikes
    | str.maketrans("|!$°Ø", "IIS0O")
)

DIGIT_FOR = {"O": "0", "Q": "0", "D": "0", "U": "0", "C": "0", "I": "1", "L": "1", "T": "1", "J": "1",
             "Z": "2", "E": "3", "A": "4", "S": "5", "G": "6", "B": "8"}  # fmt: skip
LETTER_FOR = {"0": "O", "1": "I", "2": "Z", "3": "E", "4": "A", "5": "S", "6": "G", "8": "B"}
TO_DIGITS = str.maketrans(DIGIT_FOR)
TO_LETTERS = str.maketrans(LETTER_FOR)

LOOKS_LIKE = {"0": "ODQ", "O": "0QD", "D": "0O", "Q": "0O", "1": "IL7", "I": "1", "L": "1", "7": "1",
              "2": "Z", "Z": "2", "3": "8", "4": "A", "A": "4", "5": "S", "S": "5", "6": "G", "G": "6",
              "C": "G0", "8": "B", "B": "8", "K": "<", "<": "K"}  # fmt: skip
"""Pairs in OCR-B that a reader confuses, for fields where both digits and letters may stand."""

DIGIT_CLASS = "0-9" + "".join(DIGIT_FOR) + "<"
LETTER_CLASS = "A-Z" + "".join(LETTER_FOR) + "<"


def fold(line: str) -> str:
    """A line in the alphabet of the zone (A-Z, 0-9, <): look-alikes replaced, all else left out."""
    upper = line.upper().translate(FOLD)
    return "".join(letter for letter in upper if letter in VALUE)


def check_digit(field: str) -> int:
    """Check digit of a field over A-Z, 0-9, <; KeyError for any other character."""
    return sum(VALUE[letter] * WEIGHTS[index % 3] for index, letter in enumerate(field)) % 10


def valid(field: str, digit: str) -> bool:
    """Whether `digit` is right for `field`; a filler is right for an empty field only (9303-3, 4.9)."""
    if digit == "<":
        return not field.strip("<")
    return digit.isdigit() and check_digit(field) == int(digit)


def digits(field: str) -> str:
    """A field of digits with its look-alike letters put right."""
    return field.translate(TO_DIGITS)


def letters(field: str) -> str:
    """A field of letters with its look-alike digits put right."""
    return field.translate(TO_LETTERS)


def mended(field: str, digit: str) -> Iterator[str]:
    """Readings of a mixed field that agree with its check digit: as it stands, else with one look-alike.

    Some readers take every 0 for an O, so that is tried as well.
    """
    if valid(field, digit):
        yield field
        return
    if valid(zeros := field.replace("O", "0"), digit):
        yield zeros
    for index, letter in enumerate(field):
        for other in LOOKS_LIKE.get(letter, ""):
            candidate = field[:index] + other + field[index + 1 :]
            if valid(candidate, digit):
                yield candidate


def fit(line: str, length: int) -> str:
    """The line at a given length, its longest run of fillers stretched or cut; unchanged if it has none.

    Readers miscount long runs of `<`; everything else in the line stays where it is.
    """
    run = max(re.findall("<+", line), key=len, default="")
    spare = len(run) + length - len(line)
    if not run or spare < 0:
        return line
    start = line.rindex(run)
    return line[:start] + "<" * spare + line[start + len(run) :]
