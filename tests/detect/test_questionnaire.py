import pytest

from sakchy.detect.questionnaire import questionnaire
from sakchy.detect.sheet import Sheet
from sakchy.model import Step, Text


def ask(*texts):
    return questionnaire(Sheet(texts), b"k" * 32)


def form(**fields):
    return ask(*(Text((Step("form", name),), value, name) for name, value in fields.items()))


@pytest.mark.parametrize(
    "fields",
    [
        {"fullName": "Ulgu Specimen", "birthDate": "1900-01-01", "maritalStatus": "married"},
        {"фамилия": "Үлгү", "паспорт": "AN0000001", "кем_выдан": "МКК"},
        {"аты_жөнү": "Үлгү", "туулган_күнү": "01.01.1900", "үй_бүлөлүк_абалы": "бойдок"},
        {"person.surname": "Ulgu", "person.phone": "+996 555 000000", "person.citizenship": "KGZ"},
    ],
)
def test_three_details_with_a_telling_one(fields):
    finding = form(**fields)
    assert finding
    assert finding.kind == "questionnaire"
    assert not any(value in repr(finding) for value in fields.values() if len(value) > 4)


@pytest.mark.parametrize(
    "fields",
    [
        {"fullName": "Ulgu", "address": "Chui 12", "phone": "+996555000000", "birthDate": "1900-01-01"},
        {"fullName": "Ulgu", "birthDate": "1900-01-01", "maritalStatus": ""},
        {"fullName": "Ulgu", "birthDate": "1900-01-01", "pin": "1234"},
        {"surname": "Ulgu", "firstName": "Specimen", "citizenship": "KGZ"},
        {"passport": "local", "phone": "+996555000000", "name": "x", "birthDate": "x"},
    ],
)
def test_an_order_is_no_questionnaire(fields):
    assert form(**fields) is None


PROSE = [
    "Фамилия: Үлгү\nДата рождения: 01.01.1900\nГражданство: КР",
    "1. Аты-жөнү: Үлгү\n2. Туулган күнү: 01.01.1900\n3. Үй-бүлөлүк абалы: бойдок",
    "Full name: Ulgu; Date of birth: 1900-01-01; Passport number: AN0000001",
]


@pytest.mark.parametrize("text", PROSE)
def test_labels_in_prose(text):
    finding = ask(Text((), text))
    assert finding
    assert finding.confidence >= 0.7
    assert "Үлгү" not in repr(finding)


@pytest.mark.parametrize(
    "text",
    [
        "Имя: Улгу\nТелефон: 0555 000000\nАдрес: Бишкек",
        "Фамилия: ____\nДата рождения: ____\nГражданство: ____",
        "В анкете есть фамилия, дата рождения, гражданство и семейное положение.",
        "\n" * 20_000 + "паспорт:",
        "паспорт, виза, гражданство: что нужно для поездки",
    ],
)
def test_prose_that_is_none(text):
    assert ask(Text((), text)) is None


def test_equal_answers_have_equal_fingerprints():
    one, two = (
        form(surname="Ulgu", pin="20101199000001", phone="0555000000"),
        form(phone="0555000000", surname="Ulgu", pin="20101199000001"),
    )
    assert one
    assert two
    assert one.fingerprint == two.fingerprint
