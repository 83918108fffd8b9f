import pytest

from sakchy.detect.picture.fronts.letters import ALPHABET, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Жарандыгы / Гражданство", "ЖAPAHДЫГЫ / ГPAЖДAHCTBO"),
        ("Колдонуу мөөнөтү", "KOЛДOHYY MOOHOTY"),
        ("Maëlis-Gaëlle", "MAELIS-GAELLE"),
        ("Ёлка, йод", "EЛKA. ЙOД"),
        ("Driver’s  License", "DRIVER S LICENSE"),
        ("№ документа", "№ ДOKYMEHTA"),
        ("ПИН: 2", "ПИH: 2"),
    ],
)
def test_print_in_the_readers_letters(text, folded):
    assert fold(text) == folded


def test_latin_and_cyrillic_look_alikes_are_one():
    assert fold("АВЕКМНОРСТУХ") == fold("ABEKMHOPCTYX") == "ABEKMHOPCTYX"


def test_nothing_stays_that_the_reader_does_not_know():
    assert set(fold("ñ ß ☃ 漢 Ç € {a|b}")) <= set(ALPHABET)


def test_every_letter_stands_for_itself():
    assert len(set(ALPHABET)) == len(ALPHABET) == 64
    assert all(fold(letter) == letter for letter in ALPHABET if letter != " ")
