"""Imitations of state bodies and banks are told; honest names are not."""

import pytest

from sakchy.decide.directory import Directory
from sakchy.decide.hosts import normalise
from sakchy.decide.lookalike import Guarded, mixed, skeleton
from sakchy.rulebook import load

GUARDED = Guarded(Directory(load().destinations).names(["state", "bank"]))


@pytest.mark.parametrize(
    ("host", "protected"),
    [
        ("tunduk.kg.example.com", "tunduk.kg"),
        ("tunduk.kg-portal.com", "tunduk.kg"),
        ("www-mbank.kg-login.com", "mbank.kg"),
        ("esia-tunduk-kg.com", "tunduk.kg"),
        ("tunduk-kg.com", "tunduk.kg"),
        ("eldik-kg.online", "eldik.kg"),
        ("login.demirbank-kg.info", "demirbank.kg"),
        ("portal.gov.kg.evil.example", "gov.kg"),
        ("gov-kg.com", "gov.kg"),
        ("ab.kg.example.com", "ab.kg"),
        ("rnbank.kg", "mbank.kg"),
        ("0bank.kg", "obank.kg"),
        ("e1dik.kg", "eldik.kg"),
        ("kornpanion.kg", "kompanion.kg"),
        ("мbank.kg", "mbank.kg"),
        ("оптима24.kg", ""),
        ("oрtima24.com", "optima24.kg"),
    ],
)
def test_imitations(host, protected):
    why = GUARDED.imitated(normalise(host))
    assert (dict(why.values)["protected"] if why else "") == protected


@pytest.mark.parametrize(
    "host",
    [
        "www.socfond.kg",  # under a protected name, though not listed itself
        "mbank.com",  # another bank of that name
        "mbank.pl",
        "president.com",
        "kompanion.de",
        "eib.org",
        "ab-kg.de",  # KG is a form of German companies
        "tunduk.org",
        "news.kg",
        "kg.example.com",
        "bank.kg",
        "mybank.kg",
        "github.com",
        "xn--80ak6aa92e.com",
        "почта.рф",
        "банк.kg",
        "例え.jp",
        "tokyo東京.jp",
        "10.0.0.1",
        "::1",
        "",
    ],
)
def test_honest_names(host):
    assert GUARDED.imitated(normalise(host)) is None


def test_letters_of_two_alphabets_in_one_label():
    assert GUARDED.imitated(normalise("gооgle-support.example")).key == "decide.mixed-letters"
    assert mixed("tунduk")
    assert not mixed("тундук")
    assert not mixed("тундук-24")


def test_names_that_look_the_same_have_one_skeleton():
    assert skeleton("rnbаnk") == skeleton("mbank")
    assert skeleton("mbank") != skeleton("nbank")


def test_no_protected_name_imitates_another():
    assert [name for name in GUARDED.sites if GUARDED.imitated(name)] == []


def test_no_shipped_destination_imitates_a_protected_name():
    directory = Directory(load().destinations)
    hosts = {*directory.exact, *directory.suffix}
    assert [host for host in hosts if GUARDED.imitated(host)] == []
