"""Driving licences of North America and Europe, state cards, health cards: layouts in kind."""

from random import Random

import cv2
import numpy as np

from specimens.paint import Image
from training.fronts.faces import tone
from training.fronts.layouts import chip, flag, paper, paste, photo, scribble, stacked
from training.fronts.people import date, digits, invented, name, number, place, short, surname
from training.fronts.print import Colour, Pen, Sheet, typeface
from training.fronts.stock import PAIRS, STOCK

WIDTH = 1000


class Issuer:
    """Typefaces and inks of one issuer."""

    def __init__(self, chance: Random) -> None:
        self.face, self.head, self.title = (typeface(chance) for _ in range(3))
        self.ink: Colour = tone(chance, 0, 60)
        self.pale: Colour = tone(chance, 0, 150) if chance.random() < 0.7 else (30, 30, 160)
        self.heading: Colour = tone(chance, 0, 140)
        self.small, self.large = chance.randint(15, 21), chance.randint(22, 32)
        self.marks = chance.random() < 0.75
        """Fields have their numbers before them (AAMVA card design standard, EN 18013)."""
        self.upper = chance.random() < 0.6


def ground(chance: Random, rng: np.random.Generator, photos: list[Image], height: int) -> Image:
    """Security paper, at times over a pale photograph: mountains, a city, a flower."""
    image = paper(chance, rng, WIDTH, height)
    if photos and chance.random() < 0.5:
        scene = cv2.resize(chance.choice(photos), (WIDTH, height))
        share = chance.uniform(0.05, 0.3)
        cv2.addWeighted(image, 1 - share, np.asarray(scene, np.uint8), share, 0, image)
    return image


def field(pen: Pen, issuer: Issuer, at: tuple[float, float], mark: str, label: str, value: str) -> None:
    """A field in one row: its number, its label, its value in larger type."""
    x, y = at
    down = (issuer.large - issuer.small) * 0.8
    if issuer.marks:
        x = pen.write((x, y + down), mark, issuer.face, issuer.small * 0.8, issuer.pale) + 5
    cased = label.upper() if issuer.upper else label
    x = pen.write((x, y + down), cased, issuer.face, issuer.small, issuer.pale) + 8
    pen.write((x, y), value, issuer.head, issuer.large, issuer.ink)


def licensed(chance: Random) -> list[tuple[str, str, str]]:
    """Fields of a licence or card of an American state, in about the usual order."""
    height = f"{chance.randint(4, 6)}'-{chance.randint(0, 11):02}\""
    return [
        ("4d", chance.choice(("LIC#", "DLN", "DL", "ID", "LIC. NO.", "Customer Identifier")), number(chance)),
        ("9", chance.choice(("Class", "Classification")), chance.choice("ABCDM")),
        ("4b", chance.choice(("EXP", "Expires")), date(chance)),
        ("4a", chance.choice(("ISS", "Issued")), date(chance)),
        ("3", chance.choice(("DOB", "Date of birth")), date(chance)),
        ("9a", chance.choice(("END", "Endorsements")), chance.choice(("NONE", "L", "M"))),
        ("12", chance.choice(("REST", "Restrictions", "RSTR")), chance.choice(("NONE", "B", "A"))),
        ("15", "Sex", chance.choice("MF")),
        ("18", "Eyes", chance.choice(("BRO", "BLU", "GRN", "HAZ"))),
        ("16", chance.choice(("HGT", "Height", "HT")), height),
        ("17", chance.choice(("WGT", "Weight", "WT")), f"{chance.randint(100, 260)} lb"),
        ("19", "Hair", chance.choice(("BRO", "BLK", "BLN"))),
    ]


def title(pen: Pen, chance: Random, issuer: Issuer, text: str, left: int) -> int:
    """The state's name, large, and what the card is; where that ends."""
    size = chance.randint(44, 76)
    dark = chance.random() < 0.2
    if dark:
        image = np.array(pen.picture)
        cv2.rectangle(image, (0, 0), (WIDTH, size + 34), tone(chance, 10, 120), -1)
        pen.over(image)
    heading: Colour = tone(chance, 200, 255) if dark else issuer.heading
    end = pen.write((left, 14), chance.choice(STOCK["states"]).upper(), issuer.title, size, heading)
    beside = end < 560 and chance.random() < 0.7
    at = (max(end + 30, 560), 24) if beside else (chance.choice((left, 330, 520)), 20 + size)
    pen.write(at, text, issuer.head, chance.randint(26, 42), heading)
    return 26 + size + (0 if beside else 44)


def pictured(image: Image, chance: Random, rng: np.random.Generator, box: tuple[int, int, int, int]) -> None:
    """The holder's portrait, at times made illegible as publishers of samples do."""
    face = photo(chance, rng)
    if chance.random() < 0.2:
        face = np.asarray(cv2.resize(cv2.resize(face, (12, 15)), (120, 150), interpolation=0), np.uint8)
    elif chance.random() < 0.1:
        face = np.asarray(cv2.GaussianBlur(face, (0, 0), 8), np.uint8)
    paste(image, face, *box)


