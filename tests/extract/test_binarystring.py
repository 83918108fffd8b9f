"""Bytes written as letters."""

import json

import pytest

from sakchy.extract import extract
from sakchy.extract.binarystring import read
from sakchy.extract.piece import Piece
from sakchy.model import Outgoing, Picture, Text

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
SAYING = "Карта 4111 1111 1111 1111"


def test_a_picture_in_json():
    body = json.dumps({"file": PNG.decode("latin-1")}).encode()
    (found,) = extract(Outgoing("http", body, headers=(("content-type", "application/json"),)))
    assert isinstance(found, Picture)
    assert found.data == PNG


@pytest.mark.parametrize("codec", ["utf-16-be", "utf-16-le", "utf-16"])
def test_utf_16_in_a_form(codec):
    data = "".join(f"%{byte:02X}" for byte in SAYING.encode(codec))
    found = extract(Outgoing("http", f"a=b&file={data}".encode()))
    assert [part.text for part in found if isinstance(part, Text)] == [SAYING]


@pytest.mark.parametrize(
    "text", ["plain words", "caf\u00e9", "\0\u0416 letters that are no bytes", "one \0 in a line of words"]
)
def test_what_is_text(text):
    assert read(Piece(text)) is None


def test_zeros_for_ever_are_no_reason_to_go_deeper():
    assert all(
        isinstance(part, Text) for part in extract(Outgoing("http", b'{"a":"' + b"\\u0000" * 5000 + b'"}'))
    )
