"""What is like JSON but is none: values by name, and nothing lost."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.extract.piece import Piece
from sakchy.extract.scraps import APART, APOSTROPHES, KEPT, LIKE, TOKEN, tokens_of, unquoted, values
from sakchy.limits import DEFAULT
from sakchy.model import Text

CARD = "4111 1111 1111 1111"


def fields(text):
    return {part.field: part.text for part in values(Piece(text), text, DEFAULT) if isinstance(part, Text)}


@pytest.mark.parametrize(
    "text",
    [
        '{"pay": {"card": "4111 1111 1111 1111", "cvv": 123',
        "{pay: {'card': '4111 1111 1111 1111', cvv: 123,},}",
        '{"pay": {"card": "4111 1111 1111 1111" /* mine */, "cvv": "123",}}',
        '{"pay": {"card": 4111 1111 1111 1111, cvv: 123}}',
        'pay({"card": "4111\\u00201111 1111 1111", cvv: """123"""})'.replace("pay(", "{pay: "),
    ],
)
def test_values_by_their_paths(text):
    found = fields(text)
    assert found["pay.card"] == CARD
    assert found["pay.cvv"] == "123"


def test_the_last_string_may_be_cut():
    assert fields('{"a": "4111 1111')["a"] == "4111 1111"
    assert fields('{"a": "4111 1111\\')["a"] == "4111 1111"


def test_names_end_words_that_begin_otherwise():
    assert fields("{1card: '4111 1111 1111 1111'")["card"] == CARD
    assert fields("{1card: '4111 1111 1111 1111'")[""].split() == ["1"]
    assert fields("{1card2 'a' card3: '4111 1111 1111 1111'")["card3"] == CARD


def test_an_escaped_apostrophe_begins_a_string_unless_there_are_many():
    assert fields("{card: \\'4111 1111 1111 1111'")["card"] == CARD
    assert (
        "4111 1111 1111 1111"
        in fields("{a: '" + "\\'" * APOSTROPHES + ", card: 4111 1111 1111 1111}")["card"]
    )


@pytest.mark.parametrize("quote", ["'", '"', ""])
def test_names_and_values_after_more_than_are_kept(quote):
    text = "".join(f"{quote}name{at}{quote}: {quote}{at + 1000}{quote}, " for at in range(KEPT * 2))
    assert fields(f"{{{text}") | {"": ""} == {f"name{at}": f"{at + 1000}" for at in range(KEPT * 2)} | {
        "": ""
    }


def test_what_is_no_value_is_still_text():
    assert "AN1234567" in fields('{"a": "word" // AN1234567\n, "b": 2}')[""]
    assert "4111 1111" in fields("[1, 4111 1111, 3]")[""]


def test_strings_mean_what_json_says():
    assert unquoted(r"\/9j\/\n\u0041\"\q") == '/9j/\nA"q'
    assert unquoted("\\ud83d") == "\ufffd"


@given(st.text())
def test_every_string_round_trips(text):
    written = json.dumps(text)[1:-1]
    assert unquoted(written) == text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@pytest.mark.parametrize("text", ["[1] see below", "{ well }", "[[Link]]", "[note] he said", "{}"])
def test_prose_in_brackets(text):
    assert not LIKE.match(text) or text == "[[Link]]"


@given(st.text(alphabet="{}[]\"',\\4a ", max_size=200))
def test_no_digit_is_lost(text):
    seen = "".join(
        part.text if isinstance(part, Text) else part.data for part in values(Piece(text), text, DEFAULT)
    )
    longest = max(map(len, "".join(char if char == "4" else " " for char in text).split()), default=0)
    assert longest < 3 or "4" * min(longest, 3) in seen


@pytest.mark.parametrize(
    "piece",
    ['"', '"\\', "'", "{", '{"a":', "a" * 10 + ":", '"""', '""" "', "4 ", "4" * 40, "e", "a1", "\\'", "'\\"],
)
def test_hostile_repetition_is_linear(piece):
    text = piece * (200_000 // len(piece))
    for _ in values(Piece(text), text, DEFAULT):
        pass


def test_texts_in_which_no_name_begins_amid_a_word_have_the_same_tokens():
    chance, told = random.Random(7), {TOKEN: 0, APART: 0}
    signs = [*"\"'{]: aZ_$4\\,/", "12", "\u0436", "\u0663", "\u2014", "\u00aa"]
    for _ in range(20_000):
        text = "".join(chance.choices(signs, k=chance.randint(2, 9)))
        pattern = tokens_of(text)
        assert pattern.split(text) == TOKEN.split(text), text
        told[pattern] += 1
    assert min(told.values()) > 2000
