"""What other rules would have said of what happened."""

import pytest

from sakchy import rulebook
from sakchy.decide import Judge
from sakchy.decide.preview import Asked, Difference, asked, differences, weaker, word
from sakchy.model import Destination, Finding
from sakchy.rulebook import Changes

JUDGE = Judge(rulebook.load(), "personal")


def finding(kind="passport", rule="mrz-picture"):
    return Finding(kind, rule, 1.0, (), "", "ff")


def verdict(*kinds, category="messenger", insecure=False):
    place = Destination("a.example", category, "a.example", insecure)
    return asked(JUDGE.verdict([finding(kind) for kind in kinds], place))


def changed(**cells):
    return JUDGE.with_changes(Changes(policy="personal", cells={"passport": cells}))


def test_only_what_would_have_ended_otherwise_is_told():
    seen = [
        verdict("passport"),
        verdict("bank-card"),
        verdict("passport", category="mail"),
        verdict("passport"),
    ]
    assert list(differences(seen, JUDGE, changed(messenger="block"))) == [
        Difference(0, "ask", "block"),
        Difference(3, "ask", "block"),
    ]


def test_the_strongest_cell_of_all_findings_counts():
    seen = [verdict("passport", "bank-card-pin")]
    assert list(differences(seen, JUDGE, changed(messenger="ask-twice"))) == []


def test_an_unencrypted_connection_stays_one():
    assert list(differences([verdict("passport", insecure=True)], JUDGE, changed(messenger="allow"))) == []
    (told,) = differences([verdict("passport", insecure=True)], JUDGE, changed(insecure="allow"))
    assert (told.before, told.after, told.milder) == ("block", "ask", True)


def test_a_strict_kind_is_asked_about_twice_in_a_preview_too():
    assert word(JUDGE, Asked(frozenset([("medical-record", "medical-record")]), "mail")) == "ask-twice"


@pytest.mark.parametrize(
    ("cells", "milder"), [({"messenger": "block"}, False), ({"messenger": "note"}, True), ({}, False)]
)
def test_a_milder_cell_is_noticed(cells, milder):
    assert weaker(JUDGE.grid, changed(**cells).grid) is milder


@pytest.mark.parametrize(
    ("before", "after", "milder"),
    [("personal", "family", False), ("family", "personal", True), ("shared-computer", "family", True)],
)
def test_another_policy_may_be_milder(before, after, milder):
    book = JUDGE.rulebook
    grids = [Judge(book, name, JUDGE.where_to).grid for name in (before, after)]
    assert weaker(*grids) is milder
