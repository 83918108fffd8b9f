"""Personal numbers of Kyrgyzstan and its neighbours: structure, calendar and check digits."""

import re
from datetime import UTC, date, datetime

from stdnum import iban as registered

from sakchy.detect.cards import digits_of

OLDEST = 1900
"""Nobody alive was born before."""
CENTURIES = ("19", "20")
MONTHS, DAYS = 12, 31
CLOCK = (24, 60, 60)
STAMPS = range(2000, 2036)
"""Years in which fourteen digits are more likely a time stamp (YYYYMMDDhhmmss)."""
KZ_WEIGHTS = ((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2))
RU_WEIGHTS = ((7, 2, 4, 10, 3, 5, 9, 4, 6, 8), (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8))
RU_ACCOUNT = re.compile(r"(?<!\d)\d{20}(?!\d)")
RU_BIC = re.compile(r"(?<!\d)0\d{8}(?!\d)")
RU_ACCOUNT_WEIGHTS = (7, 1, 3) * 7 + (7, 1)
"""Over the last three digits of the BIC and the account (Bank of Russia, 1997)."""
ACCOUNT = re.compile(r"1[0-4]\d{14}|[34]0[1-8]\d{17}")
UZ_WEIGHTS = (7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1, 7)


def kg_pin(value: str) -> bool:
    """Kyrgyz PIN: sex (1 or 2), birth date DDMMYYYY, five digits. A leading 0 is an organisation's number.

    No public check digit is known, so the calendar is all there is: one in 10 800 random numbers passes.
    """
    digits = digits_of(value)
    if len(digits) != 14 or digits[0] not in "12" or digits[5:7] not in CENTURIES:
        return False
    return born(int(digits[5:9]), int(digits[3:5]), int(digits[1:3]))


def born(year: int, month: int, day: int) -> bool:
    """Whether somebody alive can have been born on that day."""
    if year < OLDEST or not (0 < month <= MONTHS and 0 < day <= DAYS):  # most numbers are no date at all
        return False
    try:
        return date(year, month, day) <= datetime.now(UTC).date()
    except ValueError:
        return False


def not_a_timestamp(value: str) -> bool:
    """False for fourteen digits that read as a time of our days, YYYYMMDDhhmmss."""
    digits = digits_of(value)
    if len(digits) != 14 or int(digits[:4]) not in STAMPS:
        return True
    year, month, day, *clock = (int(digits[at : at + 2]) for at in range(2, 14, 2))
    try:
        date(2000 + year, month, day)
    except ValueError:
        return True
    return any(part >= whole for part, whole in zip(clock, CLOCK, strict=True))


def weighted(digits: str, weights: tuple[int, ...]) -> int:
    """Sum of the digits, each times its weight."""
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def kz_iin(value: str) -> bool:
    """Kazakh IIN: YYMMDD, century and sex, four digits, check digit modulo 11 (two rows of weights)."""
    digits = digits_of(value)
    if len(digits) != 12 or digits[6] not in "123456":
        return False
    century = 1800 + (int(digits[6]) - 1) // 2 * 100
    if not born(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6])):
        return False
    checks = [weighted(digits, weights) % 11 for weights in KZ_WEIGHTS]
    return next((check for check in checks if check < 10), -1) == int(digits[11])


def ru_inn(value: str) -> bool:
    """Russian INN of a person: twelve digits, the last two are check digits modulo 11."""
    digits = digits_of(value)
    if len(digits) != 12:
        return False
    return all(weighted(digits, row) % 11 % 10 == int(digits[len(row)]) for row in RU_WEIGHTS)


def ru_snils(value: str) -> bool:
    """Russian SNILS: nine digits and a check number modulo 101."""
    digits = digits_of(value)
    if len(digits) != 11:
        return False
    return weighted(digits, tuple(range(9, 0, -1))) % 101 % 100 == int(digits[9:])


def uz_pinfl(value: str) -> bool:
    """Uzbek PINFL: sex and century (1 to 6), DDMMYY, six digits, check digit with weights 7, 3, 1."""
    digits = digits_of(value)
    if len(digits) != 14 or digits[0] not in "123456":
        return False
    century = 1800 + (int(digits[0]) - 1) // 2 * 100
    if not born(century + int(digits[5:7]), int(digits[3:5]), int(digits[1:3])):
        return False
    return weighted(digits, UZ_WEIGHTS) % 10 == int(digits[13])


def ru_account(value: str) -> bool:
    """Russian account with the BIC: its ninth digit is a key modulo 10 (weights 7, 1, 3)."""
    accounts, banks = RU_ACCOUNT.findall(value), RU_BIC.findall(value)
    if not accounts or not banks:
        return False
    return weighted(banks[0][-3:] + accounts[0], RU_ACCOUNT_WEIGHTS) % 10 == 0


def account(value: str) -> bool:
    """Account number as Kyrgyz (16 digits, the bank's code first) and Russian banks (20 digits) give them."""
    return ACCOUNT.fullmatch(digits_of(value)) is not None


def iban(value: str) -> bool:
    """IBAN (ISO 13616): length and structure that its country registered, remainder 1 modulo 97."""
    compact = "".join(value.split()).upper()
    return compact.isascii() and bool(registered.is_valid(compact, check_country=False))
