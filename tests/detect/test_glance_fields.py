"""Fields of which the compiled part is sure that no rule looks into them: none that a rule looks into."""

import json
import random

import pytest

from sakchy.detect.asked import accept
from sakchy.detect.glance import Glance, available, library
from sakchy.detect.named import STEMS
from sakchy.detect.text import TextDetector
from sakchy.detect.weight import TELLS
from sakchy.extract.piece import safe_name
from sakchy.limits import DEFAULT
from sakchy.rulebook import load

pytestmark = pytest.mark.skipif(not available(), reason="the compiled part was not built")
RULES = load().rules
DETECTOR = TextDetector(RULES, b"glance" * 4)
VENDORS = sorted({name for rule in RULES for name in rule.names})
WORDS = ["api", "key1", "my", "data", "x", "Public", "id", "items", "2", "dog", *STEMS, *STEMS]
CASES = [str, str.upper, str.title, str.capitalize]
SECRETS = sorted({match.secret for rule in RULES if rule.names for match in rule.match})
LENGTHS = (16, 20, 32, 36, 40, 64)


@pytest.fixture(scope="module")
def glance():
    """The compiled part, to which everything tells that it asks."""
    return Glance(library(), DETECTOR, DEFAULT, lambda *_: TELLS)


def paths(chance):
    """Names below each other, in which there may be a vendor's, whole, cut in two or with more letters."""
    vendor = chance.choice(VENDORS)
    at = chance.randrange(len(vendor))
    words = chance.choices(WORDS, k=chance.randint(1, 3))
    words[:0] = chance.choice([[vendor], [vendor[:at], vendor[at:]], [f"{vendor}hq"], [f"x{vendor}"], []])
    written = [chance.choice(CASES)(word) for word in words if word]
    return [name for name in chance.choice(["", "_", "-", ".", " "]).join(written).split(" ") if name]


def value(chance):
    """Something that may be a key: an example, or as long as keys are, perhaps with more round it."""
    length = chance.choice(LENGTHS) + chance.choice([0, 0, 0, 1])
    text = chance.choice([chance.choice(SECRETS), "".join(chance.choices("0123456789abcdef", k=length))])
    text = text.replace("-", chance.choice("---\u2010\u2013"))
    before, behind = ["", "", "", '"', " ", "x"], ["", "", "", '"', ".x", "=", "-", " x"]
    return chance.choice(before) + text[chance.choice([0, 0, 1]) :] + chance.choice(behind)


@pytest.mark.parametrize("seed", range(3))
def test_no_field_is_passed_in_which_a_rule_accepts_something(glance, seed):
    chance = random.Random(seed)
    passed = accepted = 0
    for names in (paths(chance) for _ in range(2500)):
        document = text = value(chance)
        for name in names[::-1]:
            document = {name: document}
        wanted = accept(DETECTOR.by_field(".".join(map(safe_name, names))), text)
        clean = glance.is_clean(json.dumps(document).encode())
        assert not (wanted and clean), (names, text)
        passed += clean
        accepted += wanted
    assert passed > 500
    assert accepted > 50


def test_numbers_in_names_are_covered_as_they_are_shown():
    asked = set()
    made = Glance(library(), DETECTOR, DEFAULT, lambda kind, field, _: asked.add(field) or 0)
    chance, last = random.Random(0), min(DETECTOR.homes.known)
    signs = ["1", "23", "4567", "890", "1234567", "12345678", " ", "-", "a", "xy", "abc", "ж", ".", "_"]
    names = {"".join(chance.choices(signs, k=chance.randint(1, 12))) for _ in range(2000)}
    covered = 0
    for name in names:
        made.is_clean(json.dumps({name: {last: "some value"}}).encode())
        assert f"{safe_name(name)}.{last}" in asked, name  # once for all names that are shown so
        covered += "•" in safe_name(name)
    assert covered > 200


@pytest.mark.parametrize("text", ["", "my ", "acme "])
@pytest.mark.parametrize("given", ["=", ": ", '": "', " => '", ", ", " = b'"])
def test_a_value_as_long_as_the_vendors_is_not_passed(glance, text, given):
    for name, length in (("datadog", 32), ("Amplitude", 32), ("KlaviyoX", 37)):
        for more in (0, 1):
            value = ("pk_" if length == 37 else "") + ("a1" * 40)[: length - 3 * (length == 37) + more]
            sent = f"{text}{name}_api_key{given}{value}"
            finds = [*DETECTOR.named.given(sent, sent.lower())]
            assert finds
            clean = glance.is_clean(json.dumps({"a": sent}).encode())
            assert clean == bool(more), sent


def test_a_key_with_other_dashes_is_not_passed(glance):
    key = "a1b2c3d4-e5f6-a1b2-c3d4-e5f6a1b2c3d4"
    for written in (key, key.replace("-", "\u2010")):
        assert accept(DETECTOR.by_field("yandexgeocoder.token"), written)
        assert not glance.is_clean(json.dumps({"yandexgeocoder": {"token": written}}).encode())
