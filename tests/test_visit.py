"""What came during a visit goes with it; what was there before stays."""

import logging
import secrets
import time

import pytest
from msgspec.structs import replace
from playground import playground

from sakchy import visit
from sakchy.detect.own import passwords, values
from sakchy.keep import OwnFile
from sakchy.keep.remembered import MONTH, Remembered
from sakchy.model import Destination, Event, Finding, Step, Verdict
from sakchy.record import Journal
from sakchy.service import Service
from sakchy.settings import Settings

KEY = b"k" * 32


@pytest.fixture
def own(tmp_path):
    return OwnFile(tmp_path / "own.json", KEY)


def enrol(own, id_, text):
    value = values.enrol(own.key, id_, "number", text, id_)
    secret = passwords.enrol(own.key, f"{id_}p", f"Correct-{text}", "shop.example", secrets.token_bytes(16))
    own.change(
        lambda enrolled: replace(
            enrolled, values=(*enrolled.values, value), passwords=(*enrolled.passwords, secret), learn=True
        )
    )


def happened(home, name, at):
    journal = Journal(home / "journal.sqlite")
    verdict = Verdict("block", (), Destination("shop.example", "unknown"), (), "personal")
    journal.write(Event(name, at, verdict, "blocked", "http", "POST", 1))
    journal.close()


def events(home):
    return [event.id for event in Journal(home / "journal.sqlite", writes=False).read(10)]


def test_only_what_came_since_is_forgotten(tmp_path, own, monkeypatch):
    now = 2_000_000_000.0
    enrol(own, "aaaa", "11112222")
    own.change(lambda enrolled: replace(enrolled, learn=False))
    happened(tmp_path, "before", now - 5)
    monkeypatch.setattr(visit.time, "time", lambda: now)
    visit.begin(tmp_path, own)
    happened(tmp_path, "since", now + 5)
    enrol(own, "bbbb", "33334444")
    visit.end(tmp_path, own)
    left = own.read()
    assert ([each.id for each in left.values], [each.id for each in left.passwords]) == (["aaaa"], ["aaaap"])
    assert not left.learn
    assert events(tmp_path) == ["before"]
    assert not (tmp_path / "visit.json").exists()


def test_a_file_that_was_not_there_is_gone(tmp_path, own):
    visit.begin(tmp_path, own)
    enrol(own, "aaaa", "11112222")
    visit.end(tmp_path, own)
    assert list(tmp_path.iterdir()) == []


def test_without_a_visit_nothing_is_forgotten(tmp_path, own):
    enrol(own, "aaaa", "11112222")
    visit.end(tmp_path, own)
    assert len(own.read().values) == 1


def test_what_cannot_be_forgotten_now_is_forgotten_later(tmp_path, own, caplog):
    visit.begin(tmp_path, own)
    began = (tmp_path / "visit.json").read_bytes()
    enrol(own, "aaaa", "11112222")
    whole = own.path.read_bytes()
    own.path.write_text("broken")
    with caplog.at_level(logging.ERROR):
        visit.end(tmp_path, own)
    assert "not all of the visit" in caplog.text
    visit.begin(tmp_path, own)
    assert (tmp_path / "visit.json").read_bytes() == began
    own.path.write_bytes(whole)
    visit.end(tmp_path, own)
    assert not own.path.exists()


def test_a_beginning_that_was_cut_short_forgets_nothing(tmp_path, own):
    enrol(own, "aaaa", "11112222")
    (tmp_path / "visit.json").write_bytes(b"{")
    visit.end(tmp_path, own)
    assert len(own.read().values) == 1


async def visited(home, **settings):
    """A guard that runs, sees a card number, and stops: whether a trace of it is left."""
    async with playground(home, **settings) as ground:
        await ground.client().post("https://pastebin.com/", content=b"card 4111 1111 1111 1111")
        assert len(ground.events()) == 1
    return events(home) != []


async def test_a_shared_computer_forgets_when_the_guard_stops(tmp_path):
    assert not await visited(tmp_path, policy="shared-computer")


async def test_others_do_if_the_settings_say_so_and_it_does_not_if_they_say_no(tmp_path):
    for name, settings, left in (
        ("a", {}, True),
        ("b", {"forget_on_exit": True}, False),
        ("c", {"policy": "shared-computer", "forget_on_exit": False}, True),
    ):
        (tmp_path / name).mkdir()
        assert await visited(tmp_path / name, **settings) == left


async def test_a_visit_that_was_cut_short_ends_with_the_next_start(tmp_path):
    settings = Settings(policy="shared-computer", notify=False, open_page=False)
    cut = Service(tmp_path, settings)
    happened(tmp_path, "meanwhile", 4_000_000_000.0)
    cut.journal.close()
    again = Service(tmp_path, settings)
    assert again.journal.read(10) == []
    again.journal.close()
    for service in (cut, again):
        service.workers.close()


async def test_forgetting_lets_go_of_answers_and_of_log_ins(tmp_path):
    async with playground(tmp_path) as ground:
        token = {"authorization": "Bearer Aa0Bb1Cc2Dd3Ee4Ff5Gg6Hh7"}
        await ground.client().get("https://shop.example/", headers=token)
        assert ground.service.inspector.bindings.bound
        ground.service.app.state.site.forget()
        assert not ground.service.inspector.bindings.bound
        assert ground.service.desk.missed() == ()


async def test_answers_for_longer_end_with_the_visit_and_older_ones_stay(tmp_path):
    site = Destination("mail.example", "mail", "mail.example")
    old = Remembered(tmp_path / "remembered.json", lambda: time.time() - 10).grant(["secret"], site, MONTH)
    async with playground(tmp_path, policy="shared-computer") as ground:
        ground.service.remembered.grant(["passport"], site, MONTH)
        ground.service.remembered.mistake([Finding("iban", "x", 0.9, (Step("body"),), "", "ab")])
    left = Remembered(tmp_path / "remembered.json")
    assert left.grants() == (old,)
    assert left.mistakes() == ()
