"""Looking a host up: the closest entry counts."""

import datetime as dt

import pytest

from sakchy.decide.directory import Directory
from sakchy.decide.hosts import normalise
from sakchy.rulebook import DestinationList, Host, load


def of(category, *hosts):
    return DestinationList(category=category, checked=dt.date(2026, 11, 22), hosts=hosts)


LISTS = [
    of(
        "mail",
        Host(host="mail.example"),
        Host(host="only.example", match="exact"),
        Host(host="10.0.0.5"),
    ),
    of(
        "file-sharing",
        Host(host="cloud.mail.example", match="exact", evidence="assumed"),
        Host(host="up*.store.mail.example", match="glob"),
        Host(host="Банк.example"),
    ),
]


@pytest.mark.parametrize(
    ("host", "category"),
    [
        ("mail.example", "mail"),
        ("a.b.mail.example", "mail"),
        ("cloud.mail.example", "file-sharing"),
        ("a.cloud.mail.example", "mail"),
        ("up7.store.mail.example", "file-sharing"),
        ("up7.x.store.mail.example", "mail"),
        ("only.example", "mail"),
        ("банк.example", "file-sharing"),
        ("10.0.0.5", "mail"),
    ],
)
def test_the_closest_entry_counts(host, category):
    found = Directory(LISTS).find(normalise(host))
    assert found is not None
    assert found.category == category


@pytest.mark.parametrize(
    "host", ["xmail.example", "example", "www.only.example", "7.10.0.0.5", "mail.example.com", ""]
)
def test_these_are_in_no_list(host):
    assert Directory(LISTS).find(normalise(host)) is None


def test_a_later_list_moves_a_host():
    own = [
        of("approved", Host(host="mail.example", match="exact")),
        of("known", Host(host="up*.store.mail.example", match="glob")),
    ]
    directory = Directory([*LISTS, *own])
    assert directory.find("mail.example").category == "approved"
    assert directory.find("a.mail.example") is None  # it was moved whole
    assert directory.find("up1.store.mail.example").category == "known"


def test_evidence_is_kept():
    directory = Directory(LISTS)
    assert directory.find("mail.example").seen
    assert not directory.find("cloud.mail.example").seen


def test_no_shipped_host_stands_in_two_lists():
    seen = {}
    for list_ in load().destinations:
        for host in list_.hosts:
            assert seen.setdefault((host.match, host.host), list_.category) == list_.category
            assert normalise(host.host) == host.host


@pytest.mark.parametrize(
    "host", ["bakaibank.kg", "optimalbank.kg", "optima.kg", "rskbank.kg", "cbk.kg", "halykbank.kg"]
)
def test_invented_and_old_banks_are_not_listed(host):
    assert Directory(load().destinations).find(host) is None
