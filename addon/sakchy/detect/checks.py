"""The checks that a rule may name: functions from a found value to yes or no."""

from collections.abc import Callable

from sakchy.detect import cards, numbers, passwords, tokens, webtokens
from sakchy.detect.mrz import read_zone
from sakchy.detect.national import NATIONAL

SURE = 2
"""Strength of a zone from which on it is one: two check digits in a sound structure."""


def zone(value: str) -> bool:
    """Whether lines are a machine readable zone with right check digits (ICAO 9303)."""
    read = read_zone(value.split("\n") if "\n" in value else value.split())
    return read is not None and read.strength >= SURE


CHECKS: dict[str, Callable[[str], bool]] = {
    "luhn": cards.luhn,
    "card-network": cards.card_network,
    "elcart": cards.elcart,
    "no-false-card": cards.no_false_card,
    "kg-pin": numbers.kg_pin,
    "not-a-timestamp": numbers.not_a_timestamp,
    "kz-iin": numbers.kz_iin,
    "ru-inn": numbers.ru_inn,
    "ru-snils": numbers.ru_snils,
    "uz-pinfl": numbers.uz_pinfl,
    "ru-account": numbers.ru_account,
    "account": numbers.account,
    "iban": numbers.iban,
    **NATIONAL,
    "lively": tokens.lively,
    "no-stand-in": tokens.no_stand_in,
    "varied": tokens.varied,
    "no-example": tokens.no_example,
    "no-filler": tokens.no_filler,
    "password": passwords.password,
    "mixed": passwords.mixed,
    "setting": passwords.setting,
    "chance": passwords.chance,
    "live-token": webtokens.live_token,
    "zone": zone,
}
"""Name in a rule file -> function."""
