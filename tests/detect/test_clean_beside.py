"""What stands in the address, or hidden in a field, is known to whoever calls a body harmless."""

import json
from urllib.parse import urlencode

import pytest

from sakchy.detect.glance import SWITCH, available
from sakchy.extract import extract
from sakchy.inspect import Inspector
from sakchy.model import Outgoing
from sakchy.rulebook import load

BOOK = load()
TWICE = [
    "dance",
    "dance",
    "avoid",
    "govern",
    "speak",
    "next",
    "man",
    "exit",
    "between",
    "pupil",
    "pass",
    "reveal",
]
"""A seed phrase with one word twice."""
needs_library = pytest.mark.skipif(not available(), reason="the compiled part was not built")


@pytest.fixture(params=["0", pytest.param("1", marks=needs_library)])
def inspector(request, monkeypatch):
    """With the compiled part and without it."""
    monkeypatch.setenv(SWITCH, request.param)
    return Inspector(BOOK, b"beside" * 4)


def found(inspector, path, document):
    """What is found twice, once by the full way and once by the usual one."""
    message = Outgoing("http", json.dumps(document).encode(), path=path)
    rules = [one.rule for one in inspector.found(message, extract(message))]
    assert [one.rule for one in inspector.inspect(message)] == rules
    assert [one.rule for one in inspector.inspect(message)] == rules
    return rules


@pytest.mark.parametrize(
    ("path", "document", "rule"),
    [
        ("/?last_name=Ulgueva", {"a": "22309200147424"}, "personal-number"),
        ("/?last_name=Ulgueva", {"address": "Example 7, Bishkek", "citizenship": "Kyrgyz"}, "questionnaire"),
        ("/?name=Ulgu+Ulguev", {"birthday": "1980-06-05", "street": "Example 1, 5"}, "questionnaire"),
        ("/?phone=555123456", {"spouse": "Ulgu", "first_name": "Aijan"}, "questionnaire"),
        ("/?patient_id=555123456", {"diagnosis": "diabetes"}, "medical-record"),
        (f"/?a={TWICE[0]}&b={TWICE[1]}", TWICE[2:], "seed-phrase"),
        (f"/?a={TWICE[0]}&b={TWICE[1]}", {"words": " ".join(TWICE[2:])}, "seed-phrase"),
    ],
)
def test_an_address_and_a_body_make_something_together(inspector, path, document, rule):
    assert found(inspector, path, document) == [rule]
    assert found(inspector, "/?x=y", document) != [rule]


def test_a_long_path_in_the_address_counts(inspector):
    deep = {"birth_date": "1980-05-25"}
    for level in "abcdefghij":
        deep = {level * 30: deep}
    path = "/?" + urlencode({"q": json.dumps(deep)})
    document = {"full_name": "Ulgu Ulguev", "home_address": "Example 1, 5"}
    assert found(inspector, path, document) == ["questionnaire"]


def test_the_end_of_a_path_in_the_address_counts(inspector):
    path = "/?" + urlencode({"q": json.dumps({"b" * 30: {"issuing authority": "Someone"}})})
    document = {"last_name": "Ulgueva", "birthday": "1980"}
    assert found(inspector, path, document) == ["questionnaire"]


def test_a_body_beside_which_others_would_tell_is_harmless(inspector):
    for path in ("/?last_name=Ulgueva", "/?phone=555123456", "/?a=dance", "/?name=click"):
        message = Outgoing("http", b'{"event":"click","count":7}', path=path)
        assert inspector.is_clean(message)


@pytest.mark.parametrize("name", ["name", "full_name"])
def test_a_name_that_is_escaped_makes_a_person_with_a_birth_and_a_home(inspector, name):
    escaped = "".join(f"%{ord(letter):02x}" for letter in "Ulgu Ulguev")
    document = {"birthday": "1980-05-25", "home_address": "Example 1, 5", name: escaped}
    assert found(inspector, "", document) == ["questionnaire"]
