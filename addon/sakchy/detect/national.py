"""Personal numbers of other countries whose check digits python-stdnum knows, and a few it does not.

Each is asked for a value that a pattern found, so it only has to tell a number from its look-alikes.
"""

import re
from collections.abc import Callable
from typing import Protocol

from stdnum.be import nn
from stdnum.cz import rc
from stdnum.de import idnr
from stdnum.es import dni, nie
from stdnum.fr import nir
from stdnum.gb import nhs
from stdnum.it import codicefiscale
from stdnum.nl import bsn
from stdnum.pl import pesel
from stdnum.pt import nif
from stdnum.ro import cnp
from stdnum.se import personnummer
from stdnum.tr import tckimlik
from stdnum.ua import rntrc
from stdnum.us import itin, ssn

Check = Callable[[str], bool]

ICAO_WEIGHTS = (7, 3, 1)
BELARUSIAN = re.compile(r"[1-6](\d\d)(\d\d)(\d\d)[ABCEHKM]\d{3}(?:PB|BA|BI)\d")
LOOK_ALIKES = str.maketrans("АВСЕНКМРТОХ", "ABCEHKMPTOX")
"""Cyrillic letters of a number typed on a Russian keyboard."""
NINO = re.compile(r"(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]")
"""Letters and pairs that HMRC gives to nobody are left out (NIM39110)."""


class Module(Protocol):
    """A module of python-stdnum."""

    def is_valid(self, number: str) -> bool:
        """Whether a number has the form and check digits that its country says."""


def compact(value: str) -> str:
    """A number without what people put between its digits, capital letters, look-alikes as Latin ones."""
    if value.isascii() and value.isdigit():
        return value
    return re.sub(r"[\s./-]", "", value).upper().translate(LOOK_ALIKES)


def library(says: str, *modules: Module) -> Check:
    """A check by one of the library's modules, with the sentence that the documents show."""

    def check(value: str) -> bool:
        number = compact(value)
        return number.isascii() and any(module.is_valid(number) for module in modules)

    check.__doc__ = says
    return check


def by_number(value: str) -> bool:
    """Belarusian personal number: sex, DDMMYY, letter, three digits, two letters, ICAO check digit."""
    number = compact(value)
    parts = BELARUSIAN.fullmatch(number)
    if not parts or not (1 <= int(parts[1]) <= 31 and 1 <= int(parts[2]) <= 12):
        return False
    total = sum(int(char, 36) * ICAO_WEIGHTS[index % 3] for index, char in enumerate(number[:-1]))
    return total % 10 == int(number[-1])


def uk_nino(value: str) -> bool:
    """British National Insurance number: two letters in use, six digits, A to D (it has no check digit)."""
    return NINO.fullmatch(compact(value)) is not None


def ro_cnp(value: str) -> bool:
    """Romanian CNP: sex, birth date, thirteen digits, the last a check digit.

    Most numbers so long are milliseconds since 1970, and hardly any has a month where a CNP has one.
    """
    number = compact(value)
    return number.isascii() and "01" <= number[3:5] <= "12" and cnp.is_valid(number)


NATIONAL: dict[str, Check] = {
    "by-number": by_number,
    "uk-nino": uk_nino,
    "uk-nhs": library("British NHS number: ten digits, the last a check digit modulo 11.", nhs),
    "us-ssn": library("American SSN or ITIN: nine digits of groups that are given out.", ssn, itin),
    "ua-rnokpp": library("Ukrainian РНОКПП: ten digits, the last a check digit.", rntrc),
    "tr-kimlik": library("Turkish identity number: eleven digits, two of them check digits.", tckimlik),
    "de-idnr": library("German tax identification number: eleven digits, ISO 7064 check digit.", idnr),
    "fr-nir": library("French NIR: thirteen digits and a key modulo 97.", nir),
    "it-codice": library("Italian codice fiscale: sixteen characters, a check letter.", codicefiscale),
    "es-dni": library("Spanish DNI or NIE: digits and a check letter modulo 23.", dni, nie),
    "pl-pesel": library("Polish PESEL: birth date, eleven digits, the last a check digit.", pesel),
    "nl-bsn": library("Dutch BSN: nine digits, weighted sum modulo 11.", bsn),
    "be-nn": library("Belgian national number: birth date, eleven digits, check number modulo 97.", nn),
    "ro-cnp": ro_cnp,
    "se-number": library("Swedish personnummer: birth date, ten digits, Luhn check digit.", personnummer),
    "pt-nif": library("Portuguese NIF: nine digits, the last a check digit.", nif),
    "cz-rc": library("Czech and Slovak rodné číslo: birth date, ten digits, remainder 0 modulo 11.", rc),
}  # fmt: skip
"""Name in a rule file -> check."""
