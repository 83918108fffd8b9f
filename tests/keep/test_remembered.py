import stat
import sys

import pytest

from sakchy.keep import remembered
from sakchy.keep.remembered import HOUR, MONTH, NAME, Remembered
from sakchy.model import Destination, Finding, Step

MAIL = Destination("mail.example.com", "mail", "example.com")


class Clock:
    now = 1_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def kept(tmp_path, clock):
    return Remembered(tmp_path / NAME, clock)


def finding(mark="aa", kind="passport", rule="mrz"):
    return Finding(kind, rule, 0.9, (Step("body"),), "••••", mark)


@pytest.mark.parametrize("lasts", [HOUR, MONTH])
def test_a_grant_holds_for_its_time(kept, clock, lasts):
    made = kept.grant(["passport"], MAIL, lasts)
    assert kept.granted(["passport"], MAIL) == made
    clock.now += lasts - 1
    assert kept.grants() == (made,)
    clock.now += 1
    assert kept.granted(["passport"], MAIL) is None
    assert kept.grants() == ()


def test_a_grant_covers_its_kinds_and_no_others(kept):
    kept.grant(["passport", "id-card"], MAIL, HOUR)
    assert kept.granted(["id-card"], MAIL)
    assert kept.granted(["passport", "id-card"], MAIL)
    assert not kept.granted(["passport", "bank-card"], MAIL)
    assert not kept.granted([], MAIL)


@pytest.mark.parametrize(
    "other",
    [
        Destination("example.org", "mail", "example.org"),
        Destination("mail.example.com", "unknown", "example.com"),
        Destination("mail.example.com", "mail", "example.com", insecure=True),
    ],
)
def test_a_grant_is_for_one_site_as_it_was_judged(kept, other):
    kept.grant(["passport"], MAIL, HOUR)
    assert kept.granted(["passport"], Destination("www.example.com", "mail", "example.com"))
    assert not kept.granted(["passport"], other)


def test_a_grant_is_its_givers_alone(kept):
    kept.grant(["passport"], MAIL, HOUR, who="aida")
    assert kept.granted(["passport"], MAIL, "aida")
    assert not kept.granted(["passport"], MAIL, "bakyt")
    assert not kept.granted(["passport"], MAIL)


def test_an_hour_stays_in_memory_a_month_outlives_the_program(kept, tmp_path, clock):
    kept.grant(["passport"], MAIL, HOUR)
    assert not (tmp_path / NAME).exists()
    long = kept.grant(["id-card"], MAIL, MONTH)
    assert Remembered(tmp_path / NAME, clock).grants() == (long,)


def test_a_clock_set_back_grants_nothing(kept, clock):
    kept.grant(["passport"], MAIL, MONTH)
    clock.now -= 10
    assert kept.granted(["passport"], MAIL) is None


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_the_file_is_its_owners_and_holds_no_text_and_no_host(kept, tmp_path):
    kept.mistake([finding("f00d")])
    path = tmp_path / NAME
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert b"\xe2\x80\xa2" not in path.read_bytes(), "not even the masked preview"


def test_a_mistake_is_told_by_kind_rule_and_fingerprint(kept, tmp_path, clock):
    (made,) = kept.mistake([finding("aa"), finding("aa")])
    there = (finding("aa"), finding("bb"), finding("aa", rule="other"), finding("aa", "id-card"))
    assert kept.without_mistakes(there) == there[1:]
    assert Remembered(tmp_path / NAME, clock).mistakes() == (made,)
    assert kept.mistake([finding("aa")]) == (), "known already"


def test_a_mistake_is_its_finders_alone(kept, tmp_path, clock):
    (hers,) = kept.mistake([finding()], who="aida")
    assert kept.without_mistakes((finding(),), "aida") == ()
    for other in ("bakyt", ""):
        assert kept.without_mistakes((finding(),), other) == (finding(),)
    (his,) = kept.mistake([finding()], who="bakyt")
    assert Remembered(tmp_path / NAME, clock).without_mistakes((finding(),), "bakyt") == ()
    assert kept.revoke(hers.id)
    assert kept.mistakes() == (his,)


