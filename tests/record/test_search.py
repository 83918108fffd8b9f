"""What is asked of the journal: the same answer from the file and from memory, and always by an index."""

import itertools
import sqlite3
from collections import Counter
from contextlib import closing

import pytest

from sakchy.model import Destination, Event, Finding, Step, Verdict
from sakchy.record import ALL, Journal, Wanted, Word
from sakchy.record.search import BRIEF, statement
from sakchy.record.wanted import meets

DAY = 86400.0
KINDS = ("passport", "bank-card", "medical-record")
SITES = (("chat.example", "web.chat.example", "messenger"), ("my_shop.example", "my_shop.example", "unknown"))
OUTCOMES = ("refused", "sent", "noted")


def event(name, at, kinds, site, outcome, *, who=""):
    findings = tuple(Finding(kind, f"{kind}-rule", 0.9, (Step("body"),), "", "ab" * 16) for kind in kinds)
    registrable, host, category = site
    verdict = Verdict("ask", findings, Destination(host, category, registrable), (), "personal", who=who)
    return Event(name, at, verdict, outcome, "http", "POST", 10)


@pytest.fixture
def moment(monkeypatch):
    """A clock that stands still."""
    monkeypatch.setattr("sakchy.record.journal.time.time", lambda: 100 * DAY)
    return 100 * DAY


@pytest.fixture
def events(moment):
    """One of each, an hour apart; two share a moment."""
    choices = itertools.product(SITES, OUTCOMES, (KINDS[:1], KINDS[1:], ()), ("", "aida"))
    made = [
        event(f"e{number:02d}", moment - 3600 * (number - number % 2), kinds, site, outcome, who=who)
        for number, (site, outcome, kinds, who) in enumerate(choices)
    ]
    return made[1:]  # an odd number: one without a twin


@pytest.fixture
def journal(tmp_path, moment):
    with closing(Journal(tmp_path / "journal.sqlite")) as journal:
        yield journal


ASKED = (
    ALL,
    Wanted(since=100 * DAY - 9000),
    Wanted(before=100 * DAY - 9000),
    Wanted(after=(100 * DAY - 7200, "e03")),
    Wanted(id="e07"),
    Wanted(outcomes=("sent", "noted")),
    Wanted(kinds=("bank-card",)),
    Wanted(kinds=("bank-card", "passport"), outcomes=("refused",)),
    Wanted(rules=("medical-record-rule",)),
    Wanted(site="chat.example"),
    Wanted(site="web.chat.example"),
    Wanted(category="unknown", who="aida"),
    Wanted(who=""),
    Wanted(words=(Word("CHAT"),)),
    Wanted(words=(Word("my_shop"),)),
    Wanted(words=(Word("%"),)),
    Wanted(words=(Word("e11"),)),
    Wanted(words=(Word("pass", kinds=("passport",)), Word("shop"))),
    Wanted(words=(Word("mess", categories=("messenger",)),)),
    Wanted(words=(Word("nobody has this"),)),
)


@pytest.mark.parametrize("wanted", ASKED)
def test_file_and_memory_give_the_same_answer(journal, events, wanted):
    for each in events:
        journal.write(each)
    expected = sorted(
        (each for each in events if meets(each, wanted)), key=lambda e: (e.at, e.id), reverse=True
    )
    for _ in range(2):  # from memory, then from the file
        assert journal.read(1000, wanted) == expected
        assert {brief.id for brief in journal.briefs(wanted)} == {each.id for each in expected}
        assert journal.flush()


def test_the_questions_of_the_test_above_tell_events_apart(events):
    sizes = [sum(meets(each, wanted) for each in events) for wanted in ASKED]
    assert sizes.count(0) == 2, "only `%` and a word that stands nowhere find nothing"
    assert len(set(sizes)) > 8


def test_pages_miss_nothing_and_show_nothing_twice(journal, events):
    for each in events:
        journal.write(each)
    journal.flush()
    seen, after = [], None
    while page := journal.read(4, Wanted(after=after)):
        seen += [each.id for each in page]
        after = (page[-1].at, page[-1].id)
    assert sorted(seen) == [each.id for each in events]


