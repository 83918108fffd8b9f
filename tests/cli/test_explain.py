"""`sakchy explain`: says the same as the judge does."""

import pytest

from sakchy import rulebook
from sakchy.decide import Judge
from sakchy.locale import catalogue
from sakchy.model import Destination, Finding


@pytest.mark.parametrize("kind", rulebook.load().kinds)
def test_every_kind_is_explained(sakchy, kind):
    book = rulebook.load()
    said = sakchy("explain", kind)
    assert said.code == 0
    assert book.kinds[kind].harm.en in said.text
    for category in book.categories.values():
        assert category.name.en in said.text


@pytest.mark.parametrize("policy", rulebook.load().policies)
@pytest.mark.parametrize("kind", ["passport", "medical-record", "bank-card-code"])
def test_table_agrees_with_the_judge(sakchy, kind, policy):
    book, say = rulebook.load(), catalogue("en")
    judge, text = Judge(book, policy), sakchy("explain", kind, "--policy", policy).text
    for name, category in book.categories.items():
        verdict = judge.verdict([Finding(kind, "", 1.0, (), "", "")], Destination("host", name))
        cell = "ask-twice" if verdict.twice else verdict.action
        line = next(line for line in text.splitlines() if line.strip().startswith(category.name.en + "  "))
        assert line.endswith(f"  {say(f'cli.cell.{cell}')}"), line


def test_rules_and_pictures_are_named(sakchy):
    assert "card-number" in sakchy("explain", "bank-card").text
    assert "machine-readable zone" in sakchy("explain", "passport").text
    assert "Especially sensitive" in sakchy("explain", "medical-record").text


def test_of_many_rules_some_are_named_and_the_rest_counted(sakchy):
    rules = sorted(rule.id for rule in rulebook.load().rules if rule.kind == "secret")
    said = sakchy("explain", "secret").text
    assert rules[0] in said
    assert rules[-1] not in said
    assert f"and by {len(rules) - 12} more rules; all of them: sakchy rules list" in said


def test_what_nothing_finds_yet_is_said(sakchy):
    assert "does not find this yet" in sakchy("explain", "document-selfie").text


@pytest.mark.parametrize(
    "kind",
    ["passport", "driving-licence", "questionnaire", "bank-card", "own-value", "biometric", "not-read"],
)
def test_what_is_found_is_not_denied(sakchy, kind):
    assert "does not find this yet" not in sakchy("explain", kind).text


def test_rows_of_single_rules_are_shown_too(sakchy):
    general, _, field = sakchy("explain", "password").text.partition("password/password-field:\n")
    unknown = [line for line in (*general.splitlines(), *field.splitlines()) if "unknown site" in line]
    assert unknown[0].endswith("ask you first")
    assert unknown[-1].endswith("send")


def test_unknown_kind_lists_the_known_ones(sakchy):
    said = sakchy("explain", "pasport")
    assert said.code == 2
    assert "passport" in said.errors


def test_it_speaks_the_persons_language(sakchy, home):
    home.mkdir()
    (home / "settings.yaml").write_text("language: ky\n", "utf-8")
    assert rulebook.load().kinds["passport"].harm.ky in sakchy("explain", "passport").text
