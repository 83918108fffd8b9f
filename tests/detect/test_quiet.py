"""What is quiet holds nothing and hides nothing: each thing that a finding needs makes a text loud."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.detect.quiet import Quiet
from sakchy.detect.text import TextDetector
from sakchy.extract import extract
from sakchy.model import Outgoing, Text
from sakchy.rulebook import load

DETECTOR = TextDetector(load().rules, b"k" * 32)
QUIET = Quiet(DETECTOR)


def loud(*texts):
    """Which of the texts is the first that is loud; None if none is."""
    line = "\0" + "\0".join(texts) + "\0"
    at = QUIET.loud(line)
    return None if at < 0 else line.count("\0", 0, at + 1) - 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "en-US",
        "8f3c0d1e-5a52-4f8e-9a1f-1f2c3d4e5f60",
        "2026-11-22T10:00:00.123Z",
        "https://shop.example/a/b?utm_source=c&d=e",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)",
        "d41d8cd98f00b204e9800998ecf8427e",
        "Добрый день, заказ готов",
        "1700000000123",
        "192.168.0.1",
        "ulgu@shop.example",
        "100 % of 5 < 6 & more",
        "key",
    ],
)
def test_ordinary_texts_are_quiet(text):
    assert loud(text) is None
    assert loud("a", text, "b c") is None


@pytest.mark.parametrize(
    "text",
    [
        "4111111111111111",
        "4111 1111 1111 1111",
        "4111.1111.1111.1111",
        "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
        "٤١١١١١١١١١١١١١١١",
        "41111111\u200b11111111",
        '{"pan":"4"}',
        "data:text/plain;base64,QUJD",
        "Q0FSRCA0MTExIDExMTEgMTExMSAxMTEx",
        "iVBORw0KGgoAAAANSUhEUgAA",
        "a%20b",
        "&#52;111",
        "\\u0034111",
        "<b>word</b>",
        "a=1&b=2",
        "one\n" + "aB3d" * 8 + "\ntwo",
        "From: a@b.example",
        "-----BEGIN PRIVATE KEY-----",
        "api_key = 0123456789abcdef",
        "https://ulgu:Zq9!hunter2@shop.example/",
        "паспорт",
        "дата рождения",
    ],
)
def test_what_may_hold_or_hide_something_is_loud(text):
    assert loud(text) == 0
    assert loud("a", text, "b") == 1


@pytest.mark.parametrize("rule", load().rules[::5], ids=lambda rule: rule.id)
def test_what_a_rule_finds_in_a_text_is_loud(rule):
    for match in rule.match:
        if "\0" not in match.text and DETECTOR.find([Text((), match.text)]):
            assert loud(match.text) == 0


@given(st.lists(st.text(min_size=3, max_size=40), min_size=1, max_size=4))
def test_quiet_texts_are_extracted_as_they_are_and_hold_nothing(texts):
    texts = [text.replace("\0", "") + "..." for text in texts]
    try:
        body = json.dumps(texts).encode()
        "".join(texts).encode()
    except UnicodeEncodeError:
        return
    if loud(*texts) is None:
        parts = extract(Outgoing("websocket", body))
        assert [part.text for part in parts] == texts
        assert DETECTOR.find(parts) == []
