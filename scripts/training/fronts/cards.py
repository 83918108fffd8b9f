"""Bank cards: printed, pressed, in four rows, upright ones, and their backs."""

from random import Random

import cv2
import numpy as np

from specimens.paint import Image, clouds, grid, ramp
from training.fronts.embossed import Stamp, stamped
from training.fronts.faces import tone
from training.fronts.layouts import chip
from training.fronts.people import digits, month, name, pan, surname
from training.fronts.print import Colour, Pen, Sheet, typeface
from training.fronts.stock import STOCK

WIDTH, HEIGHT = 1000, 630
BARE = 0.15
"""Share of cards without chip, names and marks."""
THRU = (
    "VALID THRU", "VALID THRU", "VALID\nTHRU", "EXPIRES END", "GOOD THRU", "MONTH/YEAR", "valid thru", "EXP",
    "Действительна до", "ДЕЙСТВИТЕЛЬНА ДО", "VALID UNTIL",
)  # fmt: skip

SLANTED = (
    "DejaVuSans-BoldOblique",
    "LiberationSans-BoldItalic",
    "NimbusSans-BoldItalic",
    "FreeSansBoldOblique",
)
"""How Visa writes itself."""


def waves(chance: Random, rng: np.random.Generator, low: int, high: int) -> Image:
    """Soft clouds or a slope of two or three colours of a brightness."""
    colours = [tone(chance, low, high) for _ in range(3)]
    if chance.random() < 0.5:
        return ramp(clouds(HEIGHT, WIDTH, rng, chance.choice((1, 2, 3, 6))), colours).astype(np.uint8)
    y, x = grid(HEIGHT, WIDTH)
    slope = chance.uniform(-1, 1) * x / WIDTH + chance.uniform(-1, 1) * y / HEIGHT
    low_, high_ = float(np.min(slope)), float(np.max(slope))
    flat = np.asarray((slope - low_) / max(1e-6, high_ - low_), np.float32)
    return ramp(flat, colours).astype(np.uint8)


def brushed(rng: np.random.Generator, colour: Colour) -> Image:
    """Metal or cloth: fine streaks over one colour."""
    noise = rng.normal(0, 12, (HEIGHT, WIDTH)).astype(np.float32)
    streaks = cv2.blur(noise, (61, 1)) * 4 + cv2.blur(noise, (3, 3))
    return np.asarray((np.array(colour, np.float32) + streaks[..., None]).clip(0, 255), np.uint8)


def curves(image: Image, chance: Random) -> None:
    """Thin bright arcs, rings, a lit corner: what designers put on plastic."""
    over = image.copy()
    for _ in range(chance.randint(1, 12)):
        at = (chance.randint(-300, 1300), chance.randint(-400, 1000))
        axes = (chance.randint(100, 1000), chance.randint(60, 800))
        thick = chance.choice((1, 2, 3, 8, -1))
        cv2.ellipse(over, at, axes, chance.randint(0, 180), 0, 360, tone(chance, 0, 255), thick, cv2.LINE_AA)
    share = chance.uniform(0.1, 0.5)
    cv2.addWeighted(image, 1 - share, over, share, 0, image)


def plastic(chance: Random, rng: np.random.Generator, photos: list[Image]) -> Image:
    """The ground of a card: one colour, two, waves, metal, or a photograph, at times darkened."""
    kind, dark = chance.random(), chance.random() < 0.6
    low, high = (5, 140) if dark else (120, 255)
    if kind < 0.22:
        image: Image = np.full((HEIGHT, WIDTH, 3), tone(chance, *((5, 70) if dark else (5, 250))), np.uint8)
    elif kind < 0.6 or not photos:
        image = waves(chance, rng, low, high)
    elif kind < 0.7:
        image = brushed(rng, tone(chance, low, high))
    else:
        picture = chance.choice(photos)
        y = chance.randint(0, max(0, picture.shape[0] - 400))
        x = chance.randint(0, max(0, picture.shape[1] - 600))
        part = cv2.resize(picture[y : y + 400, x : x + 600], (WIDTH, HEIGHT))
        image = np.asarray(part * chance.choice((1, 0.8, 0.5)), np.uint8)
    if chance.random() < 0.35:
        curves(image, chance)
    return image


