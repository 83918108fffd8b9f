import re

import pytest

from sakchy.act.mask.layer import WORD, part, root, undone

ESCAPES = re.compile(r"%[0-9A-F]{2}")


def letter(escape):
    return chr(int(escape[0][1:], 16))


def test_every_letter_knows_its_bytes():
    data = "ab Ч€😀z".encode()
    layer = root(data, 0, len(data))
    for at, char in enumerate(layer.text):
        assert data[layer.at[at] : layer.at[at + 1]].decode() == char


def test_a_root_begins_where_it_begins():
    assert root(b"xxabcxx", 2, 5).span == (2, 5)


def test_bytes_that_are_no_text_have_no_layer():
    assert root(b"\xff\xfe\x00", 0, 3) is None


def test_escapes_are_undone_and_keep_their_places():
    layer = undone(root(b"a%41b%42", 0, 8), (0, 8), ESCAPES, letter)
    assert (layer.text, list(layer.at)) == ("aAbB", [0, 1, 4, 5, 8])


def test_layers_inside_layers_keep_the_places_in_the_bytes():
    outer = undone(root(b"x=%2541;", 0, 8), (2, 7), ESCAPES, letter)
    inner = undone(outer, (0, 3), ESCAPES, letter)
    assert (outer.text, inner.text, inner.span) == ("%41", "A", (2, 7))


@pytest.mark.parametrize(("filler", "word"), [("", WORD), ("0", "0")])
def test_a_part_may_have_a_filler_of_its_own(filler, word):
    cut = part(root(b"12345", 0, 5), 1, 3, filler)
    assert (cut.text, cut.span, cut.filler, cut.word) == ("23", (1, 3), filler or WORD, word)


def test_a_layer_shows_nothing():
    assert repr(root(b"4111", 0, 4)) == "Layer(\u2026)"
