"""Both tiers of speed find the same: every example of every rule, and all development corpora."""

import json
from pathlib import Path

import pytest

from sakchy.detect import fast
from sakchy.detect.glance import lists
from sakchy.detect.text import TextDetector
from sakchy.limits import DEFAULT
from sakchy.model import Text
from sakchy.rulebook import load

pytestmark = pytest.mark.skipif(fast.hyperscan is None, reason="the extra `fast` is not installed")
CORPORA = Path(__file__).parents[3] / "shared" / "corpora" / "text"
RULES = load().rules


@pytest.fixture(scope="module")
def tiers():
    """A detector of each tier."""
    with pytest.MonkeyPatch.context() as patch:
        detectors = []
        for switch in ("0", "1"):
            patch.setenv(fast.SWITCH, switch)
            detectors.append(TextDetector(RULES, b"k" * 32))
    kinds = [type(detector.finder.needles.tier).__name__ for detector in detectors]
    assert kinds == ["Vocabulary", "Automaton"]
    return detectors


def same(tiers, texts):
    for text in texts:
        one, other = (tier.find([Text((), text)]) for tier in tiers)
        assert one == other


def test_the_compiled_part_is_handed_the_same(tiers):
    one, other = (lists(tier, DEFAULT) for tier in tiers)
    assert one == other


def test_examples_of_all_rules(tiers):
    same(tiers, (each.text for rule in RULES for each in (*rule.match, *rule.no_match)))


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the development corpora are not here")
@pytest.mark.parametrize("name", ["cards", "secrets_a", "secrets_b", "secrets_c", "benign_chat"])
def test_development_corpora(tiers, name):
    lines = (CORPORA / f"{name}.jsonl").read_text("utf-8").splitlines()
    same(tiers, (json.loads(line)["text"].encode("utf-8", "replace").decode() for line in lines))


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the development corpora are not here")
@pytest.mark.parametrize("name", ["benign_analytics", "benign_telemetry", "personal_sentences"])
def test_every_third_line_of_the_large_corpora(tiers, name):
    lines = (CORPORA / f"{name}.jsonl").read_text("utf-8").splitlines()[::3]
    same(tiers, (json.loads(line)["text"].encode("utf-8", "replace").decode() for line in lines))
