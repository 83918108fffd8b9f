import json

import pytest

from sakchy.detect.cleannames import CleanNames
from sakchy.detect.cleantexts import CleanTexts
from sakchy.detect.text import TextDetector
from sakchy.detect.weight import BITS, DIGITS, LOOSE, NUMBER, SEEDS, TELLS
from sakchy.rulebook import load

DETECTOR = TextDetector(load().rules, b"k" * 32)


@pytest.fixture
def texts():
    return CleanTexts(DETECTOR, CleanNames(DETECTOR, set()).of_path)


def piece(text):
    """A text as it stands in a body that was cut."""
    return json.dumps(text)[1:-1].replace("\\\\", "\1").replace('\\"', "\2").encode()


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("purchase of shoes", 0),
        ("4111", DIGITS),
        ("4111111111111111", NUMBER),
        ("<b>zzz</b>", 0),
        ("zzz%204111", 0),
        ("%34111", DIGITS | LOOSE),
        ("паспорт", TELLS),
        ("a=b&имя=Ulgu", LOOSE),
        ("<n name=Ulgu>", LOOSE),
        ('{"cvv":"123"}', TELLS | LOOSE),
        ('say "zzz"\n', 0),
        ("\0zzz", 0),
        ("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ", TELLS),
    ],
)
def test_what_a_text_tells(texts, text, weight):
    for _ in range(2):
        told = texts.weigh([piece(text)]) & BITS
        assert told == weight if not weight & TELLS else told & TELLS


def test_words_of_phrases_are_counted_text_by_text(texts):
    pieces = [piece("legal winner"), piece("thank zzz"), piece("zzz")]
    assert [texts.weigh(pieces) >> SEEDS for _ in range(2)] == [3, 3]
    assert texts.weigh(pieces[1:]) >> SEEDS == 1


def test_one_loud_text_does_not_keep_others_from_being_remembered(texts):
    pieces = [piece(f"quiet {number}") for number in range(6)] + [piece(f"<b>{at}</b>") for at in range(6)]
    assert texts.weigh(pieces) == 0
    assert texts.are_silent(pieces[:6])
    assert texts.kept == 12
    texts.forget()
    assert texts.kept == 0
    assert not texts.are_silent(pieces[:1])
