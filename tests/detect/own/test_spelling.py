"""Names in the ways that passports, forms and people write them."""

import itertools
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.detect.own.spelling import spell, tokens

SAME = [
    ("Асанов Айбек", "Asanov Aibek", "ASANOV AYBEK"),
    ("Жээнбеков", "Zheenbekov", "Jeenbekov", "ЖЕЕНБЕКОВ"),
    ("Чыңгыз", "Chyngyz", "Chingiz", "Чынгыз", "Чингиз"),
    ("Юлия", "Iuliia", "Yulia", "Yuliya"),
    ("Щербаков", "Shcherbakov", "Scherbakov"),
    ("Асхат", "Askhat"),
    ("Өмүрбек", "Omurbek", "Ömürbek", "Омурбек"),
    ("Цой", "Tsoi", "Tsoy"),
    ("Алексей", "Aleksei", "Alexey", "Aleksey"),
    ("Ниязалиева", "Niiazalieva", "Niyazalieva"),
    ("Фёдор", "Федор"),
    ("Мария", "Mariia", "Maria", "Mariya"),
    ("Джапаров", "Жапаров", "Japarov", "Zhaparov", "Dzhaparov"),
    ("Наталья", "Natalia", "Natalya", "Natal'ia"),
    ("Гүлнара", "Gulnara", "Gülnara"),
    ("o'g'li", "ogli", "oʼgʼli"),
    ("йод", "и\u0306од"),
]
ASCII_PARTS = set(string.ascii_letters.encode() + string.digits.encode())


@pytest.mark.parametrize("ways", SAME, ids=lambda ways: ways[0])
def test_one_name_has_one_spelling(ways):
    assert {spell(way) for way in ways} == {spell(ways[0])}


def test_different_names_stay_different():
    names = ["Асанов", "Асанова", "Усенов", "Айбек", "Азамат", "Бектур", "Бекболот", "Токтогулов"]
    assert all(spell(one) != spell(other) for one, other in itertools.combinations(names, 2))


def test_digits_stay_as_they_are_and_wide_gaps_are_tokens():
    assert tokens(spell("ПИН 2210 1199 0001      77")) == [
        b"pin",
        b"2210",
        b"1199",
        b"0001",
        b"      ",
        b"77",
    ]


@given(st.text())
def test_any_text_becomes_bytes_of_ascii(text):
    assert all(byte < 128 for byte in spell(text))


@given(st.text(alphabet="абвгдеёжзийклмнңоөпрстуүфхцчшщыэюя", max_size=30))
def test_case_makes_no_difference(word):
    assert spell(word) == spell(word.upper())
    assert set(spell(word)) <= ASCII_PARTS
