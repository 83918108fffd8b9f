"""The file of enrolled things: seen at once when it changes, never ignored when it is broken."""

import logging
import os
import threading
import time

import pytest
from msgspec.structs import replace

from sakchy.detect.own import NOTHING
from sakchy.detect.own.values import enrol
from sakchy.keep.ownfile import OwnFile, fresh_id
from sakchy.model import Text
from sakchy.yamlfile import FileError

KEY = b"k" * 32
NUMBER = "22101199000177"


@pytest.fixture
def file(tmp_path):
    return OwnFile(tmp_path / "own.json", KEY)


def add(file, text=NUMBER):
    def change(enrolled):
        value = enrol(KEY, fresh_id(enrolled), "number", text, "pin")
        return replace(enrolled, values=(*enrolled.values, value))

    return file.change(change)


def finds(file, text=NUMBER):
    return bool(file.own.find([Text((), text)], ()))


def test_no_file_means_nothing_enrolled(file):
    assert file.read() == NOTHING
    assert not file.own.watches
    assert file.count() == 0


def test_what_is_added_is_found_at_once_by_everybody_who_has_the_file_open(file):
    other = OwnFile(file.path, KEY)
    assert not finds(other)
    add(file)
    assert finds(other)
    add(other, "98765432")
    assert finds(file, "9876 5432")
    assert file.count() == 2
    file.delete()
    assert not finds(other)


def test_an_unchanged_file_is_read_once(file):
    add(file)
    assert file.own is file.own


@pytest.mark.skipif(os.name != "posix", reason="modes as POSIX has them")
def test_only_the_person_can_read_it_and_no_number_stands_in_it(file):
    add(file)
    assert file.path.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.path.parent.iterdir()] == ["own.json"]
    assert NUMBER.encode() not in file.path.read_bytes()


BROKEN = [b"", b"{", b"[]", b"\xff\xfe", b'{"key":"x","enrolled":{"values":[{"id":1}]}}']


@pytest.mark.parametrize("content", BROKEN)
def test_a_broken_file_stops_the_start_and_no_change_overwrites_it(file, content):
    file.path.write_bytes(content)
    with pytest.raises(FileError, match=r"own\.json"):
        _ = file.own
    with pytest.raises(FileError):
        add(file)
    assert file.path.read_bytes() == content
    assert file.count() == 0
    file.delete()
    assert not file.own.watches


def test_a_file_broken_later_is_said_and_what_was_enrolled_counts_on(file, caplog):
    add(file)
    assert finds(file)
    file.path.write_bytes(b"{")
    with caplog.at_level(logging.ERROR):
        assert finds(file)
        assert finds(file)
    assert len(caplog.records) == 1


def test_a_file_of_another_key_or_version_is_no_use_and_says_so(file):
    add(file)
    with pytest.raises(FileError, match="another key"):
        OwnFile(file.path, b"x" * 32).read()
    file.path.write_bytes(file.path.read_bytes().replace(b'"version":1', b'"version":2'))
    with pytest.raises(FileError, match="version"):
        file.read()


def test_a_change_that_fails_changes_nothing(file):
    add(file)
    before = file.path.read_bytes()
    with pytest.raises(ZeroDivisionError):
        file.change(lambda _: 1 / 0)
    assert file.path.read_bytes() == before
    add(file, "98765432")


def test_two_that_add_at_a_time_lose_nothing(file):
    threads = [threading.Thread(target=add, args=(file, f"1000000{at}")) for at in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert file.count() == 8
    assert len({value.id for value in file.read().values}) == 8


def test_the_lock_of_a_crash_is_not_waited_for_for_ever(file, monkeypatch):
    monkeypatch.setattr("sakchy.keep.ownfile.PATIENCE", 0.1)
    (file.path.parent / ".own.json.lock").touch()
    add(file)
    assert file.count() == 1


def test_who_waited_long_does_not_break_a_lock_that_is_young(file, monkeypatch):
    monkeypatch.setattr("sakchy.keep.ownfile.PATIENCE", 0.05)
    lock = file.path.parent / ".own.json.lock"
    lock.touch()
    os.utime(lock, (time.time() + 100, time.time() + 100))  # as if taken by somebody else only now
    waiting = threading.Thread(target=add, args=(file,))
    waiting.start()
    waiting.join(0.3)
    kept = lock.exists() and not file.path.exists()
    lock.unlink()
    waiting.join()
    assert kept
    assert file.count() == 1
