"""Which lines of a text may be something wrapped, and how many belong together."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.extract.blocks import LEAST, apart, has_blocks, long_lines

SAYING = "Номер карты 4111 1111 1111 1111, ПИН не скажу".encode()
LINE = base64.b64encode(SAYING).decode()
WRAPPED = base64.encodebytes(SAYING * 5).decode().strip()
CARD = "BEGIN:VCARD\nFN:A\nNOTE:4111\n 1111\nEND:VCARD"


def blocks(text):
    return [lines for wrapped, lines in apart(text) if wrapped]


@pytest.mark.parametrize(
    "block",
    [LINE, LINE + "\r", "  " + LINE, WRAPPED, CARD, "name=one_value%20of_a_form",
     "name=scan&file=%FF%D8%FF%E0", '{"a": "b", "c": [1, 2, 3]}',
     "data:image/jpeg,%FF%D8%FF%E0"],
)  # fmt: skip
def test_a_block_amid_other_lines(block):
    assert blocks(f"Hello,\n{block}\n\nbye") == [block]
    assert has_blocks(f"Hello,\n{block}")


@pytest.mark.parametrize(
    "text",
    [
        "d41d8cd98f00b204e9800998ecf8427e",
        "550e8400-e29b-41d4-a716-446655440000",
        "A_NAME_OF_MANY_CAPITAL_LETTERS",
        "https://example.org/a/long/address?with=fields",
        "words of a sentence which go on for a while",
        "[a remark in brackets that goes on]",
        "x = 4",
        "",
    ],
)
def test_ordinary_lines_are_none(text):
    assert not has_blocks(f"{text}\n{text}\n")


def test_a_text_of_one_line_has_no_lines_beside_it():
    assert not has_blocks(LINE)


def test_after_wrapped_base64_a_word_is_no_line_of_it():
    assert blocks(f"{LINE}\nbye") == [f"{LINE}\nbye"] if len(LINE) >= 57 else [LINE]
    assert blocks(f"{LINE[:40]}\nbye") == [LINE[:40]]
    assert blocks(f"{WRAPPED}\n\nbye") == [WRAPPED]


def test_a_card_without_an_end_takes_what_is_left():
    assert blocks("a\nBEGIN:VCARD\nFN:A\nbye") == ["BEGIN:VCARD\nFN:A\nbye"]
    assert blocks("BEGIN:VCARD\nEND:VCARD\nbye") == ["BEGIN:VCARD\nEND:VCARD"]


@given(st.text(alphabet='aB1={}["]%&\n :BEGINVCARD', max_size=300))
def test_nothing_is_lost(text):
    assert "\n".join(lines for _, lines in apart(text)).replace("=\n", "=") == text.replace("=\n", "=")


def test_a_million_lines_end():
    assert len(blocks("BEGIN:VCARD\n" * 100_000)) == 1
    assert len(blocks(("aB" * 30 + "\n") * 100_000)) == 1


@given(st.text(alphabet="\nЖa", max_size=200), st.integers(0, 3))
def test_long_lines_are_those_of_so_many_letters(text, more):
    text = f"{text}\n{'Ж' * (LEAST - 1 + more)}\n{text}" * 2
    assert [*long_lines(text)] == [line for line in text.split("\n") if len(line) >= LEAST]
