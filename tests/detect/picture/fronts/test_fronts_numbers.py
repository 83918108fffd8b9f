import pytest

from sakchy.detect.picture.fronts import numbers


def cards(*lines):
    return [(number.digits, number.right, number.grouped) for number in numbers.card_numbers(lines)]


def test_a_number_in_groups():
    assert cards("4111 1111 1111 1111") == [("4111111111111111", True, True)]


def test_a_number_in_one_run():
    assert cards("4111111111111111") == [("4111111111111111", True, False)]


def test_four_digits_under_each_other():
    assert ("4242424242424242", True, True) in cards(
        "BANK", "4242", "4242", "4242", "4242", "VALID THRU 08/29"
    )


def test_the_groups_of_american_express_in_a_line_and_under_each_other():
    amex = ("370000000000002", True, True)
    assert amex in cards("3700 000000 00002")
    assert amex in cards("BANK", "3700", "000000", "00002", "08/29")
    assert cards("3600 000000 00001") == [("360000000000001", False, False)]


def test_two_lines_of_two_groups():
    assert ("4111111111111111", True, True) in cards("4111 1111", "1111 1111")


def test_letters_that_look_like_digits_in_a_group():
    assert cards("4II1 1111 111l 1111".upper())[0][0].startswith("4111")


def test_a_wrong_check_digit_is_told():
    assert cards("4111 1111 1111 1112") == [("4111111111111112", False, True)]


@pytest.mark.parametrize(
    "line", ["", "123", "12 34 56", "2026-11-22 10:00", "HELLO WORLD", "+996 555 123456"]
)
def test_no_card_number(line):
    assert cards(line) == []


def test_a_number_does_not_show_itself():
    (number,) = numbers.card_numbers(["4111 1111 1111 1111"])
    assert "4111" not in repr(number)


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("01.02.1990", 1),
        ("DOB 08/06/1984", 1),
        ("2013-01-10", 1),
        ("13 07 1990", 1),
        ("01.01.2013 31.12.2028", 2),
        ("01.02.1990 01.02.1990", 1),
        ("15.09. 2004", 1),
        ("01021990 19900201", 2),
        ("4 20150205", 1),
        ("99991990", 0),
        ("99.99.1990", 0),
        ("192.168.1.1", 0),
        ("4111 1111", 0),
    ],
)
def test_dates(line, count):
    assert numbers.dates([line]) == count


@pytest.mark.parametrize(
    ("line", "told"), [("07/37", True), ("VALID THRU 12/29", True), ("13/29", False), ("1/2", False)]
)
def test_until_when_a_card_is_valid(line, told):
    assert numbers.expires([line]) is told


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("ID0000001", "ID0000001"),
        ("ID 0000001", "ID0000001"),
        ("97-730-0020", "97-730-0020"),
        ("D12345678", "D12345678"),
    ],
)
def test_numbers_of_documents(line, number):
    assert number in numbers.document_numbers([line])


@pytest.mark.parametrize("line", ["01.02.1990", "HELLO", "12345", "100.00"])
def test_what_is_no_number_of_a_document(line):
    assert numbers.document_numbers([line]) == []


def test_numbered_fields():
    assert (
        numbers.marks(
            ["1. MARTIN", "2. PAUL", "3. 14.07.1981", "4A. 01.01.2013", "4B. 31.12.2028", "5. 13AA00002"]
        )
        == 6
    )
    assert numbers.marks(["TOTAL", "10 EGGS", "FIRST"]) == 0


def test_readings_of_one_line_agree_on_a_number():
    readings = ["4111 I1I1 11 1112", "4111 1111 1111 11", "4117 1111 1111 1111", "4111 1111 1111 1112"]
    assert list(numbers.agreed(readings)) == ["4111 1111 1111 1111"]


@pytest.mark.parametrize(
    "readings", [[], ["4111 1111 1111"], ["4111 1111 1111 1112"], ["4111 111 1111 1111", "4111 11 1111 1111"]]
)
def test_readings_that_agree_on_none(readings):
    assert list(numbers.agreed(readings)) == []


def test_too_many_choices_are_none():
    assert list(numbers.agreed([f"{n}111 111{n} 11{n}1 1{n}11" for n in range(1, 8)])) == []


@pytest.mark.parametrize(
    "line",
    [
        "5640 9.7924 617.3.393434",  # amounts
        "56792637169/3369401",
        "360 3 706 163 23 8782",  # groups of any size
        "WBKL 4111111111111111 SGONEW UACULK NSILQO MNXXIW",  # letters round it
        "4111 1111 1111 1111 1111",
    ],
)
def test_digits_of_other_things_are_no_number(line):
    assert list(numbers.card_numbers([line])) == []


@pytest.mark.parametrize(
    "line", ["4111 1111 1111 1111 08/29", "4111 11111111 1111", "41111111 11111111 08/29"]
)
def test_blanks_may_be_missed_and_a_date_may_follow(line):
    assert any(number.right for number in numbers.card_numbers([line]))
