import os
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing

import pytest
from msgspec.structs import replace

from sakchy.model import Destination, Event, Finding, Step, Verdict, Why
from sakchy.record import Journal, Wanted, table
from sakchy.record import journal as journal_module

BODY = (Step("body"),)


def event(name, *, at=None, outcome="refused", kind="passport", where=BODY, strict=False):
    found = Finding(kind, "test-rule", 0.9, where, "•••• 11", "ab" * 16)
    because = (Why("test.key", (("a", "b"),)),)
    place = Destination("chat.example", "messenger", "chat.example", because=because)
    verdict = Verdict("ask", (found,), place, (Why("test.row"),), "personal", strict=strict)
    return Event(name, time.time() if at is None else at, verdict, outcome, "http", "POST", 123)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "journal.sqlite"


@pytest.fixture
def journal(path):
    with closing(Journal(path)) as journal:
        yield journal


def names(events):
    return [event.id for event in events]


def test_an_event_comes_back_as_it_was_written(journal):
    written = event("one")
    journal.write(written)
    assert journal.read() == [written], "before it is on the disk"
    assert journal.flush()
    assert journal.read() == [written] == [journal.get("one")]
    assert journal.get("two") is None
    assert journal.trouble == ""


def test_events_are_read_newest_first_by_page_outcome_and_kind(journal):
    now = time.time()
    for number in range(6):
        outcome, kind = ("sent", "bank-card") if number % 2 else ("refused", "passport")
        journal.write(event(str(number), at=now + number, outcome=outcome, kind=kind))
        if number == 3:
            journal.flush()
    assert names(journal.read(limit=2)) == ["5", "4"]
    assert names(journal.read(wanted=Wanted(before=now + 2))) == ["1", "0"]
    assert names(journal.read(wanted=Wanted(outcomes=("sent",)))) == ["5", "3", "1"]
    assert names(journal.read(2, Wanted(kinds=("passport",)))) == ["4", "2"]
    assert names(journal.read(wanted=Wanted(kinds=("pass",)))) == []
    assert names(journal.read(wanted=Wanted(kinds=("passport",), outcomes=("sent",)))) == []


def test_names_that_may_tell_of_a_person_are_not_kept(journal, path):
    where = (
        Step("form", "scan"),
        Step("file", "passport of Testbek.jpg"),
        Step("json", "x" * 41),
        Step("query", "id12345678"),
    )
    journal.write(event("one", where=where))
    expected = (Step("form", "scan"), Step("file"), Step("json"), Step("query"))
    assert journal.read()[0].verdict.findings[0].where == expected
    journal.flush()
    assert journal.read()[0].verdict.findings[0].where == expected
    assert not any(b"Testbek" in file.read_bytes() for file in path.parent.iterdir())


def test_the_strict_tier_keeps_no_preview(journal):
    journal.write(event("one", strict=True))
    journal.flush()
    assert journal.read()[0].verdict.findings[0].preview == ""


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_only_the_owner_may_read_the_files(journal, path):
    journal.write(event("one"))
    journal.flush()
    assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}


def test_old_events_are_deleted_at_the_start(path):
    old, new = event("old", at=time.time() - 31 * 86400), event("new")
    with closing(Journal(path, 60)) as journal:
        journal.write(old)
        journal.write(new)
    with closing(Journal(path, 30, writes=False)) as journal:
        assert names(journal.read()) == ["new"], "what is too old is not shown even before it is deleted"
    with closing(Journal(path, 30)) as journal:
        journal.write(event("newer"))
        journal.flush()
    with closing(sqlite3.connect(path)) as base:
        assert [row[0] for row in base.execute("SELECT id FROM events ORDER BY at")] == ["new", "newer"]


def test_closing_writes_what_is_left(path):
    journal = Journal(path)
    for number in range(50):
        journal.write(event(str(number)))
    journal.close()
    assert len(Journal(path, writes=False).read(limit=100)) == 50


def test_reading_makes_no_file(path):
    journal = Journal(path, writes=False)
    assert journal.read() == []
    assert list(path.parent.iterdir()) == []


