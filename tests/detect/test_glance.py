"""The compiled part: what it is told, what it asks; it calls nothing clean in which something is found."""

import json
import os
import shutil

import pytest
from mnemonic import Mnemonic

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
from sakchy.extract import extract
from sakchy.inspect import Inspector
from sakchy.limits import DEFAULT
from sakchy.model import Outgoing
from sakchy.rulebook import load

INSPECTOR = Inspector(load(), b"glance" * 4)
DETECTOR = INSPECTOR.detector.text
needs_library = pytest.mark.skipif(not available(), reason="the compiled part was not built")
CARD = "4111111111111111"
WORDS = Mnemonic("english").to_mnemonic(bytes(range(16))).split()
PHRASE = " ".join(WORDS)


def read(body):
    """Findings of the full way."""
    message = Outgoing("http", body)
    return INSPECTOR.found(message, extract(message))


def written(document):
    return document if isinstance(document, bytes) else json.dumps(document, ensure_ascii=False).encode()


@pytest.fixture
def look():
    """What the compiled part says of a document, cold and warm, with what rules really say."""
    made = Clean(DETECTOR).glance
    return lambda document: [made.is_clean(written(document)), made.is_clean(written(document))]


@pytest.fixture
def told():
    """The same where it is told by kind or text what a thing says; and what it asked."""

    def made(says):
        questions = []

        def weigh(kind, field, text):
            questions.append((kind, field, text))
            return says.get(text, says.get(kind, 0))

        one = Glance(library(), DETECTOR, DEFAULT, weigh)
        return lambda document: (one.is_clean(written(document)), questions)

    return made


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
    assert any(count == 16 and "luhn" in checks for count, checks in counts)
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


ORDINARY = [
    {},
    [],
    {
        "event": "opened",
        "page": {"width": 1024, "ratio": 1.5},
        "ids": ["8f3c0d1e-5a52-4f8e-9a1f-1f2c3d4e5f60"],
    },
    {"a": [1, -2, 3e5, 0.25, True, None, -123456789012], "б": "Саламатсызбы, эртең саат 10го келем."},
    {"a": {"b": [[{"c": "d"}], {"c": "e"}]}},
    {"time": "2026-11-22T10:00:00.123Z", "epoch": 1700000000000, "float": 1700000000.123},
    {"in": json.dumps({"b": json.dumps(["c"])})},
    {"note": "<b>one</b>", "more": "{x}"},
    {"nationality": "KG", "birth_date": "01.02.1990", "city": "Naryn"},
    {"user": {"name": "Ulgu"}, "page": {"name": "Home"}, "item": {"address": "0x12"}},
    {"password": "", "otp": None, "token": True, "api_key": "none"},
    {"a": [*range(15)], "b": {"0": 1, "1": 2}},
    {"word": " ".join(WORDS[:8])},
    {"n" * 300: "x"},
    b'{"a":"b"}\n{"a":"c"}\r\n',
    b'{"a" : 1 , "b" :\t[ ] }\n',
    b'{"a":1,"a":2}',
    b'{"\\u0061":"\\ud83d\\ude00 \\"x\\" \\/"}',
]
TELLING = [
    {"card": CARD, "cvv": "123"},
    {"card": int(CARD)},
    {"card": float(CARD)},
    b'{"card":4111111111111111.0}',
    b'{"card":4.111111111111111e+15}',
    b'{"card":4111111111111111e0}',
    {"a": "4111 1111 1111 1111"},
    {"a": "my card is 4111-1111-1111-1111, thanks"},
    {"a": "\u0664\u0661\u0661\u0661" + " 1111" * 3},
    {"a": "4111\u00a01111\u00a01111\u00a01111"},
    {"pan": ["4111", "1111", "1111", "1111"]},
    {f"card{at}": part for at, part in enumerate(["4111", "1111", "1111", "1111"])},
    {"cvv": 123},
    {"cvv": 123.0},
    {"otp": ["123456", "x"]},
    {"password": "hunter2Zq9!"},
    {"data": {"dogConfig": {"apiKey": "0123456789abcdef0123456789abcdef"}}},
    b'{"d\\u0061ta":{"d\\u006fg":{"key":"0123456789abcdef0123456789abcdef"}}}',
    {"full_name": "Ulgu Ulguev", "birth_date": "01.02.1990", "address": "Example st. 7, Bishkek"},
    {"note": "дата рождения: 01.02.1990", "n": "ФИО: Үлгү Үлгүев", "a": "адрес: ул. Примерная, д. 7, Бишкек"},
    {"note": PHRASE},
    {"note": PHRASE.upper()},
    {"notes": WORDS},
    {f"w{at}": word for at, word in enumerate(WORDS)},
    {"notes": [" ".join(WORDS[:7]), " ".join(WORDS[7:])]},
    {"a": f"zzz {' '.join(WORDS[:5])}", "b": {"c": [f"{' '.join(WORDS[5:])} zzz"]}},
    {"note": f"<b>zzz</b> {PHRASE} &amp; zzz"},
    {"in": json.dumps({"cvv": 123})},
    {"in": json.dumps({"in": json.dumps(["card 4111 1111 1111 1111"])})},
    {"a": "Q0FSRCA0MTExIDExMTEgMTExMSAxMTEx"},
    {"a": "card%204111%201111%201111%201111"},
    {"a": "card &#52;111 1111 1111 1111"},
    {"4111 1111 1111 1111": "x"},
    {"file": [255, 216, 255, 224, *range(40)]},
    {str(at): byte for at, byte in enumerate([255, 216, 255, 224, *range(40)])},
    b'{"a":"b"}\n{"cvv":"123"}',
    b'{"cvv":"x","cvv":"123"}',
]
UNUSUAL = [
    b"",
    b"{",
    b'{"a":"\xff"}',
    b'{"a":"\\ud800"}',
    b'{"a":"\\x"}',
    b'{"a":"\n"}',
    b'["a" "b"]',
    b'["a",]',
    b'{"a":1}{',
    b'{"a":1} {"b":2}',
    b'{"a":\n1}\n{"b":2}',
    b'{"a":1}\0',
    b'\xef\xbb\xbf{"a":1}',
    b' {"a":1}',
    b'"a"',
    b"[01]",
    b"[1.]",
    b"[-]",
    b"[NaN]",
    b"[nul]",
    b"{]",
    b"[}",
    b"[" * 100_000,
    b"]" * 9,
    b'{"a":"%PDF-1.7"}',
    b'{"":"x"}',
    '{"İ":"x"}'.encode(),
]


@needs_library
@pytest.mark.parametrize("document", ORDINARY, ids=range(len(ORDINARY)))
def test_ordinary_documents_are_clean_at_once(look, document):
    assert look(document) == [True, True]
    assert read(written(document)) == ()


@needs_library
@pytest.mark.parametrize("document", TELLING, ids=range(len(TELLING)))
def test_what_tells_is_never_clean(look, document):
    assert read(written(document))
    assert look(document) == [False, False]


@needs_library
@pytest.mark.parametrize("body", UNUSUAL, ids=range(len(UNUSUAL)))
def test_what_is_no_usual_document_is_left_to_others(look, body):
    assert look(body) == [False, False]
