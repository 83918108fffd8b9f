"""Values with their paths: what is taken, what is too short, lists of bytes, formats read item by item."""

import pytest

from sakchy.extract.piece import Piece
from sakchy.extract.tree import BLOB, Flow, Values
from sakchy.limits import Limits
from sakchy.model import Step, Text

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(60))


def collected(node, limits=Limits()):  # noqa: B008  frozen
    values = Values(Piece("", (Step("form", "f"),)), limits, [])
    values.collect(node, "", limits.json_depth)
    return values.out


def flow(**limits):
    return Flow(Piece(b""), Limits(**limits))


def test_paths_name_members_and_items():
    node = {
        "card": {"number": 4111111111111111, "cvv": 123, "ok": True},
        "list": [{"a b": "word"}, None, "two words"],
    }
    assert [(part.field, part.text) for part in collected(node)] == [
        ("card.number", "4111111111111111"),
        ("card.cvv", "123"),
        ("list[0].a b", "word"),
        ("list[2]", "two words"),
    ]
    assert collected({"x": "abc"}) == [Text((Step("form", "f"), Step("json", "x")), "abc", "x")]


def test_whole_floats_are_numbers_and_short_numbers_in_lists_are_not():
    assert [part.text for part in collected({"a": 4.111111111111111e15, "b": 1.5, "c": 99})] == [
        "4111111111111111"
    ]
    assert [part.text for part in collected([1, 2.0, 99999999999, 100000000000, 4.111111111111111e15])] == [
        "100000000000",
        "4111111111111111",
    ]


@pytest.mark.parametrize("write", [list, lambda data: {str(at): byte for at, byte in enumerate(data)}])
def test_typed_arrays_are_bytes(write):
    (piece,) = collected({"photo": write(JPEG)})
    assert (piece.data, piece.field, piece.depth) == (JPEG, "photo", 1)


def test_lists_of_other_numbers_are_none():
    for numbers in ([300] * BLOB, [1] * (BLOB - 1), [-1] * BLOB, [1, "a" * 3, *range(BLOB)]):
        assert not [part for part in collected(numbers) if isinstance(part, Piece)]


def test_wrapped_values_are_pieces_and_words_are_not():
    found = collected({"a": '{"b":1}', "b": "plain", "c": "x%34y", "d": "<b>4</b>", "e": "a" * 30})
    assert [type(part) for part in found] == [Piece, Text, Piece, Piece, Piece]


def test_too_deep_and_too_many():
    node = "abc"
    for _ in range(20):
        node = [node]
    assert len(collected(node)) == 1
    with pytest.raises(RecursionError):
        collected(node, Limits(json_depth=19))
    assert len(collected({str(i): "abc" for i in range(99)}, Limits(parts=10))) == 11


def test_a_flow_counts_lists_and_maps():
    told = flow()
    told.start(2, is_map=True)
    for item in ("name", "Ivan"):
        told.put(item)
    told.put("cards")
    told.start(2, is_map=False)
    told.put("4111 1111")
    told.start(-1, is_map=True)
    told.put(7)
    told.put("seven")
    told.end()
    assert [(part.field, part.text) for part in told.out] == [
        ("name", "Ivan"),
        ("cards[0]", "4111 1111"),
        ("cards[1].7", "seven"),
    ]
    assert not told.open_


def test_a_flow_ends_where_limits_are():
    told = flow(json_depth=3)
    for _ in range(3):
        told.start(10**18, is_map=False)  # a hostile count is only a number
    with pytest.raises(RecursionError):
        told.start(1, is_map=False)
    told = flow(items=5)
    for _ in range(5):
        told.put(1)
    with pytest.raises(OverflowError):
        told.put(1)
    with pytest.raises(ValueError):
        flow().end()
