"""What is no document: receipts, forms, tickets, chats, code, business and game cards, plates, posters."""

from collections.abc import Callable
from random import Random

import cv2
import numpy as np

from specimens.paint import Image
from training.fronts.alike import keypad, news, parcel, resume, slide, web
from training.fronts.faces import tone
from training.fronts.fields import words as known
from training.fronts.layouts import paper, paste, photo, stacked
from training.fronts.people import date, digits, name, number, place, surname
from training.fronts.print import Pen, Sheet, typeface
from training.fronts.screens import blank, chat, ink_for, sentence
from training.fronts.slips import program, slip, words
from training.fronts.stock import STOCK


def receipt(chance: Random, rng: np.random.Generator, _: list[Image]) -> Sheet:
    """A till's slip."""
    width, height = 560, chance.randint(800, 1300)
    pen = Pen(
        paper(chance, rng, width, height)
        if chance.random() < 0.2
        else np.full((height, width, 3), 246, np.uint8),
        "none",
    )
    face, y = typeface(chance), 30
    for text in (
        chance.choice(("ОсОО ГЛОБУС", "SUPERMARKET", "Народный", "Кафе Фаиза", "ТОО Береке")),
        place(chance),
        f"ИНН {digits(chance, 14)}",
        f"{date(chance)} {chance.randint(8, 22)}:{chance.randint(10, 59)}",
        f"Чек № {digits(chance, 6)}",
    ):
        pen.write((chance.choice((40, 120)), y), text, face, 26, (30, 30, 30))
        y += 38
    while y < height - 180:
        pen.write((24, y), chance.choice(STOCK["products"]), face, 24, (40, 40, 40))
        pen.write((400, y), f"{chance.randint(1, 3)} x {chance.randint(20, 900)},00", face, 22, (40, 40, 40))
        y += 36
    pen.write(
        (24, y + 10),
        f"{chance.choice(('ИТОГО', 'TOTAL', 'Жыйынтык'))} {chance.randint(100, 9000)},00",
        face,
        38,
        (20, 20, 20),
    )
    pen.write(
        (24, y + 64),
        f"{chance.choice(('VISA', 'MASTERCARD', 'ЭЛКАРТ'))} **** **** **** {digits(chance, 4)}",
        face,
        24,
        (40, 40, 40),
    )
    pen.write((24, y + 100), f"RRN {digits(chance, 12)} AUTH {digits(chance, 6)}", face, 22, (40, 40, 40))
    return pen.sheet()


def form(chance: Random, rng: np.random.Generator, _: list[Image]) -> Sheet:
    """An empty questionnaire: labels and lines, nothing filled in."""
    width, height = 900, chance.randint(900, 1270)
    image = np.full((height, width, 3), 250, np.uint8)
    for y in range(200, height - 60, 62):
        cv2.line(image, (60, y), (width - 60, y), (120, 120, 120), 1)
    pen = Pen(image, "none")
    face = typeface(chance)
    pen.write(
        (240, 60),
        chance.choice(("АНКЕТА", "ЗАЯВЛЕНИЕ", "Registration form", "АРЫЗ", "APPLICATION FORM", "ДОГОВОР")),
        face,
        44,
        (20, 20, 20),
    )
    labels = [label for group in known()["labels"].values() for label in group]
    for y in range(172, height - 90, 62):
        pen.write((64, y), chance.choice(labels) + ":", face, 22, (40, 40, 40))
    return pen.sheet()


def page(chance: Random, rng: np.random.Generator, photos: list[Image]) -> Sheet:
    """A page of text, perhaps with a picture: an article, a letter, a book."""
    width, height = 900, chance.randint(600, 1270)
    image = blank(chance, width, height)
    left = 60
    if photos and chance.random() < 0.5:
        paste(image, chance.choice(photos), 50, 140, chance.randint(250, 420), chance.randint(200, 420))
        left = 500
    pen, ink = Pen(image, "none"), ink_for(image, chance)
    face, size = typeface(chance), chance.randint(16, 30)
    pen.write((60, 40), sentence(chance, 6), typeface(chance), size * 2, ink)
    y = 140
    while y < height - 40:
        pen.write((left, y), sentence(chance, 9), face, size, ink)
        y += int(size * 1.5)
    return pen.sheet()


def ticket(chance: Random, rng: np.random.Generator, _: list[Image]) -> Sheet:
    """A boarding pass or a ticket."""
    width, height = 1000, chance.randint(360, 520)
    image = (
        paper(chance, rng, width, height)
        if chance.random() < 0.5
        else np.full((height, width, 3), tone(chance, 200, 255), np.uint8)
    )
    cv2.rectangle(image, (0, 0), (width, 70), tone(chance, 20, 200), -1)
    if chance.random() < 0.6:
        stacked(image, rng, 60, height - 130, 420, 90)
    pen, face = Pen(image, "none"), typeface(chance)
    pen.write(
        (40, 14),
        chance.choice(("BOARDING PASS", "ПОСАДОЧНЫЙ ТАЛОН", "БИЛЕТ", "E-TICKET", "ADMIT ONE", "КОНЦЕРТ")),
        face,
        38,
        (250, 250, 250),
    )
    rows = (
        ("NAME", f"{surname(chance)}/{name(chance)} MR".upper()),
        ("FROM", "BISHKEK FRU"),
        ("TO", "ISTANBUL IST"),
        ("FLIGHT", f"TK {digits(chance, 3)}"),
        ("DATE", date(chance)),
        ("GATE", digits(chance, 2)),
        ("SEAT", f"{chance.randint(1, 40)}{chance.choice('ABCDEF')}"),
        ("ETKT", digits(chance, 13)),
    )
    for index, (label, text) in enumerate(rows):
        x, y = 50 + index % 3 * 320, 90 + index // 3 * 84
        pen.write((x, y), label, face, 18, (90, 90, 90))
        pen.write((x, y + 24), text, face, 28, (20, 20, 20))
    return pen.sheet()


