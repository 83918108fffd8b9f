import pytest
from msgspec.structs import replace

from sakchy.act import flood as flood_module
from sakchy.act.flood import HOUR, HUSH, Flood
from sakchy.model import Destination, Finding, Step, Verdict


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def verdict(site="mail.example", **about):
    found = Finding("passport", "test-rule", 0.9, (Step("body"),), "••••", "aa")
    return Verdict("ask", (found,), Destination(f"www.{site}", "mail", site), (), "personal", **about)


def test_so_many_questions_an_hour_and_then_some_again(clock):
    flood = Flood(2, clock)
    flood.asked()
    clock.now += HOUR / 2
    assert not flood.too_many(verdict())
    flood.asked()
    assert flood.too_many(verdict())
    clock.now += HOUR / 2
    assert not flood.too_many(verdict()), "the first was an hour ago"


@pytest.mark.parametrize("serious", [{"twice": True}, {"strict": True}])
def test_what_is_serious_is_never_one_too_many(clock, serious):
    flood = Flood(1, clock)
    flood.asked()
    assert flood.too_many(verdict())
    assert not flood.too_many(verdict(**serious))


def test_without_a_number_there_is_no_limit(clock):
    flood = Flood(0, clock)
    for _ in range(100):
        flood.asked()
    assert not flood.too_many(verdict())


def test_a_site_is_hushed_for_a_while_for_whoever_said_so(clock):
    flood = Flood(0, clock)
    assert flood.hush(verdict()) == clock.now + HUSH
    other_page = replace(verdict(), destination=Destination("api.mail.example", "mail", "mail.example"))
    assert flood.hushed(other_page) == clock.now + HUSH
    assert not flood.hushed(verdict("other.example"))
    assert not flood.hushed(verdict(who="aida"))
    clock.now += HUSH
    assert not flood.hushed(verdict())


def test_a_hushed_site_can_be_heard_again_and_a_clock_set_back_hushes_nobody(clock):
    flood = Flood(0, clock)
    flood.hush(verdict())
    flood.unhush(verdict())
    assert not flood.hushed(verdict())
    flood.hush(verdict())
    clock.now -= 60
    assert not flood.hushed(verdict())


def test_only_so_many_sites_are_hushed(clock, monkeypatch):
    monkeypatch.setattr(flood_module, "MAX_HUSHED", 1)
    flood = Flood(0, clock)
    flood.hush(verdict())
    flood.hush(verdict("other.example"))
    assert flood.hushed(verdict())
    assert not flood.hushed(verdict("other.example"))
