"""Stopped by name: which names, under which policies, with which reasons."""

import datetime as dt

import pytest
from msgspec.structs import replace

from sakchy import rulebook
from sakchy.decide import Judge
from sakchy.decide.byname import stopped
from sakchy.rulebook import DestinationList, Host, Policy, Words

BOOK = rulebook.load()
WORDS = Words(ky="x", ru="x", en="x")
MINE = Policy(profile="mine", title=WORDS, extends="shared-computer")
FREE = Policy(profile="free", title=WORDS, extends="shared-computer", stop=())


def under(policy, *names, book=BOOK):
    judge = Judge(book, policy)
    return stopped(judge.grid, judge.where_to, *names)


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("mbank.kg", "bank"), ("www.mbank.kg", "bank"), ("ONLINE.optimabank.kg.", "bank"),
        ("ibank.kicb.net:443", "bank"), ("elsom.kg", "payment"), ("balance.kg", "payment"),
        ("api.dengi.o.kg", "payment"),
    ],
)  # fmt: skip
def test_banks_and_wallets_are_stopped_on_a_shared_computer(name, category):
    verdict = under("shared-computer", name)
    assert (verdict.action, verdict.destination.category, verdict.findings) == ("block", category, ())
    assert [why.key for why in verdict.because] == ["decide.goes", "decide.listed", "decide.stopped"]


@pytest.mark.parametrize(
    "name",
    [
        "tunduk.kg",
        "js.stripe.com",
        "www.paypal.com",
        "mbank.kg.example.com",
        "rnbank.kg",
        "o.kg",
        "mail.ru",
        "",
    ],
)
def test_others_are_not(name):
    assert under("shared-computer", name) is None


@pytest.mark.parametrize("policy", ["personal", "family", "office"])
def test_no_other_policy_stops_by_name(policy):
    assert under(policy, "mbank.kg") is None


def test_any_of_the_names_is_enough():
    assert under("shared-computer", "shop.example", "mbank.kg").destination.host == "mbank.kg"
    assert under("shared-computer") is None


def test_a_policy_takes_it_over_and_may_take_it_back():
    book = replace(BOOK, policies={**BOOK.policies, "mine": MINE, "free": FREE})
    assert under("mine", "mbank.kg", book=book)
    assert under("free", "mbank.kg", book=book) is None


def test_an_own_entry_moves_a_bank_out():
    mine = DestinationList(category="known", checked=dt.date(2026, 11, 22), hosts=(Host(host="mbank.kg"),))
    book = replace(BOOK, destinations=(*BOOK.destinations, mine))
    assert under("shared-computer", "mbank.kg", book=book) is None
    assert under("shared-computer", "eldik.kg", book=book)


def test_every_bank_is_stopped():
    hosts = [host for each in BOOK.destinations if each.category == "bank" for host in each.hosts]
    assert len(hosts) > 30
    assert all(under("shared-computer", host.host.replace("*", "a")) for host in hosts)
