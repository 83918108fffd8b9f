"""Machine readable zones of people who do not exist: born 1900, numbers of zeros, surname Ulgu (sample)."""

from sakchy.detect.mrz.digits import check_digit

SURNAME, NAME = "ULGU", "SPECIMEN"
BIRTH, EXPIRY, SEX = "000101", "350101", "M"
PERSONAL = "20101190099999"


def checked(field: str) -> str:
    """The field with its check digit after it."""
    return field + str(check_digit(field))


def named(length: int) -> str:
    """The name field, filled up."""
    return f"{SURNAME}<<{NAME}".ljust(length, "<")


def passport(state: str = "KGZ", number: str = "PE0000001") -> list[str]:
    """TD3: two lines of 44."""
    second = checked(number) + state + checked(BIRTH) + SEX + checked(EXPIRY) + checked(PERSONAL)
    whole = str(check_digit(second[:10] + second[13:20] + second[21:]))
    return [f"P<{state}{named(39)}", second + whole]


def card(state: str = "KGZ", number: str = "ID0000001") -> list[str]:
    """TD1: three lines of 30."""
    first = "ID" + state + checked(number) + PERSONAL + "<"
    second = checked(BIRTH) + SEX + checked(EXPIRY) + state + "<" * 11
    whole = str(check_digit(first[5:] + second[:7] + second[8:15] + second[18:]))
    return [first, second + whole, named(30)]


def slip(state: str = "UTO", number: str = "S00000001") -> list[str]:
    """TD2: two lines of 36."""
    second = checked(number) + state + checked(BIRTH) + SEX + checked(EXPIRY) + "<" * 7
    return [f"I<{state}{named(31)}", second + str(check_digit(second[:10] + second[13:20] + second[21:]))]


def visa(state: str = "UTO", number: str = "V00000001") -> list[str]:
    """MRV-A: two lines of 44, no composite check digit."""
    second = checked(number) + "KGZ" + checked(BIRTH) + SEX + checked(EXPIRY)
    return [f"V<{state}{named(39)}", second.ljust(44, "<")]
