import base64
import io
import zipfile

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.extract import extract
from sakchy.extract.multipart import find_boundary, read
from sakchy.extract.piece import Piece
from sakchy.limits import DEFAULT
from sakchy.model import Outgoing, Step, Text

TYPE = 'multipart/form-data; boundary="XyZ"'
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) + b"\r\n\n\r--Xy\r\n"


def file_part(data, headers=b'Content-Disposition: form-data; name="scan"; filename="p.png"'):
    return b"--XyZ\r\n" + headers + b"\r\n\r\n" + data + b"\r\n"


def pieces(body, type_=TYPE):
    return [found for found in read(Piece(body, type=type_)) if isinstance(found, Piece)]


@given(st.lists(st.binary(min_size=1, max_size=300), min_size=1, max_size=4))
def test_parts_come_back_byte_for_byte(datas):
    datas = [data.replace(b"--XyZ", b"") or b"-" for data in datas]
    body = b"".join(map(file_part, datas)) + b"--XyZ--\r\n"
    assert [piece.data for piece in pieces(body)] == datas


def test_place_field_and_type_are_told():
    headers = b'content-type: Image/PNG\r\nContent-Disposition: form-data; name="scan"; filename="p.png"'
    name, piece = read(Piece(file_part(PNG, headers) + b"--XyZ--", type=TYPE))
    assert name == Text((Step("form", "scan"),), "p.png", "filename")
    assert piece == Piece(PNG, (Step("form", "scan"), Step("file", "p.png")), "scan", "Image/PNG", 1)


@pytest.mark.parametrize(
    ("body", "type_"),
    [
        (b"\r\n" + file_part(PNG) + b"--XyZ--\r\n\r\n", TYPE),
        (file_part(PNG)[:-2], TYPE),  # no last boundary
        (file_part(PNG) + b"--XyZ--", "multipart/form-data; boundary=XyZ"),
        (file_part(PNG) + b"--XyZ--", "MULTIPART/Form-Data; charset=utf-8; boundary=XyZ"),
        (file_part(PNG) + b"--XyZ--", "multipart/form-data; boundary=another"),
        (file_part(PNG) + b"--XyZ--", "text/plain"),
        (file_part(PNG).replace(b"--XyZ\r\n", b"--XyZ \t\r\n") + b"--XyZ--", TYPE),
        (file_part(PNG, b"Content-Disposition: form-data; name=scan; filename=p.png") + b"--XyZ--", TYPE),
        (
            file_part(PNG, b"X-Odd Header: 1\r\nContent-Disposition: form-data;\r\n name=scan") + b"--XyZ--",
            TYPE,
        ),
    ],
)
def test_forgives_what_servers_forgive(body, type_):
    (piece,) = pieces(body, type_)
    assert piece.data == PNG
    assert piece.field == "scan"


def test_preamble_and_epilogue_are_looked_at():
    body = b"4111 1111\r\n" + file_part(b"data") + b"--XyZ--\r\n" + PNG
    assert [piece.data for piece in pieces(body)] == [b"4111 1111", b"data", PNG.strip(b"\r\n")]
    assert pieces(b"see --XyZ\r\n--XyZ--" + PNG)[1].data == PNG.strip(b"\r\n")


def test_a_boundary_that_begins_no_line_is_none():
    assert read(Piece(b"the card --XyZ 4111 1111", type=TYPE)) is None
    assert read(Piece(b"  --XyZ\r\nContent-Type: a/b\r\n\r\n")) is None


def test_bare_line_feeds_are_read():
    body = b'--XyZ\nContent-Disposition: form-data; name="a"\n\nfirst\n--XyZ\n\nsecond\n--XyZ--\n'
    assert [(piece.field, piece.data) for piece in pieces(body)] == [("a", b"first"), ("", b"second")]


def test_a_boundary_inside_a_line_ends_nothing():
    (piece,) = pieces(file_part(b"see --XyZ\r\nhere") + b"--XyZ--")
    assert piece.data == b"see --XyZ\r\nhere"
    (longer,) = pieces(file_part(b"a\r\n--XyZzz\r\nb") + b"--XyZ--")
    assert longer.data == b"a\r\n--XyZzz\r\nb"


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        (b"base64", base64.encodebytes(PNG)),
        (b"Quoted-Printable", b"=89PNG"),
        (b"binary", PNG),
        (b"base64", b"abcde"),
    ],
)
def test_transfer_encodings_of_related_uploads_are_undone(encoding, data):
    (piece,) = pieces(file_part(data, b"Content-Transfer-Encoding: " + encoding) + b"--XyZ--")
    assert piece.data == {b"Quoted-Printable": b"\x89PNG"}.get(
        encoding, b"abcde" if data == b"abcde" else PNG
    )


