"""How like a label is what was read: a small reader leaves a few letters wrong."""


def pairs(text: str) -> frozenset[str]:
    """Two letters in a row, each couple once."""
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def places(label: str) -> dict[str, int]:
    """Each letter of a label with its places, a bit each."""
    return {
        letter: sum(1 << at for at, other in enumerate(label) if other == letter) for letter in set(label)
    }


def likely(here: frozenset[str], wanted: frozenset[str], errors: int) -> bool:
    """Whether enough of a label's pairs stand in a text: a wrong letter takes two along."""
    return len(here & wanted) >= len(wanted) - 2 * errors


def nearest(text: str, label: str, where: dict[str, int], errors: int) -> tuple[int, int]:
    """Where the part of a text ends that is most like a label, and how many letters are wrong there.

    `where` are the label's `places`. The end is 0 if more than `errors` letters are wrong everywhere.
    Semi-global edit distance, a letter of the text at a time, in the bits of whole numbers (Myers 1999).
    """
    top, full = 1 << (len(label) - 1), (1 << len(label)) - 1
    up, down, wrong = full, 0, len(label)
    best, end = errors + 1, 0
    for place, letter in enumerate(text, 1):
        match = where.get(letter, 0)
        flat = (((match & up) + up) ^ up) | match
        add, sub = down | (full & ~(flat | up)), up & flat
        wrong += bool(add & top) - bool(sub & top)
        add, sub = (add << 1) & full, (sub << 1) & full
        up, down = sub | (full & ~((match | down) | add)), (match | down) & add
        if wrong < best:
            best, end = wrong, place
    return end, best