def contrast(image: Image, box: tuple[int, int, int, int], chance: Random) -> Colour:
    """An ink that can be read on a place."""
    left, top = min(box[0], image.shape[1] - 1), min(box[1], image.shape[0] - 1)
    right, bottom = max(box[2], left + 1), max(box[3], top + 1)
    light = float(image[top:bottom, left:right].mean()) < chance.uniform(110, 150)
    return tone(chance, 190, 255) if light else tone(chance, 0, 70)


class Face:
    """A card being made: its ground, its lines, its typefaces."""

    def __init__(self, chance: Random, ground: Image) -> None:
        self.chance, self.pen = chance, Pen(ground, "card")
        self.face, self.small = typeface(chance, latin=True), typeface(chance)
        self.stamp = Stamp(chance)
        self.pressed = chance.random() < 0.5
        """Whether the number, the date and the name are glyphs of the stamp."""
        self.top: Colour | None = chance.choice((None, (200, 200, 200), (170, 200, 220), (235, 235, 235)))
        self.upper = chance.random() < 0.8

    def image(self) -> Image:
        """The card as far as it is drawn."""
        return np.array(self.pen.picture)

    def ink(self, x: int, y: int, wide: int, tall: int) -> Colour:
        """An ink for a place."""
        box = (max(0, x), max(0, y), min(WIDTH, x + wide), min(HEIGHT, y + tall))
        return contrast(self.image(), box, self.chance)

    def print(self, x: int, y: int, text: str, size: float, face: str = "") -> None:
        """A line in type, smaller if it does not fit."""
        ink, used = self.ink(x, y, 500, int(size)), face or self.face
        while size > 16 and self.pen.write((x, y), text, used, size, ink) == x:
            size -= 4

    def put(self, x: int, y: int, text: str, tall: int) -> None:
        """A line in the card's own glyphs, pressed or printed."""
        if not self.pressed or not self.stamp.able(text):
            self.print(x, y, text, tall * 1.25)
            return
        image = self.image()
        light = self.top if self.chance.random() < 0.7 else self.ink(x, y, 600, tall)
        line = None
        while tall > 16 and line is None:
            line = stamped(image, self.chance, self.stamp.mask(text, tall), text, (x, y), light)
            tall -= 3
        if line:
            self.pen.over(image)
            self.pen.lines.append(line)


def brand(face: Face) -> None:
    """The mark of a payment network, as words, with circles behind those that have them."""
    chance, text = face.chance, face.chance.choice(STOCK["networks"])
    x, y = chance.randint(600, 780), chance.choice((chance.randint(30, 80), chance.randint(470, 550)))
    if text.lower().startswith("ma"):
        image, size = face.image(), chance.randint(36, 56)
        for side in (0, int(size * 1.3)):
            at = (x + 60 + side, y + chance.choice((20, -40)))
            cv2.circle(image, at, size, tone(chance, 20, 240), -1, cv2.LINE_AA)
        face.pen.over(image)
    slanted = text.upper() == "VISA" and chance.random() < 0.7
    face.print(x, y, text, chance.randint(30, 90), chance.choice(SLANTED) if slanted else typeface(chance))


def rows(face: Face, text: str) -> None:
    """The number in three or four rows, beside the chip."""
    chance, size = face.chance, face.chance.randint(34, 62)
    x, y = chance.choice((80, chance.randint(260, 780))), chance.randint(60, 330)
    y, pitch = max(y, 260) if x == 80 else y, size * chance.choice((1.2, 1.25, 1.35, 1.6))
    face.pressed = False
    for row, group in enumerate(text.split()):
        face.print(x, int(y + row * pitch), group, size)


def dates(face: Face, x: int, y: int, tall: int) -> None:
    """Until when the card is valid, with words above or before it; now and then from when, too."""
    chance = face.chance
    if chance.random() < 0.7:
        for row, text in enumerate(chance.choice(THRU).split("\n")):
            left, top = (x, y - 24) if chance.random() < 0.6 else (max(20, x - 120), y + row * 18)
            face.print(left, top, text, chance.randint(13, 22), face.small)
    if chance.random() < 0.15:
        face.put(x - 220, y, month(chance), tall)
    face.put(x, y, month(chance), tall)


