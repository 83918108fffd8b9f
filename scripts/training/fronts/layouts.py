"""Fronts and backs of identity cards, licences, papers and their pictures in an app: invented layouts."""

from collections.abc import Sequence
from random import Random

import cv2
import numpy as np

from specimens.paint import Image, clouds, guilloche, ramp
from training.fronts.faces import portrait, tone
from training.fronts.fields import LATIN_ONLY, Style, american, fields, headings, numbered, words
from training.fronts.people import number
from training.fronts.print import Pen, Sheet, typeface


def paper(chance: Random, rng: np.random.Generator, width: int, height: int) -> Image:
    """Security paper: waves, soft clouds of colour, now and then a large pale disc."""
    base = tone(chance, 196, 250)
    image = (
        guilloche(height, width, base, rng)
        if chance.random() < 0.8
        else np.full((height, width, 3), base, np.uint8)
    )
    if chance.random() < 0.5:
        tint = ramp(clouds(height, width, rng, 3), [tone(chance, 170, 250), tone(chance, 190, 255)])
        image = (image * 0.6 + tint * 0.4).astype(np.uint8)
    if chance.random() < 0.4:
        ring = image.copy()
        at = (chance.randint(0, width), chance.randint(0, height))
        cv2.circle(
            ring, at, chance.randint(60, 260), tone(chance, 120, 230), chance.choice((-1, 8, 30)), cv2.LINE_AA
        )
        image = np.asarray(cv2.addWeighted(image, 0.75, ring, 0.25, 0), np.uint8)
    return np.asarray(image, np.uint8)


def paste(image: Image, part: Image, x: int, y: int, width: int, height: int, strength: float = 1.0) -> None:
    """A picture into a place, perhaps pale; what does not fit is left out."""
    height, width = min(height, image.shape[0] - y), min(width, image.shape[1] - x)
    if height < 8 or width < 8 or x < 0 or y < 0:
        return
    fit = cv2.resize(part, (width, height), interpolation=cv2.INTER_LINEAR)
    place_ = image[y : y + height, x : x + width]
    place_[:] = (place_ * (1 - strength) + fit * strength).astype(np.uint8)


