"""`sakchy rules` and `sakchy policy`: what is shipped is right, and what is wrong is pointed at."""

import shutil

import msgspec
import pytest

from sakchy import rulebook
from sakchy.cli.examples import mistakes
from sakchy.locale import catalogue

SAY = catalogue("en")
POLICY = """profile: {name}
title: {{ky: a, ru: b, en: c}}
extends: {extends}
columns: [mail]
table:
  {row}: [{cell}]
"""


@pytest.fixture
def rules(tmp_path):
    """A copy of the shipped rules that may be broken."""
    return shutil.copytree(rulebook.rules_folder(), tmp_path / "rules")


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def one_of(rules, kind):
    return next(rule for rule in rules if rule.kind == kind)


def test_shipped_rules_are_in_order(sakchy):
    said = sakchy("rules", "check")
    assert (said.code, said.errors) == (0, "")
    assert f"{len(rulebook.load().rules)} rules are in order." in said.text


def test_list_has_every_rule(sakchy):
    said = sakchy("rules", "list")
    for rule in rulebook.load().rules:
        assert f"{rule.id} " in said.text


def test_misspelt_key_is_pointed_at(sakchy, rules):
    edit(rules / "detectors/cards/card-number.yaml", "title:", "titel:")
    said = sakchy("rules", "check", rules)
    assert said.code == 2
    assert (
        "rules/detectors/cards/card-number.yaml:3:1: unknown field `titel`; did you mean `title`?"
        in said.text
    )


def test_every_wrong_file_is_told_at_once(sakchy, rules):
    edit(rules / "detectors/cards/card-number.yaml", "title:", "titel:")
    edit(rules / "policies/family.yaml", "extends: personal", "extends: persnal")
    said = sakchy("rules", "check", rules)
    assert "card-number.yaml:3:1" in said.text
    assert "family.yaml" in said.text
    assert "mistakes." in said.text


def test_example_that_is_not_found_is_told(sakchy, rules):
    edit(rules / "detectors/cards/card-number-grouped.yaml", "luhn", "expiry-date")
    said = sakchy("rules", "check", rules)
    assert said.code == 2
    assert "card-number-grouped" in said.text


def test_missing_folder_is_trouble(sakchy, tmp_path):
    assert sakchy("rules", "check", tmp_path / "absent").code == 2


def test_rule_that_raises_a_false_alarm_is_told():
    rule = one_of(rulebook.load().rules, "bank-card")
    spoilt = msgspec.structs.replace(
        rule, no_match=(rulebook.NoMatch(text=rule.match[0].text, because="it is a trap"),)
    )
    assert any("it is a trap" in line for line in mistakes(spoilt, SAY))


def test_rule_whose_secret_is_another_one_is_told():
    rule = one_of(rulebook.load().rules, "bank-card")
    match = msgspec.structs.replace(rule.match[0], secret="something else")
    assert list(mistakes(msgspec.structs.replace(rule, match=(match,)), SAY))


def test_pattern_that_does_not_compile_is_told():
    rule = msgspec.structs.replace(rulebook.load().rules[0], pattern="(")
    assert [rule.id in line for line in mistakes(rule, SAY)] == [True]


def test_shipped_policies_are_in_order(sakchy):
    said = sakchy("policy", "check")
    assert (said.code, said.text) == (0, "4 policies are in order.\n")


def written(folder, name="mine", extends="personal", row="passport", cell="block"):
    file = folder / "mine.yaml"
    file.write_text(POLICY.format(name=name, extends=extends, row=row, cell=cell), "utf-8")
    return file


def test_own_policy_file_may_lie_anywhere(sakchy, tmp_path):
    said = sakchy("policy", "check", written(tmp_path))
    assert (said.code, said.text) == (0, "1 policy is in order.\n")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"extends": "persnal"}, "did you mean `personal`?"),
        ({"extends": "mine"}, "circle"),
        ({"row": "pasport"}, "did you mean `passport`?"),
        ({"cell": "stop"}, "mine.yaml:6"),
        ({"cell": "ask, ask"}, "row `passport` has 2 cells"),
        ({"name": "other"}, "`profile` must be the file's name"),
    ],
)
def test_wrong_policy_is_pointed_at(sakchy, tmp_path, wrong, told):
    said = sakchy("policy", "check", written(tmp_path, **wrong))
    assert said.code == 2
    assert told in said.text


def test_policies_of_sakchys_folder_are_checked_too(sakchy, home):
    (home / "policies").mkdir(parents=True)
    written(home / "policies", row="pasport")
    assert sakchy("policy", "check").code == 2


def test_missing_policy_file_is_trouble(sakchy, tmp_path):
    assert sakchy("policy", "check", tmp_path / "absent.yaml").code == 2


@pytest.mark.parametrize("command", ["rules", "policy"])
def test_a_path_that_is_not_there_is_said_plainly(sakchy, tmp_path, command):
    said = sakchy(command, "check", tmp_path / "nosuch")
    assert said.code == 2
    assert said.errors.strip() == f"{tmp_path / 'nosuch'}: there is no such file"


def test_rules_are_checked_in_folders_only(sakchy, tmp_path):
    (tmp_path / "rule.yaml").touch()
    assert "this is not a folder" in sakchy("rules", "check", tmp_path / "rule.yaml").errors
