"""Forgotten events leave the file, not only the table."""

import sqlite3
import time

import pytest

from sakchy.model import Destination, Event, Finding, Step, Verdict
from sakchy.record import Journal, Wanted, wipe

TRACE = "a-trace-that-must-go"


def event(number, days=0):
    finding = Finding("passport", "mrz-picture", 0.9, (Step("body"),), TRACE, "ab")
    verdict = Verdict("ask", (finding,), Destination(f"{TRACE}.example", "unknown"), (), "personal")
    return Event(f"event{number}", time.time() - days * 86400, verdict, "refused", "http", "POST", 10)


@pytest.fixture
def journal(tmp_path):
    journal = Journal(tmp_path / "journal.sqlite")
    for number in range(20):
        journal.write(event(number, days=number))
    assert journal.flush()
    yield journal
    journal.close()


def on_disk(folder):
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_all_is_gone_from_the_disk_beside_a_running_guard(journal, tmp_path):
    assert TRACE.encode() in on_disk(tmp_path)
    (tmp_path / "journal.sqlite.unreadable-1").write_text(TRACE)
    assert wipe(journal.path) == 20
    assert TRACE.encode() not in on_disk(tmp_path)
    assert journal.read() == []
    journal.write(event(99))
    assert journal.flush()
    assert [each.id for each in journal.read()] == ["event99"]


def test_only_what_is_older_goes(journal):
    assert wipe(journal.path, Wanted(before=time.time() - 9.5 * 86400)) == 10
    assert [each.id for each in journal.read()] == [f"event{number}" for number in range(10)]


def test_only_what_came_since_goes(journal, tmp_path):
    (tmp_path / "journal.sqlite.unreadable-1").write_text("older")
    assert wipe(journal.path, Wanted(since=time.time() - 9.5 * 86400)) == 10
    assert [each.id for each in journal.read()] == [f"event{number}" for number in range(10, 20)]
    assert (tmp_path / "journal.sqlite.unreadable-1").exists()


def test_no_journal_is_nothing_to_wipe(tmp_path):
    assert wipe(tmp_path / "journal.sqlite") == 0
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_database_is_deleted_whole(tmp_path):
    path = tmp_path / "journal.sqlite"
    path.write_bytes(TRACE.encode() * 100)
    assert wipe(path, Wanted(before=1.0)) == 0
    assert path.exists()
    assert wipe(path) == 0
    assert not path.exists()


def test_a_journal_held_by_another_program_stays_as_it_is(journal, monkeypatch):
    monkeypatch.setattr("sakchy.record.table.BUSY", 0.1)
    other = sqlite3.connect(journal.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(sqlite3.OperationalError):
        wipe(journal.path)
    other.close()
    assert len(journal.read()) == 20
