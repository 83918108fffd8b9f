"""What is fingerprinted of a value, and what is refused."""

import pytest

from sakchy.detect.own.shapes import MOST_SHAPES, UnfitError, national, shapes


def joined(kind, text):
    return {parts[0].decode() for way, parts in shapes(kind, text) if way == "number"}


def words(kind, text):
    return {tuple(part.decode() for part in parts) for way, parts in shapes(kind, text) if way != "number"}


def test_a_number_is_its_digits():
    assert joined("number", "2210 1199-000177") == {"22101199000177"}
    assert joined("other", "12-34-56-78") == {"12345678"}


def test_letters_of_a_number_are_those_of_either_keyboard():
    assert joined("number", "PE1234567") == joined("number", "РЕ 1234567") >= {"pe1234567", "re1234567"}


@pytest.mark.parametrize("way", ["0555 12-34-56", "+996 (555) 123456", "00996555123456", "555 123 456"])
def test_a_phone_is_known_with_and_without_its_country(way):
    assert joined("phone", way) == {"555123456", "0555123456", "996555123456", "00996555123456"}


@pytest.mark.parametrize(
    ("digits", "abroad", "told"),
    [
        ("79991234567", True, ("7", "9991234567")),
        ("89991234567", False, ("7", "9991234567")),
        ("0555123456", False, ("996", "555123456")),
        ("998901234567", True, ("998", "901234567")),
        ("4930123456", True, ("", "4930123456")),
        ("123456", False, ("", "123456")),
    ],
)
def test_the_country_of_a_number(digits, abroad, told):
    assert national(digits, abroad=abroad) == told


def test_a_name_also_stands_without_the_fathers():
    assert words("name", "Асанов Айбек Бакытович") >= {("aibek", "asanov", "bakitoviC"), ("aibek", "asanov")}
    assert words("name", "Бектур Өмүрбек уулу") == {("bektur", "omurbek")}
    assert words("name", "Ибраимова-Асанова Айгүл") >= {("aigul", "asanova", "ibraimova")}


def test_words_of_a_name_may_be_turned_round_those_of_a_phrase_may_not():
    assert words("name", "Асанов Тилек") == words("name", "Тилек Асанов") == {("asanov", "tilek")}
    assert words("other", "tilek85@mail.example") == {("tilek", "85", "mail", "eksample")}


def test_an_address_also_stands_without_its_city_but_never_without_its_numbers():
    assert words("address", "г. Бишкек, ул. Токтогула 123, кв. 45") == {
        ("123", "45", "biSkek", "toktogula"),
        ("123", "45", "toktogula"),
    }


@pytest.mark.parametrize(
    ("kind", "text", "why"),
    [
        ("number", "12345", "few-digits"),
        ("number", "ABCDEFGH", "few-digits"),
        ("number", "1" * 35, "few-digits"),
        ("phone", "112", "few-digits"),
        ("phone", "", "few-digits"),
        ("name", "Айбек", "one-word"),
        ("name", "И О", "one-word"),
        ("name", "山田 太郎", "one-word"),
        ("name", "Асанов " * 17, "many-words"),
        ("address", "Бишкек, Токтогула", "no-house"),
        ("address", "123-45678", "no-house"),
        ("other", "кот", "few-letters"),
        ("other", "слово " * 17, "many-words"),
    ],
)
def test_what_would_be_found_everywhere_is_refused(kind, text, why):
    with pytest.raises(UnfitError, match=why):
        shapes(kind, text)


def test_a_name_with_many_spellings_stays_small():
    assert len(shapes("name", "Юлия Якъёйцева Ёяюйевна Йцюяёва")) <= MOST_SHAPES
