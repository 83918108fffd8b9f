"""Event streams that are sent."""

import pytest

from sakchy.extract import extract
from sakchy.extract.eventstream import read
from sakchy.extract.piece import Piece
from sakchy.model import Outgoing, Text

STREAM = 'id: 1\nevent: chat\ndata: {"card":\ndata: "4111 1111 1111 1111"}\n\n'
STREAM += ": 7777 comment\nretry: 5\n\ndata:last one\n"


def test_lines_of_data_are_joined():
    first, last, others = read(Piece(STREAM))
    assert first.data == '{"card":\n"4111 1111 1111 1111"}'
    assert last.data == "last one"
    assert "7777" in others.text


def test_in_a_message():
    found = extract(Outgoing("http", STREAM.replace("\n", "\r\n").encode()))
    assert Text(found[0].place, "4111 1111 1111 1111", "card") == found[0]


@pytest.mark.parametrize(
    "text", ["data:image/png;base64,AAAA", "data:text/plain,hello", "the data: 1", "id: 5", ""]
)
def test_what_is_none(text):
    assert read(Piece(text)) is None


@pytest.mark.parametrize(("text", "is_one"), [("id: 5", True), (": hello", True), ("the data: 1", False),
                                              ("%64%61%74%61%3A 1", False), ("", False)])  # fmt: skip
def test_a_declared_stream_has_a_field(text, is_one):
    assert (read(Piece(text, type="text/event-stream")) is not None) == is_one


def test_no_fields_for_ever():
    assert read(Piece("id: 1\n" * 100_000)) is None
