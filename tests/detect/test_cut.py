"""Names and texts of bodies, and that cutting and the full way see the same."""

import json
from urllib.parse import quote_plus, urlencode

import pytest

from sakchy.detect.cut import KEY, cut, decoded, is_json, meant
from sakchy.extract import extract
from sakchy.model import Outgoing, Text


def words(body):
    """The texts among the pieces, as they are meant."""
    pieces, _ = cut(body)
    return [meant(piece) for piece in pieces if not piece.endswith(KEY)]


def names(body):
    pieces, _ = cut(body)
    return [decoded(piece) for piece in pieces if piece.endswith(KEY)]


def test_json_is_cut_into_names_and_texts():
    body = b'{"user":{"name":"Ulgu","tags":["a\\"b","c\\\\"]},"n":[12,5.5]}'
    assert names(body) == ["user", "name", "tags", "n"]
    assert words(body) == ["Ulgu", 'a"b', "c\\"]
    assert b"12,5.5" in b"".join(cut(body)[1])


def test_lines_of_json_are_one_body():
    assert words(b'{"a":"one"}\n{"b":"two"}\n') == ["one", "two"]


def test_documents_that_are_texts_are_opened_three_deep():
    inner = {"d": "deep"}
    for _ in range(3):
        inner = {"in": json.dumps(inner)}
    body = json.dumps(inner).encode()
    assert names(body) == ["in"] * 3 + ["d"]
    assert words(body) == ["deep"]
    assert cut(json.dumps({"in": body.decode()}).encode()) is None


def test_form_fields_are_pieces_of_the_same_kind():
    body = urlencode({"q": 'say "hi"', "data": json.dumps({"a": ["x", "y z"]}), "user12345678": "ü"}).encode()
    assert names(body) == ["q", "data", "a", "user12345678"]
    assert words(body) == ['say "hi"', "x", "y z", "ü", "user12345678"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"{}}",
        b'{"a":"\xff"}',
        b'{"a":1}\n{"b":\xff}',
        b"a=%ff",
        b"a=1&_charset_=cp1251",
        b"just words",
        b"a=1\nb=2",
        b"--x\r\nContent-Disposition: form-data",
        b"[" * 100_000,
    ],
)
def test_what_is_unusual_is_left_to_others(body):
    assert cut(body) is None


@pytest.mark.parametrize(
    "value", ["plain", "a b+c", "50%", "ключ", 'x"y\\z', "a&b=c", "{not json}", "4111 1111"]
)
def test_forms_say_what_extraction_says(value):
    body = b"field=" + quote_plus(value).encode()
    parts = extract(Outgoing("http", body, headers=(("content-type", "application/x-www-form-urlencoded"),)))
    said = {part.text for part in parts if isinstance(part, Text)}
    assert {*words(body)} == said == {value}


def test_json_needs_to_be_whole_and_text():
    assert is_json(b'{"a":"\xd1\x8f"}')
    assert not is_json(b'{"a":"\xd1"}')
    assert not is_json(b"{'a':1}")
