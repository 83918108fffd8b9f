"""Short pieces that come again are read once, and what is in them is found each time."""

import gzip
import json
from base64 import b64encode

import pytest

from sakchy.extract import extract
from sakchy.extract.piece import Piece
from sakchy.extract.walk import FEW, SHORT, Walk, is_short
from sakchy.limits import Limits
from sakchy.model import Outgoing, Picture, Text, Unread

CARD = "4111 1111 1111 1111"
INNER = json.dumps({"card": CARD})
WRAPPED = b64encode(INNER.encode()).decode()


def parts(document, limits=None):
    message = Outgoing("http", json.dumps(document).encode())
    return extract(message, limits) if limits else extract(message)


def places(found):
    return [(part.place, part.text) for part in found if isinstance(part, Text)]


@pytest.mark.parametrize(
    "wrapped", [INNER, WRAPPED, "a=b&card=4111+1111+1111+1111", "4111&nbsp;1111 1111 1111"]
)
def test_a_short_piece_is_found_wherever_it_stands(wrapped):
    once = parts({"a": wrapped})
    twice = parts({"a": wrapped, "b": wrapped, "c": {"a": wrapped}})
    assert len(twice) == 3 * len(once)
    assert places(twice)[: len(once)] == places(once)
    assert len({place for place, _ in places(twice)}) == 3 * len({place for place, _ in places(once)})


def test_of_a_list_of_the_same_every_one_is_there():
    found = parts([{"a": INNER}] * 50)
    assert [part.text for part in found] == [CARD] * 50


def test_pieces_count_however_often_they_stand_there():
    found = parts([INNER] * 50, Limits(parts=10))
    assert [part.reason for part in found if isinstance(part, Unread)] == ["too-large"]


def test_what_is_remembered_is_short():
    walk = Walk(Outgoing("http", b""))
    short, long, many = INNER, json.dumps({"a": "b" * SHORT}), json.dumps([["card"] * (FEW + 1)])
    packed = gzip.compress(b"word " * 1000)
    for data in (short, long, many, packed):
        walk.read(Piece(data))
        walk.read(Piece(data))
    assert Piece(short) in walk.met
    assert not any(Piece(data) in walk.met for data in (long, many, packed))
    assert len(packed) < SHORT


def test_short_are_texts_and_pieces():
    assert is_short(Text((), "a"))
    assert is_short(Piece(b"a"))
    assert not is_short(Text((), "a" * (SHORT + 1)))
    assert not is_short(Picture((), b""))
    assert not is_short(Unread((), "broken"))
