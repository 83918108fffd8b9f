"""What a name or text adds to a finding: bits, and from `SEEDS` on a count of words of seed phrases."""

TELLS, PERSON, BIRTH, HOME, CARD_NAME, DIGITS, ASKS, LOOSE, NUMBER, SAYS_BIRTH, SAYS_HOME = (
    1 << bit for bit in range(11)
)
"""TELLS: something may be found. ASKS: it depends on the paths of fields, and on what stands in them. NUMBER:
it depends on the field of a number. LOOSE: something was taken apart, its texts stand in no order. SAYS_BIRTH
and SAYS_HOME: the label of one stands in a text; with both, labels in texts are looked for. The others tell
nothing alone, and perhaps something together.
"""
SEEDS = 16
BITS = (1 << SEEDS) - 1


def added(weight: int, more: int) -> int:
    """Two weights together."""
    return (weight | more) & BITS | ((weight >> SEEDS) + (more >> SEEDS)) << SEEDS
