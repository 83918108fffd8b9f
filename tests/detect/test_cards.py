import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.detect.cards import (
    LENGTHS,
    NETWORKS,
    TEST_NUMBERS,
    about_card,
    card_network,
    digits_of,
    elcart,
    luhn,
    no_false_card,
)


@pytest.mark.parametrize(
    "number",
    [
        "4111 1111 1111 1111",
        "5555-5555-5555-4444",
        "2221000000000009",
        "378282246310005",
        "30569309025904",
        "3530111333300000",
        "6011111111111117",
        "6250941006528599",
        "2200000000000004",
        "9417000000000001",
        "8600000000000001",
        "501800000009",
    ],
)
def test_networks_by_prefix_and_length(number):
    assert card_network(number)
    assert not card_network(number + "00000000")


def test_every_prefix_of_a_network_has_its_lengths():
    for _, first, last, lengths in NETWORKS:
        for prefix in (first, last):
            assert LENGTHS[str(prefix).ljust(4, "0")] >= set(lengths)
            assert LENGTHS[str(prefix).ljust(4, "9")] >= set(lengths)


@pytest.mark.parametrize(
    "number", ["", "1234567890123456", "411111111111111", "1795359483949000", "35006345370553"]
)
def test_numbers_of_no_network(number):
    assert not card_network(number)


@given(st.text("0123456789", min_size=11, max_size=18))
def test_exactly_one_check_digit_is_right(digits):
    assert sum(luhn(digits + last) for last in "0123456789") == 1


@given(st.text("0123456789", min_size=11, max_size=18), st.data())
def test_every_single_wrong_digit_is_noticed(digits, data):
    number = next(digits + last for last in "0123456789" if luhn(digits + last))
    place = data.draw(st.integers(0, len(number) - 1))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != number[place]]))
    assert not luhn(number[:place] + other + number[place + 1 :])


def test_only_ascii_digits_count():
    assert digits_of("4111-٤١١١ 4²") == "41114"
    assert not luhn("")


@pytest.mark.parametrize(
    "value",
    ["4111 1111 1111 1111", "9417000000000001", "•••• 1111", "tok_4111111111111112", "", "12/27", "123"],
)
def test_what_may_stand_for_a_card(value):
    assert no_false_card(value)


@pytest.mark.parametrize("value", ["4111 1111 1111 1112", "4111-1111-1111-1112", "1234567890123452"])
def test_what_is_no_card(value):
    assert not no_false_card(value)


@pytest.mark.parametrize("number", [*TEST_NUMBERS, "4111 1111 1111 1111", "2200-0000-0000-0004"])
def test_numbers_for_tests_are_said_to_be(number):
    assert [why.key for why in about_card(number)] == ["detect.test-card"]


def test_all_numbers_for_tests_are_whole():
    assert all(card_network(number) and luhn(number) for number in TEST_NUMBERS)


@given(st.integers(10**9, 10**10 - 1))
def test_a_number_of_somebody_is_no_number_for_tests(rest):
    number = f"451234{rest}"
    assert about_card(number) == () or number in TEST_NUMBERS


def test_elcart_numbers_begin_alike():
    assert elcart("9417 0000 0000 0001")
    assert not elcart("4179417000000001")
