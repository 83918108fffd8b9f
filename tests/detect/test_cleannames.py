import pytest

from sakchy.detect.cleannames import CleanNames
from sakchy.detect.text import TextDetector
from sakchy.detect.weight import ASKS, BIRTH, CARD_NAME, HOME, PERSON, TELLS
from sakchy.rulebook import load

DETECTOR = TextDetector(load().rules, b"k" * 32)


@pytest.fixture
def names():
    return CleanNames(DETECTOR, set())


@pytest.mark.parametrize(
    ("name", "weight"),
    [
        ("event", 0),
        ("birth_date", BIRTH),
        ("home address", HOME),
        ("nationality", PERSON),
        ("diagnosis", PERSON),
        ("card_type", CARD_NAME),
        ("cvv", ASKS | CARD_NAME),
        ("apiKey", ASKS),
        ("publicKey", 0),
    ],
)
def test_what_a_name_tells(names, name, weight):
    assert names.of_name(name) == weight


def test_names_lie_idle_until_both_halves_were_met(names):
    names.learn(b"sms\0", 0)
    assert names.harmless == {b"sms\0"}
    names.learn(b"otp_\0", 0)
    assert {b"sms\0", b"otp_\0"} <= names.known.keys()
    assert not names.harmless
    assert names.together(frozenset([b"sms\0", b"otp_\0"])) & ASKS
    assert "otp_" in names.asking([b"sms\0", b"otp_\0"])


def test_small_numbers_as_names_are_a_list_of_bytes(names):
    pieces = [b"%d\0" % number for number in range(8)]
    for piece in pieces:
        names.learn(piece, 0)
    assert names.together(frozenset(pieces)) == TELLS
    assert names.together(frozenset(pieces[:7])) == 0


def test_what_is_forgotten_is_learnt_anew(names):
    names.learn(b"cvv\0", 0)
    names.forget()
    assert not names.known
    names.learn(b"cvv\0", TELLS)
    assert names.known[b"cvv\0"].weight & TELLS
