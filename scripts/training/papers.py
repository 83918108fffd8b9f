"""Filled and empty forms of nobody, as an office prints them or an app shows them: questionnaires, referrals
of doctors, requisites. Kyrgyz, Russian and English; every person is invented, every sheet says SPECIMEN.
"""

from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple, TypeAlias

import numpy as np

from sakchy.detect.numbers import iban
from specimens.identifiers import born, digits, pin, until
from specimens.paint import Image
from specimens.papers import ILLNESSES, LABELS, NAMES, SICK, STREETS, SURNAMES
from training.fronts.print import Pen, Sheet, typeface
from training.fronts.screens import sentence

WIDTH, HEIGHT = 1240, 1754
"""An A4 page at 150 dots to the inch."""
MILLIMETRE = WIDTH / 210
INK = (35, 32, 30)
PALE = (120, 118, 116)


class Field(NamedTuple):
    """What a form asks for, and what was filled in."""

    label: str
    value: str


class Form(NamedTuple):
    """A kind of paper: its titles, what it asks for, what else it says."""

    titles: tuple[str, ...]
    fields: list[Field]
    closing: tuple[str, ...]


def person(chance: Random, lang: str) -> dict[str, Field]:
    """Answers of somebody invented, by what they answer."""
    surname, name, birth, number, passport, address, phone, citizenship = LABELS[lang]
    return {
        "surname": Field(surname, chance.choice(SURNAMES)),
        "name": Field(name, chance.choice(NAMES)),
        "birth": Field(birth, f"{born(chance):%d.%m.%Y}"),
        "pin": Field(number, pin(chance)),
        "passport": Field(passport, f"{chance.choice(('AN', 'ID', 'AC', 'PE'))}{digits(chance, 7)}"),
        "address": Field(address, f"Бишкек, {chance.choice(STREETS)} {chance.randrange(1, 200)}"),
        "phone": Field(phone, f"+996 555 {digits(chance, 6)}"),
        "citizenship": Field(citizenship, chance.choice(("КР", "Кыргызстан", "KGZ"))),
    }


MORE = {
    "ru": (("Семейное положение", ("холост", "замужем", "женат")), ("Образование", ("высшее", "среднее")),
           ("Место работы", ("ОсОО Үлгү", "школа № 1")), ("Национальность", ("кыргыз", "русская"))),
    "ky": (("Үй-бүлөлүк абалы", ("бойдок", "үй-бүлөлүү")), ("Билими", ("жогорку", "орто")),
           ("Иштеген жери", ("Үлгү ЖЧК", "№ 1 мектеп")), ("Улуту", ("кыргыз", "орус"))),
    "en": (("Marital status", ("single", "married")), ("Education", ("higher", "secondary")),
           ("Place of work", ("Ulgu LLC", "school No 1")), ("Nationality", ("Kyrgyz", "Russian"))),
}  # fmt: skip
TITLES = {
    "ru": ("АНКЕТА", "Анкета заявителя", "Личный листок", "Заявление-анкета"),
    "ky": ("АНКЕТА", "Арыз ээсинин анкетасы", "Жеке баракча", "Сурамжылоо барагы"),
    "en": ("APPLICATION FORM", "Questionnaire", "Personal data form", "Registration form"),
}
CLOSING = {
    "ru": ("Дата заполнения", "Подпись"),
    "ky": ("Толтурулган күнү", "Колу"),
    "en": ("Date", "Signature"),
}


def questionnaire(chance: Random, lang: str) -> Form:
    """Who somebody is, and more."""
    known = person(chance, lang)
    asked = ["surname", "name", "birth", *chance.sample(["pin", "passport"], chance.choice((1, 2, 2)))]
    asked += chance.sample(["address", "phone", "citizenship"], chance.choice((2, 3)))
    fields = [known[one] for one in asked]
    if "pin" not in asked:
        fields.append(known["passport"] if "passport" not in asked else known["pin"])
    fields += [Field(label, chance.choice(given)) for label, given in chance.sample(MORE[lang], 2)]
    return Form(TITLES[lang], fields, CLOSING[lang])


CLINICS = {
    "ru": ("НАПРАВЛЕНИЕ", "Выписка из медицинской карты", "Консультативное заключение"),
    "ky": ("ЖОЛДОМО", "Медициналык картадан көчүрмө", "Дарыгердин корутундусу"),
    "en": ("REFERRAL", "Medical report", "Discharge summary"),
}


