"""XML: paths of values, CDATA, mixed content, entities that are bombs, and documents that are broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.extract import extract
from sakchy.extract.piece import Piece
from sakchy.extract.xmlbody import ENTITY, read
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Outgoing, Text, Unread

SOAP = """<?xml version="1.0" encoding="utf-16"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><pay>
<card number="4111 1111 1111 1111"><cvv>123</cvv><holder><![CDATA[Ivan & Co]]></holder></card>
<note>&#1087;аспорт &lt;</note></pay></soap:Body></soap:Envelope>"""


def values(text, limits=DEFAULT):
    return {part.field: part.text for part in read(Piece(text), limits) if isinstance(part, Text)}


def test_values_have_the_path_of_their_elements():
    found = values(SOAP)
    assert found["Envelope.Body.pay.card.number"] == "4111 1111 1111 1111"
    assert found["Envelope.Body.pay.card.cvv"] == "123"
    assert found["Envelope.Body.pay.card.holder"] == "Ivan & Co"
    assert found["Envelope.Body.pay.note"] == "паспорт <"


def test_numbers_split_by_elements_are_one():
    found = extract(Outgoing("http", b"<p>4111 <b>1111</b> 1111 1111</p>"))
    assert any("4111 1111 1111 1111" in part.text for part in found)


def test_wrapped_values_are_read_further():
    (piece,) = read(Piece("<a><b>{&quot;c&quot;:1}</b></a>"))
    assert (piece.data, piece.field) == ('{"c":1}', "a.b")


def test_a_broken_document_still_gives_its_text():
    found = extract(Outgoing("http", b'<a><number>4111 1111 1111 1111</number><x y="AN1234567">'))
    texts = " ".join(part.text for part in found)
    assert "4111 1111 1111 1111" in texts
    assert "AN1234567" in texts


LAUGHS = (
    '<!DOCTYPE a [<!ENTITY l0 "lol">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]><a>&l9;</a>"
)
QUADRATIC = f'<!DOCTYPE a [<!ENTITY l "{"x" * 50_000}">]><a>{"&l;" * 50_000}</a>'
MANY = f'<!DOCTYPE a [<!ENTITY l "{"x" * ENTITY}">]><a b="{"&l;" * 50_000}"/>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]><a>4111 1111 1111 1111</a>'


@pytest.mark.parametrize("bomb", [LAUGHS, QUADRATIC, MANY])
def test_entities_that_grow_are_said(bomb):
    found = read(Piece(bomb), DEFAULT)
    assert found[0] == Unread((), "too-dense")
    assert sum(len(part.data) for part in found[1:] if isinstance(part, Piece)) <= 2 * len(bomb)


def test_short_entities_are_filled_in_and_files_are_never_opened():
    assert values('<!DOCTYPE a [<!ENTITY n "1111">]><a>4111 &n; &n; &n;</a>') == {"a": "4111 1111 1111 1111"}
    assert "root:" not in repr(read(Piece(OUTSIDE), DEFAULT))
    assert "4111 1111 1111 1111" in repr(extract(Outgoing("http", OUTSIDE.encode())))
    external = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;word</a>'
    assert values(external) == {"a": "word"}


def test_deep_and_many():
    deep = "<a>" * 100_000
    assert read(Piece(deep), DEFAULT)[0] == Unread((), "too-deep")
    many = f"<a>{'<b>word</b>' * 50}</a>"
    assert read(Piece(many), Limits(parts=10))[0] == Unread((), "too-many")
    assert len(values(f"<a>{'<b>word</b>' * 50}</a>")) == 1  # one path


@pytest.mark.parametrize("text", ["", "hello", "< 3", '{"a":"<b>"}', "<3 you"])
def test_what_is_none(text):
    assert read(Piece(text)) is None


@given(st.text(alphabet="<>/ab4&;#!=\"'[]-?CDAT ", max_size=200))
def test_nothing_breaks_it_and_digits_stay(text):
    for part in read(Piece(f"<a>{text}"), DEFAULT) or ():
        assert isinstance(part, Text | Piece | Unread)
