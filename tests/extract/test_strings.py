"""Words in binaries: every encoding, none in noise, and no more than is bearable."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.extract.piece import Piece
from sakchy.extract.strings import EDGE, MOST, read, spans, words
from sakchy.model import Text, Unread

NOISE = bytes([0x80, 0x01, 0xFF, 0x02, 0x9C, 0x03])


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["card 4111 1111 1111 1111", "паспорт AN1234567"])
@pytest.mark.parametrize("shift", [0, 1])
def test_words_of_every_encoding(codec, text, shift):
    data = NOISE + b"\1" * shift + text.encode(codec) + b"\1\1" + NOISE
    assert text.split()[-1] in words(data)[0]
    assert words(data)[1]


def test_no_letter_sticks_to_a_number():
    assert "4111 1111 1111" in words(b"\1" + "4111 1111 1111".encode("utf-16-le") + b"\xff\0\1")[0].split(
        "\n"
    )


def test_one_text_for_all():
    (found,) = read(Piece(NOISE + b"first words" + NOISE + b"second words" + NOISE, field="f"))
    assert found == Text((), "first words\nsecond words", "f")


def test_numbers_short_words_and_noise_are_nothing():
    assert list(read(Piece(bytes(range(128, 256, 3)) * 100))) == []
    assert words(NOISE + b"five5" + NOISE)[0] == ""


def test_in_much_noise_only_longer_words_count():
    data = NOISE * 20_000
    assert words(data + b"eight888" + data)[0] == ""
    assert words(data + b"nine 9999" + data)[0] == "nine 9999"
    assert len(words(b"\1" + os.urandom(1 << 20))[0]) < 1 << 15


def test_of_films_only_the_edges():
    film = (
        b"\0\0\0\x20ftypisom"
        + NOISE * (EDGE // 2)
        + b"words in the middle"
        + NOISE * (EDGE // 2)
        + b"the title"
    )
    assert "the title" in words(film)[0]
    assert "middle" not in words(film)[0]
    assert "middle" in words(b"\1" + film)[0]


def test_too_many_words_are_said():
    found = list(read(Piece((b"a word that is long" + NOISE) * (MOST // 15))))
    assert [type(part) for part in found] == [Text, Unread]
    assert len(found[0].text) < 2 * MOST


@given(st.binary(max_size=400))
def test_every_run_of_ascii_is_there(data):
    seen = words(data)[0]
    for run in "".join(chr(byte) if 32 <= byte < 127 else "\n" for byte in data).split("\n"):
        if len(run) >= 6:
            assert run in seen


def test_spans():
    assert list(spans(b"\0\1\1\1\0\1\1", b"\1\1")) == [(1, 4), (5, 7)]
    assert list(spans(b"\0\1\0\1\1\0", b"\1\1", b"\1\1\0\1\1\1")) == [(3, 6)]
    assert list(spans(b"", b"\1")) == []
