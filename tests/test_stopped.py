"""What was stopped by name is told once in a while for each site."""

import time

import pytest

from sakchy import rulebook
from sakchy.inforce import still
from sakchy.record import Journal
from sakchy.stopped import AGAIN, MOST, Stopped, explained


class Told:
    """A stop with a clock, and everybody it tells."""

    def __init__(self, home):
        self.now, self.rung, self.opened = time.time(), [], []
        self.journal = Journal(home / "journal.sqlite")
        rules = still(rulebook.load(), "shared-computer")
        self.stopped = Stopped(rules, self.journal, self.rung.append, self.opened.append, lambda: self.now)

    def visit(self, name):
        self.stopped.announce(self.stopped.verdict(name), "CONNECT")

    def sites(self):
        self.journal.flush()
        return [event.verdict.destination.host for event in self.journal.read(10)]


@pytest.fixture
def told(tmp_path):
    told = Told(tmp_path)
    yield told
    told.journal.close()


def test_each_site_is_told_of_once_in_ten_minutes(told):
    for name in ("mbank.kg", "www.mbank.kg", "app.mbank.kg", "eldik.kg", "mbank.kg"):
        told.visit(name)
        told.now += 1
    assert told.opened == ["/stopped?site=mbank.kg", "/stopped?site=eldik.kg"]
    assert len(told.rung) == 2
    assert sorted(told.sites()) == ["eldik.kg", "mbank.kg"]


def test_after_ten_minutes_again(told):
    told.visit("mbank.kg")
    told.now += AGAIN + 1
    told.visit("www.mbank.kg")
    assert told.opened == ["/stopped?site=mbank.kg", "/stopped?site=www.mbank.kg"]


def test_a_page_that_names_all_banks_fills_no_screen(told):
    names = ("mbank.kg", "eldik.kg", "optimabank.kg", "demirbank.kg", "bakai.kg", "kicb.net", "aiylbank.kg")
    stopped = {one.destination.site: name for name in names if (one := told.stopped.verdict(name))}
    assert len(stopped) > MOST
    for name in stopped.values():
        told.visit(name)
    assert len(told.opened) == len(told.rung) == MOST
    assert len(told.sites()) == len(stopped)
    told.now += AGAIN + 1
    told.visit("mbank.kg")
    assert len(told.opened) == MOST + 1


def test_what_is_not_stopped_has_no_verdict(told):
    assert told.stopped.verdict("shop.example", None) is None
    assert told.stopped.verdict(None) is None


def test_the_address_of_the_explanation_holds_no_secret(told):
    assert explained(told.stopped.verdict("ibank.kicb.net:443")) == "/stopped?site=ibank.kicb.net"
