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
ROLL = 9
"""Degrees by which heads lean, as a deviation."""
Colour = tuple[int, int, int]


def tone(chance: Random, low: int, high: int) -> Colour:
    """Any colour of a brightness."""
    return (chance.randint(low, high), chance.randint(low, high), chance.randint(low, high))


def dimmed(colour: Colour, by: float) -> Colour:
    """A colour darker or brighter."""
    blue, green, red = (min(255, int(part * by)) for part in colour)
    return blue, green, red


def ellipse(image: Image, x: float, y: float, a: float, b: float, colour: Colour, turn: float = 0) -> None:
    """A filled ellipse."""
    cv2.ellipse(
        image, (int(x), int(y)), (max(1, int(a)), max(1, int(b))), turn, 0, 360, colour, -1, cv2.LINE_AA
    )


@dataclass
class Head:
    """Where a head is: middle of the face, half its width and height, how far it looks aside."""

    x: float
    y: float
    a: float
    b: float
    aside: float
    skin: Colour
    hair: Colour


def head(chance: Random) -> Head:
    """Any head."""
    return Head(
        x=WIDE / 2 + chance.uniform(-6, 6),
        y=TALL * chance.uniform(0.4, 0.5),
        a=WIDE * chance.uniform(0.2, 0.29),
        b=TALL * chance.uniform(0.22, 0.3),
        aside=chance.gauss(0, 0.14),
        skin=chance.choice(SKIN),
        hair=chance.choice(HAIR) if chance.random() < 0.9 else tone(chance, 30, 220),
    )


def behind(image: Image, chance: Random, one: Head) -> None:
    """What is seen behind the face: hair short or long, a scarf; nothing of a bald head."""
    x, y, a, b = one.x, one.y, one.a, one.b
    kind = chance.random()
    if kind < 0.08:
        return
    colour = tone(chance, 20, 240) if kind > 0.85 else one.hair
    ellipse(image, x, y - b * 0.25, a * chance.uniform(1.08, 1.35), b * chance.uniform(0.95, 1.15), colour)
    if kind > 0.5:
        ellipse(image, x, y + b * 0.4, a * chance.uniform(1.2, 1.5), b * chance.uniform(1.0, 1.4), colour)


def outline(one: Head, chance: Random) -> np.ndarray:
    """The edge of the face: round above, narrower at the jaw."""
    turns = np.linspace(0, 2 * np.pi, 40)
    jaw = 1 - chance.uniform(0.05, 0.28) * np.clip(np.sin(turns), 0, 1) ** 2
    points = np.stack([one.x + one.a * np.cos(turns) * jaw, one.y + one.b * np.sin(turns)], 1)
    return np.asarray(np.round(points), np.int32)


def eyes(image: Image, chance: Random, one: Head) -> None:
    """Sockets, lids, whites, brows; at times glasses."""
    a, b, x = one.a, one.b, one.x + one.aside * one.a
    dark, shade = dimmed(one.skin, 0.3), dimmed(one.skin, chance.uniform(0.6, 0.85))
    apart, level, wide = (
        a * chance.uniform(0.37, 0.48),
        one.y - b * chance.uniform(0.04, 0.17),
        chance.uniform(0.8, 1.15),
    )
    brow, open_ = chance.uniform(0.02, 0.05), chance.choice((1, 1, 1, 0.6, 0.2))
    glasses = chance.random() < 0.22
    frame, thick = tone(chance, 0, 90), chance.choice((1, 1, 2))
    for side in (-1, 1):
        at = x + side * apart
        ellipse(image, at, level - b * 0.03, a * 0.27, b * 0.14, shade)
        ellipse(image, at, level, a * 0.18 * wide, b * 0.065 * open_, (195, 203, 210))
        ellipse(image, at, level, a * 0.085, b * 0.066 * open_, dark)
        ellipse(
            image,
            at,
            level - b * chance.uniform(0.15, 0.2),
            a * 0.25,
            b * brow,
            dimmed(one.hair, 0.8),
            side * 8,
        )
        if glasses:
            size = (int(a * 0.31), int(b * 0.17))
            cv2.ellipse(image, (int(at), int(level)), size, 0, 0, 360, frame, thick, cv2.LINE_AA)
    if glasses:
        cv2.line(image, (int(x - a * 0.12), int(level)), (int(x + a * 0.12), int(level)), frame, thick)


