"""How a name is mistyped, or made to be overlooked: every slip of one letter, written out beforehand.

Looking a name up in a table of slips costs the same however many names are protected.
"""

from collections.abc import Iterator

SIMILAR = ("il", "ec", "uv", "gq", "hb", "nm", "ij", "oe", "vy", "ft", "kh")
"""Letters that are taken for each other at a glance."""
DOUBLED, SWAPPED, DROPPED = 3, 4, 5
"""Fewest letters of a name of which such a slip means that name: `kg` and `gk` are both somebody's."""


def slips(label: str) -> Iterator[str]:
    """What a label becomes when one letter is doubled, swapped, dropped or taken for a similar one."""
    size = len(label)
    yield from doubled(label)
    for at in range(size - 1 if size >= SWAPPED else 0):
        yield label[:at] + label[at + 1] + label[at] + label[at + 2 :]
    for at in range(size if size >= DROPPED else 0):
        yield label[:at] + label[at + 1 :]
        for pair in SIMILAR:
            if label[at] in pair:
                yield label[:at] + pair.replace(label[at], "") + label[at + 1 :]


def doubled(label: str) -> Iterator[str]:
    """What a label becomes when one letter is doubled."""
    for at in range(len(label) if len(label) >= DOUBLED else 0):
        yield label[:at] + label[at] + label[at:]
