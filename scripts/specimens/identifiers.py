"""Identifiers, cards, zones and papers of nobody, put together by chance and right in every check digit.

Each maker takes a `Random`, so that the same seed makes the same ones.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import NamedTuple, TypeAlias

from sakchy.detect.cards import NETWORKS, luhn
from sakchy.detect.mrz.codes import ISSUERS
from sakchy.detect.mrz.digits import check_digit
from sakchy.detect.national import NATIONAL
from sakchy.detect.numbers import iban, kg_pin, kz_iin, ru_inn, ru_snils, uz_pinfl

Make: TypeAlias = Callable[[Random], str]
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
STATES = sorted(code for code in ISSUERS if len(code) == 3)
FIRST_BIRTH, DAYS = date(1930, 1, 1), 28_000
SHORTEST_CARD = 14
"""Shorter ones are found only where they are named."""


class Number(NamedTuple):
    """A personal number: the field and the words it stands after, what checks and what makes it."""

    field: str
    words: str
    check: Callable[[str], bool]
    shape: Make
    """Makes numbers of which some are right."""

    def make(self, chance: Random) -> str:
        """A right one."""
        return until(self.check, lambda: self.shape(chance))

    def wrong(self, chance: Random, right: str) -> str:
        """A right one with one digit changed, so that it is right nowhere in the region either."""
        return until(
            lambda value: not (self.check(value) or neighbours(value)), lambda: swapped(chance, right)
        )


def until(check: Callable[[str], bool], make: Callable[[], str]) -> str:
    """The first of the values made that passes."""
    while not check(value := make()):
        pass
    return value


def swapped(chance: Random, value: str) -> str:
    """One digit of a value replaced."""
    place = chance.choice([index for index, char in enumerate(value) if char.isdigit()])
    return value[:place] + chance.choice("0123456789") + value[place + 1 :]


def neighbours(value: str) -> bool:
    """Whether a number is right in a neighbouring country: the words round them are alike."""
    return ru_inn(value) or kz_iin(value) or kg_pin(value)


def born(chance: Random) -> date:
    """A birthday."""
    return FIRST_BIRTH + timedelta(chance.randrange(DAYS))


def digits(chance: Random, count: int) -> str:
    """So many digits."""
    return "".join(chance.choices("0123456789", k=count))


def letters(chance: Random, count: int) -> str:
    """So many capitals."""
    return "".join(chance.choices(LETTERS, k=count))


def pin(chance: Random) -> str:
    """Kyrgyz PIN."""
    return f"{chance.choice('12')}{born(chance):%d%m%Y}{digits(chance, 5)}"


def organisation(chance: Random) -> str:
    """Kyrgyz tax number of an organisation, which is nobody's."""
    return f"0{born(chance):%d%m%Y}{digits(chance, 5)}"


def belarusian(chance: Random) -> str:
    """Belarusian number but for its check digit."""
    first = f"{chance.choice('34')}{born(chance):%d%m%y}{chance.choice('ABCHKEM')}"
    return f"{first}{digits(chance, 3)}PB{digits(chance, 1)}"


def nir(chance: Random) -> str:
    """French number."""
    place = f"{chance.randrange(10, 90)}{chance.randrange(1, 900):03}"
    number = f"{chance.choice('12')}{born(chance):%y%m}{place}{digits(chance, 3)}"
    return f"{number}{97 - int(number) % 97:02}"


def codice(chance: Random) -> str:
    """Italian number but for its check letter."""
    day = born(chance)
    month = "ABCDEHLMPRST"[day.month - 1]
    return f"{letters(chance, 6)}{day:%y}{month}{day:%d}H{digits(chance, 3)}{letters(chance, 1)}"


def of_digits(count: int, first: str = "123456789") -> Make:
    """Makes numbers of so many digits."""
    return lambda chance: chance.choice(first) + digits(chance, count - 1)


def of_birth(form: str, count: int) -> Make:
    """Makes numbers that begin with a birthday."""
    return lambda chance: born(chance).strftime(form) + digits(chance, count)


