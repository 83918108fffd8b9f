"""A card's number in four rows: where the rows must be, told from those that were read."""

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

from msgspec.structs import replace

from sakchy.detect.picture.fronts.numbers import GROUP, GROUPS, as_digits
from sakchy.detect.picture.fronts.words import Words

UNDER = 0.6
"""Of a row's height: so far to the side another row may begin."""
PITCH = (1.0, 2.8)
"""From row to row, over their height."""
FEWEST = 3
"""Rows of four digits; the other may be illegible."""


def numbers(lines: Mapping[Words, str], read: Callable[[Words], str]) -> Iterator[str]:
    """Numbers whose rows stand under each other, one of them perhaps illegible, as lines of four groups.

    `lines` are those read as numbers already; `read` reads where another row must be.
    """
    fours = [line for line, said in lines.items() if GROUP.fullmatch(as_digits(said).strip())]
    for upper, lower in combinations(sorted(fours, key=lambda line: line.y), 2):
        for steps in range(1, GROUPS):
            if found := list(windows([as_digits(read(at)).strip() for at in rows(upper, lower, steps)])):
                yield from found
                return


def under(upper: Words, lower: Words) -> bool:
    """Whether two lines begin under each other and are equally high."""
    height = max(upper.height, lower.height)
    return abs(upper.x - lower.x) <= UNDER * height and min(upper.height, lower.height) > height / 2


def rows(upper: Words, lower: Words, steps: int) -> list[Words]:
    """All rows that a number with these two, so many rows apart, may have; none if they cannot be of one."""
    lean, pitch = (lower.x - upper.x) / steps, (lower.y - upper.y) / steps
    if not under(upper, lower) or not PITCH[0] <= pitch / upper.height <= PITCH[1]:
        return []
    places = range(steps + 1 - GROUPS, GROUPS)
    return [replace(upper, x=upper.x + lean * place, y=upper.y + pitch * place) for place in places]


def windows(said: list[str]) -> Iterator[str]:
    """Four rows in a row of which enough are four digits."""
    for start in range(len(said) - GROUPS + 1):
        four = said[start : start + GROUPS]
        if sum(bool(GROUP.fullmatch(text)) for text in four) >= FEWEST and all(four):
            yield " ".join(text.replace(" ", "") for text in four)
