"""A pause ends by itself and never covers what would be worst."""

import pytest

from sakchy.act.pause import MINUTES, Pause
from sakchy.model import Destination, Verdict


class Clock:
    now = 1_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def pause(clock):
    return Pause(clock)


def verdict(action, *, strict=False, category="unknown"):
    return Verdict(action, (), Destination("a.example", category), (), "personal", strict=strict)


def test_a_fresh_guard_is_on_guard(pause):
    assert pause.left == 0
    assert not pause.lets_by(verdict("ask"))


@pytest.mark.parametrize("minutes", MINUTES)
def test_a_pause_counts_down_and_ends(pause, clock, minutes):
    pause.begin(minutes)
    assert pause.until == clock.now + minutes * 60
    clock.now += 60
    assert pause.left == (minutes - 1) * 60
    clock.now += (minutes - 1) * 60 - 0.01
    assert pause.lets_by(verdict("ask"))
    clock.now += 0.01
    assert pause.left == 0
    assert not pause.lets_by(verdict("ask"))


def test_a_pause_can_be_ended_and_begun_anew(pause, clock):
    pause.begin(60)
    pause.begin(5)
    assert pause.left == 300
    pause.end()
    assert pause.left == 0
    pause.begin(30)
    assert pause.left == 1800


@pytest.mark.parametrize("minutes", [0, -5, 1, 61, 10**9])
def test_other_lengths_are_refused(pause, minutes):
    with pytest.raises(ValueError):
        pause.begin(minutes)
    assert pause.left == 0


def test_a_clock_set_back_ends_the_pause(pause, clock):
    pause.begin(60)
    clock.now -= 7200
    assert pause.left == 0
    assert not pause.lets_by(verdict("ask"))


@pytest.mark.parametrize(
    ("word", "goes"),
    [
        (verdict("allow"), False),
        (verdict("note"), False),
        (verdict("warn"), True),
        (verdict("ask"), True),
        (verdict("ask", strict=True), True),
        (verdict("block"), True),
        (verdict("block", strict=True), False),
        (verdict("block", category="lookalike"), False),
        (verdict("ask", category="lookalike"), True),
    ],
)
def test_what_a_pause_lets_by(pause, word, goes):
    pause.begin(5)
    assert pause.lets_by(word) == goes