def business(chance: Random, rng: np.random.Generator, _: list[Image]) -> Sheet:
    """A visiting card, a shop's bonus card, a staff badge."""
    width, height = 1000, chance.choice((560, 600, 630))
    image = blank(chance, width, height)
    if chance.random() < 0.4:
        cv2.rectangle(image, (0, 0), (chance.randint(100, 400), height), tone(chance, 20, 220), -1)
    if chance.random() < 0.15:
        paste(image, photo(chance, rng), 60, 120, 220, 280)
    pen, ink, face = Pen(image, "none"), ink_for(image, chance), typeface(chance)
    x = chance.randint(60, 420)
    pen.write((x, 120), f"{name(chance)} {surname(chance)}", typeface(chance), 60, ink)
    pen.write(
        (x, 210),
        chance.choice(
            (
                "Director",
                "Менеджер",
                "Bonus card",
                "ВАША СКИДКА 5%",
                "Инженер",
                "GIFT CARD",
                "Staff",
                "Член клуба",
            )
        ),
        face,
        40,
        ink,
    )
    for row, text in enumerate(
        (
            f"+996 {digits(chance, 3)} {digits(chance, 6)}",
            "info@example.com",
            place(chance),
            digits(chance, chance.choice((8, 13))),
        )
    ):
        pen.write((x, 330 + row * 60), text, face, 34, ink)
    return pen.sheet()


def game(chance: Random, rng: np.random.Generator, photos: list[Image]) -> Sheet:
    """A playing or collecting card: a picture in a frame, a name, a text."""
    width, height = 630, 880
    image = np.full((height, width, 3), tone(chance, 10, 240), np.uint8)
    cv2.rectangle(image, (30, 30), (width - 30, height - 30), tone(chance, 60, 250), -1)
    paste(
        image,
        chance.choice(photos) if photos and chance.random() < 0.7 else photo(chance, rng),
        60,
        120,
        width - 120,
        360,
    )
    pen, ink, face = Pen(image, "none"), ink_for(image, chance), typeface(chance)
    pen.write((70, 50), sentence(chance, 3), typeface(chance), 40, ink)
    for row in range(chance.randint(0, 6)):
        pen.write((70, 520 + row * 46), sentence(chance, 6), face, 28, ink)
    pen.write((width - 160, height - 90), f"{chance.randint(0, 12)}/{chance.randint(0, 12)}", face, 44, ink)
    return pen.sheet()


def listing(chance: Random, rng: np.random.Generator, _: list[Image]) -> Sheet:
    """A table, code, a log: rows of figures in one typeface."""
    width, height = 1100, chance.randint(500, 900)
    image = blank(chance, width, height)
    pen, ink, face, size = (
        Pen(image, "none"),
        ink_for(image, chance),
        typeface(chance),
        chance.randint(16, 26),
    )
    for y in range(30, height - 40, int(size * 1.6)):
        x = 30.0
        for _column in range(chance.randint(1, 5)):
            text = chance.choice(
                (
                    number(chance),
                    digits(chance, chance.randint(2, 18)),
                    sentence(chance, 3),
                    f"{chance.randint(1, 9999)},{digits(chance, 2)}",
                    date(chance),
                )
            )
            x = pen.write((x, y), text, face, size, ink) + chance.choice((16, 60))
    return pen.sheet()


def plate(chance: Random, rng: np.random.Generator, photos: list[Image]) -> Sheet:
    """The number plate of a car."""
    width, height = 1000, 220
    image = np.full((height, width, 3), 245, np.uint8)
    cv2.rectangle(image, (4, 4), (width - 4, height - 4), (10, 10, 10), 6)
    pen = Pen(image, "none")
    pen.write(
        (120, 30),
        f"{chance.randint(1, 9):02} KG {digits(chance, 3)} {''.join(chance.choices('ABEKMHOPCTYX', k=3))}",
        typeface(chance),
        130,
        (15, 15, 15),
    )
    return pen.sheet()


def poster(chance: Random, rng: np.random.Generator, photos: list[Image]) -> Sheet:
    """A photograph with large words on it, or none."""
    image = chance.choice(photos).copy() if photos else paper(chance, rng, 900, 700)
    image = np.asarray(cv2.resize(image, (900, chance.randint(600, 1200))), np.uint8)
    pen = Pen(image, "none")
    for _ in range(chance.choice((0, 0, 0, 1, 2, 4))):
        pen.write(
            (chance.randint(20, 500), chance.randint(20, 560)),
            sentence(chance, 3),
            typeface(chance),
            chance.randint(20, 90),
            tone(chance, 0, 255),
        )
    return pen.sheet()


OTHERS: tuple[Callable[[Random, np.random.Generator, list[Image]], Sheet], ...] = (
    receipt, form, page, ticket, business, game, chat, listing, plate, poster, poster, poster,
    keypad, web, slide, parcel, news, resume, slip, slip, program, program, words,
)  # fmt: skip
