"""Every identifier with a check digit, made by chance (always the same chance), in whatever carries it."""

import base64
import html
import json
from random import Random
from urllib.parse import quote, urlencode

import pytest

from sakchy.detect import Detector
from sakchy.detect.national import NATIONAL
from sakchy.extract import extract
from sakchy.model import Outgoing
from sakchy.rulebook import load
from specimens.identifiers import NUMBERS, WITHOUT_CHECK, ZONES, account, card, organisation

DETECTOR = Detector(load(), b"k" * 32)
SEED, EACH = 996, 6
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
    *(as_json, as_form, as_multipart, as_query, as_xml),
    *(as_json_in_json, as_prose, as_message, as_percent, as_base64),
)


def sentence(words, value):
    return f"Саламатсызбы, {words} {value}, рахмат"


def test_every_national_number_is_generated():
    assert NATIONAL.keys() <= NUMBERS.keys()


@pytest.mark.parametrize("carry", CARRIERS)
@pytest.mark.parametrize("name", NUMBERS)
def test_personal_numbers(name, carry):
    number, chance = NUMBERS[name], Random(f"{SEED}{name}")
    for _ in range(EACH):
        value = number.make(chance)
        assert "personal-number" in kinds(carry(number.field, value, sentence(number.words, value)))


@pytest.mark.parametrize("carry", CARRIERS)
@pytest.mark.parametrize("name", [name for name in NUMBERS if name not in WITHOUT_CHECK])
def test_personal_numbers_with_a_wrong_digit(name, carry):
    number, chance = NUMBERS[name], Random(f"{SEED}{name}")
    for _ in range(EACH):
        wrong = number.wrong(chance, number.make(chance))
        assert "personal-number" not in kinds(carry(number.field, wrong, sentence(number.words, wrong)))


@pytest.mark.parametrize("carry", CARRIERS)
def test_numbers_of_organisations_and_role_addresses_are_nobodys(carry):
    chance = Random(SEED)
    for _ in range(EACH):
        value = organisation(chance)
        assert kinds(carry("inn", value, f"ИНН организации {value}")) == set()
        office = f"{chance.choice(['info', 'hr', 'sales', 'office'])}@example{chance.randrange(9)}.kg"
        assert kinds(carry("email", office, f"пишите на {office}")) == set()


# Cards of every network, with every gap.


@pytest.mark.parametrize("gap", ["", " ", "-", "\u00a0", ".", "_"])
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
        value = account(chance)
        assert "bank-requisites" in kinds(carry("iban", value, f"my IBAN is {value}"))
        wrong = value[:2] + f"{(int(value[2:4]) + 1) % 97:02}" + value[4:]
        assert kinds(carry("iban", wrong, f"my IBAN is {wrong}")) == set()


# Zones of every layout, in one line and in several, escaped and not.


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


@pytest.mark.parametrize(
    "names", [("card1", "card2", "card3", "card4"), ("pan[0]", "pan[1]", "pan[2]", "pan[3]")]
)
@pytest.mark.parametrize("pack", [urlencode, json.dumps])
def test_cards_split_over_four_fields(names, pack):
    chance = Random(SEED)
    for number in filter(lambda made: len(made) == 16, [card(chance) for _ in range(40)]):
        fields = dict(zip(names, (number[at : at + 4] for at in range(0, 16, 4)), strict=True))
        body = pack({"order": "7", **fields}).encode()
        assert "bank-card" in kinds(Outgoing("http", body, headers=(FORM if pack is urlencode else JSON,)))
