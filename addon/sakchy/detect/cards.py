"""Payment card numbers: issuer prefixes with their lengths, and the Luhn check digit (ISO/IEC 7812-1)."""

import re

from sakchy.model import Why

DOUBLED = bytes.maketrans(b"0123456789", b"0246813579")
"""Digit -> sum of the digits of its double."""
ZERO = ord("0")

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
TEST_NUMBERS = frozenset([
    "4242424242424242", "4012888888881881", "4000056655665556", "4005519200000004",
    "4009348888881881", "4012000033330026", "4500600000000061", "4217651111111119",
    "4571736000000075", "4917610000000000", "4988438843884305", "4000002500003155",
    "4000000000009995", "4000002760003184", "4000003800000446", "4000000000000341",
    "4000000000005126", "5105105105105100", "5200828282828210", "2223003122003222",
    "2223000048400011", "2222400070000005", "5019717010103742", "5399999999999999",
    "6759649826438453", "371449635398431", "378734493671000", "371144371144376", "341111111111111",
    "6011000990139424", "6011981111111113", "6011000400000000", "3056930009020004",
    "36227206271667", "30569309025904", "38520000023237", "36148900647913", "3566002020360505",
    "3569990010095841", "6200000000000005", "6205500000000000004", "6250941006528599",
    "6250947000000014", "5555341244441115", "5454545454545454",
])  # fmt: skip
"""Numbers that payment services print for trying things out; no bank gives them to anybody."""
FEW = 3
"""A number of so few different digits (`4111…`) is one for tests as well."""
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
    digits = digits_of(value).encode()
    total = sum(digits[-1::-2]) + sum(digits[-2::-2].translate(DOUBLED)) - ZERO * len(digits)
    return len(digits) > 1 and total % 10 == 0


def card_network(value: str) -> bool:
    """Whether a number begins and ends like one of a known card network."""
    digits = digits_of(value)
    return len(digits) in LENGTHS.get(digits[:4], ())


def elcart(value: str) -> bool:
    """Whether a number begins as those of Elcart do, the national card of Kyrgyzstan."""
    return digits_of(value).startswith(ELCART)


def no_false_card(value: str) -> bool:
    """False for a number as long as a card's that is none. Hidden ones and tokens may stand for a card."""
    digits = digits_of(value)
    if not SHORTEST <= len(digits) <= LONGEST or NO_SEPARATOR.search(value):
        return True
    return card_network(digits) and (luhn(digits) or digits.startswith(ELCART))


def about_card(value: str) -> tuple[Why, ...]:
    """What is said of a card number besides that it is one."""
    digits = digits_of(value)
    return (Why("detect.test-card"),) if digits in TEST_NUMBERS or len(set(digits)) <= FEW else ()
