"""A journal that an earlier version wrote comes over whole."""

import sqlite3
import time
from contextlib import closing

import msgspec
import pytest

from sakchy.model import Destination, Event, Finding, Step, Verdict, Why
from sakchy.record import Journal, table

FIRST = """
CREATE TABLE events (
    id TEXT PRIMARY KEY, at REAL NOT NULL, outcome TEXT NOT NULL, action TEXT NOT NULL, kinds TEXT NOT NULL,
    host TEXT NOT NULL, category TEXT NOT NULL, policy TEXT NOT NULL, carrier TEXT NOT NULL,
    method TEXT NOT NULL, size INTEGER NOT NULL, verdict BLOB NOT NULL
);
CREATE INDEX events_at ON events (at);
PRAGMA user_version = 1;
"""


def event(name, ago):
    found = Finding("passport", "mrz-picture", 0.9, (Step("body"),), "•••• 11", "ab" * 16)
    place = Destination("web.chat.example", "messenger", "chat.example", because=(Why("decide.listed"),))
    verdict = Verdict("ask", (found,), place, (Why("decide.found", (("kind", "passport"),)),), "personal")
    return Event(name, time.time() - ago, verdict, "refused", "http", "POST", 10)


def old_row(event):
    """A row as version 1 wrote it: its verdict knew no `who`."""
    known = msgspec.to_builtins(event.verdict)
    del known["who"]
    place = event.verdict.destination
    told = (event.outcome, event.verdict.action, " passport ", place.host, place.category, "personal")
    return (event.id, event.at, *told, event.carrier, event.method, event.size, msgspec.json.encode(known))


@pytest.fixture
def kept():
    return [event(f"event{number}", number) for number in range(5)]


@pytest.fixture
def path(tmp_path, kept):
    path = tmp_path / "journal.sqlite"
    with closing(sqlite3.connect(path)) as base, base:
        base.executescript(FIRST)
        base.executemany(f"INSERT INTO events VALUES ({', '.join('?' * 12)})", map(old_row, kept))
    return path


def version(path):
    with closing(sqlite3.connect(path)) as base:
        return base.execute("PRAGMA user_version").fetchone()[0]


def test_a_reader_sees_an_old_journal_and_leaves_it_as_it_is(path, kept):
    before = path.read_bytes()
    journal = Journal(path, writes=False)
    assert journal.read() == kept
    assert journal.get("event3") == kept[3]
    assert {brief.site for brief in journal.briefs()} == {"chat.example"}
    assert journal.trouble == ""
    assert path.read_bytes() == before


def test_the_guard_brings_it_over_once_and_writes_on(path, kept):
    with closing(Journal(path)) as journal:
        fresh = event("fresh", -1)
        journal.write(fresh)
        assert journal.flush()
        assert journal.read() == [fresh, *kept]
        assert journal.rules()["mrz-picture"].count == 6
        assert journal.trouble == ""
    assert version(path) == table.VERSION
    assert Journal(path, writes=False).read() == [fresh, *kept]


def test_a_row_edited_into_nonsense_is_left_behind_alone(path, kept):
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("UPDATE events SET verdict = CAST('{}' AS BLOB) WHERE id = 'event2'")
    with closing(Journal(path)) as journal:
        journal.flush()
    assert Journal(path, writes=False).read() == [each for each in kept if each.id != "event2"]


def test_what_stood_in_the_old_tables_is_no_longer_in_the_file(path):
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("UPDATE events SET policy = 'a-word-only-there' WHERE id = 'event1'")
    with closing(Journal(path)) as journal:
        journal.write(event("fresh", 0))
        assert journal.flush()
    assert not any(b"a-word-only-there" in file.read_bytes() for file in path.parent.iterdir())


def test_an_interrupted_move_leaves_the_old_journal(path, kept, monkeypatch):
    def broken(_base, _events):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(table, "put", broken)
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as base,
        pytest.raises(sqlite3.OperationalError),
    ):
        table.prepare(base)
    assert version(path) == table.OLD
    monkeypatch.undo()
    assert Journal(path, writes=False).read() == kept
