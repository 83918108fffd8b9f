import pytest

from sakchy.detect.details import LABELS
from sakchy.detect.labelled import LITERALS
from sakchy.detect.questionnaire import given, questionnaire
from sakchy.detect.sheet import Sheet
from sakchy.model import Step, Text


def ask(*texts):
    sheet = Sheet(texts)
    literals = [word for word in LITERALS if word in sheet.low]
    return questionnaire(given(sheet, literals), b"k" * 32)


def details(finding):
    """What the finding says was asked for."""
    assert finding.preview == ""
    return [why.key.removeprefix("detect.detail.") for why in finding.about]


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
    assert set(details(finding)) <= set(LABELS)
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


FULL_FORMS = [
    {
        "lastName": "Specimen",
        "firstName": "Ulgu",
        "birth_date": "1900-01-31",
        "address": "Bishkek, Chui 1",
        "phone": "0555 000000",
    },
    {"name": "Үлгү Специмен", "birthDate": "1900-01-31T00:00:00Z", "address": "г. Бишкек, ул. Чуй 1"},
    {"p.name": "Ulgu Specimen", "p.dob": "31/01/1900", "p.address.street": "Chui", "p.address.house": "1"},
    {"фамилия": "Специмен", "имя": "Үлгү", "дата_рождения": "31.01.1900", "улица": "Чүй", "дом": "1"},
    {
        "name": "Ulgu Specimen",
        "birth.day": "31",
        "birth.month": "01",
        "birth.year": "1900",
        "address": "Chui 1, Osh",
    },
    {
        "fio": "-",
        "фио": "Үлгү Специмен",
        "dob_day": "31",
        "dob_month": "январь",
        "dob_year": "1900",
        "адрес": "Чүй, 1 a",
    },
    {"фамилиясы": "Специмен", "аты": "Үлгү", "туулган_күнү": "31.01.1900", "дареги": "Чүй к. 1"},
]


@pytest.mark.parametrize("fields", FULL_FORMS)
def test_full_name_birth_date_and_home_in_fields(fields):
    finding = form(**fields)
    assert finding
    assert details(finding) == ["name", "birth", "address", *(["phone"] if "phone" in fields else [])]


@pytest.mark.parametrize(
    "fields",
    [
        {"fullName": "Ulgu Specimen", "birthDate": "1900-01-31", "phone": "0555000000", "email": "u@x.kg"},
        {"fullName": "Ulgu Specimen", "birthDate": "1900-01-31", "emailAddress": "ulgu1@example.kg"},
        {
            "fullName": "Ulgu Specimen",
            "birthDate": "1900-01-31",
            "address": "Бишкек",
            "ip_address": "10.0.0.1",
        },
        {"fullName": "Ulgu Specimen", "birthDate": "1900-01-31", "city": "Bishkek", "phone": "0555000000"},
        {"fullName": "Ulgu Specimen", "phone": "0555000000", "address": "Chui 1", "email": "u@example.kg"},
        {"name": "Ulgu Specimen", "birthday": "1900", "address": "Bishkek, Chui 1", "phone": "0555000000"},
        {"hotel.name": "Ulgu Specimen", "guest.birthDate": "1900-01-31", "hotel.address": "Bishkek, Chui 1"},
        {"name": "Ulgu", "birthDate": "1900-01-31", "address": "Bishkek, Chui 1", "phone": "0555000000"},
    ],
)
def test_sign_up_and_checkout_are_none(fields):
    assert form(**fields) is None


FULL_PROSE = [
    "Фамилия: Специмен\nИмя: Үлгү\nДата рождения: 31.01.1900\nАдрес: г. Бишкек, ул. Чуй 1, кв. 1",
    "Surname: Specimen\nGiven name: Ulgu\nDate of birth: 31 January 1900\nAddress: 1 Chui Ave, Bishkek",
    "Фамилиясы: Специмен\nАты: Үлгү\nТуулган күнү: 1900-жылдын 31-январы\nДареги: Чүй пр. 1, 1-батир",
    "Аты-жөнү: Специмен Үлгү\nТуулган жылы, айы, күнү: 31.01.1900\nЖашаган дареги: Чүй к. 1",
    "Ф.И.О.: Специмен Үлгү\nЧисло, месяц, год рождения: 31.01.1900\nФактический адрес: ул. Чуй 1",
    "ФИО: Специмен Үлгү, д.р. 31.01.1900, адрес проживания: Ош обл., Үлгү району, Специмен айылы",
]


@pytest.mark.parametrize("text", FULL_PROSE)
@pytest.mark.parametrize("phone", ["", "\nТелефон: +996 555 000000"])
def test_full_name_birth_date_and_home_in_prose(text, phone):
    finding = ask(Text((), text + phone))
    assert finding
    assert finding.confidence == pytest.approx(0.8 if phone else 0.7)
    assert not any(word in repr(finding) for word in ("Үлгү", "Ulgu", "1900", "Чуй", "Chui"))


@pytest.mark.parametrize(
    "text",
    [
        "Регистрация. Имя: Үлгү Специмен\nДата рождения: 31.01.1900\nТелефон: 0555 000000",
        "Катталуу. Аты-жөнү: Үлгү Специмен\nТуулган күнү: 31.01.1900\nТелефону: 0555 000000",
        "Sign up. Full name: Ulgu Specimen\nDate of birth: 1900-01-31\nPhone: 0555 000000\nCity: Bishkek",
        "Заказ. ФИО: Үлгү Специмен\nТел: 0555 000000\nАдрес: Бишкек, ул. Чуй 1\nEmail: ulgu@example.kg",
        "Буйрутма. Аты-жөнү: Үлгү Специмен\nТелефону: 0555 000000\nДареги: Бишкек ш., Чүй к. 1",
        "Checkout. Full name: Ulgu Specimen; phone: 0555 000000; address: 1 Chui Ave; email: u@example.kg",
        "Имя: Үлгү Специмен, юрист. Год рождения: 1900. Адрес: Бишкек, ул. Чуй 1. Тел: 0555 000000",
        "Name: Ulgu Specimen, born: 1900, office address: 1 Chui Ave, Bishkek, phone: 0555 000000",
        "Писатель Үлгү Специмен родился 31 января 1900 года в Оше. Адрес музея: Ош, ул. Чуй 1.",
        "Жазуучу Үлгү Специмен, туулган күнү 31.01.1900, музейдин дареги: Ош, Чүй көчөсү 1.",
        "Ulgu Specimen, born 31 January 1900, will address the parliament: 3 bills, 2 votes.",
        "Фамилия: ____ Имя: ____ Дата рождения: дд.мм.гггг Адрес: индекс, город, улица, дом",
        "День рождения Үлгү Специмен 31.01.2000! Адрес: кафе Үлгү, ул. Чуй 1, дата рождения: 31.01.1900",
    ],
)
def test_prose_of_shops_and_news_is_none(text):
    assert ask(Text((), text)) is None


def test_equal_answers_have_equal_fingerprints():
    one, two = (
        form(surname="Ulgu", pin="20101199000001", phone="0555000000"),
        form(phone="0555000000", surname="Ulgu", pin="20101199000001"),
    )
    assert one
    assert two
    assert one.fingerprint == two.fingerprint
