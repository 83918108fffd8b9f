import os

import pytest

from sakchy.extract.charset import decode

RUSSIAN = "Привет! Карта 4111 1111 1111 1111, паспорт AN1234567. " * 3
KYRGYZ = "Салам! Үйдө өңдүү сүрөт бар, 4111 1111 1111 1111. " * 3


@pytest.mark.parametrize("text", [RUSSIAN, KYRGYZ, "plain ASCII text, 4111 1111 1111 1111"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_known_without_being_told(text, codec):
    assert decode(text.encode(codec)) == text


def test_windows_cyrillic_is_guessed_and_others_keep_their_digits():
    assert decode(RUSSIAN.encode("cp1251")) == RUSSIAN
    assert "4111 1111 1111 1111" in (decode(RUSSIAN.encode("koi8-r")) or "")
    assert "4111 1111 1111 1111" in (decode(RUSSIAN.encode("cp866")) or "")


@pytest.mark.parametrize("codec", ["koi8-r", "cp866", "windows-1251", "UTF-16LE", '"koi8-r"'])
def test_a_declared_charset_is_obeyed(codec):
    assert decode(RUSSIAN.encode(codec.strip('"')), codec) == RUSSIAN


@pytest.mark.parametrize("codec", ["utf-8", "zip", "rot13", "no-such-charset", "punycode", "a" * 999, "\0"])
def test_a_strange_declaration_is_not(codec):
    assert decode(RUSSIAN.encode(), codec) == RUSSIAN


def test_a_stray_byte_or_a_cut_letter_does_not_change_the_charset():
    assert decode(b"\xff" + RUSSIAN.encode()) == "\ufffd" + RUSSIAN
    assert decode(RUSSIAN.encode()[: len("При".encode()) + 40 * 2 - 1]) is not None


def test_binaries_are_no_text():
    assert decode(os.urandom(4096)) is None
    assert decode(bytes(range(256))) is None
    assert decode(bytes(1000)) is None
    assert decode(b"a long header in plain letters " * 200 + os.urandom(4096)) is None


@pytest.mark.parametrize("codec", ["utf-16", "utf-16le", "UTF-16BE"])
@pytest.mark.parametrize("text", ["card 4111 1111 1111 1111", RUSSIAN, KYRGYZ])
def test_utf_16_is_obeyed_only_if_the_bytes_agree(text, codec):
    assert decode(text.encode(), codec) == text
    assert decode(text.encode("utf-16-le"), codec) == text
    assert decode(text.encode("utf-16-be"), codec) == text


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_that_has_to_be_believed(codec):
    assert decode("护照号码和银行卡".encode(codec), codec) == "护照号码和银行卡"


@pytest.mark.parametrize("codec", ["utf-32-le", "utf-32-be", "utf-32", "utf-16"])
@pytest.mark.parametrize("text", ["card 4111 1111", "паспорт AN1234567"])
def test_utf_32_with_and_without_mark(codec, text):
    assert decode(text.encode(codec)) == text
    assert decode(text.encode(codec), "utf-8") == text


@pytest.mark.parametrize("codec", ["cp1251", "koi8-r", "cp866", "iso8859-5"])
def test_undeclared_code_pages_by_their_most_frequent_letters(codec):
    text = "Номер паспорта AN1234567, выдан в Бишкеке на имя Иванов Иван"
    assert decode(text.encode(codec)) == text


def test_utf_7_stays_as_it_stands():
    assert decode(b"card +ADQ-111 1111", "utf-7") == "card +ADQ-111 1111"


def test_utf_16_is_known_whatever_is_declared():
    assert decode(RUSSIAN.encode("utf-16-be"), "windows-1251") == RUSSIAN