def referral(chance: Random, lang: str) -> Form:
    """Who is ill, and of what."""
    who, birth, illness, more = SICK[lang]
    known = person(chance, lang)
    fields = [
        Field(who, f"{known['surname'].value} {known['name'].value}"),
        Field(birth, known["birth"].value),
        *chance.sample([known["pin"], known["address"]], chance.choice((1, 2))),
        Field(illness, chance.choice(ILLNESSES)),
        Field(more, chance.choice(("–", "жок", "нет", "none"))),
    ]
    return Form(CLINICS[lang], fields, CLOSING[lang])


BANKS = {
    "ru": ("Получатель", "Банк получателя", "БИК", "Расчетный счет", "ИНН", "Назначение платежа"),
    "ky": ("Алуучу", "Алуучунун банкы", "БИК", "Эсептешүү эсеби", "ИНН", "Төлөмдүн максаты"),
    "en": ("Beneficiary", "Bank", "BIC", "Bank account", "Tax number", "Purpose"),
}
DETAILS = {"ru": ("РЕКВИЗИТЫ", "Реквизиты счета"), "ky": ("РЕКВИЗИТТЕР", "Эсептин реквизиттери"),
           "en": ("BANK DETAILS", "Account details")}  # fmt: skip


def account(chance: Random) -> str:
    """An account in a Kyrgyz bank or one of another country, right in its check digits."""
    if chance.random() < 0.6:
        return f"1{chance.choice('02')}90000{digits(chance, 9)}"
    return until(iban, lambda: f"KZ{digits(chance, 2)}125KZT{digits(chance, 10)}")


def requisites(chance: Random, lang: str) -> Form:
    """Where somebody's money goes."""
    who, bank, code, number, tax, purpose = BANKS[lang]
    known, money = person(chance, lang), account(chance)
    fields = [
        Field(who, f"{known['surname'].value} {known['name'].value}"),
        Field(bank, chance.choice(("ОАО Үлгү Банк", "Specimen Bank", "Намуна Банк"))),
        Field(code, f"109{digits(chance, 3)}"),
        Field("IBAN" if money.startswith("K") else number, money),
        Field(tax, pin(chance)),
        Field(purpose, chance.choice(("пополнение", "which is due", "төлөм"))),
    ]
    return Form(DETAILS[lang], fields, CLOSING[lang])


FORMS: dict[str, Callable[[Random, str], Form]] = {
    "questionnaire": questionnaire,
    "medical-record": referral,
    "bank-requisites": requisites,
}


Box: TypeAlias = tuple[float, float, float]
"""Left, top and right of a field."""


class Style:
    """How an office sets its forms."""

    def __init__(self, chance: Random) -> None:
        self.face = typeface(chance)
        self.given = typeface(chance) if chance.random() < 0.5 else self.face
        self.size = chance.uniform(3.4, 5.2) * MILLIMETRE
        """Of the type: ten to fifteen points."""
        self.leading = chance.uniform(1.7, 2.6)
        self.layout = chance.choice((beside, beside, table, under))
        self.lines = chance.random() < 0.6
        self.sign = chance.choice((":", ":", ""))


def beside(pen: Pen, style: Style, field: Field, box: Box) -> float:
    """`label: value` on a line."""
    x, y, right = box
    end = pen.write((x, y), field.label + style.sign, style.face, style.size, INK) + style.size * 0.6
    if style.lines:
        pen.draw.line((end, y + style.size * 1.2, right, y + style.size * 1.2), PALE, 2)
    pen.write((end + 6, y), field.value, style.given, style.size, INK)
    return style.size * style.leading


def table(pen: Pen, style: Style, field: Field, box: Box) -> float:
    """Label and value in two columns, with a frame."""
    x, y, right = box
    tall, middle = style.size * style.leading, x + (right - x) * 0.42
    pen.draw.rectangle((x - 10, y - tall * 0.2, right, y + tall * 0.8), outline=PALE, width=2)
    pen.draw.line((middle, y - tall * 0.2, middle, y + tall * 0.8), PALE, 2)
    pen.write((x, y), field.label, style.face, style.size, INK)
    pen.write((middle + 12, y), field.value, style.given, style.size, INK)
    return tall


def under(pen: Pen, style: Style, field: Field, box: Box) -> float:
    """The label small, the value below it."""
    x, y, right = box
    pen.write((x, y), field.label, style.face, style.size * 0.8, INK)
    pen.write((x + 8, y + style.size), field.value, style.given, style.size, INK)
    if style.lines:
        pen.draw.line((x, y + style.size * 2.3, right, y + style.size * 2.3), PALE, 2)
    return style.size * max(2.7, style.leading * 1.3)