def holder(chance: Random) -> str:
    """Who holds the card."""
    nobody = chance.random() < 0.25
    return chance.choice(STOCK["nobody"]) if nobody else f"{name(chance)} {surname(chance)}".upper()


def card(chance: Random, rng: np.random.Generator, photos: list[Image], bare: float = BARE) -> Sheet:
    """The front of a bank card; some show nothing but the number."""
    ground, bare = plastic(chance, rng, photos), chance.random() < bare
    if chance.random() < 0.75 and not bare:
        chip(ground, chance, chance.randint(60, 140), chance.randint(150, 250), chance.randint(90, 150))
    face = Face(chance, ground)
    text, y, tall = pan(chance), chance.randint(300, 400), chance.randint(34, 62)
    x = chance.randint(40, 120)
    if chance.random() < (0.4 if bare else 0.18):
        rows(face, text)
    else:
        face.put(x, y, text, tall)
        if chance.random() < 0.2:
            face.print(x, y + tall + 20, text[:4], 18, face.small)
    if chance.random() < (0.3 if bare else 0.88):
        across = chance.randint(280, 600) if chance.random() < 0.75 else x
        dates(face, across, y + tall + chance.randint(40, 70), int(tall * chance.uniform(0.5, 0.8)))
    if not bare:
        named(face, x, tall)
    return face.pen.sheet()


def named(face: Face, x: int, tall: int) -> None:
    """The holder's name, the bank's and the network's."""
    chance = face.chance
    if chance.random() < 0.85:
        face.put(x, chance.randint(520, 570), holder(chance), int(tall * chance.uniform(0.5, 0.75)))
    if chance.random() < 0.85:
        bank, size = chance.choice(STOCK["banks"]), chance.randint(36, 90)
        face.print(chance.randint(40, 700), chance.randint(30, 90), bank, size, typeface(chance))
    if chance.random() < 0.85:
        brand(face)


def back(chance: Random, rng: np.random.Generator, photos: list[Image]) -> Sheet:
    """The back: stripe, signature panel, security code, at times the number."""
    image, top = plastic(chance, rng, photos), chance.randint(30, 90)
    if chance.random() < 0.85:
        cv2.rectangle(image, (0, top), (WIDTH, top + chance.randint(80, 120)), (24, 22, 22), -1)
    if chance.random() < 0.8:
        cv2.rectangle(image, (40, top + 150), (700, top + 230), (230, 235, 235), -1)
    face = Face(chance, image)
    signed = ("AUTHORIZED SIGNATURE", "AUTHORIZED SIGNATURE - NOT VALID UNLESS SIGNED", "Подпись владельца")
    face.print(60, top + 124, chance.choice(signed), 17, face.small)
    face.print(720, top + 165, digits(chance, 3), 40)
    if chance.random() < 0.8:
        behind(face, top)
    if chance.random() < 0.5:
        for row in range(chance.randint(1, 3)):
            text = f"{chance.choice(STOCK['banks'])} {digits(chance, 3)} {digits(chance, 7)} www.example.com"
            face.print(60, 560 + row * 20, text, 15, face.small)
    return face.pen.sheet()


def behind(face: Face, top: int) -> None:
    """What newer cards have on their backs: number, date, code, name."""
    chance = face.chance
    if chance.random() < 0.3:
        rows(face, pan(chance))
    else:
        face.put(chance.randint(40, 120), top + 280, pan(chance), chance.randint(30, 46))
    code = chance.choice(("CVV", "CVC2", "CVC", "CVV2", "SECURITY CODE"))
    until = f"{chance.choice(('VALID THRU', 'EXP', 'GOOD THRU'))} {month(chance)}"
    face.print(80, top + 370, until, 30)
    face.print(480, top + 370, f"{code} {digits(chance, 3)}", 30)
    face.print(80, top + 430, holder(chance), 30)
