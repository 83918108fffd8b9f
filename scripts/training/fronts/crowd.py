"""People before something, people who show a document, and what is neither: portraits on documents, things.

A face is marked if it belongs to somebody in front of the camera. The portrait on a document is never marked.
"""

from collections.abc import Callable
from random import Random
from typing import Any, TypeAlias

import cv2
import numpy as np

from specimens.paint import Image
from training.fronts.cards import card
from training.fronts.faces import SKIN, TALL, Bust, bust, dimmed, ellipse, tone
from training.fronts.layouts import document
from training.fronts.others import OTHERS
from training.fronts.print import Sheet
from training.fronts.scene import Quad, corners, ground, laid, place, shot

Maker: TypeAlias = Callable[[Random, np.random.Generator, list[Image]], tuple[Image, list[Quad]]]
"""Draws a picture and the boxes of the faces in it."""
SIDE = 640
"""Longer side of the pictures as drawn."""
SHAPES = ((SIDE, SIDE * 3 // 4), (SIDE * 3 // 4, SIDE), (SIDE * 9 // 16, SIDE), (SIDE, SIDE))
HELD = (0.35, 0.8)
"""Width of a document held to the camera, over that of the picture."""
MOST_HIDDEN = 0.25
"""Share of a face that the document may cover."""


def stood(image: Image, one: Bust, x: float, y: float, scale: float) -> Quad:
    """Somebody put into a picture; the box of the face."""
    height, width = image.shape[:2]
    move = np.array([[scale, 0, x], [0, scale, y]])
    flags = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    on = cv2.warpAffine(one.image, move, (width, height), flags=flags)
    inner = cv2.erode(
        one.mask, np.ones((5, 5), np.uint8)
    )  # without the ground that shines through at the edge
    mask = cv2.GaussianBlur(cv2.warpAffine(inner, move, (width, height)), (3, 3), 0)[..., None] / 255.0
    image[:] = (image * (1 - mask) + on * mask).astype(np.uint8)
    middle, half = np.array(one.face[:2]) * scale + (x, y), np.array(one.face[2:]) * scale
    return corners(*(middle - half), *(middle + half))


def fingers(image: Image, chance: Random, quad: Quad) -> None:
    """A thumb over the edge of what is held, and fingers behind it."""
    skin, size = chance.choice(SKIN), float(np.linalg.norm(quad[1] - quad[0])) * chance.uniform(0.05, 0.09)
    at = quad[chance.choice((2, 3))] * 0.75 + quad.mean(0) * 0.25
    for step in range(chance.choice((1, 1, 3))):
        x, y = at[0] + chance.uniform(-1, 1) * size, at[1] + step * size * 1.3
        ellipse(
            image,
            x,
            y,
            size * 1.7,
            size * 0.7,
            dimmed(skin, chance.uniform(0.8, 1.1)),
            chance.uniform(-60, 60),
        )


def hidden(face: Quad, middle: Any, reach: Any) -> float:
    """The share of a face that a box, given by its middle and half its sides, covers."""
    low, high = np.maximum(face[0], middle - reach), np.minimum(face[2], middle + reach)
    return float(np.prod(np.maximum(0, high - low)) / np.prod(face[2] - face[0]))


def shows(image: Image, sheet: Sheet, chance: Random, face: Quad | None) -> Image:
    """A document held into a picture, off the middle of the face."""
    height, width = image.shape[:2]
    high, wide = sheet.image.shape[:2]
    scale = chance.uniform(*HELD) * width / max(wide, high)
    turn = np.deg2rad(chance.gauss(0, 9) + chance.choice((0, 0, 0, 0, 90, 270)))
    rotation = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    box = np.array([[-wide, -high], [wide, -high], [wide, high], [-wide, high]]) / 2 * scale @ rotation
    reach = np.abs(box).max(0)
    for _ in range(30):
        middle = np.array([chance.uniform(0.1, 0.9) * width, chance.uniform(0.35, 0.95) * height])
        if face is None or hidden(face, middle, reach) < MOST_HIDDEN:
            break
    bend = 0.03 * wide * scale
    target = box + middle + np.array([[chance.uniform(-bend, bend) for _ in range(2)] for _ in range(4)])
    matrix = cv2.getPerspectiveTransform(corners(0, 0, wide, high), target.astype(np.float32))
    out = laid(sheet, image, np.asarray(matrix), chance)
    fingers(out, chance, target.astype(np.float32))
    return out


def selfie(chance: Random, rng: np.random.Generator, photos: list[Image]) -> tuple[Image, list[Quad]]:
    """Somebody who shows a document to the camera; the box of the face."""
    width, height = chance.choice(SHAPES)
    image = ground(chance, rng, photos, width, height)
    one, tall = bust(chance, rng), chance.uniform(0.55, 1.3) * min(height, width * 1.25)
    x = chance.uniform(-0.15, 0.6) * width - tall * 0.1
    y = (
        height - tall * chance.uniform(0.75, 1.0)
        if chance.random() < 0.6
        else chance.uniform(-0.1, 0.3) * height
    )
    face = stood(image, one, x, y, tall / TALL)
    return shows(image, document(chance, rng), chance, face), [face]


def gathering(chance: Random, rng: np.random.Generator, photos: list[Image]) -> tuple[Image, list[Quad]]:
    """One or two people before anything, near or far."""
    width, height = chance.choice(SHAPES)
    image = ground(chance, rng, photos, width, height)
    faces = []
    for _ in range(chance.choice((1, 1, 2))):
        tall = chance.randint(140, 680)
        x, y = chance.randint(-tall // 5, width - tall // 2), chance.randint(-tall // 8, height - tall // 2)
        faces.append(stood(image, bust(chance, rng), x, y, tall / TALL))
    return image, faces


def alone(chance: Random, rng: np.random.Generator, photos: list[Image]) -> tuple[Image, list[Quad]]:
    """A document, a card, or what is neither, and nobody: lying, held, scanned."""
    kind = chance.random()
    if kind < 0.2:
        width, height = chance.choice(SHAPES)
        image = ground(chance, rng, photos, width, height)
        return shows(image, document(chance, rng), chance, None), []
    sheet = (
        document(chance, rng)
        if kind < 0.7
        else card(chance, rng, photos)
        if kind < 0.8
        else chance.choice(OTHERS)(chance, rng, photos)
    )
    if kind > 0.9 or (kind > 0.6 and chance.random() < 0.3):
        by = SIDE / max(sheet.image.shape)
        return np.asarray(
            cv2.resize(sheet.image, None, fx=by, fy=by, interpolation=cv2.INTER_AREA), np.uint8
        ), []
    width, height = chance.choice(SHAPES)
    under = ground(chance, rng, photos, width, height)
    return laid(sheet, under, place(sheet, chance, width, height, small=chance.random() < 0.4), chance), []


def things(chance: Random, rng: np.random.Generator, photos: list[Image]) -> tuple[Image, list[Quad]]:
    """What a face is like and is none: balls, lamps, clocks, heads from behind, smileys."""
    width, height = chance.choice(SHAPES)
    image = ground(chance, rng, photos, width, height)
    for _ in range(chance.randint(0, 5)):
        x, y, size = chance.randint(0, width), chance.randint(0, height), chance.randint(20, 170)
        colour = chance.choice(SKIN) if chance.random() < 0.5 else tone(chance, 0, 255)
        ellipse(image, x, y, size * chance.uniform(0.7, 1.1), size, colour, chance.uniform(0, 180))
        mark = dimmed(colour, chance.uniform(0.2, 0.7))
        kind = chance.random()
        if kind < 0.3:
            for side in (-1, 1):
                ellipse(image, x + side * size * 0.35, y - size * 0.25, size * 0.1, size * 0.12, mark)
            cv2.ellipse(
                image, (x, y), (size // 2, size // 2), 0, 20, 160, mark, max(1, size // 20), cv2.LINE_AA
            )
        elif kind < 0.6:
            ellipse(image, x, y, size * chance.uniform(0.2, 0.8), size * chance.uniform(0.2, 0.8), mark)
        elif kind < 0.75:
            cv2.line(image, (x, y), (x + size // 2, y - size // 3), mark, max(1, size // 15))
    return image, []


MAKERS: tuple[Maker, ...] = (selfie, gathering, alone, things)
SHARES = (0.33, 0.2, 0.35, 0.12)


def people(
    chance: Random, rng: np.random.Generator, photos: list[Image], longer: int
) -> tuple[Any, list[Quad]]:
    """A grey picture with its longer side so long, and the boxes of the faces of people in it."""
    image, faces = chance.choices(MAKERS, SHARES)[0](chance, rng, photos)
    by = longer / max(image.shape)
    small = np.asarray(cv2.resize(image, None, fx=by, fy=by, interpolation=cv2.INTER_AREA), np.uint8)
    return shot(small, chance, rng, 0.6), [face * by for face in faces]
