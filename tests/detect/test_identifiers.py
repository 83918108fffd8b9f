"""Every identifier with a check digit, made by chance (always the same chance), in whatever carries it."""

import base64
import html
import json
from datetime import date, timedelta
from random import Random
from urllib.parse import quote, urlencode

import pytest

from sakchy.detect import Detector
from sakchy.detect.cards import NETWORKS, luhn
from sakchy.detect.mrz.codes import ISSUERS
from sakchy.detect.national import NATIONAL
from sakchy.detect.numbers import iban, kg_pin, kz_iin, ru_inn, ru_snils, uz_pinfl
from sakchy.extract import extract
from sakchy.model import Outgoing
from sakchy.rulebook import load

DETECTOR = Detector(load(), b"k" * 32)
SEED, EACH = 996, 6
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
FORM = ("content-type", "application/x-www-form-urlencoded")
JSON = ("content-type", "application/json")
XML = ("content-type", "application/xml")
MULTIPART = ("content-type", "multipart/form-data; boundary=edge")


def kinds(message):
    return {finding.kind for finding in DETECTOR.find(extract(message))}


# Carriers: name of the field, the value, a sentence that holds it.


def as_json(field, value, _):
    body = {"id": 7, "person": {field: value, "note": "ok"}}
    return Outgoing("http", json.dumps(body, ensure_ascii=False).encode(), headers=(JSON,))


def as_form(field, value, _):
    return Outgoing("http", urlencode({"a": 1, field: value}).encode(), headers=(FORM,))


def as_multipart(field, value, _):
    head = f'--edge\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n'
    return Outgoing("http", f"{head}{value}\r\n--edge--\r\n".encode(), headers=(MULTIPART,))


def as_query(field, value, _):
    return Outgoing("http", b"", "GET", "/go?" + urlencode({field: value}))


def as_xml(field, value, _):
    body = f'<?xml version="1.0"?><person><{field}>{html.escape(value)}</{field}></person>'
    return Outgoing("http", body.encode(), headers=(XML,))


def as_json_in_json(field, value, _):
    return Outgoing("http", json.dumps({"payload": json.dumps({field: value})}).encode(), headers=(JSON,))


def as_prose(_, __, sentence):
    return Outgoing("http", sentence.encode(), headers=(("content-type", "text/plain"),))


def as_message(_, __, sentence):
    return Outgoing("websocket", json.dumps(["send", {"text": sentence}]).encode())


def as_percent(_, __, sentence):
    return Outgoing("http", json.dumps({"message": quote(sentence)}).encode(), headers=(JSON,))


def as_base64(_, __, sentence):
    body = {"data": base64.b64encode(json.dumps({"message": sentence}).encode()).decode()}
    return Outgoing("http", json.dumps(body).encode(), headers=(JSON,))


CARRIERS = (
    *(as_json, as_form, as_multipart, as_query),
    *(as_json_in_json, as_prose, as_message, as_base64),
)


# Identifiers: field, words before it in a sentence, what makes one.


def born(chance):
    return date(1930, 1, 1) + timedelta(chance.randrange(28_000))


def digits(chance, count):
    return "".join(chance.choices("0123456789", k=count))


def until(check, make, chance):
    """The first made value that the check accepts."""
    return next(value for value in iter(lambda: make(chance), None) if check(value))


def pin(chance):
    return f"{chance.choice('12')}{born(chance):%d%m%Y}{digits(chance, 5)}"


def pinfl(chance):
    return f"{chance.choice('34')}{born(chance):%d%m%y}{digits(chance, 7)}"


def iin(chance):
    return f"{born(chance):%y%m%d}{chance.choice('34')}{digits(chance, 5)}"


def letters(chance, count, alphabet=LETTERS):
    return "".join(chance.choices(alphabet, k=count))


def belarusian(chance):
    first = f"{chance.choice('34')}{born(chance):%d%m%y}{chance.choice('ABCHKEM')}"
    return f"{first}{digits(chance, 3)}PB{digits(chance, 1)}"


