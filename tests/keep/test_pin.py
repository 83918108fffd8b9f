"""The PIN of a parent, with a clock that the test moves."""

import runpy
import threading

import pytest

from sakchy.keep import pin
from sakchy.keep.pin import LONGEST, NAME, PAUSES, Pins, UnfitPinError, hashed, matches

PIN = "2748"


class Clock:
    now = 1_700_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def pins(tmp_path, clock):
    pins = Pins(tmp_path, clock)
    pins.set(PIN)
    return pins


def test_without_a_pin_there_is_nothing_to_check_and_no_file(tmp_path):
    pins = Pins(tmp_path)
    assert (pins.is_set, pins.check(PIN), list(tmp_path.iterdir())) == (False, "unset", [])


def test_the_right_one_and_a_wrong_one(pins):
    assert pins.is_set
    assert (pins.check("2749"), pins.check(PIN), pins.check("")) == ("wrong", "right", "wrong")


def test_the_file_holds_no_pin_and_is_the_owners(pins):
    assert PIN not in pins.path.read_text()
    assert "$argon2id$" in pins.path.read_text()
    assert pins.path.stat().st_mode & 0o077 == 0


def test_guessing_costs_what_experts_advise():
    """RFC 9106, 4, the second recommended option; other tests use less."""
    true = runpy.run_path(pin.__file__)["hasher"]
    assert (true.time_cost, true.memory_cost, true.parallelism) == (3, 64 << 10, 4)
    assert true.verify(true.hash(PIN), PIN)


def test_pauses_grow_and_even_the_right_one_waits(pins, clock):
    waits = []
    for _ in range(len(PAUSES) + 2):
        assert pins.check("0001") == "wrong"
        waits.append(pins.wait())
        if waits[-1]:
            assert pins.check(PIN) == "wait"
        clock.now += waits[-1]
    assert waits == [*PAUSES, PAUSES[-1], PAUSES[-1]]
    assert pins.check(PIN) == "right"
    assert (pins.check("0001"), pins.wait()) == ("wrong", 0)


def test_a_restart_forgives_nothing(pins, tmp_path, clock):
    for _ in range(3):
        pins.check("0001")
    again = Pins(tmp_path, clock)
    assert (again.check(PIN), again.wait()) == ("wait", PAUSES[2])
    clock.now += PAUSES[2] - 1
    assert again.check(PIN) == "wait"
    clock.now += 1
    assert again.check(PIN) == "right"


def test_a_clock_that_was_set_back_locks_nobody_out_for_long(pins, clock):
    for _ in range(3):
        pins.check("0001")
    clock.now -= 10 * 365 * 86400
    assert pins.wait() == PAUSES[2]


def test_many_guesses_at_once_are_counted_one_by_one(pins):
    results = []
    tries = [threading.Thread(target=lambda: results.append(pins.check("0001"))) for _ in range(8)]
    for each in tries:
        each.start()
    for each in tries:
        each.join()
    assert sorted(results) == ["wait"] * 5 + ["wrong"] * 3


def test_mistakes_are_counted_for_each_name(pins):
    other = hashed("a longer sentence")
    for _ in range(3):
        assert pins.check_hash(other, "nothing", "bolot") == "wrong"
    assert pins.check_hash(other, "a longer sentence", "bolot") == "wait"
    assert pins.check(PIN) == "right"


def test_a_broken_file_lets_nobody_in(pins):
    pins.path.write_text("{nonsense")
    assert (pins.is_set, pins.check(PIN)) == (True, "wrong")
    pins.set(PIN)
    assert pins.check(PIN) == "right"


def test_removed(pins, tmp_path):
    pins.remove()
    assert not pins.is_set
    assert not (tmp_path / NAME).exists()
    pins.remove()


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("", "short"),
        ("274", "short"),
        ("1111", "easy"),
        ("1234", "easy"),
        ("9876", "easy"),
        ("x" * 65, "long"),
    ],
)
def test_unfit_ones(pins, pin, why):
    with pytest.raises(UnfitPinError, match=why):
        pins.set(pin)
    assert pins.check(PIN) == "right"


def test_letters_of_any_language_will_do(pins):
    pins.set("өтө узун сүйлөм")
    assert pins.check("өтө узун сүйлөм") == "right"
    assert not matches(hashed("ab" * 32), "ab" * 32 + "x" * LONGEST)
    assert not matches("", "x")
    assert not matches("$argon2id$nonsense", "x")
