"""MessagePack against an independent library, cut anywhere, and with lengths that lie."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.extract import extract
from sakchy.extract.msgpack import TYPES, read
from sakchy.extract.piece import Piece
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Outgoing, Picture, Text, Unread

CARD = "4111 1111 1111 1111"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 8
DOCUMENT = {
    "pay": {"card": CARD, "n": [1, -5, 4111111111111111, "word"]},
    "scan": JPEG,
    "at": 1.5,
    "ok": None,
}
packed = msgspec.msgpack.encode


def fields(found):
    return {part.field: part.text for part in found if isinstance(part, Text)}


@pytest.mark.parametrize("type_", ["", "application/x-msgpack"])
def test_values_have_their_paths(type_):
    found = extract(Outgoing("http", packed(DOCUMENT), headers=(("content-type", type_),)))
    assert fields(found) == {"pay.card": CARD, "pay.n[2]": "4111111111111111", "pay.n[3]": "word"}
    assert [part.data for part in found if isinstance(part, Picture)] == [JPEG]


def test_signalr_puts_the_length_before():
    message = packed([1, {}, None, "send", [CARD]])
    body = bytes([len(message)]) + message
    assert CARD in fields(read(Piece(body))).values()
    assert list(fields(read(Piece(body * 3))).values()).count(CARD) >= 1
    assert len([part for part in read(Piece(body * 3)) if isinstance(part, Text) and part.text == CARD]) == 3


def test_extensions_are_bytes():
    for ext in (msgspec.msgpack.Ext(5, b"abcd"), msgspec.msgpack.Ext(5, b"abcdefg")):
        found = read(Piece(packed({"name": "word", "ext": ext})))
        assert [part.data for part in found if isinstance(part, Piece)] == [ext.data]


def test_what_was_cut_is_kept_and_said():
    data = packed({"card": CARD, "more": "word " * 10})
    found = read(Piece(data[:-10], type=TYPES[0]))
    assert fields(found) == {"card": CARD, "more": "word " * 8}
    assert found[-1] == Unread((), "broken")
    assert CARD in repr(extract(Outgoing("http", data[:-10])))


@pytest.mark.parametrize("head", [b"\xdd", b"\xdf", b"\xdb", b"\xc6", b"\xc9"])
def test_lengths_that_lie_allocate_nothing(head):
    assert read(Piece(head + b"\xff" * 4 + b"abc", type=TYPES[0]))[-1] == Unread((), "broken")


def test_deep_and_many():
    assert read(Piece(b"\x91" * 100_000, type=TYPES[0])) == [Unread((), "too-deep")]
    many = b"\xdd\0\0\xff\xff" + b"\x01" * 0xFFFF
    assert read(Piece(many, type=TYPES[0]), Limits(items=100)) == [Unread((), "too-many")]


@pytest.mark.parametrize(
    "data", [b"", b"plain", "Паспорт".encode("cp866"), b"\x80", b"\x92\x01\x02", b"\xdc"]
)
def test_what_is_none(data):
    assert read(Piece(data)) is None


def test_text_under_a_false_type_is_left_to_others():
    assert read(Piece(b"hello, this is text", type=TYPES[0])) is None


TREE = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=40) | st.dictionaries(st.text(max_size=5), inner, max_size=20),
    max_leaves=40,
)


def texts_in(node):
    if isinstance(node, dict | list):
        return [
            text for child in (node.values() if isinstance(node, dict) else node) for text in texts_in(child)
        ]
    return [node] if isinstance(node, str) and len(node) >= 3 else []


@given(TREE)
def test_every_text_of_another_writer_is_found(tree):
    found = read(Piece(packed([tree]), type=TYPES[0]))
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


@pytest.mark.parametrize(
    "data",
    [bytes(range(128, 256)) * 500, bytes(range(256)) * 2000, b"\x9f" * 5000, bytes(range(0x81, 256)) * 99],
)
def test_junk_is_left_to_others(data):
    assert read(Piece(data)) is None
