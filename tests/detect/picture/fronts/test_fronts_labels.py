import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.detect.picture.fronts.labels import close, found, labels, within
from sakchy.detect.picture.fronts.letters import fold
from sakchy.detect.picture.fronts.printed import Row


def distance(label, line):
    """Fewest changes that make a label of any piece of a line, the slow way."""
    costs = [0] * (len(line) + 1)
    for at, letter in enumerate(label, 1):
        before, costs[0] = costs[0], at
        for place, other in enumerate(line, 1):
            before, costs[place] = (
                costs[place],
                min(costs[place] + 1, costs[place - 1] + 1, before + (letter != other)),
            )
    return min(costs)


SHORT = st.text("ABC ", min_size=1, max_size=12)


@given(label=SHORT, line=SHORT, errors=st.integers(0, 3))
def test_close_is_the_edit_distance_to_any_piece(label, line, errors):
    assert close(line, label, errors) == (distance(label, line) <= min(errors, len(label)))


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
