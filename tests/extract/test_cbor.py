"""CBOR against an independent library, cut anywhere, and with lengths that lie."""

import random

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.extract import extract
from sakchy.extract.cbor import MARK, TYPES, read
from sakchy.extract.piece import Piece
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Outgoing, Picture, Text, Unread

CARD = "4111 1111 1111 1111"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 8
DOCUMENT = {"pay": {"card": CARD, 7: [1, 4111111111111111, "word"]}, "scan": JPEG, "at": 1.5, "ok": None}


def fields(found):
    return {part.field: part.text for part in found if isinstance(part, Text)}


@pytest.mark.parametrize("type_", ["", "application/cbor", "image/png"])
def test_values_have_their_paths(type_):
    found = extract(Outgoing("http", cbor2.dumps(DOCUMENT), headers=(("content-type", type_),)))
    assert fields(found) == {"pay.card": CARD, "pay.7[1]": "4111111111111111", "pay.7[2]": "word"}
    assert [part.data for part in found if isinstance(part, Picture)] == [JPEG]


def test_strings_in_pieces_and_lists_without_counts():
    data = b"\xbf\x64card\x7f\x64" + b"4111" + b"\x65" + b" 1111" + b"\xff\x61x\x9f\x63abc\xff\xff"
    assert fields(read(Piece(data))) == {"card": "4111 1111", "x[0]": "abc"}


def test_tags_marks_floats_and_sequences():
    assert fields(read(Piece(MARK + cbor2.dumps({"a": "word"})))) == {"a": "word"}
    tagged = cbor2.dumps({"u": cbor2.CBORTag(32, "http://example.com"), "f": 4.111111111111111e15})
    assert fields(read(Piece(tagged))) == {"u": "http://example.com", "f": "4111111111111111"}
    several = cbor2.dumps("first") + cbor2.dumps("второй")
    assert [part.text for part in read(Piece(several, type=TYPES[0]))] == ["first", "второй"]


def test_what_was_cut_is_kept_and_said():
    data = cbor2.dumps({"card": CARD, "more": "word " * 10})
    found = read(Piece(data[:-10], type=TYPES[0]))
    assert fields(found) == {"card": CARD, "more": "word " * 8}
    assert found[-1] == Unread((), "broken")
    assert read(Piece(data[:-10])) is None  # undeclared: left to the search for words
    assert CARD in repr(extract(Outgoing("http", data[:-10])))


@pytest.mark.parametrize("head", [b"\x9b", b"\xbb", b"\x5b", b"\x7b"])
def test_lengths_that_lie_allocate_nothing(head):
    found = read(Piece(head + b"\xff" * 8 + b"abc", type=TYPES[0]))
    assert found[-1] == Unread((), "broken")


def test_deep_and_many():
    assert read(Piece(b"\x81" * 100_000, type=TYPES[0])) == [Unread((), "too-deep")]
    assert read(Piece(b"\x9f" + b"\x01" * 1000, type=TYPES[0]), Limits(items=100)) == [Unread((), "too-many")]
    assert read(Piece(b"\x9f" * 50 + b"\xff" * 50, type=TYPES[0])) == []


@pytest.mark.parametrize(
    "data", [b"", b"plain text", "Паспорт".encode("cp866"), b"\xa0", b"\x80", b"\x82\x01\x02"]
)
def test_what_is_none(data):
    assert read(Piece(data)) is None


def test_text_under_a_false_type_is_left_to_others():
    assert read(Piece(b"hello, this is text", type=TYPES[0])) is None


TREE = st.recursive(
    st.none() | st.booleans() | st.integers(0, 2**63) | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


def texts_in(node):
    if isinstance(node, dict):
        return [text for child in node.values() for text in texts_in(child)]
    if isinstance(node, list):
        return [text for child in node for text in texts_in(child)]
    return [node] if isinstance(node, str) and len(node) >= 3 else []


@given(TREE)
def test_every_text_of_another_writer_is_found(tree):
    found = read(Piece(cbor2.dumps([tree]), type=TYPES[0]))
    seen = [
        part.text if isinstance(part, Text) else part.data for part in found if not isinstance(part, Unread)
    ]
    assert not [part for part in found if isinstance(part, Unread)]
    for text in texts_in(tree):
        assert text in seen


@given(st.binary(max_size=300))
def test_nothing_breaks_it(data):
    for type_ in ("", TYPES[0]):
        for part in read(Piece(data, type=type_), DEFAULT) or ():
            assert isinstance(part, Text | Piece | Unread)


def test_half_broken_everything():
    whole, chance = cbor2.dumps(DOCUMENT), random.Random(3)
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 5)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        read(Piece(bytes(data), type=TYPES[0]))


@pytest.mark.parametrize(
    "data",
    [bytes(range(128, 256)) * 500, bytes(range(256)) * 2000, b"\x9f" * 5000, bytes(range(0x81, 256)) * 99],
)
def test_junk_is_left_to_others(data):
    assert read(Piece(data)) is None


def test_a_line_break_after_the_document():
    assert [part.text for part in read(Piece(b"\xa1\x61a\x65hello\r\n"))] == ["hello"]
