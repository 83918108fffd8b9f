import pytest

from sakchy.detect.details import LABELS
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
        {"phone": "+996555000000", "address": "Chui 12", "citizenship": "KGZ"},
        {"surname": "models.CharField(50)", "birthday": "DateField()", "citizenship": "string"},
        {"inn": "01234567890123", "address": "Chui 12", "phone": "+996312000000"},
        {"passport": "local", "phone": "+996555000000", "name": "x", "birthDate": "x"},
    ],
)
def test_an_order_is_no_questionnaire(fields):
    assert form(**fields) is None


PROSE = [
    "Фамилия: Үлгү\nДата рождения: 01.01.1900\nГражданство: КР",
    "1. Аты-жөнү: Үлгү\n2. Туулган күнү: 01.01.1900\n3. Үй-бүлөлүк абалы: бойдок",
    "Full name: Ulgu; Date of birth: 1900-01-01; Passport number: AN0000001",
    (
        "Анкета: Фамилия: УЛГУ Имя: СПЕЦИМЕН, ПИН 20101190099999, паспорт PE0000001, гражданство КР, "
        "семейное положение: холост"
    ),
    (
        "Name: Ulgu Specimen, date of birth 1 Jan 1900, passport number PE0000001, issued by SRS, "
        "marital status: single"
    ),
    (
        "Аты-жөнү: Үлгү Үлгүбеков, туулган күнү 01.01.1900, паспорт ID 0000162, жарандыгы КР, "
        "үй-бүлөлүк абалы бойдок"
    ),
    "Мен Үлгү, ПИН: 20101199000001, паспорт номери AN0000001, дарек: Бишкек, телефон 0555000000",
    "Кредит керек. Фамилия: Улгу, дата рождения — 01.01.1900, семейное положение — женат",
    "Surname: Ulgu, born 01/01/1900, nationality: Kyrgyz, passport AC0000003",
    "фамилия улгу имя специмен дата рождения 01.01.1900 паспорт AN 0000001 гражданство кр",
    "**Фамилия:** Үлгү **Дата рождения:** 01.01.1900 **Гражданство:** КР",
    "Full name - Ulgu | Date of birth - 1900-01-01 | Marital status - single",
    "мои данные: паспорт серии AN № 0000001, ИНН 20101199000001, прописка: Бишкек",
]


@pytest.mark.parametrize("text", PROSE)
def test_labels_in_prose(text):
    finding = ask(Text((), text))
    assert finding
    assert finding.confidence >= 0.7
    assert set(finding.preview.split(" · ")) <= set(LABELS)
    assert not any(word in repr(finding) for word in ("Үлгү", "УЛГУ", "Ulgu", "0000001", "1900"))


@pytest.mark.parametrize(
    "text",
    [
        "Имя: Улгу\nТелефон: 0555 000000\nАдрес: Бишкек",
        "Заказ 482: имя Улгу, тел 0555000000, дарек: Бишкек, Чүй 1, оплата картой, паспорт не нужен",
        "Доставка: тел +996555000000, адрес Чүй 12, имя Улгу, гражданство не важно",
        "Фамилия: ____\nДата рождения: ____\nГражданство: ____",
        "Фамилия: ____ Имя: ____ Дата рождения: ____ Гражданство: ____ Паспорт: ____",
        "Фамилия: (как в паспорте) Дата рождения: (дд.мм.гггг) Гражданство: (страна)",
        "В анкете есть фамилия, дата рождения, гражданство и семейное положение.",
        "Для визы нужны: паспорт, анкета (фамилия, имя, дата рождения, гражданство), фото и справка.",
        "What is your date of birth, citizenship and marital status?",
        "\n" * 20_000 + "паспорт:",
        "паспорт, виза, гражданство: что нужно для поездки",
        "Президент, гражданство КР, родился 6 декабря 1900 года, женат, имеет четверых детей.",
        "Актёр родился 1 января 1900 года в Оше, гражданство Кыргызстан, супруга Улгу, сын Специмен.",
        "Гражданство КР получил в 1900 году, паспорт выдан в тот же день, сообщил МВД.",
        "Гражданство — это правовая связь. Национальность — это другое. Паспорт — документ.",
        "Вышло 1000000 паспортов. ПИН 1234, адрес сайта: example.kg, гражданство не требуется",
        "Улуту боюнча кыргыз, 1900-жылы туулган, үй-бүлөлүү, эки баланын атасы.",
        "Өлкөнүн жарандыгы жөнүндө мыйзам: паспорт алуу, дарек, улуту жазылбайт.",
        "The passport, issued by Kyrgyzstan, is valid for 10 years; citizenship by birth is possible.",
        "Вакансия: продавец. Гражданство: КР. Телефон: 0555000000. Адрес: Бишкек",
        "ОсОО Улгу, ИНН 01234567890123, адрес: Бишкек, Чүй 1, телефон: 0312 000000, БИК 100000",
        "ООО Улгу, ИНН: 7700000000, КПП 770000001, адрес: Москва, тел: +7 495 000 00 00",
        "surname = models.CharField(max_length=50)\nbirthday = DateField()\ncitizenship = CharField()",
        "interface P { surname: string; birthday: Date; citizenship: string; nationality?: string }",
        "CREATE TABLE p (surname VARCHAR(50), date_of_birth DATE, citizenship CHAR(3), passport CHAR(9))",
        "surname: Фамилия\nbirthday: Дата рождения\ncitizenship: Гражданство\npassport: Паспорт",
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
