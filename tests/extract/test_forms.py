import base64
from urllib.parse import quote_plus, unquote_to_bytes, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.extract import extract
from sakchy.extract.forms import decoded, read
from sakchy.extract.piece import Piece
from sakchy.model import Outgoing, Step, Text

TYPE = "application/x-www-form-urlencoded"


def fields(text, type_=TYPE):
    return [(part.field, getattr(part, "text", None) or part.data) for part in read(Piece(text, type=type_))]


@given(
    st.lists(
        st.tuples(st.text("abcd_", min_size=1, max_size=6), st.text("абв =&+%19", min_size=3, max_size=8))
    )
)
def test_fields_come_back_as_they_were_typed(pairs):
    assert fields(urlencode(pairs)) == pairs


PIECES = st.sampled_from(["%", "+", "=", "4", "1", "d0", "%D0", "%b0", "%41", "%20", "ы", "x"])


@given(st.lists(PIECES).map("".join))
def test_escapes_are_undone_as_the_library_does_it(text):
    known = unquote_to_bytes(text.replace("+", " "))
    assert decoded(text, "replace") == known.decode("utf-8", "replace")


def test_a_lonely_value_is_looked_at_too():
    assert fields("4111111111111111&a=xyz") == [("", "4111111111111111"), ("a", "xyz")]


def test_a_form_under_another_type_is_known_by_its_looks():
    assert fields("card=4111%201111&name=Test", "") == [("card", "4111 1111"), ("name", "Test")]
    assert fields("user%5Bcard%5D=4111", "text/html") == [("user[card]", "4111")]


@pytest.mark.parametrize(
    "text",
    [
        "I owe you x = 5 som",
        "aGVsbG8gaGVsbG8gaGVsbG8=",
        "no equals sign",
        "a letter\nwith=one",
        "https://x.example/?a=b",
    ],
)
def test_other_text_is_no_form(text):
    assert read(Piece(text)) is None


def test_wrapped_values_are_read_further():
    (piece,) = read(Piece("payload=%7B%22a%22%3A1%7D", (Step("body"),), type=TYPE))
    assert piece == Piece('{"a":1}', (Step("body"), Step("form", "payload")), "payload", "", 1)


def test_bytes_of_another_charset_keep_the_forms_charset():
    (piece,) = read(Piece("name=%D2%E5%F1%F2", type=TYPE + ";charset=windows-1251"))
    assert (piece.data, piece.type) == ("Тест".encode("cp1251"), "text/html;charset=windows-1251")


def test_lines_of_a_plain_form_are_fields_and_the_whole_is_text():
    found = list(read(Piece("card=4111 1111\r\nname=Test\r\n", type="text/plain")))
    assert found[0] == Text((Step("form", "card"),), "4111 1111", "card")
    assert found[-1].text == "card=4111 1111\r\nname=Test\r\n"


def test_after_ten_thousand_fields_the_rest_is_one_text():
    found = fields("&".join(["a=bcd"] * 10_500))
    assert len(found) == 10_001
    assert found[-1][1].count("a=bcd") == 499


def test_base64_alone_is_no_form_of_one_line():
    assert read(Piece("aGVsbG8gaGVsbG8gaGVsbG8=", type="text/plain")) is None


@pytest.mark.parametrize(
    ("form", "number"),
    [
        ("4111111111111111=1", "4111111111111111"),
        ("card_number[4111111111111111]=1", "card_number[4111111111111111]"),
        ("my card 4111 1111 1111 1111 12/29 sum=100&cur=KGS", "my card 4111 1111 1111 1111 12/29 sum"),
    ],
)
def test_values_in_a_names_place_are_looked_at(form, number):
    assert ("*", number) in fields(form)
    assert "4111" not in repr([part.place for part in read(Piece(form, type=TYPE))])
    assert ("*", number) in fields(form, "text/plain")


def test_ordinary_names_are_not_looked_at():
    assert fields("shipping_address_line=abc&line2=abc") == [
        ("shipping_address_line", "abc"),
        ("line2", "abc"),
    ]


@pytest.mark.parametrize("codec", ["koi8-r", "windows-1251", "cp866"])
def test_a_form_may_name_its_own_charset(codec):
    body = f"_charset_={codec}&name={quote_plus('паспорт', encoding=codec)}"
    found = extract(Outgoing("http", body.encode(), headers=(("content-type", TYPE),)))
    assert found[-1].text == "паспорт"


def test_arrays_keep_their_names():
    found = extract(Outgoing("http", b"order[card][number]=4111+1111&ids[]=abc&ids[]=def"))
    assert [(part.field, part.text) for part in found] == [
        ("order[card][number]", "4111 1111"),
        ("ids[]", "abc"),
        ("ids[]", "def"),
    ]


def test_lines_of_a_plain_form_without_its_type():
    encoded = base64.b64encode(b"card 4111 1111 1111 1111").decode()
    found = extract(Outgoing("websocket", f"note=hello you\r\nblob={encoded}\r\n".encode()))
    assert any("4111" in part.text and part.place[-1] == Step("base64") for part in found)
    assert read(Piece("one=1\nno field here\n")) is None


def test_a_value_of_a_plain_form_may_have_lines():
    form = "subject=hello\r\nmessage=first\r\nsecond\r\nend=abc\r\n"
    assert fields(form, "text/plain")[:3] == [
        ("subject", "hello"),
        ("message", "first\r\nsecond"),
        ("end", "abc"),
    ]


def test_base64_in_lines_is_no_form_whatever_is_declared():
    assert read(Piece("aB3/" * 19 + "\r\n" + "aB3+" * 9, type=TYPE)) is None


def test_of_a_long_plain_form_only_the_values_are_read():
    name, whole = read(Piece("a=" + "x " * 50_000 + "\nb=1\n", type="text/plain"))
    assert (name.field, len(name.text), whole.text) == ("a", 100_000, "b=1\n")
