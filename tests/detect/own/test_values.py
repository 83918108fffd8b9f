"""Enrolled values in texts, in every spelling; and nobody else's."""

import random

import pytest

from sakchy.detect.own import Enrolled, Own
from sakchy.detect.own.values import enrol
from sakchy.model import Step, Text

KEY = b"k" * 32


def own(*given, key=KEY):
    values = tuple(
        enrol(key, f"id{at:02}", kind, text, f"label {at}") for at, (kind, text) in enumerate(given)
    )
    return Own(key, Enrolled(values))


def found(watch, *texts):
    parts = [Text((Step("form", str(at)),), text) for at, text in enumerate(texts)]
    return [(finding.preview, finding.where[0].name) for finding in watch.find(parts, ())]


ME = ("name", "Асанов Айбек Бакытович")
WAYS = [
    (ME, "меня зовут Айбек Асанов, мне 30"),
    (ME, "ASANOV, AYBEK"),
    (ME, "Asanov Aibek Bakytovich"),
    (("name", "Жээнбекова Юлия"), "Dear Julia Jeenbekova!"),
    (("name", "Julija Asanova"), "Асанова Юлия"),
    (("name", "Семёнов Пётр"), "Петр Семенов"),
    (("phone", "0555 12 34 56"), "чал: +996 (555) 12-34-56"),
    (("phone", "+996555123456"), "0555123456"),
    (("phone", "+996555123456"), "555.123.456"),
    (("phone", "+7 999 123-45-67"), "8 (999) 123 45 67"),
    (("number", "22101199000177"), "ПИН22101199000177."),
    (("number", "22101199000177"), "2210 1199 0001 77"),
    (("number", "22101199000177"), "2-21-01-1990-00177"),
    (("number", "22101199000177"), "2210\u00a01199\u202f0001/77"),
    (("number", "AN1234567"), "паспорт АN 123-45-67"),
    (("address", "г. Бишкек, ул. Токтогула 123, кв. 45"), "Toktogula st. 123, apt 45, Bishkek"),
    (("address", "г. Бишкек, ул. Токтогула 123, кв. 45"), "Токтогула 123-45"),
    (("other", "aibek85@mail.example"), "write to Aibek85@mail.example now"),
]


@pytest.mark.parametrize(("value", "text"), WAYS)
def test_found_in_another_spelling(value, text):
    assert found(own(value), text) == [("label 0", "0")]


OTHERS = [
    (ME, "Асанов Азамат Бакытович, Айбек Усенов"),
    (ME, "Айбек Бакытович"),
    (ME, "Асанов. Бишкек. Айбек"),
    (("phone", "0555 12 34 56"), "1555123456, +996 555 12 34 57"),
    (("number", "22101199000177"), "221011990001775 1822101199000177"),
    (("number", "22101199000177"), "2210119900017 2210 1199 0001"),
    (("number", "1234567"), "12 apartments at 34 streets with 567 rooms"),
    (("number", "AN1234567"), "AN1234568 A1234567"),
    (("address", "г. Бишкек, ул. Токтогула 123, кв. 45"), "Токтогула 123"),
    (("other", "aibek85@mail.example"), "aibek@mail.example, aibek85@example.com"),
]


@pytest.mark.parametrize(("value", "text"), OTHERS)
def test_what_is_somebody_elses_is_not_found(value, text):
    assert found(own(value), text) == []


def test_parts_in_fields_of_their_own_are_one_value():
    watch = own(ME, ("number", "22101199000177"))
    assert found(watch, "ticket", "Asanov", "Aibek", "2210", "1199", "0001", "77") == [
        ("label 1", "3"),
        ("label 0", "1"),
    ]


def test_each_value_is_told_once_where_it_stands_first():
    watch = own(("number", "22101199000177"))
    assert found(watch, "hello", "22101199000177", "2210 1199 0001 77") == [("label 0", "1")]


def test_another_key_finds_nothing():
    made = own(ME, key=b"x" * 32)
    other = Own(KEY, Enrolled(tuple(made.values.owners.values())))
    assert found(made, "Asanov Aibek")
    assert found(other, "Asanov Aibek") == []


def test_nothing_of_the_value_is_kept():
    value = enrol(KEY, "ab12", "name", ME[1], "me")
    told = repr(value).lower()
    assert all(word not in told for word in ("асанов", "asanov", "айбек", "aibek", "bakit"))


def test_a_hundred_thousand_random_numbers_raise_nothing():
    chance = random.Random(4)
    watch = own(("phone", "0555 12 34 56"), ("number", "22101199000177"), ("number", "7654321"), ME)
    fields = [str(chance.randrange(10 ** chance.randrange(1, 17))) for _ in range(100_000)]
    hits = [field for field in fields if found(watch, field)]
    assert [hit for hit in hits if "7654321" not in hit] == []


def test_nobody_watches_where_nothing_is_enrolled():
    assert not Own(KEY).watches
    assert not Own(KEY).may_match(b"22101199000177" * 10)
    assert own(ME).may_match(b"22101199000177")
    assert not own(ME).may_match(b"short")