def test_names_in_utf8_and_with_percent_quotes():
    headers = 'Content-Disposition: form-data; name="паспорт"; filename="м%22ой.png"'.encode()
    (piece,) = pieces(file_part(PNG, headers))
    assert piece.place == (Step("form", "паспорт"), Step("file", 'м"ой.png'))


def test_a_value_in_a_names_place_is_looked_at_too():
    found = list(
        read(Piece(file_part(b"1", b'Content-Disposition: form-data; name="4111 1111 1111 1111"'), type=TYPE))
    )
    assert found[0] == Text((Step("form", "*"),), "4111 1111 1111 1111", "*")
    assert "4111" not in repr(found[1].place)


def test_no_multipart_is_left_to_others():
    assert read(Piece(b"a=1&b=2", type="text/plain")) is None
    assert find_boundary(b"-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n", "") == b""
    assert find_boundary(b"-- a signature\r\nof a letter", "") == b""
    assert read(Piece(b"nothing of it", type=TYPE)) is None


def test_part_with_headers_that_never_end_is_all_data():
    body = b"--XyZ\r\n" + b"x" * (20 << 10)
    assert pieces(body)[0].data == b"x" * (20 << 10)


def one(headers, data=b"word", type_="multipart/form-data; boundary=b"):
    body = b"--b\r\n" + headers + b"\r\n\r\n" + data + b"\r\n--b--\r\n"
    return list(read(Piece(body, type=type_)))


@pytest.mark.parametrize(
    "parameter",
    [
        b"filename*=UTF-8''%D0%BF%D0%B0%D1%81.jpg",
        b'filename="=?utf-8?B?0L/QsNGBLmpwZw==?="',
        'filename="пас.jpg"'.encode(),
        'filename="пас.jpg"'.encode("cp1251"),
        b"filename*0*=UTF-8''%D0%BF%D0%B0; filename*1*=%D1%81.jpg",
    ],
)
def test_file_names_in_every_notation(parameter):
    name, content = one(b"Content-Disposition: form-data; name=f; " + parameter)
    assert name.text == "пас.jpg"
    assert content.place == (Step("form", "f"), Step("file", "пас.jpg"))


def test_the_name_may_stand_in_the_content_type():
    name, content = one(b'Content-Type: image/jpeg; name="scan.jpg"')
    assert (name.text, content.place) == ("scan.jpg", (Step("file", "scan.jpg"),))


def test_a_form_tells_the_charset_of_its_fields():
    form = '--b\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    body = (form.format("_charset_", "koi8-r") + form.format("f", "паспорт")).encode("koi8-r") + b"--b--"
    found = extract(Outgoing("http", body, headers=(("content-type", "multipart/form-data; boundary=b"),)))
    assert [part.text for part in found if isinstance(part, Text)][-1] == "паспорт"


def test_nested_mixed_parts_are_read():
    inner = b"--c\r\nContent-Disposition: file; filename=a.txt\r\n\r\n4111 1111\r\n--c--"
    headers = b'Content-Disposition: form-data; name="files"\r\nContent-Type: multipart/mixed; boundary=c'
    body = b"--b\r\n" + headers + b"\r\n\r\n" + inner + b"\r\n--b--"
    found = extract(Outgoing("http", body, headers=(("content-type", "multipart/form-data; boundary=b"),)))
    assert Text((Step("form", "files"), Step("file", "a.txt")), "4111 1111", "files") in found


def test_quoted_printable_parts():
    (content,) = one(b"Content-Transfer-Encoding: quoted-printable", b"4111=20=31111")
    assert content.data == b"4111 1111"


def test_archives_in_a_form_hide_none_of_its_fields():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", "hello")
    body = (
        file_part(made.getvalue())
        + file_part(b"4111 1111", b'Content-Disposition: form-data; name="card"')
        + file_part(made.getvalue())
        + b"--XyZ--\r\n"
    )
    found = extract(Outgoing("http", body, headers=(("content-type", TYPE),)))
    assert Text((Step("form", "card"),), "4111 1111", "card") in found
    inside = (Step("form", "scan"), Step("file", "p.png"), Step("file", "a.txt"))
    assert sum(part.place == inside for part in found) == 2


def test_what_follows_too_many_parts_is_one_text_and_said():
    body = b"".join(
        b'--x\r\nContent-Disposition: form-data; name="n"\r\n\r\nvalue %d\r\n' % at for at in range(9)
    )
    found = list(read(Piece(body), msgspec.structs.replace(DEFAULT, members=5)))
    assert [type(each).__name__ for each in found] == ["Piece"] * 5 + ["Text", "Unread"]
    assert "value 5" in found[5].text
    assert "value 8" in found[5].text
    assert found[6].reason == "too-large"
