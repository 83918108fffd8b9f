"""What photographs show besides documents: pieces of them in any form put together, at times with words."""

from random import Random

import cv2
import numpy as np

from specimens.paint import Image, clouds, ramp
from training.fronts.faces import tone
from training.fronts.people import digits
from training.fronts.print import Pen, Sheet, typeface
from training.fronts.screens import sentence

SIZE = (576, 768)
"""Height and width of what is put together."""


def things(chance: Random, rng: np.random.Generator, photos: list[Image]) -> Sheet:
    """A ground and some things on it; few photographs make many so."""
    height, width = SIZE
    image = surface(chance, rng, photos, width, height)
    for _ in range(chance.choice((0, 1, 1, 2, 3, 5))):
        mask = form(chance, width, height)
        soft = chance.choice((1, 3, 9, 31))
        share = cv2.blur(mask, (soft, soft)).astype(np.float32)[..., None] / 255
        piece = surface(chance, rng, photos, width, height)
        image = (image * (1 - share) + piece * share).astype(np.uint8)
        if chance.random() < 0.3:
            edge = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]
            cv2.drawContours(image, edge, -1, tone(chance, 0, 255), chance.choice((2, 4, 10)), cv2.LINE_AA)
    pen = Pen(image, "none")
    for _ in range(chance.choice((0, 0, 0, 1, 2))):
        said = sentence(chance, chance.randint(1, 3)) if chance.random() < 0.7 else digits(chance, 4)
        at = chance.randint(0, width * 2 // 3), chance.randint(0, height - 120)
        pen.write(at, said, typeface(chance), chance.choice((24, 40, 70, 110)), tone(chance, 0, 255))
    return pen.sheet()


def surface(chance: Random, rng: np.random.Generator, photos: list[Image], width: int, height: int) -> Image:
    """A piece of a photograph, large or small, mirrored or not; or soft shades of two colours."""
    if not photos or chance.random() < 0.15:
        shades = clouds(height, width, rng, chance.choice((1, 1, 2, 4)))
        return ramp(shades, [tone(chance, 0, 255), tone(chance, 0, 255)]).astype(np.uint8)
    picture = chance.choice(photos)
    wide = int(picture.shape[1] * chance.choice((1, chance.uniform(0.1, 1))))
    tall = min(picture.shape[0], max(1, wide * height // width))
    x, y = chance.randint(0, picture.shape[1] - wide), chance.randint(0, picture.shape[0] - tall)
    part = picture[y : y + tall, x : x + wide]
    part = part[:, :: chance.choice((1, -1))]
    shown = cv2.resize(part, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32)
    return (
        ((shown - 128) * chance.uniform(0.5, 1.3) + 128 + chance.uniform(-50, 50))
        .clip(0, 255)
        .astype(np.uint8)
    )


def form(chance: Random, width: int, height: int) -> Image:
    """A round thing, one with corners or a curved one; never a rectangle, which might be a card."""
    mask: Image = np.zeros((height, width), np.uint8)
    middle = (chance.randint(0, width), chance.randint(0, height))
    size = chance.uniform(60, 500)
    if chance.random() < 0.35:
        axes = (int(size), int(size * chance.uniform(0.2, 1)))
        cv2.ellipse(mask, middle, axes, chance.uniform(0, 180), 0, 360, 255, -1, cv2.LINE_AA)
        return mask
    count = chance.choice((3, 5, 6, 7, 9, 12))
    turns = sorted(chance.uniform(0, 2 * np.pi) for _ in range(count))
    reach = [size * chance.uniform(0.3, 1) for _ in turns]
    points = np.array([(r * np.cos(t), r * np.sin(t)) for t, r in zip(turns, reach, strict=True)]) + middle
    cv2.fillPoly(mask, [points.astype(np.int32)], 255, cv2.LINE_AA)
    if chance.random() < 0.5:  # corners are rounded
        rounded = 2 * chance.randint(5, 60) + 1
        mask = np.asarray((cv2.blur(mask, (rounded, rounded)) > 127) * np.uint8(255))
    return mask
