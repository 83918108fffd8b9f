import pytest

from sakchy.detect.details import DIGITS, FIELDS, LABELS, PERSON, TELLING, is_answer
from sakchy.detect.fields import letters


@pytest.mark.parametrize(
    ("detail", "value"),
    [
        ("name", "Үлгү"),
        ("personal-number", "2 010119 900001"),
        ("personal-number", "200101500000"),  # Kazakh, born 2020
        ("passport", "AN 0000001"),
        ("phone", "(0555) 00-00-00"),
        ("family", "бойдок"),
    ],
)
def test_answers(detail, value):
    assert is_answer(detail, value)


@pytest.mark.parametrize(
    ("detail", "value"),
    [
        ("name", ""),
        ("name", "____"),
        ("birth", "Date"),
        ("citizenship", "Обязательное поле"),
        ("citizenship", "models.CharField(max_length=3)"),
        ("citizenship", '{"type": "string"}'),
        ("citizenship", "<select>"),
        ("birth", "(дд.мм.гггг)"),
        ("passport", "local"),
        ("personal-number", "1234"),
        ("personal-number", "01234567890123"),  # an organisation's
        ("personal-number", "7700000000, КПП 770000001"),
    ],
)
def test_no_answers(detail, value):
    assert not is_answer(detail, value)


def test_every_detail_has_labels_and_fields():
    assert {*TELLING, *PERSON, *DIGITS} <= LABELS.keys() == FIELDS.keys()
    for detail, labels in LABELS.items():
        assert all(label == label.lower() for label in labels)
        assert all(letters(label) in FIELDS[detail] for label in labels)
