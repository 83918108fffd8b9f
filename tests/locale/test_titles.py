"""Rules carry an English title; the catalogues say it in every language, but for names of services."""

import re

import pytest

from sakchy import rulebook
from sakchy.locale import catalogue


@pytest.fixture(scope="module")
def titles():
    return {rule.id: rule.title for rule in rulebook.load().rules}


def test_the_english_title_is_that_of_the_rule(titles):
    said = catalogue("en").sentences
    named = {key.removeprefix("title."): text for key, text in said.items() if key.startswith("title.")}
    assert {name: titles.get(name) for name in named} == named


def test_every_rule_but_those_of_services_has_a_title_in_all_languages():
    said = catalogue("ru").sentences
    assert [
        rule.id for rule in rulebook.load().rules if rule.kind != "secret" and f"title.{rule.id}" not in said
    ] == []


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_titles_are_translated(language):
    said = catalogue(language).sentences
    assert [
        key
        for key, text in said.items()
        if key.startswith("title.") and not re.search("[а-яёөүң]", text.lower())
    ] == []