NUMBERS: dict[str, Number] = {
    "kg-pin": Number("pin", "мой ПИН", kg_pin, pin),
    "kz-iin": Number("iin", "ИИН", kz_iin, lambda c: f"{born(c):%y%m%d}{c.choice('34')}{digits(c, 5)}"),
    "ru-inn": Number("inn", "ИНН", ru_inn, of_digits(12)),
    "ru-snils": Number("snils", "СНИЛС", ru_snils, of_digits(11)),
    "uz-pinfl": Number(
        "pinfl", "ПИНФЛ", uz_pinfl, lambda c: f"{c.choice('34')}{born(c):%d%m%y}{digits(c, 7)}"
    ),
} | {
    name: Number(field, words, NATIONAL[name], shape)
    for name, field, words, shape in (
        ("by-number", "identificationNumber", "личный номер", belarusian),
        ("uk-nino", "nino", "National Insurance number", lambda c: f"AB{digits(c, 6)}{c.choice('ABCD')}"),
        ("uk-nhs", "nhsNumber", "NHS number", of_digits(10)),
        ("us-ssn", "ssn", "my SSN:", lambda c: f"{digits(c, 3)}-{digits(c, 2)}-{digits(c, 4)}"),
        ("ua-rnokpp", "rnokpp", "РНОКПП", of_digits(10)),
        ("tr-kimlik", "tckn", "kimlik no", of_digits(11)),
        ("de-idnr", "steuerId", "Steuer-ID", of_digits(11)),
        ("fr-nir", "nir", "numéro de sécurité sociale", nir),
        ("it-codice", "codiceFiscale", "codice fiscale", codice),
        ("es-dni", "dni", "mi DNI:", lambda c: f"{digits(c, 8)}{letters(c, 1)}"),
        ("pl-pesel", "pesel", "PESEL", of_birth("%y%m%d", 5)),
        ("nl-bsn", "bsn", "BSN", of_digits(9, "1")),
        ("be-nn", "rijksregister", "rijksregisternummer", of_birth("%y%m%d", 5)),
        ("ro-cnp", "cnp", "CNP", of_birth("1%y%m%d", 6)),
        ("se-number", "personnummer", "personnummer", of_birth("%y%m%d-", 4)),
        ("pt-nif", "nif", "NIF:", of_digits(9, "2")),
        ("cz-rc", "rodneCislo", "rodné číslo", lambda c: f"{c.randrange(60, 99)}0509/{digits(c, 4)}"),
    )
}
"""Name of the check -> number."""
WITHOUT_CHECK = ("kg-pin", "uk-nino", "us-ssn")
"""Numbers of which a wrong digit makes another right one."""


def card(chance: Random) -> str:
    """A card's number, of any network."""
    _, first, last, lengths = chance.choice(NETWORKS)
    prefix = str(chance.randint(first, last))
    length = chance.choice([size for size in lengths if size >= SHORTEST_CARD])
    body = prefix + digits(chance, length - 1 - len(prefix))
    return next(body + last for last in "0123456789" if luhn(body + last))


def account(chance: Random) -> str:
    """A German IBAN."""
    rest = digits(chance, 18)
    return next(made for key in range(2, 99) if iban(made := f"DE{key:02}{rest}"))


def checked(field: str) -> str:
    """A field of a zone with its check digit."""
    return field + str(check_digit(field))


def dated(chance: Random) -> str:
    """A date of a zone."""
    return checked(f"{born(chance):%y%m%d}")


def of_two(document: str, length: int) -> Callable[[Random], list[str]]:
    """Makes zones of two lines: passports, visas, TD2."""

    def make(chance: Random) -> list[str]:
        state, number = chance.choice(STATES), checked(letters(chance, 2) + digits(chance, 7))
        second = f"{number}{state}{dated(chance)}{chance.choice('MF')}{dated(chance)}".ljust(length - 1, "<")
        last = "<" if document[0] == "V" else str(check_digit(second[:10] + second[13:20] + second[21:]))
        return [
            f"{document}{state}{letters(chance, 7)}<<{letters(chance, 5)}".ljust(length, "<"),
            second + last,
        ]

    return make


def of_three(chance: Random) -> list[str]:
    """A zone of three lines, TD1."""
    state, number = chance.choice(STATES), checked(letters(chance, 2) + digits(chance, 7))
    first = f"{chance.choice(('I<', 'ID', 'AC', 'C<'))}{state}{number}{pin(chance)}".ljust(30, "<")
    second = f"{dated(chance)}{chance.choice('MF')}{dated(chance)}{state}".ljust(29, "<")
    last = check_digit(first[5:] + second[:7] + second[8:15] + second[18:])
    return [first, f"{second}{last}", f"{letters(chance, 8)}<<{letters(chance, 5)}".ljust(30, "<")]


def french_card(chance: Random) -> list[str]:
    """The zone of a French card of 1988 to 2021."""
    first = f"IDFRA{letters(chance, 9)}".ljust(30, "<") + digits(chance, 6)
    second = checked(digits(chance, 12)) + letters(chance, 6).ljust(14, "<") + dated(chance) + "F"
    return [first, f"{second}{check_digit(first + second)}"]


def french_licence(chance: Random) -> list[str]:
    """The line of a French driving licence."""
    number = checked(digits(chance, 2) + letters(chance, 2) + digits(chance, 5))
    return [checked(f"D1FRA{number}{born(chance):%y%m%d}{letters(chance, 6)}".ljust(29, "<"))]


ZONES: dict[str, tuple[str, Callable[[Random], list[str]]]] = {
    "TD3": ("passport", of_two("P<", 44)),
    "MRV-A": ("passport", of_two("V<", 44)),
    "MRV-B": ("passport", of_two("V<", 36)),
    "TD2": ("id-card", of_two("I<", 36)),
    "TD1": ("id-card", of_three),
    "French card": ("id-card", french_card),
    "French licence": ("driving-licence", french_licence),
}
"""Layout -> kind of finding, maker of its lines."""
