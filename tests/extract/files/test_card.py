import base64

import pytest


def vcard(*lines):
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""]).encode()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("FN:Асан Усенов", "FN: Асан Усенов"),
        ("NOTE:card 4111\r\n  1111 11\r\n 11 1111", "NOTE: card 4111 1111 1111 1111"),
        ("NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=90=\r\n=D1=81", "NOTE: Ас"),
        ("ADR:;;a\\, b\\;c\\nd", "a, b;c\nd"),
        ("item1.TEL;TYPE=cell:+996 700 000000", "ITEM1.TEL: +996 700 000000"),
        ("no property at all 4111", "4111"),
    ],
)
def test_values_are_read_as_a_person_reads_them(opened, line, words):
    assert words in opened(vcard(line)).text


@pytest.mark.parametrize(
    "head", ["PHOTO;ENCODING=b;TYPE=JPEG:", "PHOTO;BASE64;JPEG:", "PHOTO:data:image/jpeg;base64,"]
)
def test_photographs_are_opened(opened, drawn, head):
    digits = base64.b64encode(drawn()).decode()
    folded = "\r\n ".join(digits[at : at + 70] for at in range(0, len(digits), 70))
    assert opened(vcard(head + folded)).pictures == [drawn()]


def test_every_card_is_a_text_of_its_own(opened):
    found = opened(vcard("FN:Asan") + vcard("FN:Uson"))
    assert [part.text for part in found.parts] == ["FN: Asan", "FN: Uson"]


def test_a_calendar_is_read(opened):
    data = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:pay with 4111 1111\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    assert "SUMMARY: pay with 4111 1111" in opened(data, "a.ics").text


def test_a_card_without_an_end_is_read(opened):
    assert "FN: Asan" in opened(b"BEGIN:VCARD\r\nFN:Asan").text


def test_a_card_whose_lines_were_joined(opened, drawn):
    card = vcard("FN:Asan", "PHOTO;ENCODING=b;TYPE=JPEG:" + base64.b64encode(drawn()).decode())
    found = opened(b" ".join(card.splitlines()))
    assert found.pictures == [drawn()]
    assert "FN:Asan" in found.text
