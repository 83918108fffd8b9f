"""How findings and verdicts are told, to programs and to people."""

import json

import pytest

from sakchy import rulebook
from sakchy.cli.report import as_record, for_people, title, unopened
from sakchy.decide import Judge
from sakchy.locale import LANGUAGES, catalogue
from sakchy.model import Finding, Step, Target

BOOK = rulebook.load()
CARD = Finding("bank-card", "card-number", 0.95432, (Step("json", "pan"),), "•••• 1111", "feed")
UNREAD = Finding("not-read", "encrypted", 1.0, (Step("file", "a.zip"),), "", "beef")


def verdict(*findings, host="discord.com"):
    judge = Judge(BOOK, "personal")
    return judge.verdict(findings, judge.destination(Target("https", host, 443)))


def test_record_can_be_written_as_json_and_keeps_the_fingerprint_to_itself():
    text = json.dumps(as_record(verdict(CARD), BOOK))
    assert "feed" not in text
    assert json.loads(text)["findings"] == [
        {
            "kind": "bank-card", "rule": "card-number", "confidence": 0.954,
            "where": 'field "pan"', "preview": "•••• 1111", "about": [],
        }
    ]  # fmt: skip


def test_record_of_nothing():
    record = as_record(verdict(), BOOK)
    assert (record["action"], record["findings"]) == ("allow", [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_a_line_in_every_language(language):
    say = catalogue(language)
    lines = list(for_people(verdict(CARD, UNREAD), BOOK, say))
    assert sum("•••• 1111" in line for line in lines) == 1
    assert sum("a.zip" in line for line in lines) == 1
    assert getattr(BOOK.kinds["bank-card"].name, language) in lines[1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", BOOK.kinds)
def test_every_kind_has_a_title(kind, language):
    rule = "broken" if kind == "not-read" else "rule"
    assert title(Finding(kind, rule, 1.0, (), "", ""), BOOK, catalogue(language))


def test_an_error_is_told_in_our_words_or_the_systems():
    assert unopened("Permission denied", catalogue("ru")) == "не удалось открыть: нет доступа"
    assert unopened("Stale file handle", catalogue("en")) == "could not be opened: Stale file handle"
