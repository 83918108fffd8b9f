"""Every shipped rule does what its own examples say, and says why."""

import pytest

from sakchy.detect.fingerprint import fingerprint
from sakchy.detect.text import TextDetector, normal
from sakchy.extract import extract
from sakchy.model import Outgoing, Text
from sakchy.rulebook import load

KEY = b"k" * 32
RULEBOOK = load()
DETECTOR = TextDetector(RULEBOOK.rules, KEY)
WRITTEN = [rule for rule in RULEBOOK.rules if not rule.names]
"""Rules with a file of their own; those of the tables of vendors are all alike, see test_vendors.py."""
MATCHES = [(rule, each) for rule in WRITTEN for each in rule.match]
NO_MATCHES = [(rule, each) for rule in WRITTEN for each in rule.no_match]


def name(value):
    return getattr(value, "id", "") or None


def found(rule, text):
    """Findings of one rule, all rules at work, in a body sent as it stands."""
    texts = [part for part in extract(Outgoing("http", text.encode())) if isinstance(part, Text)]
    return [finding for finding in DETECTOR.find(texts) if finding.rule == rule.id]


@pytest.mark.parametrize(("rule", "match"), MATCHES, ids=name)
def test_a_match_is_found_and_stays_hidden(rule, match):
    alone = TextDetector((rule,), KEY)
    texts = [part for part in extract(Outgoing("http", match.text.encode())) if isinstance(part, Text)]
    findings = alone.find(texts)
    assert [finding.kind for finding in findings if finding.rule == rule.id]
    assert all(rule.at_least <= finding.confidence <= 1 for finding in findings)
    if match.secret:
        expected = fingerprint(KEY, rule.kind, normal(match.secret))
        assert expected in [finding.fingerprint for finding in findings]
        assert not any(match.secret in repr(finding) for finding in findings)


@pytest.mark.parametrize(("rule", "no_match"), NO_MATCHES, ids=name)
def test_a_no_match_is_left_alone(rule, no_match):
    assert found(rule, no_match.text) == [], no_match.because


@pytest.mark.parametrize("rule", WRITTEN, ids=name)
def test_a_rule_explains_itself(rule):
    assert rule.kind in RULEBOOK.kinds
    assert rule.title
    assert rule.why.endswith(".")
    assert rule.references
    assert all(each.because for each in rule.no_match)
    assert rule.prefixes or rule.anchors or rule.digits or rule.fields
    words = (rule.context.ky, rule.context.ru, rule.context.en)
    assert all(words) or not any(words) or rule.kind in {"secret", "private-key"}, (
        "context in one language only"
    )


def test_no_two_rules_share_an_id():
    ids = [rule.id for rule in RULEBOOK.rules]
    assert len(ids) == len(set(ids))
