"""What a name or text adds to a finding: bits, and from `SEEDS` on a count of words of seed phrases."""

TELLS, PERSON, BIRTH, HOME, CARD_NAME, DIGITS, ASKS, LOOSE, NUMBER, PROSE = (1 << bit for bit in range(10))
"""TELLS: something may be found. ASKS: it depends on the paths of fields, and on what stands in them. NUMBER:
it depends on the field of a number. LOOSE: something was taken apart, its texts stand in no order. PROSE: a
label stands in a text, its answer anywhere. The others tell nothing alone, and perhaps something together.
"""
SEEDS = 16
BITS = (1 << SEEDS) - 1


def added(weight: int, more: int) -> int:
    """Two weights together."""
    return (weight | more) & BITS | ((weight >> SEEDS) + (more >> SEEDS)) << SEEDS
