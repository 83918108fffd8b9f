"""Numbers that fill a field: told by its name and those beside it, as the full way does."""

import json
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.detect import alone
from sakchy.detect.asked import Fields
from sakchy.detect.clean import Clean
from sakchy.detect.text import TextDetector
from sakchy.detect.weight import NUMBER
from sakchy.extract import extract
from sakchy.model import Outgoing, Text
from sakchy.rulebook import load

RULES = load()
DETECTOR = TextDetector(RULES.rules, b"k" * 32, RULES.public_keys)
CARD, PIN, ELCART = "4111111111111111", "10101199000017", "9417000000000001"
NUMBERS = st.sampled_from(
    [CARD, PIN, ELCART, "5555555555554444", "1795359448565000", "7510929801472", "4111111111111112"]
)
NAMES = st.sampled_from(
    [
        "card",
        "number",
        "card_number",
        "pan",
        "pin",
        "inn",
        "id",
        "sku",
        "cvv",
        "text",
        "message",
        "exp",
        "n",
        "iin",
        "x.y",
    ]
)
VALUES = NUMBERS | NUMBERS.map(int) | st.sampled_from(["12/29", "123", "word", 5, None])


def found(body):
    texts = [part for part in extract(Outgoing("http", body)) if isinstance(part, Text)]
    return DETECTOR.find(texts)


@pytest.mark.parametrize(
    ("digits", "weight"),
    [(CARD, NUMBER), ("4111111111111112", 0), ("7510929801472", NUMBER), ("123456789012345", 0)],
)
def test_what_a_number_tells_by_itself(digits, weight):
    assert alone.is_alone(digits)
    assert alone.weigh(DETECTOR, digits) == weight


def test_what_is_no_such_number():
    assert not any(map(alone.is_alone, ["41111111111", "4111 1111 1111 1111", "٤١١١١١١١١١١١١١١١", "1" * 20]))


def test_a_number_that_is_told_anywhere_tells():
    surest = [rule for rule in DETECTOR.finder.digits if rule.rule.confidence.found >= rule.rule.at_least]
    alike = [rule for rule in surest if alone.matches(rule, "4111 1111 1111 1111")]
    assert alike
    assert all(alone.reports(rule, "x", frozenset()) for rule in alike)


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ({"sku": CARD}, False),
        ({"card": {"number": CARD}}, True),
        ({"pan": int(CARD)}, True),
        ({"sku": CARD, "cvv": "123"}, True),
        ({"a": {"sku": CARD}, "b": {"cvv": "123"}}, True),
        ({"text": CARD}, True),
        ({"items": [CARD, int(CARD)]}, False),
        ({"pin": int(PIN)}, True),
        ({"id": int(PIN)}, False),
    ],
)
@pytest.mark.parametrize("form", [False, True], ids=["document", "form"])
def test_a_number_is_told_by_its_field(document, told, form):
    body = json.dumps(document, separators=(",", ":")).encode()
    body = urlencode({"a": body, "b": "c"}).encode() if form else body
    assert alone.is_told(DETECTOR, Fields(body).every) is told
    assert bool(found(body)) is told


TREES = st.recursive(
    VALUES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=8,
)
CLEAN = Clean(DETECTOR)


@given(st.dictionaries(NAMES, TREES, min_size=1, max_size=4), st.integers(0, 3))
def test_what_is_clean_holds_nothing(document, shape):
    body = json.dumps(document, separators=(",", ":"))
    body = json.dumps({"a": body}, separators=(",", ":")) if shape & 1 else body
    body = urlencode({"data": body, CARD: "x"} if "x.y" in body else {"data": body}) if shape & 2 else body
    assert not (CLEAN.is_clean(body.encode()) and found(body.encode()))
