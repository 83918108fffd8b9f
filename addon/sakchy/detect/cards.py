"""Payment card numbers: issuer prefixes with their lengths, and the Luhn check digit (ISO/IEC 7812-1)."""

import re

DOUBLED = str.maketrans("0123456789", "0246813579")
"""Digit -> sum of the digits of its double."""

NETWORKS: tuple[tuple[str, int, int, tuple[int, ...]], ...] = (
    # name, first and last issuer prefix, lengths of the whole number
    ("visa", 4, 4, (13, 16, 19)),
    ("mastercard", 51, 55, (16,)),
    ("mastercard", 2221, 2720, (16,)),
    ("amex", 34, 34, (15,)),
    ("amex", 37, 37, (15,)),
    ("diners", 300, 305, (14, 16)),
    ("diners", 3095, 3095, (14, 16)),
    ("diners", 36, 36, (14, 16, 19)),
    ("diners", 38, 39, (14, 16, 19)),
    ("jcb", 3528, 3589, (16, 19)),
    ("jcb", 1800, 1800, (15,)),
    ("jcb", 2131, 2131, (15,)),
    ("discover", 6011, 6011, (16, 19)),
    ("discover", 644, 659, (16, 19)),
    ("unionpay", 62, 62, (16, 17, 18, 19)),
    ("unionpay", 8100, 8171, (16, 17, 18, 19)),
    ("mir", 2200, 2204, (16, 17, 18, 19)),
    ("elcart", 9417, 9417, (16,)),
    ("humo", 9860, 9860, (16,)),
    ("uzcard", 8600, 8600, (16,)),
    ("uzcard", 5614, 5614, (16,)),
    ("belkart", 9112, 9112, (16,)),
    ("troy", 9792, 9792, (16,)),
    ("maestro", 50, 50, (12, 13, 14, 15, 16, 17, 18, 19)),
    ("maestro", 56, 58, (12, 13, 14, 15, 16, 17, 18, 19)),
    ("maestro", 6304, 6304, (12, 13, 14, 15, 16, 17, 18, 19)),
    ("maestro", 67, 67, (12, 13, 14, 15, 16, 17, 18, 19)),
    ("rupay", 60, 60, (16,)),
    ("rupay", 81, 82, (16,)),
    ("rupay", 508, 508, (16,)),
)
SHORTEST, LONGEST = 12, 19
"""Digits of a card number (ISO/IEC 7812-1)."""
ELCART = "9417"
"""Whether these numbers carry a check digit is not published."""
NO_SEPARATOR = re.compile(r"[^\d\s-]")
"""What stands in no number of a card."""


def by_prefix() -> dict[str, frozenset[int]]:
    """First four digits of a number -> the lengths that numbers beginning so have in any network."""
    out: dict[str, frozenset[int]] = {}
    for _, first, last, lengths in NETWORKS:
        missing = 10 ** (4 - len(str(first)))
        for prefix in range(first * missing, (last + 1) * missing):
            out[str(prefix)] = out.get(str(prefix), frozenset()).union(lengths)
    return out


LENGTHS = by_prefix()
"""Looked up for every long number, most of which are time stamps and begin like no card."""


def digits_of(value: str) -> str:
    """Only the ASCII digits of a value."""
    if value.isascii() and value.isdigit():
        return value
    return "".join(char for char in value if "0" <= char <= "9")


def luhn(value: str) -> bool:
    """Whether the last digit is the Luhn check digit of those before it (ISO/IEC 7812-1, annex B)."""
    digits = digits_of(value)[::-1]
    total = sum(map(int, digits[::2])) + sum(map(int, digits[1::2].translate(DOUBLED)))
    return len(digits) > 1 and total % 10 == 0


def card_network(value: str) -> bool:
    """Whether a number begins and ends like one of a known card network."""
    digits = digits_of(value)
    return len(digits) in LENGTHS.get(digits[:4], ())


def no_false_card(value: str) -> bool:
    """False for a number as long as a card's that is none. Hidden ones and tokens may stand for a card."""
    digits = digits_of(value)
    if not SHORTEST <= len(digits) <= LONGEST or NO_SEPARATOR.search(value):
        return True
    return card_network(digits) and (luhn(digits) or digits.startswith(ELCART))
