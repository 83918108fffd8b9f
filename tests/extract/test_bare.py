"""What is nothing but text, and what is more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.extract import extract
from sakchy.extract.bare import bare
from sakchy.model import Outgoing, Text


@pytest.mark.parametrize("words", ["Салам, кандайсыз?", "see you at 12:30", "1 < 2", "a\nb", "x" * 5000])
def test_plain_words(words):
    assert bare(words.encode()) == words


@pytest.mark.parametrize(
    "body",
    [
        b'{"a":"b"}',
        b'42["m","hello"]',
        b"a=b&c=d",
        b"see <b>this</b>",
        b"it is &nbsp; there",
        b"data: hello\n\n",
        b"From: a@b.example\nDate: Mon, 1 Jan 2026\nSubject: x\n\nhello",
        b"BEGIN:VCARD\nFN:x\nEND:VCARD",
        b"aGVsbG8gd29ybGQsIGhvdyBhcmUgeW91IHRvZGF5Pw==",
        b"\xff\xd8\xff\xe0",
        b"\x00\x01\x02\x03",
    ],
)
def test_what_is_more_than_that(body):
    assert bare(body) is None


def test_the_declared_type_counts():
    assert bare(b"name: x") == "name: x"
    assert bare(b"one=two\n", "text/plain") is None
    assert bare("Салам дос".encode("cp1251"), "text/plain; charset=cp1251") == "Салам дос"


TYPES = st.sampled_from(["", "text/plain", "application/json", "application/x-www-form-urlencoded"])
BODIES = st.text("ab1 =&%<>\n:{}[]\"'\\;,.-аб", max_size=30).map(str.encode) | st.binary(max_size=20)


@given(BODIES, TYPES)
def test_it_is_what_extraction_gives(body, type_):
    parts = extract(Outgoing("websocket", body, headers=(("content-type", type_),)))
    if (text := bare(body, type_)) is not None and body:
        assert [part.text for part in parts if isinstance(part, Text)] == [text]
        assert len(parts) == 1
