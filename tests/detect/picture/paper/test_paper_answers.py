import pytest

from sakchy.detect.picture.fronts.letters import fold
from sakchy.detect.picture.fronts.words import Words
from sakchy.detect.picture.paper.answers import answer, answers, text_of
from sakchy.detect.picture.paper.sheet import Cell


def cell(text, x=0.0, y=0.0, *more, length=200.0):
    return Cell(Words(x, y, length, 20, 0), tuple(fold(one) for one in (text, *more)))


def said(*rows):
    return {one.label.detail: one.value for one in answers(rows)}


@pytest.mark.parametrize(
    ("detail", "text", "value"),
    [
        ("birth", "O1.O1.1990", "01.01.1990"),
        ("birth", "день, месяц, год", ""),
        ("passport", "ID0000017", "ID0000017"),
        ("passport", "серия", ""),
        ("personal-number", "2 0101 1990 00000", "20101199000000"),
        ("personal-number", "123", ""),
        ("phone", "+996 555 000000", "996555000000"),
        ("phone", "моб.", ""),
        ("name", "ЎЛГЎ МИСАЛ", "УЛГУ МИСАЛ"),
        ("name", "И. 1", ""),
        ("address", "Бишкек, Чүй 1", "БИШКЕК. ЧУЙ 1"),
        ("address", "индекс", ""),
        ("health", "J45.0", "J45.0"),
        ("health", "-", ""),
        ("bank", "1090 0000 0000 0001", "1090000000000001"),
        ("bank", "KZ49 000A AAA0 0000 0000", "KZ49000AAAA000000000"),
        ("bank", "банк", ""),
        ("citizenship", "КР", "КР"),
        ("citizenship", "-", ""),
    ],
)
def test_the_form_of_an_answer(detail, text, value):
    assert answer(detail, fold(text)) == fold(value)


def test_behind_its_label():
    assert said([cell("Фамилия: Улгубеков")]) == {"name": fold("Улгубеков")}


def test_in_the_next_piece_of_the_row():
    row = [cell("Дата рождения"), cell("01.01.1990", 300)]
    assert said(row) == {"birth": "01.01.1990"}


def test_close_below_its_label():
    assert said([cell("ПИН")], [cell("20101199000000", 10, 30)]) == {"personal-number": "20101199000000"}
    assert said([cell("ПИН")], [cell("20101199000000", 10, 300)]) == {}
    assert said([cell("ПИН")], [cell("20101199000000", 500, 30)]) == {}


def test_the_next_label_is_no_answer():
    assert said([cell("Фамилия"), cell("Отчество", 300)], [cell("Гражданство", 0, 30)]) == {}


def test_two_in_a_line():
    assert said([cell("Имя: Улгу Паспорт: ID0000017")]) == {"name": fold("УЛГУ"), "passport": "ID0000017"}


def test_of_several_readings_the_one_with_right_check_digits():
    row = [cell("Расчетный счет"), cell("109000000000001", 300, 0, "1090000000000001")]
    assert said(row) == {"bank": "1090000000000001"}
    row = [cell("ПИН: 2010119900000", 0, 0, "ПИН: 20101199000000")]
    assert said(row) == {"personal-number": "20101199000000"}


def test_the_edge_of_a_box_is_no_digit():
    assert said([cell("Расчетный счет"), cell("11090123456701234", 300)]) == {"bank": "1090123456701234"}
    assert said([cell("Паспорт"), cell("1234567", 300)]) == {"passport": "1234567"}


def test_an_empty_form_answers_nothing():
    rows = [[cell(label, 0, 30 * at)] for at, label in enumerate(("Фамилия:", "Имя:", "ПИН:", "Паспорт:"))]
    assert answers(rows) == []


def test_as_the_text_rules_read_it():
    known = answers([[cell("Фамилия: Улгубеков")], [cell("Паспорт: ID0000017")]])
    assert text_of(known) == f"фамилия: {fold('Улгубеков')}\nпаспорт: ID0000017"
    assert "ID0000017" not in repr(known)
