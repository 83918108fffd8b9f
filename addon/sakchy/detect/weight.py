"""What a name or text adds to a finding: bits, and from `SEEDS` on a count of words of seed phrases."""

TELLS, PERSON, BIRTH, HOME, CARD_NAME, DIGITS, ASKS, LOOSE = (1 << bit for bit in range(8))
"""TELLS: something may be found. ASKS: it depends on the paths of fields, and on what stands in them. LOOSE:
something was taken apart, and its texts stand in no order. The others tell nothing by themselves and may tell
something together.
"""
SEEDS = 16
BITS = (1 << SEEDS) - 1


def added(weight: int, more: int) -> int:
    """Two weights together."""
    return (weight | more) & BITS | ((weight >> SEEDS) + (more >> SEEDS)) << SEEDS
