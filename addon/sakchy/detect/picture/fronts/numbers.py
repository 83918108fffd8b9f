"""Numbers and dates in what was read: card numbers in a row or stacked, expiry, dates, document numbers."""

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from sakchy.detect.cards import card_network, luhn
from sakchy.model import Value

DIGIT_FOR = str.maketrans("OQDUCILTJZEASGBБЬ", "00000111123456" + "866")
GROUP = re.compile(r"\d{4}")
PAN = re.compile(r"(?<![\d./-])(?<!\d )\d{4,19}(?:[ -]\d{3,15}){0,4}(?!\d| \d{3}|[./-]\d)")
"""Blanks may be missed or seen between digits, but dots and strokes are those of amounts and dates."""
LENGTHS = range(13, 20)
FOURS = re.compile(r"(?<!\d)(?<!\d[ .:/-])\d{4}(?:[ .:/-]+\d{4}){3}(?!\d)(?![ .:/-]+\d{4})")
AMERICAN = re.compile(r"(?<!\d)(?<!\d[ .:/-])3[47]\d\d[ .:/-]+\d{6}[ .:/-]+\d{5}(?!\d)(?![ .:/-]+\d)")
"""The groups of American Express."""
STACKED = ((GROUP, 4), (re.compile(r"\d{4,6}"), 3))
"""What stands in a row of a number in so many rows."""
GROUPS, MOST_CHOICES = 4, 12
"""Groups of a card's number; readings may be put together in so many ways: one in ten is right by chance."""
BROKEN = re.compile(r"(?<![\dA-Z])\d{4} +(?:\d{4} +[\dA-Z]{3,5}|[\dA-Z]{3,5} +\d{4}) +\d{4}(?![\dA-Z])")
"""Four groups of which one could not be read."""
DATE = re.compile(
    r"(?<!\d)(?:[0-3]?\d ?([./-]| ) ?[01]?\d ?\1 ?(?:19|20)\d\d"
    r"|[01]?\d ?([./-]) ?[0-3]?\d ?\2 ?(?:19|20)\d\d|(?:19|20)\d\d ?([./-]) ?[01]\d ?\3 ?[0-3]\d"
    r"|[0-3]\d[01]\d(?:19|20)\d\d|(?:19|20)\d\d[01]\d[0-3]\d)(?!\d)"
)
"""Dots between day, month and year are small, and not always seen."""
EXPIRY = re.compile(r"(?<!\d)(?:0[1-9]|1[0-2]) ?[/.-] ?(?:20)?[1-4]\d(?!\d)")
"""Month and year, as cards tell until when they are valid."""
DOCUMENT = re.compile(
    r"(?<![A-Z0-9])(?:[A-Z]{1,3} ?\d{6,9}|\d{3}-\d{3}-\d{3}"
    r"|\d{2}-\d{3}-\d{4}|\d{9,14}|[A-Z0-9]{3,}\d[A-Z0-9]{4,})(?![A-Z0-9])"
)
MARK = re.compile(r"^(4[ABCD]|[123589])(?:[.)] ?| )(?=\S|$)")
"""How the fields of driving licences are numbered (Directive 2006/126/EC, annex I); lists have no 4a."""
DIGITS_ENOUGH = 0.5
"""Share of a group that must have been read as digits before look-alike letters are taken for digits."""


class CardNumber(Value, frozen=True):
    """A card's number as it was read. `repr` does not show it."""

    digits: str
    grouped: bool
    """It stands in groups of four, as on a card."""

    @property
    def right(self) -> bool:
        """Whether the network is known and the check digit right."""
        return card_network(self.digits) and luhn(self.digits)

    def __repr__(self) -> str:
        return f"CardNumber({len(self.digits)} digits)"


def as_digits(text: str) -> str:
    """A line in which groups that are nearly digits are digits altogether."""
    return " ".join(map(group, text.split()))


def group(word: str) -> str:
    """A word with its look-alike letters as digits, if most of it is digits."""
    digits = sum("0" <= letter <= "9" for letter in word)
    return word.translate(DIGIT_FOR) if digits >= DIGITS_ENOUGH * len(word) else word


def card_numbers(lines: Sequence[str]) -> Iterator[CardNumber]:
    """Numbers that may be a card's: in one line, over two, or four digits under each other."""
    plain = [as_digits(line) for line in lines]
    for line in plain:
        yield from in_line(line)
    for row, rows in STACKED:
        alone = [line for line in plain if row.fullmatch(line)]
        for at in range(len(alone) - rows + 1):
            yield from (number for number in in_line(" ".join(alone[at : at + rows])) if number.grouped)
    for first, second in pairwise(plain):
        if re.fullmatch(r"\d{4} \d{4}", first) and re.fullmatch(r"\d{4} \d{4}", second):
            yield CardNumber((first + second).replace(" ", ""), grouped=True)


def in_line(line: str) -> Iterator[CardNumber]:
    """Numbers in one line; one that stands in no groups of four must be most of the line."""
    grouped = [re.sub(r"\D", "", groups) for form in (FOURS, AMERICAN) for groups in form.findall(line)]
    plain = (re.sub(r"\D", "", number) for number in PAN.findall(line) if not grouped)
    enough = sum(map(str.isalnum, line)) / 2
    yield from (CardNumber(digits, grouped=True) for digits in grouped)
    yield from (CardNumber(digits, grouped=False) for digits in plain if enough <= len(digits) in LENGTHS)


def agreed(readings: Sequence[str]) -> Iterator[str]:
    """Card numbers with a right check digit, put together from groups of several readings of a line."""
    split = [as_digits(text).split() for text in readings]
    whole = [groups for groups in split if len(groups) == GROUPS]
    choices = [{groups[at] for groups in whole if GROUP.fullmatch(groups[at])} for at in range(GROUPS)]
    if 0 < math.prod(map(len, choices)) <= MOST_CHOICES:
        numbers = (CardNumber("".join(groups), grouped=True) for groups in product(*map(sorted, choices)))
        yield from (" ".join(GROUP.findall(number.digits)) for number in numbers if number.right)


def broken(lines: Sequence[str]) -> bool:
    """Whether somewhere stands a number like a card's of which one group was not read."""
    return any(BROKEN.search(as_digits(line)) for line in lines)


def dates(lines: Sequence[str]) -> int:
    """Different dates of birth, issue, expiry."""
    return len({match[0] for line in lines for match in DATE.finditer(as_digits(line))})


def expires(lines: Sequence[str]) -> bool:
    """Whether a month and a year stand somewhere."""
    return any(EXPIRY.search(as_digits(line)) for line in lines)


def document_numbers(lines: Sequence[str]) -> list[str]:
    """What may be a document's number."""
    dateless = (DATE.sub(" ", line) for line in lines)
    return [match[0].replace(" ", "") for line in dateless for match in DOCUMENT.finditer(line)]


def marks(lines: Sequence[str]) -> int:
    """Different field numbers of a licence at the beginnings of lines; none if 4a to 4d are missing."""
    found = {match[1] for line in lines if (match := MARK.match(line))}
    return len(found) if any(mark.startswith("4") for mark in found) else 0
