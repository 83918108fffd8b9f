import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.extract.jsontext import BAD, FEW, LARGE, parse, parse_lines, quotes

TWICE = '{"card":"4111","a":{"cvv":123,"b":[1],"cvv":{}},"card" : "none"}'
BOTH = {"card": ["4111", "none"], "a": {"cvv": ["123", {}], "b": [1]}}


@pytest.mark.parametrize("data", [TWICE, TWICE.encode(), TWICE.replace("none", "\\u006eone").encode()])
def test_members_with_equal_names_make_a_list(data):
    assert parse(data) == BOTH


def test_so_they_do_with_half_letters_and_in_lines():
    assert parse(TWICE.replace("none", "\\ud83d"))["card"] == ["4111", "\ufffd"]
    assert parse(TWICE + "\n\n" + TWICE + '\n{"a":1}\n') == [BOTH, BOTH, {"a": 1}]


TREES = st.recursive(
    st.text('ab"\\\u0436') | st.integers() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text('a"\\:'), inner, max_size=3),
    max_leaves=12,
)


@given(TREES, st.booleans(), st.sampled_from(['\\"', "\\u0022"]))
def test_other_documents_are_what_they_are(tree, in_ascii, quote):
    data = json.dumps(tree, ensure_ascii=in_ascii)
    if "\\\\" not in data:
        data = data.replace('\\"', quote)
    assert parse(data) == parse(data.encode()) == tree


@pytest.mark.parametrize("data", ["{", b"\xff", "{'a':1}", '{"a":1}{'])
def test_what_is_no_json_is_refused(data):
    with pytest.raises(BAD):
        parse(data)


@pytest.mark.parametrize("count", [0, 1, 2, FEW - 1, FEW, FEW + 1, 200])
def test_quotation_marks_of_long_documents_are_counted(count):
    data = " " * LARGE + '"a' * count
    assert quotes(data) == quotes(data.encode()) == count


def test_lines_are_objects_and_lists():
    assert parse_lines('{"a":1}\n\n[2]\n') == [{"a": 1}, [2]]


@pytest.mark.parametrize(
    "text", ['{"a":1,"a":"2"}', '{"a":"\\u0022\\u0022"}\n{"a":1,"a":2}', "1\n2", '{"a":1']
)
def test_lines_that_are_something_else_or_lack_a_member(text):
    with pytest.raises(BAD):
        parse_lines(text)
