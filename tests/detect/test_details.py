import pytest

from sakchy.detect.details import DIGITS, FIELDS, LABELS, PERSON, TELLING, WHOLE, in_full, is_answer
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
    assert {*TELLING, *PERSON, *WHOLE, *DIGITS} <= LABELS.keys() == FIELDS.keys()
    for detail, labels in LABELS.items():
        assert all(label == label.lower() for label in labels)
        assert all(letters(label) in FIELDS[detail] for label in labels)


@pytest.mark.parametrize(
    ("detail", "values"),
    [
        ("name", ["Специмен", "Үлгү"]),
        ("name", ["Ulgu Specimen"]),
        ("birth", ["31.1.00"]),
        ("birth", ["г. Ош", "1900-01-31T00:00"]),
        ("birth", ["1900-01-30T18:00:00.000Z"]),  # midnight in Bishkek
        ("birth", ["31 января 1900 г."]),
        ("birth", ["31 мая 1900"]),
        ("birth", ["January 31st, 1900"]),
        ("birth", ["1900-жылдын 31-январы"]),
        ("address", ["Чүй 1, 1-батир"]),
        ("address", ["Чүй", "1"]),
        ("address", ["Ош обл., Үлгү району, Специмен айылы"]),
    ],
)
def test_in_full(detail, values):
    assert in_full(detail, values)


@pytest.mark.parametrize(
    ("detail", "values"),
    [
        ("name", ["Үлгү", "үлгү"]),
        ("name", ["С. Үлгү"]),
        ("name", ["ulgu@example.kg"]),
        ("birth", ["1900"]),
        ("birth", ["январь 1900"]),
        ("birth", ["1900, 31 год"]),
        ("birth", ["1900-01-31T23:28:56.782Z"]),
        ("birth", ["310119000"]),
        ("address", ["г. Бишкек"]),
        ("address", ["Бишкек", "10.0.0.1", "u1@example.kg", "https://example.kg/a 1"]),
        ("address", ["Бишкек", "aa:bb:cc:00:11:22", "0x" + "a1" * 20]),
        ("address", ["123456"]),
        ("address", []),
    ],
)
def test_not_in_full(detail, values):
    assert not in_full(detail, values)
