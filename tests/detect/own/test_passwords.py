"""Own passwords: stopped elsewhere, free at home, told to nobody."""

import random
import string

import pytest

from sakchy.detect.own import Enrolled, Own, passwords
from sakchy.detect.own.passwords import MOST_TRIES, enrol, site
from sakchy.model import Text

KEY = b"k" * 32
SECRET = "Correct-Horse9"
MADE = enrol(KEY, "p1", SECRET, "mbank.kg", b"s" * 16)
OWN = Own(KEY, Enrolled(passwords=(MADE,)))


def found(text, host="evil.example", own=OWN):
    texts = [Text((), text)]
    return [finding.preview for finding in own.find(texts, own.hits(texts, host))]


@pytest.mark.parametrize(
    "text",
    [SECRET, f"my password is {SECRET}, ok?", f'{{"pw":"{SECRET}"', f"«{SECRET}»", f"it is {SECRET}.\nbye"],
)
def test_found_as_a_field_and_as_a_word(text):
    assert found(text) == ["mbank.kg"]


@pytest.mark.parametrize(
    "text", [SECRET.lower(), f"{SECRET}x", f"x{SECRET}", SECRET[:-1], f"horses{SECRET}horses and more", ""]
)
def test_only_the_whole_word_counts(text):
    assert found(text) == []


@pytest.mark.parametrize("host", ["mbank.kg", "MBANK.KG.", "online.mbank.kg"])
def test_at_home_it_is_free(host):
    assert found(SECRET, host) == []


@pytest.mark.parametrize("host", ["mbank.kg.evil.example", "mbank.com", "xmbank.kg", "127.0.0.1", ""])
def test_anywhere_else_it_is_not(host):
    assert found(SECRET, host) == ["mbank.kg"]


def test_one_password_may_have_two_homes():
    both = (MADE, enrol(KEY, "p2", SECRET, "shop.example", b"t" * 16))
    own = Own(KEY, Enrolled(passwords=both))
    assert found(SECRET, "mbank.kg", own) == found(SECRET, "www.shop.example", own) == []
    assert found(SECRET, "evil.example", own) == ["mbank.kg", "shop.example"]


def test_no_false_alarm_in_a_hundred_thousand_fields(monkeypatch):
    chance = random.Random(7)
    made = [
        enrol(
            KEY,
            f"p{at}",
            "".join(chance.choices(string.ascii_letters, k=8 + at)),
            f"site{at}.example",
            b"s" * 16,
        )
        for at in range(5)
    ]
    own = Own(KEY, Enrolled(passwords=tuple(made)))
    letters = string.ascii_letters + string.digits
    texts = [Text((), "".join(chance.choices(letters, k=chance.randrange(8, 14)))) for _ in range(100_000)]
    hits = own.hits(texts, "evil.example")
    assert 1 <= len(hits) <= MOST_TRIES  # the first stage alone would alarm
    assert own.find([], hits) == []


def test_a_message_that_tries_words_out_is_taken_for_one_that_holds_it(monkeypatch):
    calls = []
    monkeypatch.setattr(passwords, "strong", lambda *_: calls.append(1) or b"other")
    hits = [passwords.Hit(Text((), "a"), "a", (MADE,)) for _ in range(MOST_TRIES + 2)]
    assert len(OWN.find([], hits)) == 2
    assert len(calls) == MOST_TRIES


def test_the_stages_keep_little_and_depend_on_the_key():
    other = enrol(b"x" * 32, "p1", SECRET, "mbank.kg", b"s" * 16)
    assert MADE.cheap < 1 << 16
    assert len(MADE.strong) == 5
    assert other.strong != MADE.strong
    assert MADE.strong != enrol(KEY, "p1", SECRET, "mbank.kg", b"t" * 16).strong
    assert MADE.bucket == len(SECRET) // 2


def test_what_is_held_shows_nothing():
    (hit,) = OWN.hits([Text((), SECRET)], "evil.example")
    assert SECRET not in repr(hit)
    assert SECRET not in repr(MADE)


@pytest.mark.parametrize(
    ("host", "expected"),
    [("a.b.mbank.kg", "mbank.kg"), ("127.0.0.1", "127.0.0.1"), ("x.github.io", "x.github.io"), ("kg", "kg")],
)
def test_the_site_of_a_host(host, expected):
    assert site(host) == expected
