import json
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.detect.asked import accept, asked, fields
from sakchy.detect.text import TextDetector
from sakchy.extract import extract
from sakchy.model import Outgoing
from sakchy.rulebook import load

DETECTOR = TextDetector(load().rules, b"k" * 32)
DOCUMENT = {
    "card": {"cvv": "123", "x": "yes"},
    "otp": ["123456", {"a": "b"}],
    "n": 4111,
    "cvv": 120.0,
    "t": True,
}


def test_fields_of_names_come_with_their_paths():
    body = json.dumps(DOCUMENT).replace('": ', '":').encode()
    assert [*asked(body, {"cvv", "otp"})] == [("card.cvv", "123"), ("otp[]", "123456"), ("cvv", "120")]
    assert [*asked(body, {"none"})] == []


def test_what_a_number_is_called_by_stands_under_the_name_above_it():
    cvv = {"0": "123", "": "456", "a": {"1": "789"}, "a name with 1": 0}
    body = json.dumps({"cvv": cvv, "1": "012"}).replace('": ', '":').encode()
    assert [*asked(body, {"cvv"})] == [("cvv.0", "123"), ("cvv.", "456"), ("cvv.*", "a name with 1")]


@pytest.mark.parametrize(
    "body",
    [
        b'{"cvv":"123","cvv":"456"}',
        json.dumps({"in": json.dumps({"cvv": "123"}), "cvv": "456"}).encode(),
        urlencode({"cvv": "123", "in": json.dumps({"cvv": "456"})}).encode(),
    ],
)
def test_nothing_is_passed_over_where_a_body_is_not_simple(body):
    assert {text for path, text in asked(body, {"cvv"}) if path.startswith("cvv")} == {"123", "456"}


def test_lines_are_documents():
    body = b'{"cvv":"123"}\n{"a":{"cvv":"456"}}'
    assert [*asked(body, {"cvv"})] == [("[].cvv", "123"), ("[].a.cvv", "456")]


LEAVES = st.one_of(st.text("abc d", min_size=3, max_size=6), st.integers(100, 10**6), st.none())
NAMES = st.sampled_from(["a", "b", "card", "a longer name, longer than is shown of it", "x1"])
TREES = st.recursive(LEAVES, lambda more: st.one_of(st.dictionaries(NAMES, more, max_size=3), st.lists(more)))


@given(st.dictionaries(NAMES, TREES, max_size=3))
def test_paths_are_those_of_extraction(document):
    body = json.dumps(document).replace('": ', '":').encode()
    parts = extract(Outgoing("http", body))
    assert [*fields(body)] == [(part.field, part.text) for part in parts]


@given(st.dictionaries(NAMES, TREES, max_size=3))
def test_what_is_asked_is_among_all_fields(document):
    body = json.dumps(document).replace('": ', '":').encode()
    wanted = {text for path, text in fields(body) if path.split(".")[-1].partition("[")[0] == "card"}
    assert wanted <= {text for _, text in asked(body, {"card"})}


def test_rules_accept_values_not_words():
    rules = DETECTOR.by_field("cvv")
    assert accept(rules, "123")
    assert not accept(rules, "none given")
    assert not accept((), "123")
