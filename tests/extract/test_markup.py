"""HTML fragments: numbers split by tags, attributes, comments, and what never ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.extract.markup import MOST, read
from sakchy.extract.piece import Piece
from sakchy.limits import DEFAULT


def bare(text):
    found = read(Piece(text), DEFAULT)
    return found[-1].data if found and isinstance(found[-1], Piece) else ""


@pytest.mark.parametrize(
    "text",
    [
        "4111 <b>1111</b> 1111 1111",
        "<p><span style='x'>4111</span> 1111 11<wbr>11 1111</p>",
        "4111 1111 <!-- note -->1111 1111<p>",
        "4111<!----> 1111 1111 1111",
        "<![CDATA[4111 1111]]> 1111 1111",
        "<FONT color=red>4111 1111</FONT><a href=x> 1111 1111</a>",
    ],
)
def test_numbers_split_by_tags_are_one(text):
    assert "4111 1111 1111 1111" in bare(text)


def test_other_elements_end_a_word():
    assert bare("<td>4111</td><td>1111</td>").split() == ["4111", "1111"]
    assert bare("one<br>two").split() == ["one", "two"]


def test_attributes_are_values_by_their_names():
    found = read(
        Piece('<input class="long" value="4111 1111" data-x=\'7777\' name=card><img alt="my card">'), DEFAULT
    )
    assert [(part.field, part.text) for part in found] == [
        ("value", "4111 1111"),
        ("data-x", "7777"),
        ("name", "card"),
        ("alt", "my card"),
    ]


def test_what_only_looks_like_a_tag_is_kept():
    assert "4111 1111 1111 1111" in bare("<b>x</b> <card 4111 1111 1111 1111>")
    assert "AN1234567" in bare("<!ENTITY a AN1234567><b>x</b>")
    assert "secret" in bare("<b>x</b><!-- secret")


def test_plain_text_is_not_ours():
    assert read(Piece("2 < 3 and 4 > 1")) is None


@given(st.text(alphabet="<>/!-ab=\"' 4?", max_size=200))
def test_digits_outside_of_tags_are_all_kept(text):
    found = read(Piece(f"<b>{text}"), DEFAULT)
    seen = "".join(part.data if isinstance(part, Piece) else part.text for part in found)
    assert seen.count("4") >= text.split("<")[0].count("4")


@pytest.mark.parametrize(
    "text",
    ["<a " * 100_000, "<!--" * 100_000, "<a b=" * 60_000, '<a x="' * 60_000, "<b>" * 100_000, "<" * 300_000],
)
def test_what_never_ends_is_linear(text):
    read(Piece(text + "<b>end</b>"), DEFAULT)


def test_many_attributes_go_into_the_text():
    found = read(Piece('<a b="7777">' * (MOST + 100)), DEFAULT)
    assert len(found) == MOST + 1
    assert found[-1].data.count("7777") == 100
