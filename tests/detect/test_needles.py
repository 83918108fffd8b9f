import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.detect import fast
from sakchy.detect.needles import Needles
from sakchy.detect.sheet import Sheet
from sakchy.detect.vocabulary import LONGEST, Vocabulary
from sakchy.model import Text

SIGNS = ("@", "q~", "-us1", "sha256~", "р/с", "$2a$", "li_at=", "д.р.", ":aa", "n°12")
WORDS = ("pin code", "passcode", "login code", "пин код", "pin-код", *SIGNS)
TIERS = [
    pytest.param(Vocabulary(WORDS), id="default"),
    pytest.param(
        fast.automaton(WORDS),
        id="fast",
        marks=pytest.mark.skipif(not fast.available(), reason="the extra `fast` is not installed"),
    ),
]


@pytest.mark.parametrize("tier", TIERS)
@given(
    text=st.text("abcd1 пин@~-_.$:°", max_size=80),
    put=st.lists(st.sampled_from(WORDS)),
    at=st.integers(0, 80),
)
def test_exactly_the_words_that_stand_are_said(tier, text, put, at):
    for joint in (" ", "", "7", "й"):
        low = text[:at] + joint.join(put) + text[at:]
        every = sorted(word for word in WORDS if word in low)
        assert tier.likely(low) == tier.likely(low, Sheet([Text((), low)]).brief) == every


@pytest.mark.parametrize("tier", TIERS)
def test_half_of_a_pair_of_surrogates_breaks_nothing(tier):
    assert tier.likely("\ud83d pin code") == ["pin code"]


def test_where_no_word_stands_none_is_likely():
    assert list(Needles(WORDS).likely("a nice gift")) == []
    assert list(Needles(WORDS).likely("жакшы белек")) == []


def test_a_word_met_again_says_the_same():
    tier = Vocabulary(WORDS)
    assert tier.likely("the passcode") == tier.likely("passcode again") == ["passcode"]
    assert b"again" in tier.harmless
    assert b"passcode" in tier.telling


def test_only_so_many_words_are_remembered(monkeypatch):
    monkeypatch.setattr("sakchy.detect.vocabulary.MOST", 3)
    tier = Vocabulary(WORDS)
    for word in ("kymyz", "boorsok", "manty", "lagman"):
        tier.likely(word)
    assert tier.harmless == {b"lagman"}


def test_of_numbers_and_identifiers_only_their_letters_are_remembered():
    tier = Vocabulary(WORDS)
    assert tier.likely("4111111111111111 8f3c0d1e5a524f8e " + "ab" * LONGEST) == []
    assert tier.harmless == {b"f", b"c", b"d", b"e", b"a"}


def test_the_switch_keeps_to_the_default_tier(monkeypatch):
    monkeypatch.setenv(fast.SWITCH, "0")
    assert isinstance(Needles(WORDS).tier, Vocabulary)


def test_few_words_need_no_automaton():
    assert fast.automaton(["pin"]) is None


def test_without_the_extra_the_default_tier_is_taken():
    code = (
        "import sys; sys.modules['hyperscan'] = None\n"
        "from sakchy.detect.needles import Needles\n"
        f"print(type(Needles({WORDS!r}).tier).__name__)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "Vocabulary"