def below(image: Image, chance: Random, one: Head) -> None:
    """Nose, mouth, cheeks; at times a beard, a moustache, teeth."""
    a, b, x, y = one.a, one.b, one.x + one.aside * one.a, one.y
    shade, bright = dimmed(one.skin, chance.uniform(0.65, 0.82)), dimmed(one.skin, 1.12)
    if chance.random() < 0.22:
        ellipse(image, x, y + b * 0.62, a * 0.75, b * 0.42, one.hair)
        ellipse(image, x, y + b * 0.5, a * 0.42, b * 0.2, one.skin)
    for side in (-1, 1):
        ellipse(image, x + side * a * 0.52, y + b * 0.24, a * 0.2, b * 0.13, dimmed(one.skin, 1.06))
    ellipse(image, x + a * 0.05, y + b * 0.24, a * 0.17, b * 0.07, shade)
    ellipse(image, x - a * 0.04, y + b * 0.09, a * 0.07, b * 0.17, bright)
    for side in (-1, 1):
        ellipse(image, x + side * a * 0.08, y + b * 0.27, a * 0.05, b * 0.025, dimmed(one.skin, 0.5))
    wide, level = a * chance.uniform(0.26, 0.44), y + b * chance.uniform(0.48, 0.58)
    red = (int(one.skin[0] * 0.62), int(one.skin[1] * 0.6), int(one.skin[2] * 0.85))
    ellipse(image, x, level, wide, b * chance.uniform(0.05, 0.1), red)
    if chance.random() < 0.3:
        ellipse(image, x, level, wide * 0.8, b * 0.035, (215, 220, 225))
    else:
        cv2.line(
            image, (int(x - wide * 0.9), int(level)), (int(x + wide * 0.9), int(level)), dimmed(red, 0.6), 1
        )
    if chance.random() < 0.12:
        ellipse(image, x, level - b * 0.11, wide, b * 0.045, one.hair)
    ellipse(image, x, level + b * 0.15, wide * 0.7, b * 0.03, shade)


def above(image: Image, chance: Random, one: Head) -> None:
    """Hair over the brow, a cap, a felt hat, the edge of a scarf."""
    kind, x, y, a, b = chance.random(), one.x, one.y, one.a, one.b
    if kind < 0.5:
        ellipse(
            image,
            x + a * chance.uniform(-0.3, 0.3),
            y - b * 0.88,
            a * 0.88,
            b * chance.uniform(0.2, 0.34),
            one.hair,
        )
    elif kind < 0.62:
        ellipse(image, x, y - b * 0.92, a * 1.08, b * chance.uniform(0.35, 0.6), tone(chance, 10, 245))


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
    one = head(chance)
    behind(image, chance, one)
    wide, high = WIDE * chance.uniform(0.4, 0.56), TALL * chance.uniform(0.22, 0.32)
    clothes = tone(chance, 10, 240)
    ellipse(image, one.x, TALL * 1.05, wide, high, clothes)
    ellipse(image, one.x, one.y + one.b * 0.9, one.a * 0.5, one.b * 0.55, dimmed(one.skin, 0.75))
    if chance.random() < 0.5:
        ellipse(image, one.x, one.y + one.b * 1.5, one.a * 0.75, one.b * 0.18, dimmed(clothes, 0.7))
    cv2.fillPoly(image, [outline(one, chance)], one.skin, cv2.LINE_AA)
    eyes(image, chance, one)
    below(image, chance, one)
    above(image, chance, one)
    mask = np.any(image != np.array(ground, np.uint8), axis=2).astype(np.uint8) * 255
    image, mask = leaned(lit(image, chance, rng), np.asarray(mask, np.uint8), one, chance.gauss(0, ROLL))
    return Bust(image, mask, (one.x, one.y, one.a, one.b))


def leaned(image: Image, mask: Image, one: Head, angle: float) -> tuple[Image, Image]:
    """The person turned round the middle of the face."""
    turn = cv2.getRotationMatrix2D((one.x, one.y), angle, 1)

    def turned(plane: Image) -> Image:
        out = cv2.warpAffine(plane, turn, (WIDE, TALL), borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(out, np.uint8)

    return turned(image), turned(mask)


def lit(image: Image, chance: Random, rng: np.random.Generator) -> Image:
    """Light from one side, softened, with grain; the sides of a round head are darker."""
    down, across = (plane / size - 0.5 for plane, size in zip(grid(TALL, WIDE), (TALL, WIDE), strict=True))
    light = 1 + chance.uniform(-0.7, 0.7) * across + chance.uniform(-0.4, 0.3) * down
    light = light - chance.uniform(0, 1.6) * across**2
    soft = cv2.GaussianBlur(image.astype(np.float32) * light[..., None], (0, 0), chance.uniform(0.6, 2.2))
    grain = (clouds(TALL, WIDE, rng, 4)[..., None] - 0.5) * chance.choice((10, 24, 36))
    return np.asarray((soft + grain).clip(0, 255), np.uint8)


def portrait(chance: Random, rng: np.random.Generator) -> Image:
    """Head and shoulders, 120 by 150 pixels."""
    return bust(chance, rng).image
