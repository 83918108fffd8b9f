"""Long numbers by the ten thousand: which of them may pass the checks of rules, told for all together.

Somebody who sends a megabyte of numbers must not hold up the guard for as long as it takes to judge each by
itself. Check digits are sums of digits times weights: the digits that all numbers have at one position are
one string of bytes, weighed by `bytes.translate`, and whole strings are added as large numbers are. Whatever
may pass is still checked by itself; what cannot is let go here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import compress, groupby

import msgspec

from sakchy.detect.cards import LENGTHS, card_network, elcart, luhn
from sakchy.detect.checks import CHECKS
from sakchy.detect.compiled import Check, Checks, Compiled
from sakchy.detect.numbers import KZ_WEIGHTS, RU_WEIGHTS, account, kg_pin, kz_iin, ru_inn, uz_pinfl

LARGEST = 255
"""What a byte can hold."""
DOUBLE = 0
"""Stands for Luhn's weight: of the double of a digit the digits are added (ISO/IEC 7812-1, annex B)."""
Groups = Mapping[Checks, Sequence[Compiled]]
"""Rules by the checks that they share."""


class Sum(msgspec.Struct, frozen=True):
    """A condition: all digits of a number, each times its weight, leave `rest` when divided by `modulus`."""

    weights: tuple[int, ...]
    modulus: int
    rest: int = 0


def eleven(weights: Sequence[int]) -> tuple[Sum, Sum]:
    """Modulo 11 with the check digit right behind these weights; countries treat the rest 10 differently."""
    return Sum((*weights, -1), 11), Sum((*weights,), 11, 10)


SUMS: Mapping[Check, tuple[Sum, ...]] = {
    uz_pinfl: (Sum((7, 3, 1) * 4 + (7, -1), 10),),
    kz_iin: eleven(KZ_WEIGHTS[0]),
    ru_inn: eleven(RU_WEIGHTS[0]),
    CHECKS["ro-cnp"]: eleven((2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)),
    CHECKS["fr-nir"]: (Sum((*(10**power for power in range(12, -1, -1)), 10, 1), 97),),
}
"""Check -> conditions, one of which holds for every number that passes."""
DAY, MONTH = rb"(?:0[1-9]|[12]\d|3[01])", rb"(?:0[1-9]|1[0-2])"
FORMS: Mapping[Check, re.Pattern[bytes]] = {
    card_network: re.compile("|".join({prefix[:2] for prefix in LENGTHS}).encode()),
    kg_pin: re.compile(b"[12]" + DAY + MONTH + b"(?:19|20)"),
    uz_pinfl: re.compile(b"[1-6]" + DAY + MONTH),
    CHECKS["ro-cnp"]: re.compile(rb"[1-9]\d\d" + MONTH + DAY),
    kz_iin: re.compile(rb"\d\d" + MONTH + DAY + b"[1-6]"),
    elcart: re.compile(b"9417"),
    account: re.compile(b"1[0-4]|[34]0[1-8]"),
}
"""Check -> how every number begins that passes."""


def likely(numbers: Iterable[bytes], by_length: Mapping[int, Groups]) -> dict[bytes, tuple[Compiled, ...]]:
    """Numbers that rules may accept, with these rules; all others are left out."""
    out: dict[bytes, tuple[Compiled, ...]] = {}
    for length, alike in groupby(sorted(dict.fromkeys(numbers), key=len), len):
        if length not in by_length:
            continue
        groups, same = by_length[length], [*alike]
        may = lru_cache(None)(lambda checks, same=same: passing(checks, same))  # rules share most checks
        accepting = dict.fromkeys(same, 1 << [*groups].index(())) if () in groups else {}
        for bit, checks in enumerate(groups):
            for number in may(tuple(filter(is_told, checks))) if checks else ():
                accepting[number] = accepting.get(number, 0) | 1 << bit
        rules = {bits: chosen([*groups.values()], bits) for bits in {*accepting.values()}}
        out.update(zip(accepting, map(rules.__getitem__, accepting.values()), strict=True))
    return out


def is_told(check: Check) -> bool:
    """Whether anything is known of what a check accepts."""
    return check is luhn or check in SUMS or check in FORMS


def chosen(groups: Sequence[Sequence[Compiled]], bits: int) -> tuple[Compiled, ...]:
    """The rules of those groups whose bit is set."""
    return tuple(rule for bit, rules in enumerate(groups) if bits >> bit & 1 for rule in rules)


def passing(checks: Checks, numbers: Sequence[bytes]) -> Sequence[bytes]:
    """Those of numbers of one length that checks may accept; sums are told sooner than forms."""
    length = len(numbers[0]) if numbers else 0
    for sums in filter(None, (luhns(length) if check is luhn else SUMS.get(check) for check in checks)):
        numbers = [*compress(numbers, holding(b"".join(numbers), len(numbers), sums))] if numbers else []
    for form in filter(None, map(FORMS.get, checks)):
        numbers = [*filter(form.match, numbers)]
    return numbers


@lru_cache(None)
def luhns(length: int) -> tuple[Sum, ...]:
    """Luhn's condition for numbers of a length."""
    return (Sum(((DOUBLE, 1) * length)[-length:], 10),)


def holding(digits: bytes, count: int, sums: Iterable[Sum]) -> bytes:
    """For each of `count` numbers, written one behind the other, 1 if one of the sums holds, else 0."""
    length, held = len(digits) // count, 0
    for one in sums:
        total = most = 0
        for at, weight in enumerate(one.weights):
            if most + one.modulus > LARGEST:
                total = number(total.to_bytes(count, "big").translate(remainders(one.modulus)))
                most = one.modulus
            total += number(digits[at::length].translate(times(weight, one.modulus)))
            most += one.modulus
        held |= number(total.to_bytes(count, "big").translate(leaving(one.modulus, one.rest)))
    return held.to_bytes(count, "big")


def number(column: bytes) -> int:
    """A string of bytes as one large number, so that strings can be added."""
    return int.from_bytes(column, "big")


@lru_cache(None)
def times(weight: int, modulus: int) -> bytes:
    """A table from a written digit to what it counts with a weight."""
    counts = (sum(map(int, str(2 * digit))) if weight == DOUBLE else digit * weight for digit in range(10))
    return bytes.maketrans(b"0123456789", bytes(count % modulus for count in counts))


@lru_cache(None)
def remainders(modulus: int) -> bytes:
    """A table from a sum to its remainder."""
    return bytes(total % modulus for total in range(LARGEST + 1))


@lru_cache(None)
def leaving(modulus: int, rest: int) -> bytes:
    """A table from a sum to 1 if it leaves this rest, else 0."""
    return bytes(total % modulus == rest for total in range(LARGEST + 1))
