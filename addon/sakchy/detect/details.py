"""What questionnaires ask for: the details of a person, with their labels in three languages."""

import re
from collections.abc import Sequence

from sakchy.detect.fields import Names

TELLING = ("personal-number", "passport", "issuer", "family", "citizenship", "ethnicity")
"""Details that an ordinary shop never asks for; one of them is enough beside others."""
WHOLE = ("name", "birth", "address")
"""Details that tell exactly one person when each is given in full (`in_full`)."""
PERSON = ("name", "birth", "personal-number", "passport")
"""Details that say who it is; without any of these the rest is nobody's (`гражданство: КР` of a vacancy)."""
PATIENT = ("personal-number", "passport", "patient")
"""Numbers each of which says whose a record is, as a full name does."""
DIGITS = {"personal-number": 8, "passport": 6, "phone": 6, "patient": 3}
"""Details whose value is a number, and its fewest digits."""
ORGANISATION = re.compile(r"(?<!\d)(?:0\d{13}|\d{10})(?!\d)")
"""Tax numbers of organisations, Kyrgyz and Russian: they share labels with those of people."""
NOTHING = frozenset([
    "null", "none", "undefined", "false", "true", "нет", "жок", "no", "n/a", "не указано", "required",
    "обязательно", "обязательное поле", "милдеттүү талаа", "string", "number", "date", "text", "boolean",
    "integer", "varchar", "any",
])  # fmt: skip
"""What stands in a field or after a label where nobody answered, and where a program declares it."""
NO_VALUE = re.compile(r"(?![ABOАВО0IV]{1,3}\()[\w.]+[(\[{]|[\[{<$%|]|\([^)]*\)$")
"""How source text, a template or undecoded JSON begins, and a hint in parentheses.

A blood group, `A(II)`, is none."""

WORD = re.compile(r"[^\W\d_]{2,}")
"""A word of a name; an initial is none."""
MONTH = (
    r"\b(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[^\W\d_]{0,7}"
)
DAY, YEAR = r"(?<!\d)[0-3]?\d(?:st|nd|rd|th)?", r"(?<!\d)(?:19|20)\d\d(?!\d)"
BIRTH_DATE = re.compile(
    rf"""{DAY} (?P<one>[./ -]) [0-3]?\d (?P=one) (?:19|20)?\d\d (?!\d)
        | {YEAR} (?P<two>[./-]) [01]?\d (?P=two) [0-3]?\d (?!\d|T\d\d:\d\d:(?!00))
        | {DAY} [ ./-]{{1,2}} {MONTH} [ .,/-]{{1,2}} {YEAR}
        | {MONTH} [ .]{{1,2}} {DAY} [ ,]{{1,2}} {YEAR}
        | {YEAR} [ -]? (?:ж[^\W\d_]{{0,6}}\.?)? [ ,]{{1,2}} {DAY} [ -] {MONTH}""",
    re.VERBOSE | re.IGNORECASE,
)
"""Day, month and year; a year alone, as on a business card, tells of thousands.

Midnight anywhere has whole minutes in UTC; a moment with odd seconds was stamped by a program, not filled in.
"""
HOME = re.compile(r"(?=.*[^\W\d_]{3})(?=.*\s)(?:.*\d|[^,]+,[^,]+,)", re.DOTALL)
"""A house or flat number, or a village with its district and region; `г. Бишкек` is nobody's home."""
NO_HOME = re.compile(r"@|://|\w:\w|\d\.\d+\.\d|\w{20}")
"""Addresses of another sort: of mail, pages, machines and wallets."""

