"""A questionnaire: several different personal details of one person in one message.

The leaflet counts biography, family status and the like as personal data; one of them says little, three
with a document among them make a person. An ordinary order (name, address, phone) has no document and
is never one.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

import regex

from sakchy.detect.fields import KEEP_NAMES, Names
from sakchy.detect.fingerprint import fingerprint
from sakchy.detect.sheet import Sheet
from sakchy.model import Finding, Text

LEAST = 3
"""Different details that make a questionnaire."""
TELLING = ("personal-number", "passport", "issuer", "family", "citizenship", "ethnicity")
"""Details that an ordinary shop never asks for; one of them must be there."""
DIGITS = {"personal-number": 8, "passport": 6, "phone": 6}
"""Details whose value is a number, and its fewest digits."""
LONGEST_VALUE = 400
"""Characters of a field's value; a longer one is no answer of a form."""
LONGEST_PROSE = 20_000
"""Characters of a text in which labels are looked for: some pages, far more than a questionnaire has."""
NOTHING = frozenset(("", "-", "—", "null", "none", "undefined", "false", "true", "нет", "жок", "no", "n/a"))

LABELS: dict[str, tuple[str, ...]] = {
    "name": (
        *("full name", "first name", "last name", "surname", "family name", "given name", "patronymic"),
        *("фио", "ф.и.о.", "фамилия", "имя", "отчество", "фамилия имя отчество", "фамилия, имя, отчество"),
        *("аты", "фамилиясы", "атасынын аты", "аты-жөнү", "аты жөнү", "толук аты"),
    ),
    "birth": (
        *("birth date", "birthdate", "date of birth", "dob", "birthday", "place of birth", "born"),
        *("дата рождения", "место рождения", "год рождения", "д.р.", "родился", "родилась"),
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


def shortest(labels: Iterable[str]) -> tuple[str, ...]:
    """Labels that contain no other one: where none of these stands, none at all does.

    Latin ones of three letters stand in half of all texts (`shopping`) and tell nothing.
    """
    every = sorted({each for each in labels if len(each) > 3 or not each.isascii()}, key=len)
    return tuple(each for at, each in enumerate(every) if not any(less in each for less in every[:at]))


FIELDS = {detail: Names(labels) for detail, labels in LABELS.items()}
ASKED = Names(label for labels in LABELS.values() for label in labels)
STEMS = shortest(label for detail in TELLING for label in LABELS[detail])
LABELLED = regex.compile(
    r"(?:^|[\n;,.|•·\t])[^\S\n]{0,20}(?:\d{1,2}[.)]\s*)?(?:"
    + "|".join(
        f"(?P<{detail.replace('-', '_')}>" + "|".join(regex.escape(each) for each in labels) + ")"
        for detail, labels in LABELS.items()
    )
    + r")[^\S\n]{0,9}(?:\([^)\n]{0,40}\)[^\S\n]{0,9})?[:=–—-][^\S\n]{0,9}(?P<value>[^\s:;,_…][^\n;]{0,80})",
    regex.IGNORECASE,
)


def questionnaire(sheet: Sheet, key: bytes) -> Finding | None:
    """The finding for a message that gives three details, one of them telling; None for any other."""
    details = dict((*by_label(sheet), *by_field(sheet)))
    told = [detail for detail in TELLING if detail in details]
    if len(details) < LEAST or not told:
        return None
    values = "\n".join(f"{detail} {details[detail][1]}" for detail in sorted(details))
    return Finding(
        kind="questionnaire",
        rule="questionnaire",
        confidence=min(0.95, 0.7 + 0.1 * (len(details) - LEAST)),
        where=details[told[0]][0].place,
        preview=" · ".join(sorted(details)),
        fingerprint=fingerprint(key, "questionnaire", values),
    )


@lru_cache(KEEP_NAMES)
def detail_of(field: str) -> str:
    """The detail a field's name asks for, or an empty string."""
    if field not in ASKED:
        return ""
    return next((detail for detail, names in FIELDS.items() if field in names), "")


def by_field(sheet: Sheet) -> Iterator[tuple[str, tuple[Text, str]]]:
    """Details given in fields of their own."""
    asked = {field: detail for field in set(sheet.fields) if (detail := detail_of(field))}
    for text, field in zip(sheet.texts, sheet.fields, strict=True) if asked else ():
        detail = asked.get(field, "")
        if detail and len(text.text) <= LONGEST_VALUE and is_answer(detail, text.text):
            yield detail, (text, text.text.strip())


def by_label(sheet: Sheet) -> Iterator[tuple[str, tuple[Text, str]]]:
    """Details given after a label in prose; looked for only where a telling label stands somewhere."""
    if not any(stem in sheet.low for stem in STEMS):
        return
    for text in sheet.texts:
        for found in LABELLED.finditer(text.text[:LONGEST_PROSE]) if ":" in text.text else ():
            detail = next(name for name in LABELS if found[name.replace("-", "_")])
            if is_answer(detail, found["value"]):
                yield detail, (text, found["value"].strip())


def is_answer(detail: str, value: str) -> bool:
    """Whether a value answers what its name asks."""
    digits = sum(char.isdigit() for char in value)
    return digits >= DIGITS.get(detail, 0) and value.strip().lower() not in NOTHING