def nir(chance):
    place = f"{chance.randrange(10, 90)}{chance.randrange(1, 900):03}"
    number = f"{chance.choice('12')}{born(chance):%y%m}{place}{digits(chance, 3)}"
    return f"{number}{97 - int(number) % 97:02}"


def codice(chance):
    day = born(chance)
    month = "ABCDEHLMPRST"[day.month - 1]
    return f"{letters(chance, 6)}{day:%y}{month}{day:%d}H{digits(chance, 3)}{letters(chance, 1)}"


def account_abroad(chance):
    rest = f"DE{{:02}}{digits(chance, 18)}"
    return next(made for n in range(2, 99) if iban(made := rest.format(n)))


PEOPLE = {
    "personal-number": ("pin", "мой ПИН", kg_pin, pin),
    "kazakhstan": ("iin", "ИИН", kz_iin, iin),
    "russia": ("inn", "ИНН", ru_inn, lambda c: digits(c, 12)),
    "snils": ("snils", "СНИЛС", ru_snils, lambda c: digits(c, 11)),
    "uzbekistan": ("pinfl", "ПИНФЛ", uz_pinfl, pinfl),
    "by-number": ("identificationNumber", "личный номер", None, belarusian),
    "uk-nino": ("nino", "National Insurance number", None, lambda c: f"AB{digits(c, 6)}{c.choice('ABCD')}"),
    "uk-nhs": ("nhsNumber", "NHS number", None, lambda c: digits(c, 10)),
    "us-ssn": ("ssn", "my SSN:", None, lambda c: f"{digits(c, 3)}-{digits(c, 2)}-{digits(c, 4)}"),
    "ua-rnokpp": ("rnokpp", "РНОКПП", None, lambda c: digits(c, 10)),
    "tr-kimlik": ("tckn", "kimlik no", None, lambda c: f"{c.randrange(1, 10)}{digits(c, 10)}"),
    "de-idnr": ("steuerId", "Steuer-ID", None, lambda c: f"{c.randrange(1, 10)}{digits(c, 10)}"),
    "fr-nir": ("nir", "numéro de sécurité sociale", None, nir),
    "it-codice": ("codiceFiscale", "codice fiscale", None, codice),
    "es-dni": ("dni", "mi DNI:", None, lambda c: f"{digits(c, 8)}{letters(c, 1)}"),
    "pl-pesel": ("pesel", "PESEL", None, lambda c: f"{born(c):%y%m%d}{digits(c, 5)}"),
    "nl-bsn": ("bsn", "BSN", None, lambda c: f"1{digits(c, 8)}"),
    "be-nn": ("rijksregister", "rijksregisternummer", None, lambda c: f"{born(c):%y%m%d}{digits(c, 5)}"),
    "ro-cnp": ("cnp", "CNP", None, lambda c: f"1{born(c):%y%m%d}{digits(c, 6)}"),
    "se-number": ("personnummer", "personnummer", None, lambda c: f"{born(c):%y%m%d}-{digits(c, 4)}"),
    "pt-nif": ("nif", "NIF:", None, lambda c: f"2{digits(c, 8)}"),
    "cz-rc": (
        "rodneCislo",
        "rodné číslo",
        None,
        lambda c: f"{date(1960 + c.randrange(60), 5, 9):%y%m%d}/{digits(c, 4)}",
    ),
}


def test_every_national_number_is_generated():
    assert NATIONAL.keys() <= PEOPLE.keys()


@pytest.mark.parametrize("carry", CARRIERS)
@pytest.mark.parametrize("name", PEOPLE)
def test_personal_numbers(name, carry):
    field, words, check, make = PEOPLE[name]
    chance = Random(f"{SEED}{name}")
    for _ in range(EACH):
        value = until(check or NATIONAL[name], make, chance)
        assert "personal-number" in kinds(carry(field, value, f"Саламатсызбы, {words} {value}, рахмат"))