LABELS: dict[str, tuple[str, ...]] = {
    "name": (
        *("full name", "first name", "last name", "surname", "family name", "given name", "patronymic"),
        *("фио", "ф.и.о.", "фамилия", "имя", "отчество", "фамилия имя отчество", "фамилия, имя, отчество"),
        *("аты", "фамилиясы", "атасынын аты", "аты-жөнү", "аты жөнү", "толук аты"),
        *("patient", "patient name", "пациент", "пациентка", "больной", "больная", "бейтап", "оорулуу"),
    ),
    "birth": (
        *("birth date", "birthdate", "date of birth", "dob", "birthday", "place of birth", "born"),
        *("дата рождения", "место рождения", "год рождения", "д.р.", "родился", "родилась"),
        *("д/р", "дата рожд.", "дата рожд", "число, месяц, год рождения", "год, месяц, число рождения"),
        *("туулган күнү", "туулган жылы, айы, күнү", "туулган жери", "туулган жылы", "туулган датасы"),
    ),
    "personal-number": (
        *("pin", "personal number", "personal id", "personal identification number", "national id"),
        *("idnp", "inn", "iin", "national id number", "пин", "инн", "иин", "персональный номер"),
        *("личный номер", "жин", "жеке номер", "жеке номери", "жеке номуру"),
    ),
    "passport": (
        *("passport", "passport number", "passport no", "passport series", "document number"),
        *("id card number", "паспорт", "номер паспорта", "серия паспорта", "серия и номер"),
        *("серия и номер паспорта", "паспортные данные", "номер документа", "паспорт номери"),
        *("паспорттун номери", "паспорту", "паспортум", "документ номери"),
        *("документтин номери", "паспорт сериясы"),
    ),
    "issuer": (
        *("issued by", "issuing authority", "passport issued by", "кем выдан", "орган выдачи", "выдан"),
        *("берген мекеме", "берген орган", "ким берген"),
    ),
    "address": (
        *("address", "home address", "registered address", "residence address", "street address"),
        *("адрес", "адрес проживания", "адрес прописки", "прописка", "место жительства", "адрес регистрации"),
        *("фактический адрес", "адрес фактического проживания", "адрес места жительства"),
        *("дарек", "дареги", "катталган жери", "жашаган жери", "жашаган дареги", "үй дареги"),
    ),
    "phone": (
        *("phone", "phone number", "mobile", "telephone", "tel", "mobile phone"),
        *("телефон", "номер телефона", "тел", "моб", "мобильный", "телефону", "телефон номери"),
    ),
    "family": (
        *("marital status", "family status", "civil status", "spouse", "spouse name"),
        *("семейное положение", "супруг", "супруга", "үй-бүлөлүк абалы", "үй бүлөлүк абалы", "үй-бүлө абалы"),
    ),
    "citizenship": ("citizenship", "nationality", "гражданство", "жарандыгы", "жарандык"),
    "ethnicity": ("ethnicity", "национальность", "улуту"),
    "health": (
        *("diagnosis", "primary diagnosis", "icd-10", "icd10", "icd code", "icd-10 code", "blood type"),
        *("blood group", "blood test", "lab results", "medical history", "anamnesis", "allergies"),
        *("диагноз", "основной диагноз", "клинический диагноз", "заключительный диагноз", "анамнез"),
        *("предварительный диагноз", "сопутствующий диагноз", "мкб-10", "код мкб", "код мкб-10"),
        *("код по мкб-10", "мкб", "группа крови", "анализ крови", "общий анализ крови", "аллергии"),
        *("результаты анализов", "результаты анализа", "результат анализа", "эпикриз", "жалобы"),
        *("заключение врача", "выписной эпикриз", "анализ мочи", "анамнез жизни", "анамнез заболевания"),
        *("диагнозу", "дарттын аныктамасы", "анализдин жыйынтыгы", "анализдердин жыйынтыгы", "кан анализи"),
        *("кан тобу", "даттануулары", "дарыгердин корутундусу", "аллергиясы"),
    ),
    "patient": (
        *("patient id", "patient number", "mrn", "medical record number", "insurance number"),
        *("номер медкарты", "номер медицинской карты", "медицинская карта", "номер истории болезни"),
        *("история болезни", "амбулаторная карта", "номер полиса", "полис", "полис омс"),
        *("бейтаптын номери", "медициналык карта", "оору баяны", "медициналык карта номери"),
    ),
}  # fmt: skip
"""Detail -> its labels in prose; without blanks they are the names of fields."""

PARTS = ("day", "month", "year")
"""Of a birth date that is asked for in three fields."""
FIELDS_ONLY: dict[str, tuple[str, ...]] = {
    "birth": (
        "bday",  # HTML's name for autocompletion
        *(f"{birth} {part}" for birth in ("birth", "birth date", "dob", "bday") for part in PARTS),
        *("day of birth", "month of birth", "year of birth", "день рождения", "месяц рождения"),
        *("туулган айы", "жылы туулган"),
    ),
    "health": ("diagnosis code", "diagnoses", "icd", "icd10code", "chief complaint", "диагноз мкб"),
    "patient": ("patient identifier", "medical record no", "policy number oms"),
    "address": (
        *("address1", "address line 1", "street", "house", "house number"),
        *("улица", "дом", "номер дома", "көчө", "үй", "үй номери"),
    ),
}
"""More names of fields, words that in prose stand amid an address and end no answer."""

FIELDS = {detail: Names(labels + FIELDS_ONLY.get(detail, ())) for detail, labels in LABELS.items()}
EVERY_FIELD = Names(label for labels in (*LABELS.values(), *FIELDS_ONLY.values()) for label in labels)


def is_answer(detail: str, value: str) -> bool:
    """Whether a value, without blanks and punctuation round it, answers what its name or label asks."""
    if sum(map(str.isdigit, value)) < DIGITS.get(detail, 0):
        return False
    if detail == "personal-number" and ORGANISATION.search(value):
        return False
    return any(map(str.isalnum, value)) and value.lower() not in NOTHING and not NO_VALUE.match(value)


def in_full(detail: str, values: Sequence[str]) -> bool:
    """Whether all values given for one of `WHOLE` make a full name, a birth date or a home together."""
    if detail == "name":
        return len({word.lower() for value in values if "@" not in value for word in WORD.findall(value)}) > 1
    if detail == "birth":
        return any(map(BIRTH_DATE.search, (*values, "-".join(values))))
    return bool(HOME.match(", ".join(value for value in values if not NO_HOME.search(value))))
