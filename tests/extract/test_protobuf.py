"""Protocol Buffers without a schema: texts, nested messages, bytes, numbers; lengths that lie."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.extract import extract
from sakchy.extract.piece import Piece
from sakchy.extract.protobuf import DEPTH, fields, read
from sakchy.limits import DEFAULT
from sakchy.model import Outgoing, Picture, Text, Unread

CARD = "4111 1111 1111 1111"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 8
TYPE = "application/x-protobuf"


def varint(number):
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


def field(number, content):
    if isinstance(content, int):
        return varint(number << 3) + varint(content)
    data = content.encode() if isinstance(content, str) else content
    return varint(number << 3 | 2) + varint(len(data)) + data


def seen(found):
    return {part.place[-1].name: part.text for part in found if isinstance(part, Text)}


MESSAGE = (
    field(1, 150)
    + field(2, field(1, CARD) + field(3, field(1, "Иван\nИванов")))
    + field(4, JPEG)
    + field(5, 4111111111111111)
    + varint(6 << 3 | 1) + struct.pack("<d", 5555555555554444.0)
    + varint(7 << 3 | 5) + b"\1\2\3\4"
)  # fmt: skip


@pytest.mark.parametrize("type_", ["", TYPE, "application/octet-stream", "application/grpc+proto"])
def test_values_have_numbers_for_names(type_):
    found = extract(Outgoing("http", MESSAGE, headers=(("content-type", type_),)))
    assert seen(found) == {
        "2.1": CARD,
        "2.3.1": "Иван\nИванов",
        "5": "4111111111111111",
        "6": "5555555555554444",
    }
    assert [part.data for part in found if isinstance(part, Picture)] == [JPEG]


def test_a_length_that_is_a_letter_does_not_stick_to_the_number():
    text = "4111111111111111" + " " * 33  # 49 is the code of "1"
    assert seen(extract(Outgoing("http", field(1, text)))) == {"1": text}


def test_json_inside_is_read_further():
    found = extract(Outgoing("http", field(1, '{"card":"4111 1111"}')))
    assert seen(found) == {"card": "4111 1111"}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x0a",
        b"\x0a\x7fabc",
        b"\x08",
        b"\x0c",
        b"\x0b\x14",
        b"\x07",
        b"\x0b",
        b"\x0d\1",
        b"\x09\1",
        b"\n\nhello",
    ],
)
def test_what_is_no_message(data):
    assert read(Piece(data)) is None


def test_undeclared_numbers_alone_are_nothing():
    assert read(Piece(b"\x08\x96\x01")) is None
    assert [*read(Piece(b"\x08\x96\x01", type=TYPE))] == []


def test_groups_of_old_are_walked_through():
    assert seen(read(Piece(b"\x0b" + field(2, CARD) + b"\x0c", type=TYPE))) == {"2": CARD}


def test_nested_too_deep_is_said():
    data = field(1, b"\xff\xfe\xfd")
    for _ in range(DEPTH + 3):
        data = field(1, 5) + field(2, data)
    assert Unread in map(type, read(Piece(data, type=TYPE)))


@given(
    st.lists(
        st.tuples(st.integers(1, 2**29 - 1), st.integers(0, 2**64 - 1) | st.binary(max_size=20)), max_size=20
    )
)
def test_fields_round_trip(content):
    written = b"".join(field(number, each) for number, each in content)
    tags, contents = fields(written)
    assert [*zip((tag >> 3 for tag in tags), contents, strict=True)] == content


@given(st.binary(max_size=300), st.sampled_from(["", TYPE]))
def test_nothing_breaks_it(data, type_):
    for part in read(Piece(data, type=type_), DEFAULT) or ():
        assert isinstance(part, Text | Piece | Unread)


def test_nested_ambiguity_is_linear():
    data = b"\x0a\x02" * 100_000
    [*read(Piece(data, type=TYPE))]
    [*read(Piece(field(1, data), type=TYPE))]
    hostile = b""
    for _ in range(1000):
        hostile = field(1, hostile + b"\x08\x01")
    [*read(Piece(hostile, type=TYPE))]


def test_identifiers_of_a_few_bytes_are_nothing():
    trace = bytes.fromhex("5b8efff798038103d269b633813fc60c")
    message = field(1, trace) + field(2, trace[8:]) + field(3, "a span")
    assert [part.text for part in read(Piece(message, type=TYPE))] == ["a span"]


def test_undeclared_bytes_that_are_no_text_tell_a_message():
    number = bytes([2 << 3, *b"\xee\xd3\xc2\xd5\xae\x8e\xd4\t"])
    assert [*read(Piece(field(1, b"ab\xb4") + number))][1].text == "5436479051442670"


@pytest.mark.parametrize(
    "content",
    [
        b"\xff" + b"secret" + b"\xff",  # a word amid other bytes
        "1234567".encode("utf-16-le") + b"\xff",
        b"\xfe4111-1111\xfe",
        b"\5\xd0\x90\xd1\x81",  # letters in UTF-8 with a length before them
        bytes.fromhex("5b8efff798038103d269b633813fc60c5b"),  # more bytes than an identifier has
    ],
)
def test_a_few_bytes_that_may_say_something_are_read_further(content):
    assert [piece.data for piece in read(Piece(field(1, content), type=TYPE))] == [content]
