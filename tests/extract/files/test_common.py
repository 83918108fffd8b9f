import json
from base64 import b64encode

from sakchy.extract.files.common import text
from sakchy.extract.piece import Piece
from sakchy.model import Step, Text

CELL = Piece(b"", (Step("file", "table.xlsx"),), "note")


def test_words_are_text_and_what_is_wrapped_in_them_is_read_further():
    assert list(text(CELL, "hello")) == [Text(CELL.place, "hello", "note")]
    for words in (json.dumps(["a"]), b64encode(b"hello, this is a note").decode(), "a=1&b=2", "<p>hello</p>"):
        (piece,) = text(CELL, words, Step("page", "2"))
        assert isinstance(piece, Piece)
        assert (piece.data, piece.field, piece.depth) == (words, "note", 1)
        assert piece.place == (*CELL.place, Step("page", "2"))


def test_nothing_is_no_text_and_half_letters_are_replaced():
    assert list(text(CELL, "  \n")) == []
    assert list(text(CELL, "a\ud800")) == [Text(CELL.place, "a?", "note")]
