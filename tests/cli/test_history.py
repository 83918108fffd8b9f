"""`sakchy history`: the journal as a person and a program read it."""

import datetime as dt

import pytest

from sakchy import rulebook
from sakchy.decide import Judge
from sakchy.model import Event, Finding, Step, Target
from sakchy.record import Journal
from sakchy.settings import home_folder

NOW = dt.datetime.now(dt.UTC).timestamp()


def event(number, outcome="refused", preview="TD3 KGZ"):
    judge = Judge(rulebook.load(), "personal")
    finding = Finding("passport", "mrz-picture", 0.99, (Step("form", "scan"),), preview, "ab")
    verdict = judge.verdict([finding], judge.destination(Target("https", "mail.google.com", 443)))
    return Event(f"event{number}", NOW - 100 + number, verdict, outcome, "http", "POST", 1000)


@pytest.fixture
def journal(home):
    journal = Journal(home_folder(home) / "journal.sqlite")
    yield journal
    journal.close()


def test_no_journal_yet(sakchy, home):
    said = sakchy("history")
    assert (said.code, said.text.strip()) == (0, "Nothing has been noted yet.")
    assert not home.exists()


def test_events_are_told_newest_first(sakchy, journal):
    for number, outcome in enumerate(["refused", "sent", "expired"]):
        journal.write(event(number, outcome))
    assert journal.flush()
    lines = sakchy("history").text.splitlines()
    ends = ["no answer in time", "asked: you sent it", "asked: you did not send it"]
    assert [line.rsplit(": ", 1)[-1] for line in lines[:1]] == ends[:1]
    assert all(end in line for end, line in zip(ends, lines, strict=True))
    assert all("TD3 KGZ → mail.google.com" in line for line in lines)


def test_json_has_the_whole_why(sakchy, journal):
    journal.write(event(1))
    assert journal.flush()
    (line,) = sakchy("history", "--json").lines()
    assert line["id"] == "event1"
    assert line["outcome"] == "refused"
    assert line["destination"]["host"] == "mail.google.com"
    assert line["findings"][0]["kind"] == "passport"
    assert any("Policy" in reason for reason in line["because"])
    assert dt.datetime.fromisoformat(line["at"]).tzinfo is dt.UTC


def test_limit(sakchy, journal):
    for number in range(5):
        journal.write(event(number))
    assert journal.flush()
    assert [line["id"] for line in sakchy("history", "--json", "--limit", "2").lines()] == [
        "event4",
        "event3",
    ]
    assert sakchy("history", "--limit", "0").code == 2


def test_unreadable_journal_is_trouble_and_stays_as_it_is(sakchy, home):
    path = home_folder(home) / "journal.sqlite"
    path.write_bytes(b"this is no database" * 100)
    said = sakchy("history")
    assert said.code == 2
    assert "journal.sqlite" in said.errors
    assert path.read_bytes().startswith(b"this is no database")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--outcome", "stayed"), ["event2", "event0"]),
        (("--outcome", "sent"), ["event1"]),
        (("--search", "паспорт google"), ["event2", "event1", "event0"]),
        (("--search", "telegram"), []),
        (("--kind", "passport", "--site", "google.com"), ["event2", "event1", "event0"]),
        (("--kind", "bank-card"), []),
    ],
)
def test_only_what_is_wanted(sakchy, journal, options, expected):
    for number, outcome in enumerate(["refused", "sent", "expired"]):
        journal.write(event(number, outcome))
    assert journal.flush()
    assert [line["id"] for line in sakchy("history", "--json", *options).lines()] == expected


def test_an_outcome_that_is_none_is_refused(sakchy, journal):
    assert sakchy("history", "--outcome", "eaten").code == 2
