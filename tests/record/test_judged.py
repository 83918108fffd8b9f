"""Of each event what a policy's word depends on."""

from contextlib import closing

import pytest

from sakchy import rulebook
from sakchy.decide import Judge
from sakchy.decide.preview import Asked
from sakchy.model import Event, Finding, Target
from sakchy.record import Journal, Wanted
from sakchy.record.judged import Judged, fresh, stored

JUDGE = Judge(rulebook.load(), "personal")
NOW = 2_000_000_000.0


def event(name, at, scheme="https"):
    found = Finding("passport", "mrz-picture", 0.9, (), "", "ab")
    verdict = JUDGE.verdict((found,), JUDGE.destination(Target(scheme, "discord.com", 443)))
    return Event(name, at, verdict, "refused", "http", "POST", 9)


@pytest.fixture
def journal(tmp_path, monkeypatch):
    monkeypatch.setattr("time.time", lambda: NOW)
    with closing(Journal(tmp_path / "journal.sqlite")) as journal:
        yield journal


def test_what_is_stored_and_what_waits_reads_alike(journal):
    journal.write(event("a", NOW - 10))
    assert journal.flush()
    first = journal.judged(10)
    journal.write(event("b", NOW - 5, "http"))
    both = journal.judged(10)
    assert first == [Judged("a", "personal", Asked(frozenset([("passport", "mrz-picture")]), "messenger"))]
    assert [(each.id, each.asked.insecure) for each in both] == [("b", True), ("a", False)]
    assert fresh(event("a", NOW - 10)) == first[0]


def test_a_limit_and_a_moment_bound_it(journal):
    for number in range(5):
        journal.write(event(str(number), NOW - number))
    assert journal.flush()
    assert [each.id for each in journal.judged(2)] == ["0", "1"]
    assert [each.id for each in journal.judged(9, Wanted(since=NOW - 1))] == ["0", "1"]


@pytest.mark.parametrize("data", [None, 7, b"", b"{}", b'{"id": "a", "verdict": {"findings": 3}}'])
def test_nonsense_is_left_out(data):
    assert stored(data) is None
