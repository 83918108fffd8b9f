"""Line crops as the pipeline would hand them to the reader: drawn, photographed badly, cut out roughly."""

import math
from itertools import pairwise
from random import Random
from typing import NamedTuple

import cv2
import numpy as np

from sakchy.detect.picture.opencv import Grey
from sakchy.detect.picture.reader import HEIGHT, MOST_WIDTH, MULTIPLE
from sakchy.detect.picture.zones import OTHERS, USUAL
from specimens.paint import Image
from training import printing, texts
from training.printing import PITCH, TALL, Array

SIDE = 3 * PITCH
"""Empty pixels left and right of a drawn line."""
LEAST_PITCH, MOST_PITCH = 4.6, 22.0
"""Pixels a character has in the picture: below about four nobody can read it."""
SILENT = 0.07
"""Share of samples that are no line of a zone: the reader must say nothing."""


class Sample(NamedTuple):
    """A crop as the reader gets it, and what it must read."""

    image: Grey
    text: str


def sample(seed: int) -> Sample:
    """The sample of a seed: always the same one."""
    chance, rng = Random(seed), np.random.default_rng(seed)
    while True:
        text, ink = subject(chance, rng)
        page = paper(surrounded(ink, chance, rng), chance, rng)
        pitch = math.exp(chance.uniform(math.log(LEAST_PITCH), math.log(MOST_PITCH)))
        seen = photographed(bent(page, chance), pitch / PITCH, chance, rng)
        crop = cropped(seen, len(text) or ink.shape[1] / PITCH, chance)
        if crop.shape[1] // 4 >= len(text) + sum(one == next_ for one, next_ in pairwise(text)) + 1:
            return Sample(crop, text)


def subject(chance: Random, rng: np.random.Generator) -> tuple[str, Array]:
    """What is to be read and its ink; now and then prose or nothing at all."""
    if chance.random() < SILENT:
        ink = printing.prose(texts.prose(chance), chance)
        return "", ink * (chance.random() < 0.8)
    text = texts.line(chance)
    return text, printing.pressed(printing.fixed(text, printing.face(chance)), chance, rng)


def surrounded(ink: Array, chance: Random, rng: np.random.Generator) -> Array:
    """The line with the lines above and below it, as far as a careless crop would show them."""
    wide = ink.shape[1] + 2 * SIDE
    canvas = np.zeros((3 * TALL, wide), np.float32)
    canvas[TALL : 2 * TALL, SIDE : SIDE + ink.shape[1]] = ink
    leading = int(PITCH * chance.uniform(1.45, 2.7))
    for way in (-1, 1):
        if chance.random() < 0.55:
            other = printing.pressed(printing.fixed(texts.line(chance), printing.face(chance)), chance, rng)
            put(canvas, other, TALL + way * leading, SIDE + chance.choice((0, 0, chance.randint(-200, 200))))
    if chance.random() < 0.12:
        put(canvas, printing.prose(texts.prose(chance), chance), TALL + chance.choice((-38, 38)), 0)
    return canvas


def put(canvas: Array, ink: Array, top: int, left: int) -> None:
    """Lay ink on the canvas, as much of it as fits."""
    height, width = canvas.shape
    rows = slice(max(0, top), min(height, top + ink.shape[0]))
    columns = slice(max(0, left), min(width, left + ink.shape[1]))
    piece = ink[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]
    canvas[rows, columns] = np.maximum(canvas[rows, columns], piece)


def paper(ink: Array, chance: Random, rng: np.random.Generator) -> Array:
    """Ink on security paper, in grey levels."""
    height, width = ink.shape
    ground = chance.uniform(105, 250)
    y, x = np.ogrid[0:height, 0:width]
    page = np.full((height, width), ground, np.float32)
    for _ in range(chance.choice((0, 0, 1, 2, 3))):
        swing, period, pitch = chance.uniform(4, 40), chance.uniform(40, 300), chance.uniform(6, 40)
        phase = (y + swing * np.sin(x / period + chance.uniform(0, 6))) / pitch * 2 * math.pi
        page -= np.clip(np.sin(phase) - chance.uniform(0, 0.7), 0, 1) * chance.uniform(6, 60)
    if chance.random() < 0.3:
        page += blotches(height, width, rng) * chance.uniform(10, 60)
    if chance.random() < 0.06:
        page[:, chance.randrange(width) :] -= chance.uniform(20, 90)  # the edge of another sheet or a fold
    depth = chance.uniform(0.3, 1) * (ground - 10)
    return np.asarray(page - ink * depth, np.float32)


