import pytest

from sakchy.model import Text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"card 4111 1111", "card 4111 1111"),
        (rb"\ansicpg1251 \'ef\'e0\'f1\'ef\'ee\'f0\'f2", "паспорт"),
        (rb"\uc1\u1087?\u1072?\u1089?", "пас"),
        (rb"\uc0\u1087\u1072", "па"),
        (rb"\uc2\u1087\'3f\'3f a", "п a"),
        (rb"4111{\b  1111}\par 1111", "4111 1111\n1111"),
        (rb"{\fonttbl{\f0 Arial;}}{\colortbl;\red0;}words", "words"),
        (rb"{\info{\author Asan}}words", "Asanwords"),
        (rb"a\{b\}c\\d\~e", "a{b}c\\d e"),
        (rb"one\cell two\row three", "one\ttwo\nthree"),
        (b"broken\r\nlines", "brokenlines"),
        (rb"\u55357?\u56832?", "\U0001f600"),
        (rb"\ansicpg99999 a", "a"),
    ],
)
def test_words_come_out_with_their_escapes_undone(opened, body, text):
    found = opened(rb"{\rtf1 " + body + b"}")
    assert found.text == text
    assert found.reasons == []


def test_pictures_and_objects_come_out_of_their_digits(opened, drawn):
    digits = drawn().hex().encode()
    wrapped = b"\r\n".join(digits[at : at + 64] for at in range(0, len(digits), 64))
    found = opened(
        rb"{\rtf1 a{\*\shppict{\pict\jpegblip\picw1 "
        + wrapped
        + rb"}}{\object{\*\objdata "
        + wrapped
        + b"}}}"
    )
    assert found.pictures == [drawn(), drawn()]
    assert found.text == "a"


def test_raw_bytes_are_stepped_over_and_read(opened, drawn):
    data = drawn()
    found = opened(rb"{\rtf1 a{\pict\bin%d " % len(data) + data + b"}b}")
    assert found.pictures == [data]
    assert found.text == "ab"


@pytest.mark.parametrize(
    "body",
    [b"{" * 50_000, b"}" * 50_000, rb"\u-99999999 ", rb"\bin-5 a", rb"\'zz", b"\\", rb"\uc99999\u65?abc"],
)
def test_strange_groups_and_numbers_are_survived(opened, body):
    found = opened(rb"{\rtf1 4111" + body)
    assert any(isinstance(part, Text) and "4111" in part.text for part in found.parts)
    assert found.reasons in ([], ["broken"])
