"""French cards that follow no ICAO layout: the identity card of 1988 to 2021 and the driving licence.

IDFRA surname 25, office 6           D1FRA number 9, check, expiry 6, surname 8, check
number 12, check, names 14, birth 6, check, sex, composite
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sakchy.detect.mrz.digits import check_digit, digits, valid
from sakchy.detect.mrz.zone import Zone, is_date

LENGTH = 36
HEAD = re.compile(r"^[A-Z0-9<]{0,2}[I1]DFRA")
SECOND = re.compile(r"^([A-Z0-9<]{12})([0-9OQDIL])")
BIRTH = re.compile(r"([0-9]{6})([0-9])[MF]([0-9])$")
LICENCE = re.compile(r"D1FRA([A-Z0-9]{9})([0-9])[A-Z0-9<]{14}([0-9]?)")


def zones(lines: Sequence[str]) -> Iterator[Zone]:
    """Zones of either card in folded lines."""
    for first, second in pairwise(lines):
        if HEAD.search(first) and len(second) >= LENGTH - 6:
            yield card(first[first.index("DFRA") - 1 :], second)
    for line in lines:
        yield from (licence(match) for match in LICENCE.finditer(line))


def card(first: str, second: str) -> Zone:
    """The two lines of an identity card; the heading alone counts as structure."""
    head, birth = SECOND.match(second), BIRTH.search(second)
    numbered = head is not None and valid(head[1], digits(head[2]))
    born = birth is not None and is_date(birth[1]) and valid(birth[1], birth[2])
    whole = len(first) == LENGTH and len(second) == LENGTH and second[-1].isdigit()
    composite = whole and check_digit("I" + first[1:] + second[:-1]) == int(second[-1])
    checks = numbered + born
    return Zone(
        document="I",
        format="FRA-ID",
        issuer="FRA",
        number=head[1] if head and numbered else "",
        checks=checks,
        of=2,
        composite=composite,
        strength=(3 if composite else 2) if checks else 0,
    )


def licence(match: re.Match[str]) -> Zone:
    """The one line of a driving licence: 30 characters, the last of which checks all before it."""
    checks = int(valid(match[1], match[2]))
    composite = match[3] != "" and check_digit(match[0][:-1]) == int(match[3])
    return Zone(
        document="D",
        format="FRA-DL",
        issuer="FRA",
        number=match[1],
        checks=checks,
        of=1,
        composite=composite,
        strength=(checks + composite + 1) if checks else 0,
    )
