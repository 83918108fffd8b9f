import re

import msgspec
import pytest

from sakchy.detect.compiled import RuleError
from sakchy.detect.found import found_at
from sakchy.detect.public import Public
from sakchy.detect.sheet import Sheet
from sakchy.detect.text import TextDetector
from sakchy.model import Text
from sakchy.rulebook import load

BOOK = load()
KEYS = {key.id: key for key in BOOK.public_keys}
GOOGLE = "AIzaaB3cD4eF5gaB3cD4eF5gaB3cD4eF5gaB3cD"
DETECTOR = TextDetector(BOOK.rules, b"k" * 32, BOOK.public_keys)


def is_public(key, text, host=""):
    """Whether anything in a text is this key; no_match may hold none of its shape at all."""
    sheet = Sheet([Text((), text)])
    values = re.finditer(rf"(?<![\w-]){key.shape}(?![\w-])", text)
    return any(Public([key]).holds(found_at(sheet, 0, *each.span()), sheet, host) for each in values)


@pytest.mark.parametrize("key", KEYS.values(), ids=list(KEYS))
def test_examples(key):
    assert [text for text in key.match if not is_public(key, text)] == []
    assert [text for text in key.no_match if is_public(key, text)] == []


@pytest.mark.parametrize("key", KEYS.values(), ids=list(KEYS))
def test_no_rule_reports_an_example(key):
    assert [text for text in key.match if DETECTOR.find([Text((), text)])] == []


def test_without_the_table_a_rule_reports_some_of_them():
    bare = TextDetector(BOOK.rules, b"k" * 32)
    found = {key for key, each in KEYS.items() if any(bare.find([Text((), text)]) for text in each.match)}
    assert found >= {"stripe-publishable", "posthog-project", "mapbox-public"}


def test_on_its_way_home_it_is_public():
    assert is_public(KEYS["google-browser"], GOOGLE, "maps.googleapis.com")
    assert not is_public(KEYS["google-browser"], GOOGLE, "googleapis.com.site.internal")


def test_a_field_beside_it_makes_it_public():
    key = KEYS["google-browser"]
    sheet = Sheet([Text((), GOOGLE, "config.apiKey"), Text((), "shop", "config.projectId")])
    found = found_at(sheet, 0, 0, len(GOOGLE))
    assert Public([key]).holds(found, sheet)
    assert not Public([key]).holds(found, Sheet([Text((), GOOGLE, "config.apiKey")]))


def test_a_pattern_that_cannot_be_used_is_named():
    with pytest.raises(RuleError, match="stripe-publishable"):
        Public([msgspec.structs.replace(KEYS["stripe-publishable"], shape="(")])