def test_another_process_reads_while_the_guard_writes(journal, path):
    journal.write(event("one"))
    journal.flush()
    code = (
        "import sys; from pathlib import Path; from sakchy.record import Journal; "
        "print([event.id for event in Journal(Path(sys.argv[1]), writes=False).read()])"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code, path], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "['one']"


@pytest.mark.parametrize(
    "damage", [b"this is no database at all " * 50, b"SQLite format 3\0" + b"\xff" * 4000]
)
def test_an_unreadable_journal_is_set_aside_and_a_new_one_begun(path, damage):
    path.write_bytes(damage)
    with closing(Journal(path)) as journal:
        journal.write(event("one"))
        assert journal.flush()
        assert journal.trouble == "set-aside"
        assert names(journal.read()) == ["one"]
    (aside,) = path.parent.glob("*.unreadable-*")
    assert aside.read_bytes() == damage


def test_reading_an_unreadable_journal_says_so_and_touches_nothing(path):
    path.write_bytes(b"this is no database at all " * 50)
    journal = Journal(path, writes=False)
    assert journal.read() == []
    assert journal.trouble == "unreadable"
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_journal_of_a_newer_version_is_set_aside_whole(path):
    with closing(sqlite3.connect(path)) as base:
        base.executescript("CREATE TABLE other (x); PRAGMA user_version = 99;")
    with closing(Journal(path)) as journal:
        journal.write(event("one"))
        assert journal.flush()
    (aside,) = path.parent.glob("*.unreadable-*")
    with closing(sqlite3.connect(aside)) as base:
        assert base.execute("PRAGMA user_version").fetchone() == (99,)


def test_while_the_disk_cannot_be_written_the_newest_events_stay_in_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(journal_module, "MAX_UNWRITTEN", 3)
    monkeypatch.setattr(journal_module, "RETRY", 0.01)
    folder = tmp_path / "gone"
    with closing(Journal(folder / "journal.sqlite")) as journal:
        for number in range(5):
            journal.write(event(str(number)))
        assert not journal.flush(0.1)
        assert journal.trouble == "unwritable"
        assert names(journal.read()) == ["4", "3", "2"]
        assert journal.lost == 2
        folder.mkdir()
        assert journal.flush()
        assert journal.trouble == ""
        assert names(journal.read()) == ["4", "3", "2"]


def test_a_locked_journal_is_written_later(path, monkeypatch):
    monkeypatch.setattr(table, "BUSY", 0.01)
    monkeypatch.setattr(journal_module, "RETRY", 0.01)
    with closing(Journal(path)) as journal:
        journal.write(event("one"))
        journal.flush()
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            journal.write(event("two"))
            assert not journal.flush(0.2)
            assert journal.trouble == "locked"
            other.execute("ROLLBACK")
        assert journal.flush()
        assert journal.trouble == ""


def test_a_full_disk_is_told_and_costs_no_event(path, monkeypatch):
    def small(path, connect=table.connect):
        base = connect(path)
        base.execute("PRAGMA max_page_count = 1")  # SQLite takes the next higher number that still holds all
        return base

    Journal(path).close()
    monkeypatch.setattr(table, "connect", small)
    with closing(Journal(path)) as journal:
        for number in range(40):
            journal.write(event(str(number)))
        assert not journal.flush(0.5)
        assert journal.trouble == "full"
        assert len(journal.read()) == 40


def test_an_event_is_corrected_whether_it_was_written_or_not(journal):
    for written in (True, False):
        journal.write(event("one", outcome="sent"))
        if written:
            assert journal.flush()
        journal.write(event("one", outcome="dismissed"))
        assert journal.flush()
        assert [one.outcome for one in journal.read()] == ["dismissed"]


def test_an_event_with_half_a_character_costs_itself_alone(journal):
    for name, method in (("one", "POST"), ("odd", "P\udcffST"), ("two", "POST")):
        journal.write(replace(event(name), method=method))
    assert journal.flush()
    assert set(names(journal.read())) == {"one", "two"}
    assert journal.lost == 1


def test_a_row_edited_by_hand_does_not_hide_the_others(journal, path):
    for name in ("one", "two"):
        journal.write(event(name))
    journal.flush()
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("UPDATE events SET event = CAST('{}' AS BLOB) WHERE id = 'one'")
    assert names(journal.read()) == ["two"]
    assert journal.trouble == "unreadable"
