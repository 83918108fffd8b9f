"""Faces of nobody, drawn: head, hair, light from one side. No picture of a person was used."""

from dataclasses import dataclass
from random import Random

import cv2
import numpy as np

from specimens.paint import Image, clouds, grid

SKIN = ((120, 150, 200), (150, 180, 224), (90, 120, 168), (60, 84, 122), (170, 196, 232), (44, 60, 90))
HAIR = ((20, 20, 24), (30, 40, 60), (60, 90, 130), (110, 150, 190), (150, 150, 155), (24, 30, 44))
WIDE, TALL = 120, 150
"""Pixels of a portrait before it is scaled."""


def tone(chance: Random, low: int, high: int) -> tuple[int, int, int]:
    """Any colour of a brightness."""
    return (chance.randint(low, high), chance.randint(low, high), chance.randint(low, high))


def dimmed(colour: tuple[int, int, int], by: float) -> tuple[int, int, int]:
    """A colour darker or brighter."""
    blue, green, red = (min(255, int(part * by)) for part in colour)
    return blue, green, red


def ellipse(
    image: Image, x: float, y: float, a: float, b: float, colour: tuple[int, int, int], turn: float = 0
) -> None:
    """A filled ellipse."""
    cv2.ellipse(
        image, (int(x), int(y)), (max(1, int(a)), max(1, int(b))), turn, 0, 360, colour, -1, cv2.LINE_AA
    )


def hair(image: Image, chance: Random, x: float, y: float, a: float, b: float) -> None:
    """Behind the head: short, long or a scarf."""
    colour = chance.choice(HAIR) if chance.random() < 0.85 else tone(chance, 30, 220)
    ellipse(image, x, y - b * 0.25, a * chance.uniform(1.1, 1.35), b * chance.uniform(0.95, 1.15), colour)
    if chance.random() < 0.45:
        ellipse(image, x, y + b * 0.4, a * chance.uniform(1.2, 1.5), b * chance.uniform(1.0, 1.4), colour)


def features(
    image: Image, chance: Random, x: float, y: float, a: float, b: float, skin: tuple[int, int, int]
) -> None:
    """Brows, eyes, nose, mouth, perhaps glasses or a beard."""
    dark, shade, bright = (dimmed(skin, by) for by in (0.35, 0.72, 1.12))
    if chance.random() < 0.3:
        ellipse(image, x, y + b * 0.55, a * 0.72, b * 0.42, chance.choice(HAIR))
    apart, level = a * chance.uniform(0.38, 0.48), y - b * chance.uniform(0.05, 0.16)
    for side in (-1, 1):
        at = x + side * apart
        ellipse(image, at, level, a * 0.25, b * 0.12, shade)
        ellipse(image, at, level, a * 0.17, b * 0.06, (205, 210, 215))
        ellipse(image, at, level, a * 0.08, b * 0.065, dark)
        ellipse(image, at, level - b * 0.17, a * 0.25, b * 0.035, dark, side * 8)
        if chance.random() < 0.2:
            cv2.ellipse(
                image,
                (int(at), int(level)),
                (int(a * 0.3), int(b * 0.17)),
                0,
                0,
                360,
                (30, 30, 30),
                1,
                cv2.LINE_AA,
            )
    ellipse(image, x + a * 0.04, y + b * 0.22, a * 0.16, b * 0.08, shade)
    ellipse(image, x - a * 0.05, y + b * 0.08, a * 0.07, b * 0.18, bright)
    red = (int(skin[0] * 0.62), int(skin[1] * 0.6), int(skin[2] * 0.85))
    ellipse(image, x, y + b * 0.52, a * chance.uniform(0.28, 0.42), b * chance.uniform(0.05, 0.1), red)


@dataclass
class Bust:
    """Head and shoulders, 120 by 150 pixels."""

    image: Image
    mask: Image
    """255 where the person is."""
    face: tuple[float, float, float, float]
    """Middle of the face, half its width, half its height."""


def bust(chance: Random, rng: np.random.Generator) -> Bust:
    """Somebody who does not exist, on an even ground."""
    ground = tone(chance, 150, 250) if chance.random() < 0.8 else tone(chance, 20, 160)
    image: Image = np.full((TALL, WIDE, 3), ground, np.uint8)
    x, y = WIDE / 2 + chance.uniform(-6, 6), TALL * chance.uniform(0.4, 0.5)
    a, b = WIDE * chance.uniform(0.2, 0.3), TALL * chance.uniform(0.22, 0.3)
    skin = chance.choice(SKIN)
    if chance.random() < 0.93:
        hair(image, chance, x, y, a, b)
    wide, high = WIDE * chance.uniform(0.4, 0.56), TALL * chance.uniform(0.22, 0.32)
    ellipse(image, x, TALL * 1.05, wide, high, tone(chance, 10, 240))
    ellipse(image, x, y + b * 0.9, a * 0.5, b * 0.5, dimmed(skin, 0.8))
    ellipse(image, x, y, a, b, skin)
    mask = np.any(image != np.array(ground, np.uint8), axis=2).astype(np.uint8) * 255
    features(image, chance, x, y, a, b, skin)
    if chance.random() < 0.4:
        ellipse(image, x, y - b * 0.85, a * 0.85, b * 0.3, chance.choice(HAIR))
    return Bust(lit(image, chance, rng), np.asarray(mask, np.uint8), (x, y, a, b))


def lit(image: Image, chance: Random, rng: np.random.Generator) -> Image:
    """Light from one side, softened, with grain."""
    down, across = (plane / size - 0.5 for plane, size in zip(grid(TALL, WIDE), (TALL, WIDE), strict=True))
    light = 1 + chance.uniform(-0.5, 0.5) * across + chance.uniform(-0.2, 0.2) * down
    soft = cv2.GaussianBlur(image.astype(np.float32) * light[..., None], (0, 0), chance.uniform(0.6, 1.6))
    grain = (clouds(TALL, WIDE, rng, 4)[..., None] - 0.5) * 24
    return np.asarray((soft + grain).clip(0, 255), np.uint8)


def portrait(chance: Random, rng: np.random.Generator) -> Image:
    """Head and shoulders, 120 by 150 pixels."""
    return bust(chance, rng).image
