import base64
import gzip
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.extract import magic
from sakchy.extract.encoded import decode, read
from sakchy.extract.piece import Piece
from sakchy.model import Step, Text

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 3
SAYING = "Номер карты 4111 1111 1111 1111, ПИН не скажу".encode()


def pieces(text):
    return [found.data for found in read(Piece(text)) or () if isinstance(found, Piece)]


@given(st.binary(max_size=300))
def test_every_spelling_of_base64_is_decoded(data):
    standard = base64.b64encode(data).decode()
    percent = standard.replace("+", "%2B").replace("/", "%2F")
    url_safe, wrapped = base64.urlsafe_b64encode(data).decode(), base64.encodebytes(data).decode()
    for text in (standard, standard.rstrip("="), percent, url_safe, wrapped):
        assert decode(text) == data


@pytest.mark.parametrize(
    "data", [PNG, SAYING, SAYING.decode().encode("utf-16-le"), gzip.compress(SAYING), PNG * 200]
)
def test_what_is_worth_reading_is_read(data):
    assert pieces(base64.b64encode(data).decode()) == [data]
    assert pieces(base64.urlsafe_b64encode(data).decode().rstrip("=")) == [data]
    assert pieces(base64.encodebytes(data).decode()) == [data]


@pytest.mark.parametrize(
    "text",
    [
        "InternationalisierungsmassnahmenKatalog",
        "d41d8cd98f00b204e9800998ecf8427e",
        "a sentence of several words, which is no base64",
        base64.b64encode(bytes(range(128, 256))).decode(),
    ],
)
def test_long_words_and_noise_stay_text(text):
    assert read(Piece(text)) is None


def test_short_base64_may_itself_be_a_token():
    text = base64.b64encode(SAYING).decode()
    assert list(read(Piece(text, (Step("json", "a"),), "a")))[1] == Text((Step("json", "a"),), text, "a")


def test_data_urls_are_taken_out_of_the_text():
    url = "data:image/png;base64," + base64.b64encode(PNG).decode()
    found = list(read(Piece(f'<p>4111 1111</p><img src="{url}"><img src="{url}"> after', field="html")))
    assert [found[0].data, found[1].data] == [PNG, PNG]
    assert found[0].place == (Step("base64"),)
    assert "4111 1111" in found[2].data  # there are tags left in it
    assert "after" in found[2].data
    assert len(found[2].data) < 120


def test_text_after_an_unquoted_data_url_is_kept():
    url = ";base64," + base64.b64encode(PNG).decode()
    assert list(read(Piece(url + " 4111 1111")))[1].text.endswith("4111 1111")


def test_the_head_is_enough_to_refuse_a_long_word():
    assert magic.sniff(decode("A" * 100)) == ""
    assert read(Piece("A" * 1_000_000)) is None


@pytest.mark.parametrize("before", ["", "0x", "\\x", "\\\\x", "data:image/png,"])
@pytest.mark.parametrize("change", [str.lower, str.upper])
def test_pictures_in_hexadecimal(before, change):
    (found,) = read(Piece(before + change(PNG.hex())))
    assert found.data == PNG


def test_pictures_in_base32_and_hexadecimal_lines():
    (found,) = read(Piece(base64.b32encode(PNG).decode()))
    assert PNG.startswith(found.data[:40])
    (found,) = read(Piece(PNG.hex(" ", 16)))
    assert found.data == PNG


@pytest.mark.parametrize(
    "text", ["ffd8ff", "ffd8ff" + "zz" * 60, "89504e47" + "0" * 80 + " and words", "BMW" * 40]
)
def test_what_only_begins_like_hexadecimal(text):
    assert read(Piece(text)) is None


def test_long_base64_of_words_is_read_too():
    assert pieces(base64.b64encode(SAYING * 2000).decode()) == [SAYING * 2000]
    assert pieces(base64.b64encode(b"\xef\xbb\xbf" + SAYING).decode()) == [b"\xef\xbb\xbf" + SAYING]


def test_base64_of_binary_that_speaks():
    frame = b"\0\0\0\0\x0b\x0a\x09" + b"4111 1111"
    assert pieces(base64.b64encode(frame * 2).decode()) == [frame * 2]


def test_data_urls_without_base64():
    (found,) = read(Piece("data:image/png," + quote(PNG)))
    assert (found.data, found.place) == (PNG, (Step("base64"),))


def test_padded_pieces_one_after_the_other():
    one, other = SAYING[:40], SAYING[40:] * 2
    assert pieces(base64.b64encode(one).decode() + base64.b64encode(other).decode()) == [one + other]


def test_lines_that_became_blanks_and_pluses_that_did():
    data = SAYING * 5 + b"\xfb\xef\xbe" * 100 + SAYING
    lines = base64.encodebytes(data).decode()
    assert decode(" ".join(lines.split())) == data
    assert decode(base64.b64encode(data).decode().replace("+", " ")) == data


def test_long_base64_is_read_whatever_it_holds():
    data = bytes(range(128, 256)) * 10
    assert pieces(base64.b64encode(data).decode()) == [data]
