"""`sakchy forget`: asks, wipes, says what."""

import time

import pytest

from sakchy.keep.remembered import MONTH, Remembered
from sakchy.model import Destination, Event, Finding, Step, Verdict
from sakchy.record import Journal
from sakchy.settings import home_folder


@pytest.fixture
def lived_in(sakchy, home):
    """A folder with two own things and three events, the oldest ten days old."""
    sakchy("protect", "add", "--kind", "number", stdin="98765432")
    sakchy("protect", "password", "--for", "shop.example", stdin="Correct-Horse9")
    journal = Journal(home_folder(home) / "journal.sqlite")
    finding = Finding("passport", "mrz-picture", 0.9, (Step("body"),), "TD3 KGZ", "ab")
    verdict = Verdict("ask", (finding,), Destination("shop.example", "unknown"), (), "personal")
    for number, days in enumerate((0, 1, 10)):
        journal.write(Event(f"e{number}", time.time() - days * 86400, verdict, "sent", "http", "POST", 1))
    journal.close()


def test_there_is_nothing_to_forget(sakchy, home):
    assert sakchy("forget").text.strip() == "There is nothing to wipe."
    assert not home.exists()


@pytest.mark.usefixtures("lived_in")
def test_without_a_yes_nothing_is_wiped(sakchy, home):
    said = sakchy("forget", stdin="\n")
    assert "Nothing was wiped." in said.text
    assert (home / "own.json").exists()
    assert len(sakchy("history", "--json").lines()) == 3


@pytest.mark.usefixtures("lived_in")
@pytest.mark.parametrize("words", [("--yes",), ()])
def test_everything_personal_goes_and_the_rest_stays(sakchy, home, words):
    said = sakchy("forget", *words, stdin="да\n")
    assert "2 own values" in said.text
    assert "3 events" in said.text
    assert not (home / "own.json").exists()
    assert sakchy("history", "--json").lines() == []
    assert (home / "fingerprint-key").exists()


@pytest.mark.usefixtures("lived_in")
def test_older_history_alone(sakchy, home):
    said = sakchy("forget", "--older-than", "5", "--yes")
    assert "1 event" in said.text
    assert (home / "own.json").exists()
    assert [line["id"] for line in sakchy("history", "--json").lines()] == ["e0", "e1"]


@pytest.mark.usefixtures("lived_in")
def test_a_broken_file_goes_as_well(sakchy, home):
    (home / "own.json").write_text("{")
    assert sakchy("forget", "--yes").code == 0
    assert not (home / "own.json").exists()


@pytest.mark.usefixtures("lived_in")
def test_answers_for_longer_go_too(sakchy, home):
    site = Destination("mail.example", "mail", "mail.example")
    Remembered(home / "remembered.json").grant(["passport"], site, MONTH)
    sakchy("forget", "--older-than", "5", "--yes")
    assert (home / "remembered.json").exists()
    sakchy("forget", "--yes")
    assert not (home / "remembered.json").exists()
