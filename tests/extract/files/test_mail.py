import base64
from email.message import EmailMessage

import pytest

CARD = "карта 4111 1111 1111 1111"


def letter(subject="Анкета", body=CARD):
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Asan <asan@example.kg>", "b@example.kg", subject
    made["Date"] = "Mon, 2 Nov 2026 10:00:00 +0600"
    made.set_content(body)
    return made


def test_headers_body_and_attachments_are_read(opened, drawn):
    made = letter()
    made.add_attachment(drawn(), "image", "jpeg", filename="scan.jpg")
    found = opened(bytes(made), "letter.eml")
    assert "subject: Анкета" in found.text
    assert CARD in found.text
    assert found.pictures == [drawn()]
    assert any("file:scan.jpg" in place for place in found.places())


def test_mails_in_mails_are_read(opened):
    outer = letter("outer", "see below")
    outer.add_attachment(letter())
    assert CARD in opened(bytes(outer)).text


@pytest.mark.parametrize(
    ("encoding", "codec"), [("8bit", "cp1251"), ("base64", "koi8-r"), ("quoted-printable", "utf-8")]
)
def test_a_body_is_decoded(opened, encoding, codec):
    raw = CARD.encode(codec)
    body = base64.encodebytes(raw) if encoding == "base64" else raw
    if encoding == "quoted-printable":
        body = b"".join(b"=%02X" % byte for byte in raw)
    head = f"MIME-Version: 1.0\r\nSubject: x\r\nContent-Type: text/plain; charset={codec}\r\n"
    head += f"Content-Transfer-Encoding: {encoding}\r\n\r\n"
    assert CARD in opened(head.encode() + body).text


@pytest.mark.parametrize(
    "subject", ["=?utf-8?q?=D0=90?=", "=?nonsense?b?!!!?=", "=?utf-8?b?A?=", "\xcf\xe0\xf1"]
)
def test_any_subject_is_survived(opened, subject):
    head = f"MIME-Version: 1.0\r\nSubject: {subject}\r\n\r\n".encode("latin-1")
    assert CARD in opened(head + CARD.encode()).text


def test_ten_thousand_parts_in_parts_are_too_deep(opened):
    head = b"MIME-Version: 1.0\r\nSubject: x\r\n"
    parts = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (k, k) for k in range(10_000)
    )
    assert "too-deep" in opened(head + parts + b"\r\n" + CARD.encode()).reasons


def test_a_box_of_mails_is_read_mail_by_mail(opened):
    mails = b"\n".join(
        b"From a@b.kg Mon Nov  2 10:00:00 2026\n" + bytes(letter(body=f"{k} {CARD}")) for k in range(3)
    )
    assert opened(mails).text.count(CARD) == 3
    assert opened(mails, members=1).reasons == ["too-many"]


def test_a_saved_page_is_read_with_its_pictures(opened, drawn):
    page = (
        "From: <Saved by Blink>\r\nSubject: Page\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; boundary="--x"\r\n\r\n'
        "----x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        "<p>4111=20<b>1111</b></p>\r\n"
        "----x\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(drawn()).decode()
        + "\r\n----x--\r\n"
    )
    found = opened(page.encode(), "page.mhtml")
    assert "4111 1111" in found.text
    assert found.pictures == [drawn()]


def test_a_mail_of_nothing_but_headers_is_its_own_text(opened):
    found = opened(("Subject: a\nDate: x\n" + "X-Note: a\n" * 500 + CARD).encode(), "letter.eml")
    assert CARD in found.text
    assert found.reasons == []


def test_a_note_with_a_date_is_no_mail(opened):
    found = opened(f"Date: 1978-04-13\nName: Asan\nNote: {CARD}".encode())
    assert CARD in found.text
    assert found.reasons == []
