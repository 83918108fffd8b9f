"""Numbers that the compiled part calls quiet: none that a rule accepts, and nearly all others."""

import random

import pytest

from sakchy.detect import alone
from sakchy.detect.cards import LENGTHS
from sakchy.detect.glance import Glance, available, library, networks
from sakchy.detect.text import TextDetector
from sakchy.limits import DEFAULT
from sakchy.rulebook import load

pytestmark = pytest.mark.skipif(not available(), reason="the compiled part was not built")
DETECTOR = TextDetector(load().rules, b"glance" * 4)
LENGTHS_WANTED = sorted(DETECTOR.finder.by_length)
BEGINNINGS = sorted({"", "1", "3", "9417", "4", "2200", "62", "1800", "36", "50", "109", "40817", *LENGTHS})


@pytest.fixture(scope="module")
def glance():
    """The compiled part for the rules that come with the product."""
    return Glance(library(), DETECTOR, DEFAULT, lambda *_: 0)


def stems(chance, length):
    """Some numbers without the last two digits: by chance, with a network's beginning, with a birthday."""
    day, month = f"{chance.randint(0, 32):02}", f"{chance.randint(0, 13):02}"
    year = chance.choice(["19", "20", "18", ""]) + f"{chance.randint(0, 99):02}"
    for begin in (
        "",
        chance.choice(BEGINNINGS),
        chance.choice("12345678") + day + month + year,
        chance.choice("12345678") + year[-2:] + month + day,
        year[-2:] + month + day + chance.choice("0123456"),
    ):
        digits = "".join(chance.choices("0123456789", k=length))
        yield (begin + digits)[: length - 2]


@pytest.mark.parametrize("length", LENGTHS_WANTED)
def test_no_number_is_quiet_that_a_rule_accepts(glance, length):
    chance = random.Random(length)
    accepted = loud = 0
    for stem in (stem for _ in range(40) for stem in stems(chance, length)):
        for ending in range(100):
            number = f"{stem}{ending:02}"
            wanted, quiet = bool(alone.holding(DETECTOR, number)), glance.is_quiet(number)
            assert not (wanted and quiet), number
            accepted += wanted
            loud += not quiet
            if ending % 4 == 0 and DETECTOR.finder.accepting(number):
                assert not glance.is_quiet(f"of the card with {number}, 1234"), number
    if length < max(LENGTHS_WANTED):
        assert accepted
    assert loud <= accepted * 1.6 + 40  # of impossible days and people not born yet


def test_every_beginning_of_a_card_is_in_a_range():
    ranges = [(both // 10_000, both % 10_000, lengths) for both, lengths in networks()]
    for prefix in range(10_000):
        bits = 0
        for first, last, lengths in ranges:
            bits |= lengths if first <= prefix <= last else 0
        assert bits == sum(1 << length for length in LENGTHS.get(f"{prefix:04}", ()))