def blotches(height: int, width: int, rng: np.random.Generator) -> Array:
    """Soft patches of -1 to 1: holograms, stains, what shows through."""
    coarse = rng.uniform(-1, 1, (3, max(4, width // 60))).astype(np.float32)
    return np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)


def bent(page: Array, chance: Random) -> Array:
    """The page not quite level, not quite flat, and seen a little from the side."""
    height, width = page.shape
    x = np.linspace(-1, 1, width, dtype=np.float32)
    drop = chance.gauss(0, 0.11) * PITCH * x + chance.gauss(0, 0.08) * PITCH * (x * x - 0.33)
    drop += chance.gauss(0, 0.05) * PITCH * np.sin(3 * x + chance.uniform(0, 6))
    along = x + chance.gauss(0, 0.05) * (1 - x * x)
    columns = (along + 1) / 2 * (width - 1)
    slant = chance.gauss(0, 0.06)
    y = np.arange(height, dtype=np.float32)[:, None]
    grow = 1 + chance.gauss(0, 0.06) * x
    rows = (y - height / 2) * grow + height / 2 + drop
    across = columns + slant * (y - height / 2)
    return np.asarray(cv2.remap(page, across.astype(np.float32), rows.astype(np.float32), cv2.INTER_LINEAR,
                                borderMode=cv2.BORDER_REPLICATE), np.float32)  # fmt: skip


def photographed(page: Array, scale: float, chance: Random, rng: np.random.Generator) -> Image:
    """The page at the size it has in a picture, with everything that cameras and messengers do to it."""
    height, width = (max(8, round(side * scale)) for side in page.shape)
    tall = round(height * chance.uniform(0.88, 1.12))
    seen: Array = cv2.resize(page, (width, tall), interpolation=cv2.INTER_AREA)
    most = min(1.3, 0.2 + 0.075 * scale * PITCH)
    if chance.random() < 0.75:
        seen = cv2.GaussianBlur(seen, (0, 0), chance.uniform(0.15, most))
    if chance.random() < 0.12:
        seen = smeared(seen, chance, most * 2.2)
    if chance.random() < 0.3:
        seen = cv2.addWeighted(seen, 1.8, cv2.GaussianBlur(seen, (0, 0), 1.2), -0.8, 0)
    seen = lit(seen, chance)
    seen += rng.normal(0, chance.uniform(0, 11), seen.shape).astype(np.float32)
    image = seen.clip(0, 255).astype(np.uint8)
    if chance.random() < 0.8:
        image = recompressed(image, chance.randint(22, 95))
    if chance.random() < 0.2:
        by = chance.uniform(0.75, 1.3)
        image = np.asarray(cv2.resize(image, None, fx=by, fy=by, interpolation=cv2.INTER_AREA), np.uint8)
        image = recompressed(image, chance.randint(40, 90))
    return image


def smeared(seen: Array, chance: Random, length: float) -> Array:
    """The hand moved while the shutter was open."""
    size = 2 * max(1, round(length)) + 1
    kernel = np.zeros((size, size), np.float32)
    angle = chance.uniform(0, math.pi)
    reach = np.array([math.cos(angle), math.sin(angle)]) * length / 2
    middle = size // 2
    start, end = (tuple(round(middle + way * float(r)) for r in reach) for way in (-1, 1))
    cv2.line(kernel, start, end, 1.0)
    return np.asarray(cv2.filter2D(seen, -1, kernel / kernel.sum()), np.float32)


def lit(seen: Array, chance: Random) -> Array:
    """Light from one side, a spot of glare, the grid of a screen."""
    height, width = seen.shape
    y, x = np.ogrid[0:height, 0:width]
    seen = seen * (1 + chance.uniform(-0.45, 0.15) * x / width).astype(np.float32)
    if chance.random() < 0.2:
        centre, wide = chance.uniform(0, width), chance.uniform(0.03, 0.25) * width
        spot = np.exp(-((x - centre) ** 2 + (2 * (y - height / 2)) ** 2) / (2 * wide**2))
        seen = seen + chance.uniform(30, 110) * spot
    if chance.random() < 0.08:
        wave, tilt = chance.uniform(1.5, 6), chance.uniform(-1, 1)
        seen = seen * (1 + chance.uniform(0.02, 0.15) * np.sin((x + tilt * y) / wave * 2 * math.pi))
    if chance.random() < 0.04:
        seen = 255 - seen
    return np.asarray(seen, np.float32)


def recompressed(image: Image, quality: int) -> Image:
    """The picture after one generation of JPEG."""
    _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)


def cropped(seen: Image, count: float, chance: Random) -> Grey:
    """The line cut out with a rough margin and brought to the reader's size, as the pipeline does it."""
    across = seen.shape[1] / (count * PITCH + 2 * SIDE) * PITCH  # of a character, as it came out
    strip = min(3.2, chance.uniform(10, 21) / across)
    image = cv2.resize(
        seen, None, fx=strip, fy=strip, interpolation=cv2.INTER_LINEAR if strip > 0.6 else cv2.INTER_AREA
    )
    across *= strip
    height, width = image.shape
    tall = across * chance.uniform(1.1, 1.75)
    top = height / 2 + across * chance.gauss(0, 0.1) - tall / 2
    left = 3 * across - across * chance.uniform(0.05, 2.6)
    right = width - 3 * across + across * chance.uniform(0.05, 2.6)
    part = image[max(0, int(top)) : int(top + tall) + 1, max(0, int(left)) : max(int(left) + 8, int(right))]
    stretch = chance.choice((USUAL, USUAL, USUAL, *OTHERS)) * chance.uniform(0.92, 1.08)
    wide = max(48, round(part.shape[1] * HEIGHT / part.shape[0] * stretch / MULTIPLE) * MULTIPLE)
    method = cv2.INTER_AREA if part.shape[0] > HEIGHT else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(part, (min(wide, MOST_WIDTH), HEIGHT), interpolation=method), np.uint8)
