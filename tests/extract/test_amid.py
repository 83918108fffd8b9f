"""Something wrapped amid other lines is read further, and the lines stay."""

import base64

import pytest

from sakchy.extract import extract
from sakchy.extract.amid import read
from sakchy.extract.piece import Piece
from sakchy.model import Outgoing, Picture, Text

NUMBER = "4111 1111 1111 1111"
SAYING = f"Номер карты {NUMBER}, ПИН не скажу"
BASE64 = base64.b64encode(SAYING.encode()).decode()
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0" + bytes(range(128, 250)) * 200
PEM = (
    "-----BEGIN PRIVATE KEY-----\n"
    + base64.encodebytes(bytes(range(256))).decode()
    + "-----END PRIVATE KEY-----"
)


def parts(text, type_="text/plain"):
    return extract(Outgoing("http", text.encode(), headers=(("content-type", type_),)))


def texts(text, type_="text/plain"):
    return [part.text for part in parts(text, type_) if isinstance(part, Text)]


@pytest.mark.parametrize(
    "block",
    [
        BASE64,
        base64.urlsafe_b64encode(SAYING.encode()).decode().rstrip("="),
        base64.encodebytes(SAYING.encode() * 4).decode(),
        "page=2&note=" + NUMBER.replace(" ", "%20"),
        "data:text/plain," + NUMBER.replace(" ", "%20"),
        '{"body":"' + base64.b64encode(SAYING.encode()).decode() + '"}',
        f"BEGIN:VCARD\r\nNOTE:{NUMBER[:9]}\r\n {NUMBER[9:]}\r\nEND:VCARD",
    ],
)
@pytest.mark.parametrize("around", ["Hello,\n{}\nbye", "<p>Hello</p><p>{}</p>"])
def test_what_is_wrapped_is_found(block, around):
    assert any(NUMBER in text for text in texts(around.format(block), "text/html"))


def test_in_a_value_of_json():
    lines = f'{{"text": "Hello,\\n{BASE64}"}}'
    assert texts(lines, "application/json") == [SAYING, BASE64, f"Hello,\n{BASE64}"]


def test_a_picture_in_a_form_in_a_page():
    form = "name=scan&file=" + "".join(f"%{byte:02X}" for byte in JPEG)
    found = parts(f"<h1>Note</h1><p>{form}</p>", "text/html")
    assert [part.data for part in found if isinstance(part, Picture)] == [JPEG]
    assert sum(len(part.text) for part in found if isinstance(part, Text)) < 100


def test_a_key_stays_one_with_its_frame():
    assert f"my key\n{PEM}" in texts(f"my key\n{PEM}")


def test_escapes_in_the_other_lines_are_undone():
    assert any("caf\u00e9" in text for text in texts(f"caf&eacute;\n{BASE64}"))


@pytest.mark.parametrize("text", ["two\nlines", BASE64, "InternationalisierungsKatalogDerWelt\na"])
def test_what_has_nothing_in_it(text):
    assert read(Piece(text)) is None