def test_what_is_counted_of_an_event_is_the_same_from_memory_and_file(journal, events):
    for each in events:
        journal.write(each)
    before = sorted(journal.briefs(), key=lambda brief: brief.id)
    assert journal.flush()
    assert sorted(journal.briefs(), key=lambda brief: brief.id) == before


@pytest.mark.parametrize("wanted", ASKED)
def test_a_tally_counts_what_would_be_read(journal, events, wanted):
    for number, each in enumerate(events):
        journal.write(each)
        if number == 20:
            assert journal.flush()  # some from the file, some perhaps from memory
    moments = [each.at for each in events if meets(each, wanted)]
    tally = journal.tally(wanted)
    assert (tally is None) == (not moments)
    if tally:
        assert (tally.count, tally.first, tally.last) == (len(moments), min(moments), max(moments))


def test_rules_and_sites_are_tallied(journal, events, moment):
    for each in events:
        journal.write(each)
    rules, sites = journal.rules(), journal.sites()
    assert {rule: tally.count for rule, tally in rules.items()} == {
        rule: sum(meets(each, Wanted(rules=(rule,))) for each in events)
        for rule in ("passport-rule", "bank-card-rule", "medical-record-rule")
    }
    assert sites["chat.example"].count == 17
    assert sites["chat.example"].last == moment
    assert sites["my_shop.example"].first == min(each.at for each in events)
    hosts = Counter(each.verdict.destination.host for each in events)
    assert {host: tally.count for host, tally in journal.hosts().items()} == hosts


def test_deleting_takes_what_is_wanted_and_nothing_else(journal, events, tmp_path):
    for each in events:
        journal.write(each)
    gone = Wanted(kinds=("passport",), outcomes=("sent",))
    count = sum(meets(each, gone) for each in events)
    assert journal.delete(gone) == count > 0
    assert not journal.read(100, gone)
    assert len(journal.read(100)) == len(events) - count
    with closing(sqlite3.connect(tmp_path / "journal.sqlite")) as base:
        (left,) = base.execute(
            "SELECT count(*) FROM found WHERE id NOT IN (SELECT id FROM events)"
        ).fetchone()
    assert left == 0


def test_deleting_reaches_what_could_not_be_written(tmp_path, moment):
    journal = Journal(tmp_path / "no folder" / "journal.sqlite", writes=False)
    journal.write(event("one", moment, KINDS, SITES[0], "sent"))
    journal.write(event("two", moment, KINDS, SITES[0], "refused"))
    assert journal.delete(Wanted(outcomes=("sent",))) == 1
    assert [each.id for each in journal.read()] == ["two"]


PLANS = (
    (Wanted(since=1.0), "events_at"),
    (Wanted(since=1.0, before=2.0), "events_at"),
    (Wanted(since=1.0, after=(2.0, "a")), "events_at"),
    (Wanted(id="one"), "sqlite_autoindex_events_1"),
    (Wanted(since=1.0, site="a.example"), "events_site"),
    (Wanted(since=1.0, kinds=("passport",)), "found_kind"),
    (Wanted(since=1.0, rules=("card-number",)), "found_rule"),
    (Wanted(since=1.0, words=(Word("pass", kinds=("passport",)),)), "found_kind"),
)


@pytest.mark.parametrize(("wanted", "index"), PLANS)
@pytest.mark.parametrize("columns", ["event", BRIEF])
def test_every_question_is_answered_by_an_index(journal, events, columns, wanted, index):
    journal.write(events[0])
    journal.flush()
    sql, values = statement(columns, wanted)
    with closing(sqlite3.connect(journal.path)) as base:
        steps = [row[3] for row in base.execute(f"EXPLAIN QUERY PLAN {sql} ORDER BY at DESC", values)]
    assert any(index in step for step in steps), steps
    assert not any(step.startswith("SCAN events") and "INDEX" not in step for step in steps), steps


def test_counting_a_month_reads_the_index_alone(journal, events):
    journal.write(events[0])
    journal.flush()
    sql, values = statement(BRIEF, Wanted(since=1.0, before=2.0))
    with closing(sqlite3.connect(journal.path)) as base:
        (step,) = [row[3] for row in base.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert "USING COVERING INDEX events_at" in step
