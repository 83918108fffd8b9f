"""Screens of telephones that show no document, and what all papers are written with."""

from random import Random

import cv2
import numpy as np

from specimens.paint import Image
from training.fronts.faces import tone
from training.fronts.layouts import paste, photo
from training.fronts.people import name, surname
from training.fronts.print import Pen, Sheet, typeface
from training.fronts.stock import STOCK


def sentence(chance: Random, most: int = 8) -> str:
    """Some words in a row."""
    text = " ".join(chance.choice(STOCK["talk"]) for _ in range(chance.randint(1, most)))
    return text.capitalize() if chance.random() < 0.6 else text.upper() if chance.random() < 0.3 else text


def blank(chance: Random, width: int, height: int) -> Image:
    """Plain ground, light or dark."""
    return np.full(
        (height, width, 3),
        tone(chance, 222, 256 - 1) if chance.random() < 0.75 else tone(chance, 8, 60),
        np.uint8,
    )


def ink_for(image: Image, chance: Random) -> tuple[int, int, int]:
    """Dark on light, light on dark."""
    return tone(chance, 0, 80) if float(image.mean()) > 128 else tone(chance, 180, 255)


def chat(chance: Random, rng: np.random.Generator, photos: list[Image]) -> Sheet:
    """A screen of a telephone: messages, settings, a profile, a feed."""
    width, height = 720, chance.choice((1280, 1480))
    image = blank(chance, width, height)
    y = 140
    pen_lines: list[tuple[int, int, str, int]] = []
    while y < height - 160:
        tall, left = chance.randint(60, 200), chance.choice((30, 200))
        cv2.rectangle(image, (left, y), (left + 480, y + tall), tone(chance, 60, 250), -1)
        if chance.random() < 0.3:
            paste(
                image,
                photo(chance, rng) if chance.random() < 0.6 or not photos else chance.choice(photos),
                left + 10,
                y + 8,
                90,
                tall - 16,
            )
        pen_lines.append((left + 120, y + 14, sentence(chance, 4), 28))
        if tall > 110:
            pen_lines.append((left + 120, y + 60, sentence(chance, 5), 26))
        y += tall + 24
    pen, face = Pen(image, "none"), typeface(chance)
    pen.write((40, 50), f"{name(chance)} {surname(chance)}", face, 40, ink_for(image, chance))
    for x, at, text, size in pen_lines:
        local = image[at : at + size, x : x + 60]
        pen.write((x, at), text, face, size, ink_for(local, chance) if local.size else (128, 128, 128))
    return pen.sheet()
