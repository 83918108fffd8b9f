from hypothesis import given
from hypothesis import strategies as st

from sakchy.detect.needles import PIECE, Needles, by_piece, pieces

WORDS = ("pin code", "passcode", "login code", "пин код", "pin-код", "@", "q~")


def test_words_share_pieces():
    groups = by_piece(WORDS)
    assert groups["code"] == ["login code", "passcode", "pin code"]
    assert groups["@"] == ["@"]
    assert sorted(word for words in groups.values() for word in words) == sorted(WORDS)


@given(st.text("abcd пин@~", max_size=80), st.lists(st.sampled_from(WORDS)), st.integers(0, 80))
def test_no_word_that_stands_is_passed_over(text, put, at):
    low = text[:at] + " ".join(put) + text[at:]
    assert {word for word in WORDS if word in low} <= set(Needles(WORDS).likely(low))


def test_where_no_piece_stands_no_word_is_likely():
    assert list(Needles(WORDS).likely("a nice gift")) == []
    assert list(Needles(WORDS).likely("жакшы белек")) == []


def test_pieces_have_their_sizes():
    assert {len(piece) for piece in pieces("passport")} == set(range(PIECE[0], PIECE[1] + 1))
    assert pieces("q~") == {"q~"}
