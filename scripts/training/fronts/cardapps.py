"""Bank cards as apps and web pages show them: above a list, in a wallet, with details below."""

from random import Random

import cv2
import numpy as np

from specimens.paint import Image
from training.fronts.cards import HEIGHT, WIDTH, card, contrast
from training.fronts.faces import tone
from training.fronts.people import digits, month, pan
from training.fronts.print import Line, Pen, Sheet, typeface
from training.fronts.stock import STOCK


def rounded(high: int, wide: int, by: int) -> Image:
    """A mask of a box with round corners."""
    mask: Image = np.zeros((high, wide), np.uint8)
    cv2.rectangle(mask, (by, 0), (wide - by, high), 255, -1)
    cv2.rectangle(mask, (0, by), (wide, high - by), 255, -1)
    for x in (by, wide - by - 1):
        for y in (by, high - by - 1):
            cv2.circle(mask, (x, y), by, 255, -1, cv2.LINE_AA)
    return mask


def ground(chance: Random, height: int, width: int) -> Image:
    """A screen: light, dark, or sloping from one colour to another."""
    low, high = (5, 60) if chance.random() < 0.45 else (215, 255)
    if chance.random() < 0.7:
        return np.full((height, width, 3), tone(chance, low, high), np.uint8)
    ends = np.array([tone(chance, low, high), tone(chance, 0, 255)], np.float32)
    share = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    return np.asarray(np.broadcast_to(ends[0] * (1 - share) + ends[1] * share, (height, width, 3)), np.uint8)


def shown(image: Image, front: Sheet, x: int, y: int, wide: int) -> list[Line]:
    """Put a card into a screen, as far as it fits; its lines there."""
    scale, high = wide / WIDTH, int(HEIGHT * wide / WIDTH)
    high = min(high, image.shape[0] - y)
    flat = cv2.resize(front.image, (wide, int(HEIGHT * scale)), interpolation=cv2.INTER_AREA)[:high]
    share = rounded(int(HEIGHT * scale), wide, max(4, wide // 28))[:high, :, None].astype(np.float32) / 255
    left, right = max(0, x), min(image.shape[1], x + wide)
    if right <= left or high <= 0:
        return []
    cut = slice(left - x, right - x)
    place = image[y : y + high, left:right]
    place[:] = (place * (1 - share[:, cut]) + flat[:, cut] * share[:, cut]).astype(np.uint8)
    moved = (Line(tuple(v * scale + (x, y)[at % 2] for at, v in enumerate(line.box)), line.text)  # type: ignore[arg-type]
             for line in front.lines)  # fmt: skip
    return [line for line in moved if line.box[0] > 2 and line.box[2] < image.shape[1] - 2]


def purchases(pen: Pen, chance: Random, top: int, face: str, wide: int) -> None:
    """Rows of what was paid, or buttons."""
    height = pen.picture.height
    ink = contrast(np.array(pen.picture), (0, min(top, height - 40), wide, height), chance)
    for y in range(top, height - 60, chance.choice((70, 90, 110))):
        pen.write((50, y), chance.choice(STOCK["buttons"]), face, 28, ink)
        amount = (
            f"{chance.choice('+-')}{chance.randint(10, 9000)},{digits(chance, 2)} {chance.choice('₽с$€')}"
        )
        pen.write((wide - 220, y), amount, face, 28, ink)


def details(pen: Pen, chance: Random, top: int, face: str) -> None:
    """Number, date and code of the card as rows with labels."""
    ink = contrast(np.array(pen.picture), (0, top, 400, top + 100), chance)
    rows = (
        (("Номер карты", "Card number", "Картанын номери", "CARD NUMBER"), pan(chance)),
        (("Срок действия", "Expiry date", "Valid thru", "Мөөнөтү"), month(chance)),
        (("CVV", "CVC2", "Код CVC", "CVV2"), digits(chance, 3)),
    )
    before = chance.random() < 0.4
    for row, (labels, text) in enumerate(rows):
        end = pen.write((50, top + row * 100), chance.choice(labels), face, 24, ink)
        pen.write((end + 30, top + row * 100) if before else (50, top + 34 + row * 100), text, face, 34, ink)


def screen(chance: Random, rng: np.random.Generator, photos: list[Image]) -> Sheet:
    """A banking app, a wallet or a shop's page that shows a card, or two."""
    upright = chance.random() < 0.8
    width, height = (720, chance.choice((1280, 1480, 1560))) if upright else (1280, 720)
    image = ground(chance, height, width)
    wide = int(min(width, height * 1.4) * chance.uniform(0.5, 0.96))
    x = chance.choice(((width - wide) // 2, chance.randint(10, max(11, width - wide - 10))))
    y = chance.randint(60, 300 if upright else 200)
    lines: list[Line] = []
    stack = chance.randint(1, 4) if chance.random() < 0.25 else 0
    for _ in range(stack):
        shown(image, card(chance, rng, photos), x, y, wide)
        y += int(wide * 0.12)
    lines = shown(image, card(chance, rng, photos), x, y, wide)
    if chance.random() < 0.2 and x > 30:
        shown(image, card(chance, rng, photos), x + wide + 20, y, wide)
    pen, face = Pen(image, "card"), typeface(chance)
    pen.lines = lines
    ink = contrast(image, (0, 0, 600, 60), chance)
    pen.write((40, 16), chance.choice(STOCK["screens"]), face, chance.randint(24, 40), ink)
    below = y + int(wide * 0.63) + 40
    if chance.random() < 0.35:
        details(pen, chance, below, face)
    elif chance.random() < 0.8:
        purchases(pen, chance, below, face, width)
    return pen.sheet((max(0, x), y, min(width, x + wide), min(height, below - 40)))
