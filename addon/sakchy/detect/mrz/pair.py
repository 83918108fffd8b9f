"""Zones of two lines: TD3 (passport, 9303-4), TD2 (9303-6), visas MRV-A and MRV-B (9303-7).

The second lines of all four begin alike:
    number 9, check, nationality 3, birth 6, check, sex, expiry 6, check
and TD3 and TD2 end with a composite check digit.
"""

import re
from collections.abc import Iterator, Sequence
from typing import cast

from sakchy.detect.mrz.codes import known
from sakchy.detect.mrz.digits import (
    DIGIT_CLASS,
    LETTER_CLASS,
    check_digit,
    digits,
    fit,
    letters,
    mended,
    valid,
)
from sakchy.detect.mrz.zone import Document, Format, Zone, strength, structure

SECOND = re.compile(
    rf"(?=([A-Z0-9<]{{9}})([{DIGIT_CLASS}])([{LETTER_CLASS}]{{3}})"
    rf"([{DIGIT_CLASS}]{{6}})([{DIGIT_CLASS}])([MFX<HN])([{DIGIT_CLASS}]{{6}})([{DIGIT_CLASS}]))"
)  # H and N are M misread
FIRST = re.compile(rf"(?=([PVIAC])[A-Z0-9<]([{LETTER_CLASS}]{{3}})[A-Z0-9<]*<<)")
LEAST_DIGITS = 9
"""Of the fourteen places for dates and their checks, so many must be digits as read."""
LEAST_NUMBER = 5
"""Shorter document numbers are in nobody's use and agree with a check digit too easily."""
WIDE = 40
"""A second line of more characters is one of 44 (TD3, MRV-A), of fewer one of 36."""


def zones(lines: Sequence[str]) -> Iterator[Zone]:
    """Zones whose second line stands anywhere in one of the folded lines."""
    for index, line in enumerate(lines):
        matches = [match for match in SECOND.finditer(line) if dense(match)]
        head = headed(lines[max(0, index - 2) : index]) if matches else (None, "")
        yield from (read(line[match.start() :], match, *head) for match in matches)


def dense(match: re.Match[str]) -> bool:
    """Whether enough of the places for dates and their checks are digits as read."""
    return sum(map(str.isdigit, match[4] + match[5] + match[7] + match[8])) >= LEAST_DIGITS


def read(line: str, match: re.Match[str], document: Document | None, issuer: str) -> Zone:
    """The zone of a second line, with document and issuer as the line above says."""
    number, check = match[1], digits(match[2])
    nation, birth, expiry = letters(match[3]), digits(match[4]), digits(match[7])
    readings = list(mended(number, check)) if len(number.strip("<")) >= LEAST_NUMBER else []
    birth_check, expiry_check = digits(match[5]), digits(match[8])
    covered = check + birth + birth_check + expiry + expiry_check
    length = whole(line, [reading + covered for reading in readings or [number]]) if document != "V" else None
    checks = bool(readings) + dated(birth, birth_check) + dated(expiry, expiry_check)
    sure = strength(checks, structure(birth, match[6], expiry, nation), composite=length is not None)
    form = layout(document, length or (44 if len(line) >= WIDE else 36))
    return Zone(
        document=document or ("P" if form == "TD3" else "I"),
        format=form,
        issuer=issuer or nation.rstrip("<"),
        number=(readings or [number])[0].strip("<"),
        checks=checks,
        of=3,
        composite=length is not None,
        strength=sure,
    )


def dated(field: str, check: str) -> bool:
    """Whether a date agrees with its check digit; parts of a birth date may be unknown, not all of it."""
    return sum(map(str.isdigit, field)) >= 4 and valid(field, check)


def whole(line: str, covered: Sequence[str]) -> int | None:
    """Length of the line, 44 or 36, if its composite check digit is right for one of the readings."""
    lengths = sorted((44, 36), key=lambda length: abs(length - len(line)))
    return next((length for length in lengths if any(composed(line, length, text) for text in covered)), None)


def composed(line: str, length: int, covered: str) -> bool:
    """Whether the composite check digit, last of the line, is right (9303-4, 4.2.2.2; 9303-6, 4.2.2.2).

    It is over number, birth and expiry with their check digits (`covered`) and the optional data.
    """
    fitted = fit(line, length)
    last = digits(fitted[length - 1 : length])
    return last.isdigit() and check_digit(covered + fitted[28 : length - 1]) == int(last)


def headed(above: Sequence[str]) -> tuple[Document | None, str]:
    """Document and issuer by the first line of the zone, the nearest one above."""
    for line in reversed(above):
        for match in FIRST.finditer(line):
            issuer = letters(match[2])
            if known(issuer):
                return cast("Document", match[1]), issuer.rstrip("<")
    return None, ""


def layout(document: Document | None, length: int) -> Format:
    """Which of the four it is."""
    if document == "V":
        return "MRVA" if length == 44 else "MRVB"
    return "TD3" if length == 44 else "TD2"
