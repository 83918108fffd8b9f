"""TD1, the zone of three lines of 30 on the back of identity cards (9303-5).

I or A or C, one more, issuer 3, number 9, check, optional 15
birth 6, check, sex, expiry 6, check, nationality 3, optional 11, composite
surname << names
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import cast

from sakchy.detect.mrz.codes import known
from sakchy.detect.mrz.digits import DIGIT_CLASS, LETTER_CLASS, check_digit, digits, fit, letters, mended
from sakchy.detect.mrz.pair import LEAST_DIGITS, LEAST_NUMBER, dated
from sakchy.detect.mrz.zone import Document, Zone, strength, structure
from sakchy.model import Value

LENGTH = 30
MOST_HEADS = 4
"""Places in the lines above that may be where the first line begins; more are made to cost time."""
FIRST = re.compile(rf"(?=([ACI1P])[A-Z0-9<]([{LETTER_CLASS}]{{3}})([A-Z0-9<]{{9}})([{DIGIT_CLASS}]))")
SECOND = re.compile(
    rf"(?=([{DIGIT_CLASS}]{{6}})([{DIGIT_CLASS}])([MFX<HN])([{DIGIT_CLASS}]{{6}})([{DIGIT_CLASS}])([{LETTER_CLASS}]{{3}}))"
)


class Head(Value, frozen=True):
    """A first line, from its first character on."""

    line: str
    document: Document
    issuer: str
    numbers: tuple[str, ...]
    """Readings of the number that agree with its check digit."""


def zones(lines: Sequence[str]) -> Iterator[Zone]:
    """Zones whose second line stands anywhere in a folded line, with and without each first line above."""
    for index, line in enumerate(lines):
        matches = [match for match in SECOND.finditer(line) if dense(match)]
        above = islice(heads(lines[max(0, index - 2) : index]), MOST_HEADS if matches else 0)
        for head in (None, *above):
            yield from (read(line[match.start() :], match, head) for match in matches)


def dense(match: re.Match[str]) -> bool:
    """Whether enough of the places for dates and their checks are digits as read."""
    return sum(map(str.isdigit, match[1] + match[2] + match[4] + match[5])) >= LEAST_DIGITS


def read(line: str, match: re.Match[str], head: Head | None) -> Zone:
    """The zone of a second line and perhaps a first.

    Dates, sex and dates again stand in every layout: without a first line a nation in use must follow.
    """
    birth, expiry, nation = digits(match[1]), digits(match[4]), letters(match[6])
    checks = dated(birth, digits(match[2])) + dated(expiry, digits(match[5]))
    composite = head is not None and composed(head.line, line)
    sound = structure(birth, match[3], expiry, nation) if head or known(nation) else 0
    return Zone(
        document=head.document if head else "I",
        format="TD1",
        issuer=head.issuer if head else nation.rstrip("<"),
        number=head.numbers[0].strip("<") if head and head.numbers else "",
        checks=checks + bool(head and head.numbers),
        of=3 if head else 2,
        composite=composite,
        strength=strength(checks + bool(head and head.numbers), sound, composite=composite),
    )


def heads(lines: Sequence[str]) -> Iterator[Head]:
    """First lines with an issuer in use, the nearest first."""
    for line in reversed(lines):
        for match in FIRST.finditer(line):
            issuer = letters(match[2])
            if known(issuer):
                whole = line[match.start() :]
                document = cast("Document", "I" if match[1] == "1" else match[1])
                yield Head(whole, document, issuer.rstrip("<"), numbers(match[3], match[4], whole[15:LENGTH]))


def numbers(number: str, check: str, optional: str) -> tuple[str, ...]:
    """Agreeing readings of a number.

    One of more than nine places goes on in the optional data, its
    check digit last, and has a filler where the check digit would stand (9303-5, 4.2.4).
    """
    more = optional.partition("<")[0]
    if check == "<" and len(more) >= 2:
        number, check = number + more[:-1], more[-1]
    if len(number.strip("<")) < LEAST_NUMBER:
        return ()
    return tuple(mended(number, digits(check)))


def composed(first: str, second: str) -> bool:
    """Whether the composite check digit is right, over the digits of both lines (9303-5, 4.2.4)."""
    upper, lower = fit(first, LENGTH), fit(second, LENGTH)
    if len(upper) != LENGTH or len(lower) != LENGTH:
        return False
    last = digits(lower[29])
    covered = upper[5:] + digits(lower[:7]) + digits(lower[8:15]) + lower[18:29]
    return last.isdigit() and check_digit(covered) == int(last)
