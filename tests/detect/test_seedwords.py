import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.detect.phrases import AROUND, fits, spoken, vocabulary
from sakchy.detect.seedwords import seed_words


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("\0Legal winner\0", 2),
        ("\x001. abandon, 2) ability\0about\0", 3),
        ("\0zebra-like zzz\0", 2),
        ("\0\0", 0),
        ("\0абзац\0", 1),
        ("\0\\nabandon\\tability\0", 2),
        ("\0abandon\xa0ability\u2003about\u2028above\x85able\0", 5),
        ("\0a\u0301baco\0ábaco\0", 2),
    ],
)
def test_words_of_the_lists_are_counted(line, count):
    assert seed_words(line) == count


@given(st.lists(st.one_of(st.sampled_from([*vocabulary("english")][:50]), st.text(max_size=8)), max_size=8))
def test_never_fewer_than_a_phrase_would_count(words):
    line = "\0" + " ".join(words) + "\0"
    bare = [word for word in spoken(line.lower()) if fits(word) and word.strip(AROUND)]
    assert seed_words(line) >= len(bare)
