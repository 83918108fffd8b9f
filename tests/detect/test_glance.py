"""What the compiled part is handed, and that there is none where it was not built or is not wanted."""

import os
import shutil

import pytest

from sakchy.detect import glance as glances
from sakchy.detect.clean import Clean
from sakchy.detect.glance import (
    FIELD,
    LIBRARY,
    MARK,
    NUMBER,
    SWITCH,
    TEXT,
    Glance,
    asked,
    available,
    glance,
    library,
    listed,
    lists,
    names,
    numbered,
    pairs,
    ranges,
    small_letters,
    wanted,
)
from sakchy.detect.text import TextDetector
from sakchy.limits import DEFAULT
from sakchy.rulebook import load

DETECTOR = TextDetector(load().rules, b"glance" * 4)
needs_library = pytest.mark.skipif(not available(), reason="the compiled part was not built")


@pytest.fixture
def other_library(monkeypatch, tmp_path):
    """Where a library is looked for instead."""
    monkeypatch.setattr(glances, "LIBRARY", tmp_path / LIBRARY.name)
    library.cache_clear()
    yield tmp_path / LIBRARY.name
    library.cache_clear()


def test_lists_are_written_with_their_lengths():
    assert listed([b"ab", b""]) == b"\2\0\0\0\2\0\0\0ab\0\0\0\0"
    assert pairs([(1, 258)]) == b"\1\0\0\0\x08\0\0\0\1\0\0\0\2\1\0\0"
    assert [*numbered([(2, "b"), (1, "ж"), (2, "b")])] == [b"\1\0\0\0\xd0\xb6", b"\2\0\0\0b"]


def test_numbers_in_a_row_are_one_range():
    assert ranges([]) == []
    assert ranges({7, 3, 4, 5, 9}) == [(3, 5), (7, 7), (9, 9)]


def test_letters_come_in_order_with_what_python_makes_of_them():
    letters = dict(small_letters())
    assert [*letters] == sorted(letters)
    assert all(one != low for one, low in letters.items())
    assert (letters[ord("Ж")], letters[ord("Ү")], letters[0xA0]) == (ord("ж"), ord("ү"), ord(" "))
    assert letters[0x2011] == ord("-")
    assert 0x130 not in letters  # of two letters


def test_what_rules_want_and_names_say_is_listed():
    counts = [*wanted(DETECTOR)]
    assert any((count & 0xFF, count >> 8) == (16, 12) and "luhn" in checks for count, checks in counts)
    said = {}
    for bit, name in names(DETECTOR):
        said[name] = said.get(name, 0) | bit
    assert said["cvv"] & glances.ASKING
    assert said["birthdate"] & glances.DETAILS["birth"]
    assert not any("." in name for name in said)


def test_questions_are_read_as_they_are_written():
    first = MARK.pack(1 << 63, 1 << 2 | FIELD) + b"a" + NUMBER.pack(4 << 2) + "жы".encode()
    second = MARK.pack(7, TEXT) + NUMBER.pack(0)
    assert [*asked(first + second)] == [(1 << 63, FIELD, "a", "жы"), (7, TEXT, "", "")]
    assert [*asked(b"")] == []


@needs_library
def test_the_switch_does_without(monkeypatch):
    assert isinstance(glance(DETECTOR, DEFAULT, lambda *_: 0), Glance)
    monkeypatch.setenv(SWITCH, "0")
    assert not available()
    assert glance(DETECTOR, DEFAULT, lambda *_: 0) is None
    clean = Clean(DETECTOR)
    assert (clean.glance, clean.glanced) == (None, 0)


def test_without_a_library_there_is_none(other_library):
    assert library() is None
    assert not available()
    assert glance(DETECTOR, DEFAULT, lambda *_: 0) is None
    assert Clean(DETECTOR).is_clean(b'{"a":"b"}')


@pytest.mark.parametrize("content", [b"", b"\x7fELF", b"no library" * 999])
def test_a_broken_file_is_none(other_library, content):
    other_library.write_bytes(content)
    assert library() is None


@needs_library
def test_a_library_older_than_its_sources_is_refused(other_library, monkeypatch, tmp_path):
    shutil.copy(LIBRARY, other_library)
    monkeypatch.setattr(glances, "SOURCES", tmp_path)
    (tmp_path / "lib.rs").touch()
    os.utime(other_library, (1, 1))
    assert library() is None
    library.cache_clear()
    os.utime(other_library)
    assert library() is not None


@needs_library
@pytest.mark.parametrize("cut", [0, 3, 40, -1])
def test_rules_that_are_not_understood_are_refused(monkeypatch, cut):
    data = lists(DETECTOR, DEFAULT)
    monkeypatch.setattr(glances, "lists", lambda *_: data[:cut])
    assert glance(DETECTOR, DEFAULT, lambda *_: 0) is None
    assert Clean(DETECTOR).is_clean(b'{"a":"b"}')
