"""A page that tries words out gets five answers, and then none."""

from sakchy.detect.own import Enrolled, Own
from sakchy.detect.own.guessing import HOUR, MOST, Guessing
from sakchy.detect.own.passwords import enrol
from sakchy.model import Text

KEY = b"k" * 32
SECRET = "Correct-Horse9"
PASSWORDS = Own(KEY, Enrolled(passwords=(enrol(KEY, "p1", SECRET, "mbank.kg", b"s" * 16),))).passwords


def guessed(times, now=None):
    guessing = Guessing((lambda: now[0]) if now else lambda: 0.0)
    for at in range(times):
        guessing.stopped("www.evil.example", f"digest {at}")
    return guessing


def test_a_site_is_shut_after_so_many_different_messages():
    assert not guessed(MOST - 1).shut("evil.example")
    assert guessed(MOST).shut("other.evil.example")
    assert not guessed(MOST).shut("mail.example")


def test_retries_of_one_message_are_one():
    guessing = Guessing()
    for _ in range(MOST * 2):
        guessing.stopped("evil.example", "the same")
    assert not guessing.shut("evil.example")


def test_after_an_hour_it_is_over():
    now = [0.0]
    guessing = guessed(MOST, now)
    assert guessing.shut("evil.example")
    now[0] = HOUR + 1
    assert not guessing.shut("evil.example")
    guessing.stopped("evil.example", "another")
    assert len(guessing.stops["evil.example"]) == 1


def test_then_right_and_wrong_guesses_get_the_same_answer():
    guessing = guessed(MOST)
    right, wrong, other = (
        guessing.answer(PASSWORDS, [Text((), text)], "evil.example")
        for text in (SECRET, "Correct-Horse8", "short")
    )
    assert right == wrong
    assert len(right) == 1
    assert other == ()
    assert guessing.answer(PASSWORDS, None, "evil.example")[0].rule == "own-password"


def test_a_password_still_goes_home_and_without_passwords_nothing_is_found():
    guessing = guessed(MOST)
    assert guessing.answer(PASSWORDS, [Text((), SECRET)], "mbank.kg") == ()
    assert guessing.answer(Own(KEY).passwords, None, "evil.example") == ()