@pytest.mark.parametrize("carry", CARRIERS)
@pytest.mark.parametrize(
    "name", PEOPLE.keys() - {"personal-number", "uk-nino", "us-ssn"}
)  # these have no check digit
def test_personal_numbers_with_a_wrong_digit(name, carry):
    field, words, check, make = PEOPLE[name]
    chance = Random(f"{SEED}{name}")
    for _ in range(EACH):
        value = until(check or NATIONAL[name], make, chance)
        wrong = until(
            lambda v: not (check or NATIONAL[name])(v) and not iin_or_inn(v),
            lambda c, v=value: swap(c, v),
            chance,
        )
        assert "personal-number" not in kinds(carry(field, wrong, f"Саламатсызбы, {words} {wrong}, рахмат"))


def swap(chance, value):
    """One digit of a value replaced by another."""
    place = chance.choice([index for index, char in enumerate(value) if char.isdigit()])
    return value[:place] + chance.choice("0123456789") + value[place + 1 :]


def iin_or_inn(value):
    """Numbers that are right for a neighbour: the words round them are alike."""
    return ru_inn(value) or kz_iin(value) or kg_pin(value)


@pytest.mark.parametrize("carry", CARRIERS)
def test_numbers_of_organisations_and_role_addresses_are_nobodys(carry):
    chance = Random(SEED)
    for _ in range(EACH):
        value = f"0{born(chance):%d%m%Y}{digits(chance, 5)}"
        assert kinds(carry("inn", value, f"ИНН организации {value}")) == set()
        office = f"{chance.choice(['info', 'hr', 'sales', 'office'])}@example{chance.randrange(9)}.kg"
        assert kinds(carry("email", office, f"пишите на {office}")) == set()


# Cards of every network, with every gap.


def card(chance):
    _, first, last, lengths = chance.choice(NETWORKS)
    prefix, length = str(chance.randint(first, last)), chance.choice([size for size in lengths if size > 13])
    body = prefix + digits(chance, length - 1 - len(prefix))
    return next(made for n in "0123456789" if luhn(made := body + n))


@pytest.mark.parametrize("gap", ["", " ", "-", "\u00a0"])
@pytest.mark.parametrize("carry", CARRIERS)
def test_cards(carry, gap):
    chance = Random(f"{SEED}{gap}")
    for _ in range(60):
        number = card(chance)
        if gap and len(number) != 16:
            continue
        value = gap.join(number[at : at + 4] for at in range(0, len(number), 4)) if gap else number
        assert "bank-card" in kinds(carry("cardNumber", value, f"картам {value}, рахмат"))


@pytest.mark.parametrize("carry", CARRIERS)
def test_masked_cards_and_last_digits_are_none(carry):
    chance = Random(SEED)
    for _ in range(EACH):
        number = card(chance)
        for hidden in (
            f"{number[:6]}******{number[-4:]}",
            f"**** {number[-4:]}",
            number[-4:],
            f"{number[:4]} •••• {number[-4:]}",
        ):
            assert "bank-card" not in kinds(carry("cardNumber", hidden, f"карта {hidden}, рахмат"))


@pytest.mark.parametrize("carry", CARRIERS)
def test_accounts_abroad(carry):
    chance = Random(SEED)
    for _ in range(EACH):
        value = account_abroad(chance)
        assert "bank-requisites" in kinds(carry("iban", value, f"my IBAN is {value}"))
        wrong = value[:2] + f"{(int(value[2:4]) + 1) % 97:02}" + value[4:]
        assert kinds(carry("iban", wrong, f"my IBAN is {wrong}")) == set()


# Zones of every layout, in one line and in several, escaped and not.


def check(field):
    return str(sum((0 if c == "<" else int(c, 36)) * (7, 3, 1)[i % 3] for i, c in enumerate(field)) % 10)


def dated(chance):
    field = f"{born(chance):%y%m%d}"
    return field + check(field)


def number(chance):
    field = letters(chance, 2) + digits(chance, 7)
    return field + check(field)


