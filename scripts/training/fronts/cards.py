"""Bank cards: printed, pressed, in four rows, their backs, and as an app shows them."""

from random import Random

import cv2
import numpy as np
from PIL import Image as Pillow

from specimens.paint import Image, clouds, ramp
from training.fronts.faces import tone
from training.fronts.layouts import chip
from training.fronts.people import digits, name, pan, surname
from training.fronts.print import Colour, Line, Pen, Sheet, emboss, typeface

WIDTH, HEIGHT = 1000, 630
STROKES = {
    "0": ["01 03 14 34 43 41 30 10 01"], "1": ["11 20 24", "14 34"], "2": ["01 10 30 41 42 04 44"],
    "3": ["00 40 22 32 43 34 14 03"], "4": ["30 02 42", "30 34"], "5": ["40 00 02 32 43 34 04"],
    "6": ["40 10 01 03 14 34 43 32 02"], "7": ["00 40 24"],
    "8": ["10 30 41 32 12 01 10", "12 03 14 34 43 32"],
    "9": ["42 12 01 10 30 41 43 34 04"], "/": ["40 04"], " ": [],
}  # fmt: skip
"""Digits as embossing machines press them, on a grid of five by five (x, y)."""


def pressed(text: str, tall: int, thick: int, round_: bool) -> tuple[Image, int]:
    """A mask of embossed digits, and its width."""
    cell, wide = int(tall * 0.78), int(tall * 0.5)
    mask: Image = np.zeros((tall + 2 * thick, cell * len(text) + 2 * thick), np.uint8)
    for place, letter in enumerate(text):
        for stroke in STROKES[letter]:
            points = [
                (thick + place * cell + int(point[0]) * wide // 4, thick + int(point[1]) * tall // 4)
                for point in stroke.split()
            ]
            cv2.polylines(
                mask, [np.array(points, np.int32)], False, 255, thick, cv2.LINE_AA if round_ else cv2.LINE_8
            )
    return mask, mask.shape[1]


def plastic(chance: Random, rng: np.random.Generator, photos: list[Image]) -> Image:
    """The ground of a card: one colour, two, waves, or a photograph."""
    kind = chance.random()
    if kind < 0.3:
        return np.full((HEIGHT, WIDTH, 3), tone(chance, 5, 250), np.uint8)
    if kind < 0.65 or not photos:
        octaves = chance.choice((1, 2, 3, 6))
        dark = chance.random() < 0.6
        low, high = (5, 140) if dark else (130, 255)
        return ramp(clouds(HEIGHT, WIDTH, rng, octaves), [tone(chance, low, high) for _ in range(3)]).astype(
            np.uint8
        )
    picture = chance.choice(photos)
    y, x = (
        chance.randint(0, max(0, picture.shape[0] - 400)),
        chance.randint(0, max(0, picture.shape[1] - 600)),
    )
    return np.asarray(cv2.resize(picture[y : y + 400, x : x + 600], (WIDTH, HEIGHT)), np.uint8)


def contrast(image: Image, box: tuple[int, int, int, int], chance: Random) -> Colour:
    """An ink that can be read on a place."""
    left, top, right, bottom = box
    light = float(image[top:bottom, left:right].mean()) < chance.uniform(110, 150)
    return tone(chance, 190, 255) if light else tone(chance, 0, 70)


def brand(pen: Pen, chance: Random, image: Image) -> None:
    """The mark of a payment network, as words."""
    text = chance.choice(
        (
            "VISA",
            "VISA",
            "mastercard",
            "MasterCard",
            "Maestro",
            "ЭЛКАРТ",
            "ELCART",
            "МИР",
            "UnionPay",
            "DEBIT",
            "HUMO",
            "Discover",
        )
    )
    x, y = chance.randint(640, 760), chance.choice((chance.randint(30, 80), chance.randint(490, 540)))
    if text.lower().startswith("ma"):
        for side in (0, 70):
            cv2.circle(
                image,
                (x + 60 + side, y - 30 if y > 300 else y + 130),
                50,
                tone(chance, 20, 240),
                -1,
                cv2.LINE_AA,
            )
        pen.picture.paste(Pillow.fromarray(image))
    pen.write(
        (x, y),
        text,
        typeface(chance),
        chance.randint(34, 70),
        contrast(image, (x, y, x + 150, y + 50), chance),
    )


def numbers(
    chance: Random, image: Image, pen_lines: list[Line], text: str, x: int, y: int, tall: int
) -> Image:
    """Embossed digits on the card."""
    mask, wide = pressed(text, tall, chance.randint(3, 6), chance.random() < 0.6)
    if x + wide >= WIDTH or y + len(mask) >= HEIGHT:
        return image
    whole: Image = np.zeros((HEIGHT, WIDTH), np.uint8)
    whole[y : y + len(mask), x : x + wide] = mask
    top: Colour = chance.choice(
        (
            (200, 200, 200),
            (170, 200, 220),
            (235, 235, 235),
            tone(chance, 120, 255),
            contrast(image, (x, y, x + wide, y + tall), chance),
        )
    )
    pen_lines.append(Line((x, y, x + wide - tall * 0.28, y + len(mask)), text))
    return emboss(image, whole, chance.choice((0, chance.uniform(20, 90))), top)


def month(chance: Random) -> str:
    """Until when a card is valid."""
    return f"{chance.randint(1, 12):02}/{chance.randint(20, 39)}"


def card(chance: Random, rng: np.random.Generator, photos: list[Image]) -> Sheet:
    """The front of a bank card."""
    image = plastic(chance, rng, photos)
    if chance.random() < 0.8:
        chip(image, chance, chance.randint(70, 120), chance.randint(170, 240), chance.randint(100, 140))
    lines: list[Line] = []
    text, face = pan(chance), typeface(chance, latin=True)
    x, y, tall = chance.randint(50, 120), chance.randint(310, 400), chance.randint(42, 62)
    until = month(chance)
    rows = chance.random() < 0.15
    raised = chance.random() < 0.5 and not rows
    if raised:
        image = numbers(chance, image, lines, text.replace("  ", " "), x, y, int(tall * 0.85))
        image = numbers(chance, image, lines, until, chance.randint(400, 560), y + 110, int(tall * 0.55))
    ink = contrast(image, (x, y, 900, y + tall), chance)
    pen = Pen(image, "card")
    pen.lines += lines
    if rows:
        x, y = chance.choice((80, chance.randint(560, 720))), chance.randint(180, 300)
        for row, group in enumerate(text.split()):
            pen.write((x, y + row * tall * 1.25), group, face, tall, ink)
        y += 4 * tall
    elif not raised:
        size = tall
        while size > 24 and pen.write((x, y), text, face, size, ink) == x:
            size -= 4
    small = typeface(chance)
    if chance.random() < 0.75:
        pen.write(
            (330, y + 80),
            chance.choice(
                (
                    "VALID THRU",
                    "VALID THRU",
                    "EXPIRES END",
                    "GOOD THRU",
                    "MONTH/YEAR",
                    ["valid", "thru"][0],
                    "Действительна до",
                    "EXP",
                )
            ),
            small,
            20,
            ink,
        )
    if not raised:
        pen.write((420, y + 105), until, face, tall * 0.7, ink)
    pen.write((x, 540), f"{name(chance)} {surname(chance)}".upper(), face, tall * 0.62, ink)
    pen.write(
        (chance.randint(60, 400), chance.randint(40, 80)),
        chance.choice(
            (
                "BANK",
                "Банк",
                "DEMIR BANK",
                "MBANK",
                "Revolut",
                "Optima",
                "Айыл Банк",
                "KICB",
                "Credit Union",
                "Bakai",
                "PSECU",
            )
        ),
        small,
        chance.randint(40, 70),
        ink,
    )
    brand(pen, chance, np.array(pen.picture))
    return pen.sheet()


def back(chance: Random, rng: np.random.Generator, photos: list[Image]) -> Sheet:
    """The back: stripe, signature panel, security code, at times the number."""
    image = plastic(chance, rng, photos)
    top = chance.randint(40, 90)
    cv2.rectangle(image, (0, top), (WIDTH, top + 110), (24, 22, 22), -1)
    cv2.rectangle(image, (40, top + 150), (700, top + 230), (230, 235, 235), -1)
    face, small = typeface(chance, latin=True), typeface(chance)
    ink = contrast(image, (100, 300, 900, 560), chance)
    pen = Pen(image, "card")
    pen.write(
        (60, top + 120),
        chance.choice(
            ("AUTHORIZED SIGNATURE", "AUTHORIZED SIGNATURE - NOT VALID UNLESS SIGNED", "Подпись владельца")
        ),
        small,
        18,
        ink,
    )
    pen.write((720, top + 165), digits(chance, 3), face, 40, ink if chance.random() < 0.5 else (20, 20, 20))
    if chance.random() < 0.8:
        pen.write((80, top + 290), pan(chance), face, chance.randint(38, 52), ink)
        pen.write(
            (80, top + 370),
            f"{chance.choice(('VALID THRU', 'EXP', 'GOOD THRU'))} {month(chance)}",
            face,
            30,
            ink,
        )
        pen.write(
            (420, top + 370),
            f"{chance.choice(('CVV', 'CVC2', 'CVC', 'CVV2'))} {digits(chance, 3)}",
            face,
            30,
            ink,
        )
        pen.write((80, top + 430), f"{name(chance)} {surname(chance)}".upper(), face, 30, ink)
    return pen.sheet()


def screen(chance: Random, rng: np.random.Generator, photos: list[Image]) -> Sheet:
    """A banking app that shows a card."""
    width, height = 720, chance.choice((1280, 1480))
    image: Image = np.full(
        (height, width, 3),
        tone(chance, 10, 50) if chance.random() < 0.4 else tone(chance, 225, 255),
        np.uint8,
    )
    front = card(chance, rng, photos)
    scale, x, y = 640 / WIDTH, 40, chance.randint(140, 300)
    image[y : y + int(HEIGHT * scale), x : x + 640] = cv2.resize(
        front.image, (640, int(HEIGHT * scale)), interpolation=cv2.INTER_AREA
    )
    pen = Pen(image, "card")
    for line in front.lines:
        left, top, right, bottom = (value * scale for value in line.box)
        pen.lines.append(Line((left + x, top + y, right + x, bottom + y), line.text))
    face = typeface(chance)
    ink = contrast(image, (0, 800, 600, 1000), chance)
    pen.write(
        (40, 60),
        chance.choice(("Менин карталарым", "Мои карты", "My cards", "Карта", "Реквизиты карты")),
        face,
        40,
        ink,
    )
    for row in range(chance.randint(0, 5)):
        text = chance.choice(
            (
                "Пополнить",
                "Перевести",
                "Which Wich",
                "Глобус",
                "Top up",
                "Freeze",
                "Народный",
                "Баланс",
                "Толуктоо",
            )
        )
        pen.write((60, y + 460 + row * 80), text, face, 30, ink)
        pen.write(
            (520, y + 460 + row * 80),
            f"{chance.choice('+-')}{chance.randint(10, 9000)},{digits(chance, 2)} KGS",
            face,
            28,
            ink,
        )
    return pen.sheet()
