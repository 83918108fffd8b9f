import pytest

from sakchy.detect.picture.fronts.evidence import Front, judge
from sakchy.detect.picture.fronts.letters import fold
from sakchy.detect.picture.fronts.printed import Row

CARD = "4111 1111 1111 1111"
IDENTITY = """THE KYRGYZ REPUBLIC\nIDENTITY CARD\nФамилиясы / Фамилия / Surname\nULGU
Туулган күнү\n01.01.1900\nID0000001""".splitlines()
AMERICAN = [
    "DRIVER LICENSE",
    "4d DLN D00000000",
    "3 DOB 01/01/1900",
    "4b EXP 01/01/2035",
    "15 SEX M",
    "18 EYES BRO",
]
EUROPEAN = """PERMIS DE CONDUIRE\n1. ULGU\n2. SPECIMEN\n3. 01.01.1900\n4a. 01.01.2013
4b. 01.01.2035\n5. 00AA00000""".splitlines()
PASSPORT = [
    "РОССИЙСКАЯ ФЕДЕРАЦИЯ",
    "Паспорт выдан",
    "Дата выдачи",
    "01.01.2000",
    "Код подразделения",
    "000-000",
]


def judged(lines, face="document", sure=0.9):
    return judge([Row((fold(line),), fold(line)) for line in lines], face, sure)


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (IDENTITY, "id-card"),
        (AMERICAN, "driving-licence"),
        (EUROPEAN, "driving-licence"),
        (PASSPORT, "passport"),
        ([CARD, "VALID THRU 08/29"], "bank-card"),
    ],
)
def test_documents_and_cards(lines, kind):
    front = judged(lines, "card" if kind == "bank-card" else "document")
    assert (front.kind, front.score >= 1) == (kind, True)
    assert front.confidence >= 0.6


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["TOTAL 100.00", "VISA **** **** **** 1111", "01.01.2026 10:00"],
        ["BOARDING PASS", "NAME", "SPECIMEN/ULGU MR", "FLIGHT TK 343", "DATE", "01.01.2026", "SEAT 12A"],
        ["Surname", "Name"],
        ["АНКЕТА", "Фамилия", "Дата рождения", "Паспорт", "ПИН", "Гражданство", "Дата 01.01.2026"],
        ["HELLO SEE YOU TOMORROW"],
        ["01 KG 777 ABC"],
        ["ITEM 4111 1111 1111 1112", "QTY 3"],
        ["ID", "01.01.2020", "02.01.2020", "03.01.2020", "100000017", "AB1234567"],
    ],
)
@pytest.mark.parametrize("face", ["document", "card"])
def test_what_is_neither(lines, face):
    assert judged(lines, face, 0.7).score < 1


def test_a_number_with_a_wrong_check_digit_needs_more():
    wrong = "4111 1111 1111 1112"
    assert judged([wrong], "document").score < 1
    assert judged([wrong, "VALID THRU 08/29"], "card").score >= 1


def test_of_a_number_one_group_may_be_illegible_if_all_else_is_a_cards():
    broken = "4111 ILXY 1111 1111"
    assert judged([broken], "card").score < 1
    assert judged([broken, "VALID THRU 08/29"], "card").score >= 1
    assert judged(["4111 111 1111 1111", "VALID THRU 08/29"], "card").score >= 1
    assert judged(["4111 1111", "VALID THRU 08/29"], "card").score < 1


def test_the_marks_of_fields_count_where_a_line_is_like_a_number_too():
    rows = [Row((fold(line),), fold(line).replace("A", "4").replace("B", "8")) for line in EUROPEAN[1:]]
    assert judge(rows, "document", 0.9).score >= 1


def test_a_card_whose_number_cannot_be_read():
    assert judged(["VALID THRU 05/29", "MasterCard"], "card").score >= 1
    assert judged(["VALID THRU 05/29", "MasterCard"], "document").score < 1
    assert judged(["VISA", "MasterCard", "05/29"], "card").score < 1
    assert judged(["VALID THRU 05/29"], "card").score < 1


def test_a_right_number_makes_it_surer():
    right, wrong = (judged([CARD[:-1] + last, "VALID THRU 08/29"], "card") for last in "12")
    assert right.confidence > wrong.confidence


def test_of_a_card_four_digits_are_shown_of_a_document_nothing():
    assert judged([CARD, "VISA"], "card").preview == "•••• 1111"
    assert judged(IDENTITY).preview == ""


def test_a_number_for_tests_is_told():
    assert [why.key for why in judged(["4242 4242 4242 4242"], "card").about] == ["detect.test-card"]


def test_a_front_does_not_show_its_number():
    assert "4111" not in repr(Front("bank-card", 1.0, "4111111111111111"))
