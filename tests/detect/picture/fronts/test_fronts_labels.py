import pytest

from sakchy.detect.picture.fronts.labels import found, labels, within
from sakchy.detect.picture.fronts.letters import fold
from sakchy.detect.picture.fronts.printed import Row


@pytest.mark.parametrize(
    ("line", "group"),
    [
        ("ИДЕНТИФИКАЦИОННАЯ КАРТА", "id-card"),
        ("Туулган күнү / Дата рождения / Date of birth", "birth"),
        ("4d DLN D12345678", "number"),
        ("3 DOB 08/06/1984", "birth"),
        ("CARTE NATIONALE D'IDENTITÉ / IDENTITY CARD", "id-card"),
        ("ВОДИТЕЛЬСКОЕ УДОСТОВЕРЕНИЕ", "driving-licence"),
        ("VALID THRU 08/29", "bank-card"),
    ],
)
def test_labels_are_found(line, group):
    assert group in {label.group for label in within(fold(line))}


@pytest.mark.parametrize("line", ["DRTVER LCENSE", "OR1VER LICENSE", "DRIVERLICENSE"])
def test_a_few_wrong_letters_are_forgiven(line):
    assert any(label.text == "DRIVER LICENSE" for label in within(line))


@pytest.mark.parametrize(
    "line", ["", "HELLO SEE YOU TOMORROW", "ИTOГO K OПЛATE", "TOTAL 100.00", "EXPLORE", "SEXTANT"]
)
def test_other_lines_hold_none(line):
    assert list(within(line)) == []


def test_short_labels_must_be_whole_words():
    assert any(label.text == "SEX" for label in within("15 SEX M"))
    assert not any(label.text == "SEX" for label in within("SUSSEX M"))


def test_a_label_counts_once():
    rows = [Row(("SURNAME", "SURNAME"), ""), Row(("SURNAME",), "")]
    assert [label.text for label in found(rows)].count("SURNAME") == 1


def test_every_label_can_be_read():
    assert all(label.text for label in labels())
    assert all(label.errors < len(label.text) for label in labels())