def american(chance: Random, rng: np.random.Generator, photos: list[Image]) -> Sheet:
    """Front of a licence or identification card of an American state."""
    height = chance.choice((630, 630, 640, 600))
    image, issuer = ground(chance, rng, photos, height), Issuer(chance)
    wide, left = chance.randint(230, 310), chance.random() < 0.85
    pictured(
        image, chance, rng, (chance.randint(20, 50) if left else 660, chance.randint(120, 170), wide, 370)
    )
    if chance.random() < 0.75:
        ghost = (chance.randint(720, 840), chance.randint(330, 420), 130, 170)
        paste(image, photo(chance, rng), *ghost, chance.uniform(0.3, 0.9))
    if chance.random() < 0.8:
        scribble(image, chance, 40, height - 90, 260, 60)
    pen = Pen(image, "document")
    top = title(pen, chance, issuer, chance.choice(STOCK["titles"]), chance.randint(20, 90))
    x, y = (wide + 70 if left else 50), max(top, 110)
    rows(pen, chance, issuer, x, y, height)
    if chance.random() < 0.5:
        pen.write((x, height - 40), f"5 DD {number(chance)}{digits(chance, 8)}", issuer.face, 20, issuer.ink)
    if chance.random() < 0.5:
        extra = chance.choice(("ORGAN DONOR", "DONOR", "VETERAN", "Under 21 until " + date(chance)))
        pen.write((chance.randint(600, 800), height - 70), extra, issuer.head, 24, issuer.heading)
    stamp(pen, chance)
    return pen.sheet()


def rows(pen: Pen, chance: Random, issuer: Issuer, x: int, y: int, height: int) -> None:
    """Fields in one or two columns with name and address between them."""
    step, fields = int(issuer.large * chance.uniform(1.15, 1.6)), licensed(chance)
    lines = [surname(chance).upper(), name(chance).upper(), *(place(chance).upper() for _ in range(2))]
    early = chance.randint(2, 6)
    columns = chance.choice((1, 2, 2))
    for at, (mark, label, value) in enumerate(fields):
        if at == early:
            y += step if at % columns else 0
            for row, text in enumerate(lines):
                front = pen.write((x, y), ("1", "2", "8", "")[row], issuer.face, issuer.small, issuer.pale)
                pen.write((front + 6, y), text, issuer.head, issuer.large, issuer.ink)
                y += step
        column = at % columns
        field(pen, issuer, (x + column * chance.randint(270, 300), y), mark, label, value)
        y += step if column == columns - 1 else 0
        if y > height - 50:
            return


def stamp(pen: Pen, chance: Random) -> None:
    """SAMPLE or SPECIMEN across a card, large and see-through, at times slanting."""
    if chance.random() > 0.3:
        return
    height, width = pen.picture.height, pen.picture.width
    over = Pen(np.zeros((height, width, 3), np.uint8), "none")
    text = chance.choice(("SAMPLE", "SPECIMEN", "SPECIMEN", "MUSTER", "VOID", "ОБРАЗЕЦ", "ҮЛГҮ"))
    over.write((width // 8, height // 3), text, typeface(chance), chance.randint(90, 190), (255, 255, 255))
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), chance.choice((0, chance.uniform(-30, 30))), 1)
    mask = cv2.warpAffine(np.array(over.picture), turn, (width, height)).astype(np.float32) / 255
    share = mask * chance.uniform(0.15, 0.6)
    ink = np.array(tone(chance, 20, 200), np.float32)
    pen.over((np.array(pen.picture) * (1 - share) + ink * share).astype(np.uint8))


def reverse(chance: Random, rng: np.random.Generator, photos: list[Image]) -> Sheet:
    """Back of an American licence: barcodes, small print of classes and restrictions."""
    height = 630
    image, issuer = ground(chance, rng, photos, height), Issuer(chance)
    if chance.random() < 0.5:
        image[:, :] = tone(chance, 225, 255)
    low = chance.random() < 0.6
    y = chance.randint(370, 450) if low else chance.randint(40, 120)
    if chance.random() < 0.4:
        stripe = 20 if low else height - 150
        cv2.rectangle(image, (0, stripe), (WIDTH, stripe + chance.randint(90, 140)), (20, 20, 20), -1)
    stacked(image, rng, chance.randint(40, 140), y, chance.randint(560, 860), chance.randint(90, 150))
    if chance.random() < 0.4:
        paste(image, photo(chance, rng), 820, chance.randint(380, 450), 110, 140, 0.8)
    pen = Pen(image, "document")
    top = 30 if low else y + 180
    for row in range(chance.randint(3, 9)):
        text = (
            chance.choice(STOCK["backs"])
            if chance.random() < 0.7
            else f"{chance.choice('ABCDM')} - {invented(chance)}"
        )
        x = chance.choice((30, 60, chance.randint(40, 500)))
        pen.write((x, top + row * 34), text, issuer.face, issuer.small + 2, issuer.ink)
    pen.write((chance.randint(400, 760), chance.randint(20, 60)), number(chance), issuer.head, 36, issuer.ink)
    stamp(pen, chance)
    return pen.sheet()


