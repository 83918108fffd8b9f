import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.detect.cards import card_network, digits_of, luhn, networks


@pytest.mark.parametrize(
    ("number", "network"),
    [
        ("4111 1111 1111 1111", "visa"),
        ("5555-5555-5555-4444", "mastercard"),
        ("2221000000000009", "mastercard"),
        ("378282246310005", "amex"),
        ("30569309025904", "diners"),
        ("3530111333300000", "jcb"),
        ("6011111111111117", "discover"),
        ("6250941006528599", "unionpay"),
        ("2200000000000004", "mir"),
        ("9417000000000001", "elcart"),
        ("8600000000000001", "uzcard"),
        ("501800000009", "maestro"),
    ],
)
def test_networks_by_prefix_and_length(number, network):
    assert network in networks(number)


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
