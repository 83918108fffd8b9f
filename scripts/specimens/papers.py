"""Papers of nobody: questionnaires and medical records in three languages, and what looks like them."""

from collections.abc import Callable
from random import Random
from typing import TypeAlias

from specimens.identifiers import born, digits, pin

Write: TypeAlias = Callable[[Random], str]
SURNAMES = ("Үлгүбеков", "Специменов", "Specimen", "Намунаев", "Образцова", "Мисалова")
NAMES = ("Үлгү", "Улгу", "Ulgu", "Намуна", "Мисал", "Образец")
STREETS = ("Чүй", "Манас", "Chui", "Ленина", "Токтогул")
ILLNESSES = ("J45.0, астма", "I10 гипертония", "өпкөнүн сезгениши", "gastritis K29.7", "миопия")

LABELS = {
    "ru": ("Фамилия", "Имя", "Дата рождения", "ПИН", "Паспорт", "Адрес", "Телефон", "Гражданство"),
    "ky": ("Фамилиясы", "Аты", "Туулган күнү", "Жеке номери", "Паспорту", "Дареги", "Телефону", "Жарандыгы"),
    "en": ("Surname", "First name", "Date of birth", "PIN", "Passport", "Address", "Phone", "Citizenship"),
}
SICK = {
    "ru": ("Пациент", "Дата рождения", "Диагноз", "Жалобы"),
    "ky": ("Бейтап", "Туулган күнү", "Диагнозу", "Даттануулары"),
    "en": ("Patient", "Date of birth", "Diagnosis", "Allergies"),
}


def answers(chance: Random) -> tuple[str, ...]:
    """One for each of the eight labels."""
    return (
        chance.choice(SURNAMES),
        chance.choice(NAMES),
        f"{born(chance):%d.%m.%Y}",
        pin(chance),
        f"{chance.choice(('AN', 'ID', 'AC', 'PE'))}{digits(chance, 7)}",
        f"Бишкек, {chance.choice(STREETS)} {chance.randrange(1, 200)}",
        f"+996 555 {digits(chance, 6)}",
        chance.choice(("КР", "Кыргызстан", "KGZ")),
    )


def questionnaire(chance: Random) -> str:
    """Name, passport and some more, on lines or in a row."""
    labels, given = LABELS[chance.choice(list(LABELS))], answers(chance)
    asked = sorted({0, 1, 4, *chance.sample((2, 3, 5, 6, 7), 3)})
    return chance.choice(("\n", ", ", "; ")).join(f"{labels[at]}: {given[at]}" for at in asked)


def order(chance: Random) -> str:
    """What a shop asks for: name, address, phone."""
    labels, given = LABELS[chance.choice(list(LABELS))], answers(chance)
    return chance.choice(("\n", ", ")).join(f"{labels[at]}: {given[at]}" for at in (0, 1, 5, 6))


def record(chance: Random) -> str:
    """Who is ill, and of what."""
    who, birth, illness, more = SICK[chance.choice(list(SICK))]
    name = f"{chance.choice(SURNAMES)} {chance.choice(NAMES)}"
    return (
        f"{who}: {name}\n{birth}: {born(chance):%d.%m.%Y}\n{illness}: {chance.choice(ILLNESSES)}\n{more}: –"
    )


def article(chance: Random) -> str:
    """Of an illness, not of anybody."""
    _, _, illness, more = SICK[chance.choice(list(SICK))]
    return f"{illness}: {chance.choice(ILLNESSES)}. {more} – {chance.randrange(100)} %."


PAPERS: tuple[tuple[str, Write, Write], ...] = (
    ("questionnaire", questionnaire, order),
    ("medical-record", record, article),
)
"""Kind, its maker, and the maker of what is none."""