def european(chance: Random, rng: np.random.Generator, photos: list[Image]) -> Sheet:
    """Front of a licence of the European model (Directive 2006/126/EC, annex I) or one like it."""
    height = 630
    image, issuer = ground(chance, rng, photos, height), Issuer(chance)
    circle(image, chance, chance.randint(30, 60), chance.randint(20, 50))
    pictured(image, chance, rng, (chance.randint(20, 60), chance.randint(150, 200), 230, 310))
    if chance.random() < 0.6:
        paste(image, photo(chance, rng), chance.randint(640, 800), chance.randint(150, 330), 170, 220, 0.35)
    pen = Pen(image, "document")
    first, second = chance.choice(PAIRS["driving"])
    end = pen.write((170, 28), first, issuer.head, chance.randint(34, 48), issuer.heading)
    at = (end + 24, 38) if chance.random() < 0.5 else (170, 80)
    pen.write(at, second, issuer.head, chance.randint(22, 32), issuer.heading)
    x, y, step = chance.randint(280, 330), chance.randint(120, 150), chance.randint(34, 46)
    values = (surname(chance), name(chance), f"{date(chance)} {place(chance)}", date(chance), place(chance),
              date(chance), digits(chance, 9), number(chance), "", place(chance), "AM/B1/B")  # fmt: skip
    marks = ("1", "2", "3", "4a", "4c", "4b", "4d", "5", "7", "8", "9")
    dot = chance.choice((".", ".", ".", "", " "))
    for mark, value in zip(marks, values, strict=True):
        if mark in ("4d", "8") and chance.random() < 0.6:
            continue
        beside = mark == "4c"
        spot = (x + 330, y - step) if beside else (x, y)
        front = pen.write(spot, mark + dot, issuer.face, issuer.large * 0.8, issuer.pale)
        pen.write((front + 10, spot[1]), value, issuer.face, issuer.large, issuer.ink)
        y += 0 if beside else step
    if chance.random() < 0.3:
        code = f"D1{invented(chance).upper()}{digits(chance, 12)}<<{digits(chance, 1)}"
        pen.write((30, height - 70), code, "OCRB", 44, (20, 20, 20))
    stamp(pen, chance)
    return pen.sheet()


def circle(image: Image, chance: Random, x: int, y: int) -> None:
    """A state's letters in a ring of stars, or a flag."""
    if chance.random() < 0.4:
        flag(image, chance, x, y, 110)
        return
    cv2.rectangle(image, (x, y), (x + 120, y + 90), (150, 60, 20), -1)
    for turn in np.linspace(0, 2 * np.pi, 12, endpoint=False):
        at = (int(x + 60 + 36 * np.cos(turn)), int(y + 45 + 36 * np.sin(turn)))
        cv2.circle(image, at, 4, (60, 220, 240), -1)
    cv2.putText(image, chance.choice("FDILPE"), (x + 46, y + 60), 0, 1.3, (255, 255, 255), 3, cv2.LINE_AA)


def health(chance: Random, rng: np.random.Generator, photos: list[Image]) -> Sheet:
    """A card of a health insurance: labels above values, a chip, a person's number."""
    image, issuer = ground(chance, rng, photos, 630), Issuer(chance)
    if chance.random() < 0.6:
        cv2.rectangle(image, (0, 0), (WIDTH, chance.randint(100, 260)), tone(chance, 60, 230), -1)
    if chance.random() < 0.5:
        chip(image, chance, 80, chance.randint(200, 300), 120)
    if chance.random() < 0.4:
        pictured(image, chance, rng, (760, 200, 190, 240))
    pen = Pen(image, "document")
    lit: Colour = (250, 250, 250) if float(image[:90].mean()) < 150 else issuer.heading
    for row, text in enumerate(chance.choice(PAIRS["health"])):
        pen.write((chance.choice((60, 120, 260)), 24 + row * 50), text, issuer.head, 38 - row * 8, lit)
    values = (surname(chance), name(chance), date(chance), digits(chance, 10), number(chance), short(chance))
    labels = chance.sample(STOCK["insured"], len(values))
    left, y, step = chance.choice((60, 260)), chance.randint(250, 290), chance.randint(58, 66)
    for at, (label, value) in enumerate(zip(labels, values, strict=True)):
        spot = (left + at % 2 * 360, y + at // 2 * step * 1.5)
        pen.write(spot, label, issuer.face, issuer.small, issuer.pale)
        pen.write((spot[0], spot[1] + issuer.small * 1.25), value, issuer.head, issuer.large, issuer.ink)
    stamp(pen, chance)
    return pen.sheet()
