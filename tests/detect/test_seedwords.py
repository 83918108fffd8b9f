from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.detect.phrases import AROUND, fits, spoken, vocabulary
from sakchy.detect.seedwords import in_rows, seed_words


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


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("abandon ability 3. about,able", 4),
        ("abandon ability the about", 3),
        ("abandon the ability about the able", 2),
        ("the abandon ability the", 2),
        ("see abandon-ability", 0),
        (" - 1", 0),
        ("", 0),
        ("a\\nabandon", 1),
    ],
)
def test_words_count_that_may_go_on_in_another_text(text, count):
    assert in_rows(text) == count


TEXTS = st.lists(
    st.lists(st.sampled_from(["abandon", "ability", "the", "7"]), max_size=6).map(" ".join), max_size=5
)


@given(TEXTS)
def test_no_row_over_texts_in_any_order_is_longer(texts):
    for row in (texts, texts[::-1]):
        words = spoken("\0".join(row))
        longest = max(
            (len([*filter(str.isalpha, each)]) for fit, each in groupby(words, fits) if fit), default=0
        )
        assert sum(map(in_rows, texts)) >= longest
