from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.detect import numbers


@pytest.mark.parametrize("pin", ["20101199000001", "1 1112 1985 00002", "23112200000003", "12902200000001"])
def test_a_pin_has_sex_and_birth_date(pin):
    assert numbers.kg_pin(pin)


@pytest.mark.parametrize(
    "other",
    [
        "00101199000001",  # an organisation
        "30101199000001",  # no such sex
        "23002199000001",  # 30 February
        "22902190000001",  # 1900 was no leap year
        "20101189900001",  # nobody is so old
        "2010119900000",  # too short
        "",
    ],
)
def test_what_is_no_pin(other):
    assert not numbers.kg_pin(other)


def test_nobody_is_born_tomorrow():
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    assert not numbers.kg_pin(f"2{tomorrow:%d%m%Y}00001")


@given(st.dates(date(1900, 1, 1), date(2020, 1, 1)), st.integers(0, 99999))
def test_every_birthday_makes_a_pin(day, rest):
    assert numbers.kg_pin(f"1{day.day:02}{day.month:02}{day.year}{rest:05}")


@given(st.dates(date(2000, 1, 1), date(2035, 12, 31)), st.times())
def test_time_stamps_of_our_days_are_told(day, time):
    assert not numbers.not_a_timestamp(f"{day:%Y%m%d}{time:%H%M%S}")


@pytest.mark.parametrize("value", ["20101199000001", "21131299000001", "19990101000000", "2024"])
def test_what_is_no_time_stamp(value):
    assert numbers.not_a_timestamp(value)


@pytest.mark.parametrize(
    ("check", "right", "wrong"),
    [
        (numbers.kz_iin, "900101300106", "900101300107"),
        (numbers.kz_iin, "900101300116", "901301300116"),
        (numbers.ru_inn, "500000000029", "500000000092"),
        (numbers.ru_snils, "112-233-445 95", "112-233-445 96"),
        (numbers.uz_pinfl, "30101900000011", "30101900000012"),
        (numbers.iban, "KZ49000AAAA000000000", "KZ48000AAAA000000000"),
        (numbers.iban, "GB85 AAAA 0000 0000 0000 01", "GB85 AAAA 0000 0000 0000 10"),
    ],
)
def test_check_digits_of_neighbours(check, right, wrong):
    assert check(right)
    assert not check(wrong)
    assert not check("")
    assert not check(right[:-1])


@pytest.mark.parametrize(
    "length", ["GB85AAAA0000000000000", "DE0900000000000000000100", "KZ49000AAAA0000000001"]
)
def test_an_iban_is_as_long_as_its_country_says(length):
    assert not numbers.iban(length)


def test_the_key_of_a_russian_account_goes_with_its_bank():
    keys = [key for key in range(10) if numbers.ru_account(f"БИК 044525000, счёт 40817810{key}00000000001")]
    assert keys == [4]
    assert not numbers.ru_account("40817810400000000001")
    assert not numbers.ru_account("БИК 044525000")


@pytest.mark.parametrize("value", ["1090000000000001", "40817810400000000001", "1090 0000 0000 0001"])
def test_accounts(value):
    assert numbers.account(value)


@pytest.mark.parametrize("value", ["1795359483949000", "4111111111111111", "10900000000000001", ""])
def test_what_is_no_account(value):
    assert not numbers.account(value)
