import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.detect.labelled import (
    BEGINS,
    DETAIL,
    LABEL,
    LITERALS,
    LONGEST_ANSWER,
    MOST_LABELS,
    Answer,
    answers,
    one_of,
)
from sakchy.detect.sheet import Sheet
from sakchy.model import Text


def said(*texts):
    sheet = Sheet([Text((), text) for text in texts])
    literals = [word for word in LITERALS if word in sheet.low]
    return [(each.detail, each.value, each.sure) for each in answers(sheet, literals)]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Паспорт: AN0000001", ("passport", "AN0000001", True)),
        ("паспорт серии AN № 0000001 получил", None),
        ("паспорт серии AN № 0000001, получил", ("passport", "серии AN № 0000001", True)),
        ("гражданство (подданство) = КР;", ("citizenship", "КР", True)),
        ("**Жарандыгы:** КР", ("citizenship", "КР", True)),
        ("1) жарандыгы КР", ("citizenship", "КР", False)),
        ("01.01.1900 жарандыгы КР", ("citizenship", "КР", False)),
        ("married. Issued by SRS, 2020", ("issuer", "SRS", False)),
        ("он получил гражданство КР, потом", None),
        ("гражданство — КР", ("citizenship", "КР", True)),
        ("гражданство-паспорт: 0000001", None),
        ("загранпаспорт: 0000001, паспорта: 0000001, паспорт-то: 0000001", None),
        ("гражданство: ____, КР", ("citizenship", "КР", True)),
        ("гражданство\nКР", None),
    ],
)
def test_an_answer_after_its_label(text, answer):
    assert said(text) == ([answer] if answer else [])


def test_one_line_holds_many():
    text = "Фамилия: Үлгү Имя: Улгу, д.р. 1 января 1900 года, ПИН 20101199000001, семейное положение женат."
    assert said(text) == [
        ("name", "Үлгү", True),
        ("name", "Улгу", True),
        ("birth", "1 января 1900 года", True),
        ("personal-number", "20101199000001", True),
        ("family", "женат", False),
    ]


def test_an_answer_ends_with_its_text():
    assert said("гражданство:", "КР") == []
    assert said("гражданство: К", "имя: Улгу")[0] == ("citizenship", "К", True)


def test_without_a_telling_label_nothing_is_looked_for():
    assert said("Имя: Улгу, телефон: 0555 000000, pin: 20101199000001") == []


@pytest.mark.parametrize("text", ["имя: Улгу, д.р. 01.01.1900", "имя: Улгу, дареги: Чүй 1"])
def test_birth_or_address_alone_is_not_enough_to_look(text):
    assert said(text) == []
    assert said(text, "dob, address") != []


def test_long_and_many_are_cut():
    assert said("гражданство: " + "К" * 500)[0][1] == "К" * (LONGEST_ANSWER - 1)
    assert len(said("гражданство: КР\n" * (MOST_LABELS + 9))) == MOST_LABELS


def test_the_longest_of_many_words_is_taken():
    words = re.compile(one_of(("ab", "abc", "b", "a.c")))
    assert [words.match(text)[0] for text in ("abcd", "abd", "b", "a.cd")] == ["abc", "ab", "b", "a.c"]
    assert not words.match("axc")


def test_no_answer_stands_in_a_repr():
    assert "Улгу" not in repr(Answer("name", "Улгу", Text((), "Улгу")))


@given(st.lists(st.sampled_from([*DETAIL, "-", ": ", " ", "\n", "код", "_", "5", "(", ". "]), max_size=6))
def test_where_no_label_begins_among_the_words_there_is_none(parts):
    sheet = Sheet([Text((), "".join(parts))])
    assert BEGINS.search(sheet.brief) or not LABEL.search(sheet.low)
