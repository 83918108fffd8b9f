"""What the compiled part is told of things it is not sure of counts, and what it asks."""

import json

import pytest
from mnemonic import Mnemonic
from msgspec.structs import replace

from sakchy.detect.glance import FIELD, NUMERAL, PATH, TEXT, Glance, available, library
from sakchy.detect.text import TextDetector
from sakchy.detect.weight import ASKS, BIRTH, HOME, LOOSE, PERSON, SAYS_BIRTH, SAYS_HOME, SEEDS, TELLS
from sakchy.detect.weight import NUMBER as WEIGHTY
from sakchy.limits import DEFAULT
from sakchy.rulebook import load

pytestmark = pytest.mark.skipif(not available(), reason="the compiled part was not built")
DETECTOR = TextDetector(load().rules, b"glance" * 4)
CARD = "4111111111111111"
WORDS = Mnemonic("english").to_mnemonic(bytes(range(16))).split()


@pytest.fixture
def told():
    """The same where it is told by kind or text what a thing says; and what it asked."""

    def made(says):
        questions = []

        def weigh(kind, field, text):
            questions.append((kind, field, text))
            return says.get(text, says.get(kind, 0))

        one = Glance(library(), DETECTOR, DEFAULT, weigh)

        def look(document):
            questions.clear()
            return one.is_clean(json.dumps(document).encode()), questions[:]

        return look

    return made


ONE, TWO = "<b>1", "<b>2"
"""Texts that nobody is sure of."""


@pytest.mark.parametrize(
    ("says", "document", "clean"),
    [
        ({ONE: 0}, {"a": ONE}, True),
        ({ONE: TELLS}, {"a": ONE}, False),
        ({ONE: PERSON}, {"a": ONE}, False),
        ({ONE: SAYS_BIRTH, TWO: SAYS_HOME}, {"a": ONE}, True),
        ({ONE: SAYS_BIRTH, TWO: SAYS_HOME}, {"a": ONE, "b": TWO}, False),
        ({ONE: BIRTH | LOOSE, TWO: HOME}, {"a": ONE, "b": TWO}, False),
        ({ONE: SAYS_HOME}, {"a": ONE, "birth_date": "unknown"}, True),
        ({ONE: HOME | LOOSE}, {"a": ONE, "birth_date": "unknown"}, False),
        ({ONE: WEIGHTY}, {"a": ONE}, True),
        ({ONE: WEIGHTY}, {"a": ONE, "cvv": "none"}, False),
        ({ONE: WEIGHTY | LOOSE}, {"a": ONE}, False),
        ({NUMERAL: WEIGHTY}, {"a": CARD}, True),
        ({NUMERAL: WEIGHTY}, {"a": [int(CARD)], "b": {"cvv": "none"}}, False),
        ({NUMERAL: TELLS}, {"a": float(CARD)}, False),
        ({ONE: LOOSE}, {"a": ONE}, True),
        ({ONE: LOOSE}, {"a": ONE, "pan": "4111"}, False),
        ({}, {"pan": "4111", "b": "1111"}, True),
        ({}, {"pan": "4111", "b": 1111, "c": "1111"}, False),
        ({ONE: 6 << SEEDS, TWO: 5 << SEEDS}, {"a": ONE, "b": TWO}, True),
        ({ONE: 6 << SEEDS, TWO: 5 << SEEDS | LOOSE}, {"a": ONE, "b": TWO}, False),
        ({ONE: 6 << SEEDS, TWO: 4 << SEEDS | LOOSE}, {"a": ONE, "b": TWO}, True),
        ({ONE: 6 << SEEDS, TWO: 4 << SEEDS | LOOSE}, {"a": ONE, "b": TWO, "c": WORDS[0]}, False),
        ({PATH: 0, FIELD: TELLS}, {"password": "some"}, True),
        ({PATH: ASKS, FIELD: 0}, {"password": "some"}, True),
        ({PATH: ASKS, FIELD: TELLS}, {"password": "some"}, False),
        ({PATH: ASKS, FIELD: TELLS}, {"a": {"password": [1234]}}, False),
    ],
)
def test_what_is_told_of_things_counts_together(told, says, document, clean):
    look = told(says)
    assert [look(document)[0], look(document)[0]] == [clean, clean]


def test_each_thing_is_asked_once(told):
    look = told({PATH: ASKS})
    assert look({"a": [ONE, ONE], "b": TWO}) == (True, [(TEXT, "", ONE), (TEXT, "", TWO)])
    assert look({"c": TWO, "card": CARD}) == (True, [(NUMERAL, "card", CARD)])
    assert look({"items": [{"password": "some"}]}) == (
        True,
        [(PATH, "items[].password", ""), (FIELD, "items[].password", "some")],
    )
    assert look({"items": [{"password": "some"}, {"password": "some"}], "card": int(CARD)}) == (True, [])


def test_what_tells_is_not_remembered_as_harmless(told):
    look = told({ONE: TELLS})
    assert look({"a": ONE}) == look({"b": ONE}) == (False, [(TEXT, "", ONE)])


def test_what_one_has_learnt_another_does_not_know(told):
    first, second = told({}), told({ONE: TELLS})
    assert first({"a": ONE})[0]
    del first
    assert not second({"a": ONE})[0]


def test_so_much_is_asked_of_one_body_and_no_more(told):
    look = told({})
    few, many = ([f"<b>{number}" for number in range(count)] for count in (64, 65))
    assert look(many) == (False, [])
    assert len(look(few)[1]) == 64
    assert look(many)[0]


def test_names_are_learnt_for_each_place(told):
    look = told({PATH: ASKS, FIELD: TELLS})
    for above, clean in (("a", True), ("data.dog.x", False), ("a", True)):
        document = "a1" * 16
        for name in ["apikey" if above != "a" else "name", *above.split(".")[::-1]]:
            document = {name: document}
        assert look(document)[0] == clean
    assert look([{f"name {at}": at} for at in range(60_000)])[0]
    assert not look({"card": {"password": "some"}})[0]


def test_no_more_parts_and_fields_than_are_taken():
    few = replace(DEFAULT, parts=3, form_fields=2)
    made = Glance(library(), DETECTOR, few, lambda *_: 0)
    assert [made.is_clean(b"[%b]" % b",".join([b'"abc"'] * count)) for count in (3, 4)] == [True, False]
    assert [made.is_clean(b"&".join([b"abc=def"] * count), form=True) for count in (2, 3)] == [True, False]
