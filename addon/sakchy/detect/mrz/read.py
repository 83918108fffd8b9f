"""Lines in, zone out."""

from collections.abc import Iterator, Sequence

from sakchy.detect.mrz import card, french, pair
from sakchy.detect.mrz.digits import fold
from sakchy.detect.mrz.zone import Zone

MOST_LINES = 12
"""A zone has three lines at most; more room than this only costs time."""
MOST_CHARACTERS = 256
"""Longest line looked at: a whole zone of 90 written in one line, and some text around it."""
LEAST_CHARACTERS = 12
"""Shorter pieces hold no field worth checking."""
JOINED = {88: 44, 72: 36, 90: 30}
"""Zones written without line breaks: whole length -> length of a line."""


def read_zone(lines: Sequence[str]) -> Zone | None:
    """The best zone in neighbouring lines, as a camera or a person wrote them; None if there is none.

    Reads TD1, TD2, TD3, MRV-A, MRV-B, the French identity card and driving licence, anywhere in at most
    twelve lines, mending characters that look alike where the place or a check digit says so. Only a zone
    of strength 2 or 3 is sure; strength 1 is a hint.
    """
    folded = [fold(line[:MOST_CHARACTERS]) for line in lines[:MOST_LINES]]
    long = [piece for line in folded for piece in split(line) if len(piece) >= LEAST_CHARACTERS]
    found = [zone for zone in candidates(long) if zone.strength]
    return max(found, key=lambda zone: (zone.strength, zone.checks, zone.composite), default=None)


def candidates(lines: Sequence[str]) -> Iterator[Zone]:
    """Every zone any layout makes of the lines; of a line broken in two by a reader as well."""
    yield from pair.zones(lines)
    yield from card.zones(lines)
    yield from french.zones(lines)
    for index in range(len(lines) - 1):
        yield from pair.zones([*lines[max(0, index - 1) : index], lines[index] + lines[index + 1]])


def split(line: str) -> list[str]:
    """A zone written in one line, cut into its lines."""
    step = JOINED.get(len(line), len(line) or 1)
    return [line[start : start + step] for start in range(0, len(line), step)]
