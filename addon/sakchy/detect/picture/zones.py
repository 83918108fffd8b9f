"""Lines cut out of a picture to the zone that they are, the cheap things first.

A page of print has lines too. Fillers (`<`) tell after two or three of them: every zone has some, of a
hundred strips of code, tables and slips ninety show less than three, and are not read further.
"""

from collections.abc import Iterable
from functools import cached_property

import numpy as np

from sakchy.detect.mrz import Zone, read_zone
from sakchy.detect.picture import opinion
from sakchy.detect.picture.layout import texts
from sakchy.detect.picture.opencv import Grey
from sakchy.detect.picture.reader import Reading, read

SURE = 2
"""Strength of a zone that ends the search."""
FILLER, FEWEST = "<", 3
"""A name that fills its line still has `P<` and `<<` in it (ICAO 9303-4, 4.2.2.1); of 326 strips of drawn and
published documents none showed less than thirteen."""
ROW = 3
"""Fillers side by side that a line of a zone shows even to a reader that makes nothing of the rest: the least
were seven."""
TRIED = 3
"""Lines in which they are looked for, those in the middle first: the second line may be full of digits."""
LEGIBLE, PROMISING = 0.5, 0.6
"""Mean probability from which a reading counts, and from which lines are worth more widths."""
USUAL, OTHERS = 0.8, (0.65, 0.95, 1.1)
"""Widths at which a line is read, over its natural width: characters closer or wider than usual."""


class Way:
    """The lines of a strip, from the top, read in one direction."""

    def __init__(self, lines: list[Grey]) -> None:
        self.lines = lines

    @cached_property
    def readings(self) -> list[Reading]:
        """What all lines say; nothing if those in the middle show no fillers."""
        known: dict[int, Reading] = {}
        fillers, unlike = 0, 0
        for index in nearest_middle(len(self.lines))[:TRIED]:
            known[index] = read(self.lines[index], USUAL)
            fillers += known[index].text.count(FILLER)
            unlike += not like_zone(known[index].text)
            if fillers >= FEWEST:
                return [known.get(index) or read(line, USUAL) for index, line in enumerate(self.lines)]
            if unlike > print_beside(len(self.lines)):
                break
        return []

    @property
    def filled(self) -> bool:
        """Whether a row of fillers is among what was read: nothing else looks like that."""
        return any(FILLER * ROW in reading.text for reading in self.readings)

    @property
    def promises(self) -> bool:
        """Whether the lines are worth reading again."""
        return self.sure > PROMISING and self.filled

    @property
    def sure(self) -> float:
        """How sure the reader was, over all lines."""
        return sum(reading.sure for reading in self.readings) / len(self.lines) if self.readings else 0.0


def nearest_middle(count: int) -> list[int]:
    """Numbers of lines, those in the middle first: a zone is what the strip was cut round."""
    return sorted(range(count), key=lambda index: abs(2 * index - count + 1))


def print_beside(count: int) -> int:
    """How many of the lines first read may be print above a zone: none where there are two or three."""
    return max(0, count // 2 - 1)


def like_zone(text: str) -> bool:
    """Whether a line may be one of a zone: those without fillers are full of digits."""
    return FILLER in text or 3 * sum(map(str.isdigit, text)) >= max(1, len(text))


def first_sure(strips: Iterable[list[Grey]]) -> Zone | None:
    """The first sure zone in strips, each the lines cut out of it from the top; else the best hint."""
    best, tried = None, list[Way]()
    for strip in strips:
        ways = both(strip)
        best = better(best, read_strip(ways))
        if sure(best):
            return best
        tried += ways
    return better(best, second_opinion(tried)) if opinion.available() else best


def both(strip: list[Grey]) -> tuple[Way, Way]:
    """The lines as they are and upside down: the finder's idea of that is right nine times in ten only."""
    return Way(strip), Way([np.rot90(line, 2) for line in reversed(strip)])


def second_opinion(ways: Iterable[Way]) -> Zone | None:
    """The zone that another reader sees where ours saw fillers and no more."""
    best = None
    for way in ways:
        if way.filled:
            best = better(best, read_zone(opinion.lines(way.lines)))
    return best


def better(one: Zone | None, other: Zone | None) -> Zone | None:
    """The stronger of two zones."""
    return max((zone for zone in (one, other) if zone), key=lambda zone: zone.strength, default=None)


def read_strip(ways: tuple[Way, Way]) -> Zone | None:
    """The zone of a strip, read both ways and, if it promises something, once more with care."""
    best = None
    for way in ways:
        best = better(best, grammar(way.readings))
        if sure(best):
            return best
    likelier = max(ways, key=lambda way: way.sure)
    return better(best, read_again(likelier)) if likelier.promises else best


def read_again(way: Way) -> Zone | None:
    """The zone of lines that promise one: in the form of a layout, then read at more widths."""
    best = spelled(way.readings)
    if sure(best):
        return best
    wider = [max((read(line, width) for width in OTHERS), key=lambda r: r.sure) for line in way.lines]
    best = better(best, grammar(wider))
    return best if sure(best) else better(best, spelled(wider))


def spelled(lines: list[Reading]) -> Zone | None:
    """The best zone of the likeliest lines that have the form of a layout."""
    best = None
    for rows in texts(lines):
        best = better(best, read_zone(rows))
    return best


def sure(zone: Zone | None) -> bool:
    """Whether a zone ends the search."""
    return zone is not None and zone.strength >= SURE


def grammar(lines: list[Reading]) -> Zone | None:
    """The zone of what was read."""
    return read_zone([reading.text for reading in lines if reading.sure > LEGIBLE])
