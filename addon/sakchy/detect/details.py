"""What questionnaires ask for: the details of a person, with their labels in three languages."""

import re

from sakchy.detect.fields import Names

TELLING = ("personal-number", "passport", "issuer", "family", "citizenship", "ethnicity")
"""Details that an ordinary shop never asks for; one of them must be there."""
PERSON = ("name", "birth", "personal-number", "passport")
"""Details that say who it is; without any of these the rest is nobody's (`гражданство: КР` of a vacancy)."""
DIGITS = {"personal-number": 8, "passport": 6, "phone": 6}
"""Details whose value is a number, and its fewest digits."""
ORGANISATION = re.compile(r"(?<!\d)(?:0\d{13}|\d{10})(?!\d)")
"""Tax numbers of organisations, Kyrgyz and Russian: they share labels with those of people."""
NOTHING = frozenset([
    "null", "none", "undefined", "false", "true", "нет", "жок", "no", "n/a", "не указано", "required",
    "обязательно", "обязательное поле", "милдеттүү талаа", "string", "number", "date", "text", "boolean",
    "integer", "varchar", "any",
])  # fmt: skip
"""What stands in a field or after a label where nobody answered, and where a program declares it."""
NO_VALUE = re.compile(r"[\w.]+[(\[{]|[\[{<$%|]|\([^)]*\)$")
"""How source text, a template or undecoded JSON begins, and a hint in parentheses."""

LABELS: dict[str, tuple[str, ...]] = {
    "name": (
        *("full name", "first name", "last name", "surname", "family name", "given name", "patronymic"),
        *("фио", "ф.и.о.", "фамилия", "имя", "отчество", "фамилия имя отчество", "фамилия, имя, отчество"),
        *("аты", "фамилиясы", "атасынын аты", "аты-жөнү", "аты жөнү", "толук аты"),
    ),
    "birth": (
        *("birth date", "birthdate", "date of birth", "dob", "birthday", "place of birth", "born"),
        *("дата рождения", "место рождения", "год рождения", "д.р.", "родился", "родилась"),
        *("д/р", "дата рожд.", "дата рожд"),
        *("туулган күнү", "туулган жери", "туулган жылы", "туулган датасы"),
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
        *("паспорттун номери", "документ номери", "документтин номери", "паспорт сериясы"),
    ),
    "issuer": (
        *("issued by", "issuing authority", "passport issued by", "кем выдан", "орган выдачи", "выдан"),
        *("берген мекеме", "берген орган", "ким берген"),
    ),
    "address": (
        *("address", "home address", "registered address", "residence address", "street address"),
        *("адрес", "адрес проживания", "адрес прописки", "прописка", "место жительства", "адрес регистрации"),
        *("дарек", "дареги", "катталган жери", "жашаган жери", "үй дареги"),
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
}  # fmt: skip
"""Detail -> its labels in prose; without blanks they are the names of fields."""

FIELDS = {detail: Names(labels) for detail, labels in LABELS.items()}
EVERY_FIELD = Names(label for labels in LABELS.values() for label in labels)


def is_answer(detail: str, value: str) -> bool:
    """Whether a value, without blanks and punctuation round it, answers what its name or label asks."""
    if sum(map(str.isdigit, value)) < DIGITS.get(detail, 0):
        return False
    if detail == "personal-number" and ORGANISATION.search(value):
        return False
    return any(map(str.isalnum, value)) and value.lower() not in NOTHING and not NO_VALUE.match(value)
