import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.detect.folded import UNUSUAL, folded, is_unusual, seen, unusual
from sakchy.detect.text import TextDetector
from sakchy.model import Text
from sakchy.rulebook import load

NUMBER = "4111 1111 1111 1111"
DETECTOR = TextDetector([rule for rule in load().rules if rule.kind == "bank-card"], b"k" * 32)


def of_script(zero):
    return "".join(chr(zero + int(char)) if char.isdigit() else char for char in NUMBER)


ODD = {
    "Arabic": of_script(0x660),
    "Persian": of_script(0x6F0),
    "Devanagari": of_script(0x966),
    "full-width": of_script(0xFF10),
    "bold": of_script(0x1D7CE),
    "circled": NUMBER.replace("1", "\u2460").replace("4", "\u2463"),
    "emoji": "".join(f"{char}\ufe0f\u20e3" if char.isdigit() else char for char in NUMBER),
    "soft hyphens": "\xad".join(NUMBER),
    "marks of direction": "\u202d" + "\u200e".join(NUMBER) + "\u202c",
    "word joiners": "\u2060".join(NUMBER),
    "tags": "\U000e0031".join(NUMBER),
}


@pytest.mark.parametrize("written", ODD.values(), ids=list(ODD))
def test_an_odd_number_is_the_number_that_was_meant(written):
    assert is_unusual(written)
    assert folded(Text((), written, "pan")) == Text((), NUMBER, "pan")


@pytest.mark.parametrize("written", ODD.values(), ids=list(ODD))
def test_its_fingerprint_and_preview_are_the_same(written):
    (odd,), (plain,) = (DETECTOR.find([Text((), f"карта {number}")]) for number in (written, NUMBER))
    assert odd == plain


@pytest.mark.parametrize("text", ["", "картам, №5 — «сал»…", "naïve 10 €", "Үлгү ℃", "日本語", "👍🏽"])
def test_other_text_stays(text):
    given = Text((), text)
    assert folded(given) is given


@given(st.text(st.sampled_from("aЖ1\u0663\u200b\xad\uff11你\u2460\U0001f600\u0967")))
def test_no_unusual_character_is_passed_over(text):
    assert {*filter(UNUSUAL.match, text)} <= unusual(text) <= {*text}


def test_raised_numbers_are_no_digits():
    assert folded(Text((), "10 m² 日")).text == "10 m² 日"


@given(st.text("ab1\u200b\xad\u2460٤", max_size=20))
def test_what_was_seen_is_found_again(text):
    plain = folded(Text((), text)).text
    for at, char in enumerate(plain):
        assert folded(Text((), text[seen(text, at)])).text == char


@pytest.mark.parametrize("written", [ODD["full-width"], ODD["word joiners"], ODD["circled"]])
def test_the_place_is_that_in_the_text_as_it_was_given(written):
    spots = []
    DETECTOR.find([Text((), "карта"), Text((), f"менин \u200bкартам {written} ушул")], spots=spots)
    assert [(spot.index, spot.start, spot.end) for spot in spots[:1]] == [(1, 14, 14 + len(written))]


def test_digits_one_by_one_have_no_place():
    spots = []
    DETECTOR.find([Text((), "карта " + " ".join(NUMBER.replace(" ", "")) + " 11/29")], spots=spots)
    assert {spot.index for spot in spots} == {1}
