"""`sakchy policy show`, `sakchy policy diff`, `sakchy rules off`."""

import time

import pytest

from sakchy import rulebook
from sakchy.decide import Judge
from sakchy.model import Event, Finding, Target
from sakchy.record import Journal

CHANGES = "policy: personal\ncells:\n  passport: {mail: block}\n"


@pytest.fixture
def changed(home):
    (home / "changes").mkdir(parents=True)
    (home / "changes" / "personal.yaml").write_text(CHANGES)
    return home


def test_show_marks_what_the_person_changed(sakchy, changed):
    said = sakchy("policy", "show")
    assert said.code == 0
    assert "Policy “personal”" in said.text
    passport = said.text.split("passport:")[1].split("id-card:")[0]
    assert "mail*" in passport.split("block")[1]
    assert "messenger*" not in passport


def test_show_another_policy(sakchy, changed):
    assert "*" not in sakchy("policy", "show", "family").text
    said = sakchy("policy", "show", "famly")
    assert (said.code, "did you mean `family`" in said.errors) == (2, True)


def test_diff_tells_cells_and_last_week(sakchy, home):
    home.mkdir()
    judge, journal = Judge(rulebook.load(), "personal"), Journal(home / "journal.sqlite")
    found = Finding("passport", "mrz-picture", 0.9, (), "", "ab")
    for name, host in (("a", "discord.com"), ("b", "vk.com")):
        verdict = judge.verdict((found,), judge.destination(Target("https", host, 443)))
        journal.write(Event(name, time.time() - 60, verdict, "refused", "http", "POST", 9))
    journal.close()
    said = sakchy("policy", "diff", "personal", "family")
    assert "passport → messenger: ask → ask-twice" in said.text
    assert "passport → social" not in said.text
    assert "Of 2 events of the last seven days, 1 would have ended otherwise." in said.text


def test_a_policy_differs_not_from_itself(sakchy):
    assert "0 cells differ." in sakchy("policy", "diff", "office", "office").text


def test_a_rule_is_switched_off_and_on(sakchy, home):
    assert sakchy("rules", "off", "card-number").text == "card-number is off.\n"
    assert rulebook.load(extra=home).off == {"card-number"}
    line = next(line for line in sakchy("rules", "list").text.splitlines() if line.startswith("card-number "))
    assert " off " in line
    assert sakchy("rules", "on", "card-number").code == 0
    assert rulebook.load(extra=home).off == frozenset()


@pytest.mark.parametrize("name", ["card-numbre", "own-password"])
def test_what_is_no_rule_is_not_switched(sakchy, home, name):
    assert sakchy("rules", "off", name).code == 2
    assert not (home / "rules-off.yaml").exists()
