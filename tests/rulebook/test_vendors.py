"""The tables of vendors: every line finds its own examples, no line finds what merely looks alike."""

import pytest

from sakchy.detect.fingerprint import fingerprint
from sakchy.detect.text import TextDetector, normal
from sakchy.extract import extract
from sakchy.model import Outgoing, Text
from sakchy.rulebook import load, problems
from sakchy.rulebook.shapes import Vendor, VendorTable
from sakchy.rulebook.vendors import rules_of

BOOK = load()
NAMED = [rule for rule in BOOK.rules if rule.names]
KEY = b"k" * 32
DETECTOR = TextDetector(BOOK.rules, KEY)
MANY = 150
VENDOR = Vendor(
    id="acme-named", title="Acme key", names=("acme",), shape="[a-f0-9]{32}", value="a1b2c3d4" * 4
)
TABLE = VendorTable(table="test", title="test", why="Test.", references=("test",), vendors=(VENDOR,))


def findings(text):
    parts = extract(Outgoing("http", text.encode()))
    return DETECTOR.find([part for part in parts if isinstance(part, Text)])


def missed(match):
    """Whether nobody finds the value; a rule for a prefix may be as sure of it as its line in the table."""
    return fingerprint(KEY, "secret", normal(match.secret)) not in [
        each.fingerprint for each in findings(match.text)
    ]


def test_there_are_many():
    assert len(NAMED) > MANY


@pytest.mark.parametrize("number", range(3))
def test_every_line_finds_its_value(number):
    assert [rule.id for rule in NAMED if missed(rule.match[number])] == []


@pytest.mark.parametrize("number", range(5))
def test_no_line_finds_what_looks_alike(number):
    texts = {rule.id: rule.no_match[number].text for rule in NAMED}
    assert [key for key, text in texts.items() if key in [each.rule for each in findings(text)]] == []


def test_a_line_becomes_a_rule():
    (rule,) = rules_of(TABLE)
    assert rule.names == VENDOR.names
    assert rule.shape == VENDOR.shape
    assert VENDOR.value in rule.match[0].text
    assert all(each.because for each in rule.no_match)


def test_a_line_that_stands_twice_is_an_error(tmp_path):
    (tmp_path / "vendors").mkdir()
    line = "  - {id: acme-named, title: Acme, names: [acme], shape: '[a-f]{32}', value: aaaa}\n"
    head = "table: test\ntitle: test\nwhy: Test.\nreferences: [test]\nvendors:\n"
    (tmp_path / "vendors" / "test.yaml").write_text(head + line + line)
    assert [
        str(error) for error in problems(tmp_path) if "acme-named" in str(error) and "elsewhere" in str(error)
    ]