def test_what_was_not_read_is_never_a_mistake(kept):
    assert kept.mistake([finding("aa", "not-read", "encrypted"), finding("")]) == ()


def test_everything_can_be_taken_back(kept, tmp_path):
    brief, long = kept.grant(["passport"], MAIL, HOUR), kept.grant(["passport"], MAIL, MONTH)
    (wrong,) = kept.mistake([finding()])
    assert not kept.revoke("0" * 16)
    for each in (brief, long, wrong):
        assert kept.revoke(each.id)
        assert not kept.revoke(each.id)
    assert kept.grants() == kept.mistakes() == ()
    assert kept.without_mistakes((finding(),)) == (finding(),)
    assert not (tmp_path / NAME).exists()


def test_forgetting_takes_all_or_what_came_since(kept, tmp_path, clock):
    old = kept.grant(["passport"], MAIL, MONTH)
    clock.now += 10
    kept.grant(["id-card"], MAIL, MONTH)
    kept.grant(["id-card"], MAIL, HOUR)
    kept.mistake([finding()])
    kept.forget(since=clock.now)
    assert kept.grants() == (old,)
    assert kept.mistakes() == ()
    kept.forget()
    assert kept.grants() == ()
    assert not (tmp_path / NAME).exists()


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b'{"grants": 3}', b'{"version": 99}'])
def test_a_broken_file_means_asking_again(tmp_path, content):
    (tmp_path / NAME).write_bytes(content)
    kept = Remembered(tmp_path / NAME)
    assert kept.grants() == kept.mistakes() == ()
    kept.grant(["passport"], MAIL, MONTH)
    assert len(Remembered(tmp_path / NAME).grants()) == 1


def test_only_so_much_is_remembered(kept, monkeypatch):
    monkeypatch.setattr(remembered, "MOST", 2)
    for lasts in (HOUR, MONTH):
        for _ in range(3):
            kept.grant(["passport"], MAIL, lasts)
    kept.mistake([finding(mark) for mark in ("aa", "bb", "cc")])
    assert len(kept.grants()) == 4
    assert [each.fingerprint for each in kept.mistakes()] == ["cc", "bb"]


def test_what_is_over_leaves_the_file(kept, tmp_path, clock):
    kept.grant(["passport"], MAIL, MONTH)
    clock.now += MONTH
    kept.grant(["id-card"], MAIL, MONTH)
    assert b"passport" not in (tmp_path / NAME).read_bytes()


def test_a_refusal_holds_for_any_of_its_kinds_until_it_is_taken_back(kept, tmp_path, clock):
    made = kept.refuse(["passport", "id-card"], MAIL)
    clock.now += 100 * MONTH
    assert kept.refused(["id-card", "bank-card"], MAIL) == made
    assert kept.refused(["passport"], Destination("web.example.com", "unknown", "example.com")) == made
    assert Remembered(tmp_path / NAME, clock).refusals() == (made,)
    assert kept.revoke(made.id)
    assert kept.refusals() == ()
    assert not (tmp_path / NAME).exists()


def test_a_refusal_is_for_its_kinds_its_site_and_its_person(kept):
    kept.refuse(["passport"], MAIL, "aida")
    assert not kept.refused(["passport"], MAIL)
    assert not kept.refused(["bank-card"], MAIL, "aida")
    assert not kept.refused(["passport"], Destination("example.org", "mail", "example.org"), "aida")
    assert kept.refused(["passport"], MAIL, "aida")


def test_the_three_lists_do_not_lose_each_other(kept, tmp_path, clock):
    kept.refuse(["passport"], MAIL)
    kept.mistake([finding()])
    kept.grant(["id-card"], MAIL, MONTH)
    clock.now += MONTH
    kept.mistake([finding("bb")])
    again = Remembered(tmp_path / NAME, clock)
    assert [len(again.refusals()), len(again.mistakes()), len(again.grants())] == [1, 2, 0]
    kept.forget(since=clock.now)
    assert [len(kept.refusals()), len(kept.mistakes())] == [1, 1]
    kept.forget()
    assert kept.refusals() == ()
