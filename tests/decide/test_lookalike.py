"""Imitations of state bodies, banks, payment services and mailboxes are told; honest names are not."""

from collections import Counter

import pytest

from benches.rig.impostors import impostors
from sakchy.decide.directory import Directory
from sakchy.decide.hosts import normalise
from sakchy.decide.lookalike import Guarded
from sakchy.decide.whereto import guarded
from sakchy.rulebook import Host, load

BOOK = load()
GUARDED = Guarded(guarded(BOOK))


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
        ("login.esb-kg.com", "esb.kg"),
        ("portal.gov.kg.evil.example", "gov.kg"),
        ("gov-kg.com", "gov.kg"),
        ("ab.kg.example.com", "ab.kg"),
        ("rnbank.kg", "mbank.kg"),
        ("0bank.kg", "obank.kg"),
        ("e1dik.kg", "eldik.kg"),
        ("k1cb.net", "kicb.net"),
        ("kornpanion.kg", "kompanion.kg"),
        ("мbank.kg", "mbank.kg"),
        ("түндүк.kg", "tunduk.kg"),
        ("тunduk.kg", "tunduk.kg"),
        ("оптима24.kg", "optima24.kg"),
        ("oрtima24.com", "optima24.kg"),
        ("tundukk.kg", "tunduk.kg"),
        ("tunudk.kg", "tunduk.kg"),
        ("optimabnk.kg", "optimabank.kg"),
        ("optima-bank.kg", "optimabank.kg"),
        ("doskredobank.kg", "doscredobank.kg"),
        ("tunduk.org", "tunduk.kg"),
        ("mbank.top", "mbank.kg"),
        ("mbank.com.kg", "mbank.kg"),
        ("paypal-login.com", "paypal.com"),
        ("tundukportal.com", "tunduk.kg"),
        ("tunduk.id-portal.com", "tunduk.kg"),
        ("kabinet-kicb.ru", "kicb.net"),
        ("paypai.com", "paypal.com"),
        ("yandeks.ru", "yandex.ru"),
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
        "optimabank.gr",
        "egov.kz",
        "salyk.kz",
        "president.com",
        "kompanion.de",
        "eib.org",
        "ab-kg.de",  # KG is a form of German companies
        "google.com.tr",
        "google.kg",
        "yandex.kz",
        "paypal.de",
        "mall.ru",
        "gmail.com",
        "strip.com",
        "cabinet-office.gov.uk",
        "online-balance.com",
        "mybalance.kg",
        "support.login-portal.com",
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


def test_most_of_five_thousand_impostors_are_told():
    made = list(impostors(BOOK, seed=7, count=5000))
    missed = Counter(way for way, _, host in made if not GUARDED.imitated(host))
    assert missed.total() <= len(made) * 0.05, missed
    assert not {"below", "address", "extended", "Cyrillic letter", "digit"} & set(missed)


def test_a_name_the_person_adds_is_protected_as_well():
    own = Guarded([Host(host="kosmotrans.example")])
    assert own.imitated("kosmotrans.top")
    assert own.imitated("kosmotarns.example")
    assert own.imitated("kosmotrans.example") is None
    assert Guarded([]).imitated("tunduk.kg.example.com") is None


def test_letters_of_two_alphabets_in_one_label():
    assert GUARDED.imitated(normalise("gаzprоm.example")).key == "decide.mixed-letters"


def test_no_protected_name_imitates_another():
    assert [name for name in GUARDED.bearers if GUARDED.imitated(name)] == []


def test_no_shipped_destination_imitates_a_protected_name():
    directory = Directory(BOOK.destinations)
    hosts = {*directory.exact, *directory.suffix}
    assert [host for host in hosts if GUARDED.imitated(host)] == []
