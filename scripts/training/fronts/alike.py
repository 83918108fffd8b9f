"""What is laid out like a document or a card and is none: keypads, web pages, slides, labels, news."""

from random import Random

import cv2
import numpy as np

from specimens.paint import Image, clouds, ramp
from training.fronts.faces import tone
from training.fronts.layouts import paste, photo, stacked
from training.fronts.people import digits, name, surname
from training.fronts.print import Pen, Sheet, typeface
from training.fronts.screens import blank, ink_for, sentence


def tinted(chance: Random, rng: np.random.Generator, width: int, height: int) -> Image:
    """A ground of one colour or of soft ones."""
    if chance.random() < 0.5:
        return np.full((height, width, 3), tone(chance, 0, 255), np.uint8)
    colours = [tone(chance, 0, 255) for _ in range(3)]
    return ramp(clouds(height, width, rng, chance.choice((1, 2, 4))), colours).astype(np.uint8)


def keypad(chance: Random, rng: np.random.Generator, _: list[Image]) -> Sheet:
    """A till, a telephone's dial, a calculator, a payment terminal: rows of keys under a small screen."""
    width, height = 600, chance.randint(700, 1200)
    image = tinted(chance, rng, width, height)
    cv2.rectangle(image, (50, 50), (width - 50, 220), tone(chance, 120, 255), -1)
    pen, face, ink = Pen(image, "none"), typeface(chance), tone(chance, 180, 255)
    pen.write((80, 100), sentence(chance, 2), face, 36, (20, 20, 20))
    keys, side = "123456789*0#", (width - 140) // 3
    for at in range(len(keys)):
        x, y = 70 + at % 3 * side, 260 + at // 3 * (height - 300) // 4
        cv2.ellipse(
            image, (x + side // 2, y + 50), (side // 3, 40), 0, 0, 360, tone(chance, 20, 120), -1, cv2.LINE_AA
        )
    pen.over(image)
    for at, key in enumerate(keys):
        x, y = 70 + at % 3 * side + side // 2 - 12, 260 + at // 3 * (height - 300) // 4 + 24
        pen.write((x, y), key, face, 44, ink)
    return pen.sheet()


def web(chance: Random, rng: np.random.Generator, photos: list[Image]) -> Sheet:
    """A page of the web: a bar, a picture or a grid of tiles with pictures and words."""
    width, height = 1280, chance.choice((720, 900, 1600))
    image = blank(chance, width, height)
    cv2.rectangle(image, (0, 0), (width, 80), tone(chance, 0, 255), -1)
    across, tall = chance.choice((1, 2, 3, 4)), chance.randint(220, 420)
    texts: list[tuple[int, int, str, int]] = [(40, 20, sentence(chance, 4), 34)]
    for y in range(110, height - tall, tall + 30):
        for column in range(across):
            x, wide = 40 + column * (width - 60) // across, (width - 60) // across - 30
            cv2.rectangle(image, (x, y), (x + wide, y + tall), tone(chance, 0, 255), chance.choice((-1, 2)))
            part = chance.choice(photos) if photos and chance.random() < 0.7 else photo(chance, rng)
            paste(image, part, x + 12, y + 12, wide // chance.choice((1, 2, 3)) - 24, tall * 6 // 10)
            texts += [(x + 20, y + tall * 7 // 10 + row * 30, sentence(chance, 5), 22) for row in range(2)]
    pen, face = Pen(image, "none"), typeface(chance)
    for x, y, text, size in texts:
        pen.write((x, y), text, face, size, ink_for(image[y : y + size, x : x + 80], chance))
    return pen.sheet()


def slide(chance: Random, rng: np.random.Generator, photos: list[Image]) -> Sheet:
    """A slide of a talk: a title, points, a picture or a chart beside them."""
    width, height = 1280, chance.choice((720, 960))
    image = tinted(chance, rng, width, height) if chance.random() < 0.4 else blank(chance, width, height)
    if photos and chance.random() < 0.5:
        paste(image, chance.choice(photos), chance.choice((60, 760)), 180, 440, 360)
    elif chance.random() < 0.6:
        chart(image, chance, (720, 200, 500, 380))
    pen, face, ink = Pen(image, "none"), typeface(chance), ink_for(image, chance)
    pen.write((80, 50), sentence(chance, 5), typeface(chance), 60, ink)
    for row in range(chance.randint(1, 7)):
        pen.write((90, 200 + row * 70), f"- {sentence(chance, 6)}", face, 32, ink)
    return pen.sheet()


def chart(image: Image, chance: Random, box: tuple[int, int, int, int]) -> None:
    """Bars or a curve."""
    x, y, wide, tall = box
    values = [chance.uniform(0.1, 1) for _ in range(chance.randint(3, 12))]
    step = wide / len(values)
    if chance.random() < 0.6:
        for at, value in enumerate(values):
            start = (int(x + at * step), int(y + tall * (1 - value)))
            cv2.rectangle(image, start, (int(x + (at + 0.7) * step), y + tall), tone(chance, 20, 230), -1)
        return
    points = [(int(x + at * step), int(y + tall * (1 - value))) for at, value in enumerate(values)]
    cv2.polylines(image, [np.array(points, np.int32)], False, tone(chance, 0, 200), 3, cv2.LINE_AA)


def parcel(chance: Random, rng: np.random.Generator, _: list[Image]) -> Sheet:
    """A label of a parcel or a product: bars, an address, small print."""
    width, height = 1000, chance.randint(500, 1300)
    image = blank(chance, width, height)
    for _line in range(chance.randint(1, 4)):
        y = chance.randint(60, height - 60)
        cv2.line(image, (20, y), (width - 20, y), (20, 20, 20), 3)
    bars = np.repeat((rng.random((1, 90)) > 0.5).astype(np.uint8) * 255, 140, 0)
    code = np.asarray(cv2.cvtColor(bars, cv2.COLOR_GRAY2BGR), np.uint8)
    paste(image, code, chance.randint(40, 400), chance.randint(30, height - 180), 500, 140)
    if chance.random() < 0.3:
        stacked(image, rng, 60, chance.randint(30, height - 160), 400, 100)
    pen, face = Pen(image, "none"), typeface(chance)
    for row in range(chance.randint(4, 12)):
        text = chance.choice((sentence(chance, 5), f"{name(chance)} {surname(chance)}", digits(chance, 12)))
        spot = (chance.choice((40, 40, 520)), 40 + row * chance.randint(40, 80))
        pen.write(spot, text, face, chance.randint(20, 44), (25, 25, 25))
    return pen.sheet()


def news(chance: Random, rng: np.random.Generator, photos: list[Image]) -> Sheet:
    """A newspaper, a magazine, a menu: columns under a large heading, perhaps a picture."""
    width, height = 1000, chance.randint(700, 1400)
    image = blank(chance, width, height)
    columns, tall = chance.choice((1, 2, 3)), 0
    if photos and chance.random() < 0.7:
        tall = chance.randint(150, 400)
        paste(image, chance.choice(photos), 40, 150, chance.randint(300, 920), tall)
    pen, face, ink = Pen(image, "none"), typeface(chance), ink_for(image, chance)
    pen.write((40, 30), sentence(chance, 4), typeface(chance), chance.randint(50, 90), ink)
    size, wide = chance.randint(16, 26), 940 // columns
    for column in range(columns):
        for y in range(180 + tall, height - 40, int(size * 1.4)):
            text = sentence(chance, 9 // columns + 1)
            pen.write((40 + column * wide, y), text, face, size, ink)
    return pen.sheet()


def resume(chance: Random, rng: np.random.Generator, photos: list[Image]) -> Sheet:
    """Somebody's profile or life: a portrait beside a name and paragraphs."""
    width, height = 900, chance.randint(700, 1270)
    image = blank(chance, width, height)
    left = chance.random() < 0.6
    paste(image, photo(chance, rng), 50 if left else 620, 60, 200, 250)
    pen, face, ink = Pen(image, "none"), typeface(chance), ink_for(image, chance)
    pen.write((290 if left else 60, 70), f"{name(chance)} {surname(chance)}", typeface(chance), 44, ink)
    pen.write((290 if left else 60, 140), sentence(chance, 3), face, 26, ink)
    pen.write((290 if left else 60, 190), f"+996 {digits(chance, 9)}  info@example.com", face, 22, ink)
    for y in range(340, height - 50, 36):
        if chance.random() < 0.85:
            pen.write((60, y), sentence(chance, 9), face, 22, ink)
    return pen.sheet()