def sheet_of(paper: Form, chance: Random, *, filled: bool) -> Sheet:
    """A form on a page, filled in or empty."""
    image: Image = np.full((HEIGHT, WIDTH, 3), chance.randint(236, 255), np.uint8)
    pen, style = Pen(image, "paper"), Style(chance)
    left, right = chance.uniform(15, 28) * MILLIMETRE, WIDTH - chance.uniform(10, 20) * MILLIMETRE
    y = chance.uniform(12, 30) * MILLIMETRE
    pen.write((left, y), "SPECIMEN", style.face, style.size * 0.8, PALE)
    y += style.size * 2
    pen.write(
        (left + chance.uniform(0, 250), y), chance.choice(paper.titles), style.face, style.size * 1.5, INK
    )
    y += style.size * 3
    for _ in range(chance.choice((0, 0, 1, 3))):
        y = sentence_at(pen, chance, style, left, y)
    for field in paper.fields:
        y += style.layout(pen, style, field if filled else field._replace(value=""), (left, y, right))
    y += style.size
    for _ in range(chance.choice((0, 1, 4, 8))):
        y = sentence_at(pen, chance, style, left, y)
    closed(pen, chance, style, paper.closing, (left, min(y + style.size * 2, HEIGHT - 120)))
    return pen.sheet()


def sentence_at(pen: Pen, chance: Random, style: Style, x: float, y: float) -> float:
    """A line of running text; where the next begins."""
    pen.write((x, y), sentence(chance, 7), style.face, style.size * 0.85, INK)
    return y + style.size * 1.4


def closed(pen: Pen, chance: Random, style: Style, closing: Sequence[str], at: tuple[float, float]) -> None:
    """Date and signature."""
    when = f"{chance.randint(1, 28):02}.{chance.randint(1, 12):02}.2026"
    end = pen.write(at, f"{closing[0]}: {when}", style.face, style.size * 0.85, INK)
    pen.write((end + 120, at[1]), f"{closing[1]} ________", style.face, style.size * 0.85, INK)


def form(chance: Random, kind: str, *, filled: bool = True) -> Sheet:
    """A paper of a kind of `FORMS`, in one of three languages."""
    return sheet_of(FORMS[kind](chance, chance.choice(list(LABELS))), chance, filled=filled)


def contract(chance: Random, *_: object) -> Sheet:
    """A page of running text with a few words that forms ask for, of nobody: a contract, a notice."""
    image: Image = np.full((HEIGHT, WIDTH, 3), chance.randint(236, 255), np.uint8)
    pen, style = Pen(image, "paper"), Style(chance)
    lang = chance.choice(list(LABELS))
    y, left = 150.0, chance.uniform(15, 28) * MILLIMETRE
    pen.write(
        (left + 200, y),
        chance.choice(("ДОГОВОР", "КЕЛИШИМ", "NOTICE", "ПРИКАЗ")),
        style.face,
        style.size * 1.5,
        INK,
    )
    y += style.size * 3
    while y < HEIGHT - 160:
        words = sentence(chance, 7)
        if chance.random() < 0.12:
            words = f"{chance.choice(LABELS[lang])} {sentence(chance, 4)}"
        pen.write((left, y), words, style.face, style.size * 0.85, INK)
        y += style.size * chance.choice((1.4, 1.4, 1.4, 2.4))
    return pen.sheet()


def screen(chance: Random, kind: str) -> Sheet:
    """The same as an app shows it, light or dark: labels small and pale, answers below."""
    paper, dark = FORMS[kind](chance, chance.choice(list(LABELS))), chance.random() < 0.4
    ground = chance.randint(10, 45) if dark else chance.randint(232, 255)
    ink, pale = ((235,) * 3, (150,) * 3) if dark else (INK, PALE)
    pen, face = Pen(np.full((1480, 720, 3), ground, np.uint8), "paper"), typeface(chance)
    pen.write((40, 20), f"{chance.randint(10, 23)}:{chance.randint(10, 59)}  SPECIMEN", face, 24, pale)
    pen.write((40, 90), chance.choice(paper.titles), face, 40, ink)
    step = chance.uniform(90, 120)
    for row, field in enumerate(paper.fields):
        pen.write((40, 190 + row * step), field.label, face, 22, pale)
        pen.write((40, 224 + row * step), field.value, face, 30, ink)
    return pen.sheet()