def of_two(chance, document, length):
    state, surname = chance.choice(sorted(code for code in ISSUERS if len(code) == 3)), letters(chance, 7)
    second = f"{number(chance)}{state}{dated(chance)}{chance.choice('MF')}{dated(chance)}".ljust(
        length - 1, "<"
    )
    last = "<" if document[0] == "V" else check(second[:10] + second[13:20] + second[21:])
    return [f"{document}{state}{surname}<<{letters(chance, 5)}".ljust(length, "<"), second + last]


def of_three(chance):
    state = chance.choice(sorted(code for code in ISSUERS if len(code) == 3))
    first = f"{chance.choice(['I<', 'ID', 'AC', 'C<'])}{state}{number(chance)}{pin(chance)}".ljust(30, "<")
    second = f"{dated(chance)}{chance.choice('MF')}{dated(chance)}{state}".ljust(29, "<")
    last = check(first[5:] + second[:7] + second[8:15] + second[18:])
    return [first, second + last, f"{letters(chance, 8)}<<{letters(chance, 5)}".ljust(30, "<")]


def french_card(chance):
    first = f"IDFRA{letters(chance, 9)}".ljust(30, "<") + digits(chance, 6)
    own = digits(chance, 12)
    second = own + check(own) + f"{letters(chance, 6)}".ljust(14, "<") + dated(chance) + "F"
    return [first, second + check(first + second)]


def licence(chance):
    own = digits(chance, 2) + letters(chance, 2) + digits(chance, 5)
    body = f"D1FRA{own}{check(own)}{born(chance):%y%m%d}{letters(chance, 6)}".ljust(29, "<")
    return [body + check(body)]


ZONES = {
    "TD3": ("passport", lambda c: of_two(c, "P<", 44)),
    "MRV-A": ("passport", lambda c: of_two(c, "V<", 44)),
    "MRV-B": ("passport", lambda c: of_two(c, "V<", 36)),
    "TD2": ("id-card", lambda c: of_two(c, "I<", 36)),
    "TD1": ("id-card", of_three),
    "French card": ("id-card", french_card),
    "French licence": ("driving-licence", licence),
}
JOINS = {"lines": "\n", "CRLF": "\r\n", "blank": " ", "one": "", "escaped": "\\n"}


@pytest.mark.parametrize("carry", CARRIERS)
@pytest.mark.parametrize("join", JOINS)
@pytest.mark.parametrize("layout", ZONES)
def test_zones(layout, join, carry):
    kind, make = ZONES[layout]
    chance = Random(f"{SEED}{layout}")
    for _ in range(EACH):
        zone = JOINS[join].join(make(chance))
        assert kind in kinds(carry("mrz", zone, f"мына: {zone}"))


ESCAPES = {
    "entities": html.escape,
    "percent": quote,
    "JSON": lambda zone: json.dumps(zone).replace("<", "\\u003c"),
    "HTML lines": lambda zone: html.escape(zone).replace("\n", "<br>"),
}


@pytest.mark.parametrize("escape", ESCAPES)
@pytest.mark.parametrize("layout", ZONES.keys() - {"French licence"})
def test_escaped_zones(layout, escape):
    kind, make = ZONES[layout]
    chance = Random(f"{SEED}{layout}")
    for _ in range(EACH):
        body = ESCAPES[escape]("\n".join(make(chance)))
        assert kind in kinds(Outgoing("http", f"<p>{body}</p>".encode()))


@pytest.mark.parametrize("carry", CARRIERS)
@pytest.mark.parametrize("layout", ZONES)
def test_zones_with_wrong_digits_are_none(layout, carry):
    kind, make = ZONES[layout]
    chance = Random(f"{SEED}{layout}")
    turned = str.maketrans("0123456789", "1234567890")
    for _ in range(EACH):
        zone = "\n".join(make(chance))[::-1].translate(turned)[::-1]
        assert kind not in kinds(carry("mrz", zone, f"мына: {zone}"))