def photo(chance: Random, rng: np.random.Generator) -> Image:
    """A portrait, in colour or grey."""
    face = portrait(chance, rng)
    if chance.random() < 0.45:
        face = np.asarray(cv2.cvtColor(cv2.cvtColor(face, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR), np.uint8)
    return face


def flag(image: Image, chance: Random, x: int, y: int, size: int) -> None:
    """Stripes or an emblem."""
    if chance.random() < 0.5:
        for band in range(3):
            start = (x + band * size // 3, y) if chance.random() < 0.5 else (x, y + band * size // 5)
            cv2.rectangle(image, start, (x + size, y + size * 3 // 5), tone(chance, 20, 240), -1)
    else:
        cv2.circle(
            image,
            (x + size // 2, y + size // 3),
            size // 3,
            tone(chance, 20, 200),
            chance.choice((-1, 3)),
            cv2.LINE_AA,
        )
        cv2.circle(image, (x + size // 2, y + size // 3), size // 6, tone(chance, 20, 240), -1, cv2.LINE_AA)


def chip(image: Image, chance: Random, x: int, y: int, size: int) -> None:
    """The contacts of a chip."""
    colour = (
        (chance.randint(90, 160), chance.randint(160, 205), chance.randint(190, 225))
        if chance.random() < 0.7
        else (190, 190, 190)
    )
    tall = int(size * 0.78)
    cv2.rectangle(image, (x, y), (x + size, y + tall), colour, -1)
    for step in (1, 2):
        cv2.line(image, (x, y + tall * step // 3), (x + size, y + tall * step // 3), (60, 80, 90), 2)
    cv2.rectangle(
        image, (x + size // 3, y + tall // 5), (x + size * 2 // 3, y + tall * 4 // 5), (60, 80, 90), 2
    )


def scribble(image: Image, chance: Random, x: int, y: int, wide: int, tall: int) -> None:
    """A signature."""
    steps = np.linspace(0, 1, 60)
    waves = sum(
        chance.uniform(-1, 1) * np.sin(steps * chance.uniform(4, 40) + chance.uniform(0, 6)) for _ in range(4)
    )
    points = np.stack([x + steps * wide + 10 * np.sin(steps * 30), y + waves * tall / 4], 1)
    cv2.polylines(
        image, [points.astype(np.int32)], False, tone(chance, 0, 90), chance.choice((2, 3)), cv2.LINE_AA
    )


def stacked(image: Image, rng: np.random.Generator, x: int, y: int, wide: int, tall: int) -> None:
    """What looks like a PDF417: rows of bars."""
    bars = (rng.random((max(4, tall // 8), max(20, wide // 4))) > 0.5).astype(np.uint8) * 255
    bars[:, :4] = bars[:, -4:] = 0
    fit = cv2.resize(bars, (wide, tall), interpolation=cv2.INTER_NEAREST)
    paste(image, np.asarray(cv2.cvtColor(fit, cv2.COLOR_GRAY2BGR), np.uint8), x, y, wide, tall)


def front(image: Image, chance: Random, rng: np.random.Generator) -> tuple[int, int, int, int]:
    """A portrait beside the fields; the box of the fields."""
    height, width = image.shape[:2]
    wide, tall, x, y = (chance.randint(*span) for span in ((200, 300), (260, 380), (20, 60), (120, 200)))
    left = chance.random() < 0.75
    paste(image, photo(chance, rng), x if left else width - wide - 40, y, wide, tall)
    if chance.random() < 0.35:
        ghost = (chance.randint(600, 820), chance.randint(250, 420), 120, 160)
        paste(image, photo(chance, rng), *ghost, 0.4)
    top = chance.randint(12, 40)
    return (
        (x + wide + 30, top, width - 20, height - 20) if left else (40, top, width - wide - 70, height - 20)
    )


def back(image: Image, chance: Random, rng: np.random.Generator) -> tuple[int, int, int, int]:
    """A barcode or a magnetic stripe; the box of the fields."""
    height, width = image.shape[:2]
    if chance.random() < 0.5:
        stacked(image, rng, 60, height - 190, chance.randint(500, 880), chance.randint(80, 150))
        return 40, 40, width - 40, height - 210
    if chance.random() < 0.4:
        cv2.rectangle(image, (0, 30), (width, 130), (20, 20, 20), -1)
        return 40, 150, width - 40, height - 30
    return 40, 40, width - 40, height - 20


def ornaments(image: Image, chance: Random) -> None:
    """A coloured band, a flag, a chip, a signature: each at times."""
    height, width = image.shape[:2]
    if chance.random() < 0.25:
        cv2.rectangle(image, (0, 0), (width, chance.randint(60, 130)), tone(chance, 120, 240), -1)
    if chance.random() < 0.6:
        flag(image, chance, 30, 24, chance.randint(70, 130))
    if chance.random() < 0.3:
        chip(image, chance, chance.choice((60, 780)), chance.randint(150, 380), 120)
    if chance.random() < 0.7:
        scribble(image, chance, chance.randint(40, 600), height - 70, 220, 60)


def document(chance: Random, rng: np.random.Generator, _: Sequence[Image] = ()) -> Sheet:
    """Front or back of an identity card or licence, 1000 pixels wide."""
    width, height = 1000, chance.choice((630, 630, 630, 704, 700))
    kind = chance.choice(("id-card", "id-card", "id-card", "driving-licence", "driving-licence", "passport"))
    style = Style(chance)
    image = paper(chance, rng, width, height)
    ornaments(image, chance)
    behind = chance.random() < 0.22
    left, top, right, bottom = (back if behind else front)(image, chance, rng)
    pen = Pen(image, "document")
    if not behind or chance.random() < 0.3:
        top = headings(pen, chance, style, kind, left if chance.random() < 0.6 else 180, top) + 10
    contents(pen, chance, style, kind, (left, top, right, bottom))
    if chance.random() < 0.4:
        at = (chance.randint(500, 800), chance.randint(20, height - 60))
        pen.write(at, number(chance), style.large, chance.randint(24, 44), style.ink)
    return pen.sheet()


def contents(pen: Pen, chance: Random, style: Style, kind: str, box: tuple[int, int, int, int]) -> None:
    """The fields of a document of this kind."""
    groups = [group for group in words()["labels"] if group not in LATIN_ONLY]
    if kind != "driving-licence":
        fields(pen, chance, style, sorted(chance.sample(groups, chance.randint(4, 8)), key=groups.index), box)
    elif chance.random() < 0.5:
        numbered(pen, chance, style, box)
    else:
        fields(pen, chance, style, american(chance), box)


def app(chance: Random, rng: np.random.Generator, _: Sequence[Image] = ()) -> Sheet:
    """A document as an app on a telephone shows it (Tunduk, Diia, eGov)."""
    width, height = 720, chance.choice((1280, 1480, 1560))
    dark = chance.random() < 0.25
    image: Image = np.full(
        (height, width, 3), tone(chance, 10, 50) if dark else tone(chance, 225, 255), np.uint8
    )
    x, y, wide = 36, chance.randint(120, 260), width - 72
    tall = chance.randint(560, 900)
    image[y : y + tall, x : x + wide] = paper(chance, rng, wide, tall)
    paste(image, photo(chance, rng), x + chance.randint(20, 50), y + chance.randint(90, 150), 200, 260)
    if chance.random() < 0.5:
        flag(image, chance, x + 20, y + 16, 90)
    style = Style(chance)
    style.small = style.large = typeface(chance)
    pen = Pen(image, "document")
    pen.write((30, 12), f"{chance.randint(0, 23)}:{chance.randint(10, 59)}", style.small, 26, (128, 128, 128))
    pen.write(
        (60, 60),
        chance.choice(("Цифровые документы", "Санарип документтер", "Тундук", "Мои документы", "Documents")),
        style.head,
        40,
        (128, 120, 110),
    )
    top = headings(
        pen,
        chance,
        style,
        chance.choice(("id-card", "id-card", "driving-licence", "passport")),
        x + 30 if chance.random() < 0.5 else x + 120,
        y + 14,
    )
    groups = [group for group in words()["labels"] if group not in LATIN_ONLY]
    below = sorted(chance.sample(groups, 6), key=groups.index)
    fields(pen, chance, style, below[:3], (x + 290, top + 20, x + wide, y + 400))
    fields(pen, chance, style, below[3:], (x + 30, y + 420, x + wide, y + tall))
    return pen.sheet((x, y, x + wide, y + tall))
