"""Names in every notation."""

import base64
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.extract.names import told

NAME = "паспорт Иванова.jpg"


@pytest.mark.parametrize(
    "written",
    [
        NAME,
        quote(NAME),
        f"UTF-8'ru'{quote(NAME)}",
        "cp1251''" + quote(NAME.encode("cp1251")),
        "=?utf-8?B?" + base64.b64encode(NAME.encode()).decode() + "?=",
        "=?KOI8-R?Q?" + "".join(f"={byte:02X}" for byte in NAME.encode("koi8-r")) + "?=",
        base64.b64encode(NAME.encode()).decode(),
        base64.urlsafe_b64encode(NAME.encode()).decode().rstrip("="),
        NAME.encode().decode("latin-1"),
    ],
)
def test_every_notation(written):
    assert told(written) == NAME


def test_encoded_words_beside_each_other_are_one():
    assert told("=?utf-8?Q?a=20?= =?utf-8?Q?b?= c") == "a b c"


@pytest.mark.parametrize(
    "name", ["scan.jpg", "IMG_2041.jpeg", "it's'all", "100%.txt", "=?x?=", "", "word", "AN1234567"]
)
def test_plain_names_stay(name):
    assert told(name) == name


@given(st.text(max_size=200))
def test_nothing_breaks_it(text):
    assert isinstance(told(text), str)


def test_hostile_words_are_linear():
    for text in ("=?" * 50_000, "=?a?b?" * 20_000, "'" * 100_000, "%" * 100_000):
        told(text)
