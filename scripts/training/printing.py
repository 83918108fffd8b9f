"""Lines of fixed pitch as ink: how dark each pixel is, 0 to 1, before any camera sees it."""

from functools import cache
from random import Random
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.paint import FONTS

Array: TypeAlias = NDArray[Any]
PITCH, TALL = 24, 44
"""Pixels of a character's cell; capitals are 23 high and stand in its middle."""
CAPITAL = 23
FACES = {
    "opentype/ocr-b/OCRB.otf": 10,
    "opentype/ocr-b/OCRBS.otf": 5,
    "opentype/ocr-b/OCRBL.otf": 0.5,
    "truetype/dejavu/DejaVuSansMono.ttf": 1,
    "truetype/liberation/LiberationMono-Regular.ttf": 0.7,
    "truetype/liberation/LiberationMono-Bold.ttf": 0.5,
    "opentype/urw-base35/NimbusMonoPS-Bold.otf": 0.5,
    "truetype/noto/NotoMono-Regular.ttf": 0.5,
}
"""Typefaces and how often each is taken. ICAO 9303-3 asks for OCR-B, some issuers print others."""
PROSE = ("truetype/dejavu/DejaVuSans.ttf", "truetype/liberation/LiberationSerif-Regular.ttf",
         "truetype/liberation/LiberationSans-Bold.ttf")  # fmt: skip


@cache
def font(path: str) -> Any:
    """A typeface of Debian's font packages."""
    return cv2.FontFace(str(FONTS / path))


def written(text: str, path: str, size: int, room: tuple[int, int], at: tuple[int, int]) -> Array:
    """A text as ink on an empty plane of `room` (height, width)."""
    plane = np.zeros((*room, 3), np.uint8)
    cv2.putText(plane, text, at, (255, 255, 255), font(path), size)
    return plane[:, :, 0].astype(np.float32) / 255


@cache
def size_of(path: str) -> int:
    """The size at which a typeface's H is CAPITAL pixels high."""
    high = np.flatnonzero(written("H", path, 100, (200, 200), (50, 150)).max(1) > 0.5)
    return int(100 * CAPITAL / (high[-1] - high[0] + 1))


@cache
def glyph(path: str, letter: str) -> Array:
    """One character in its cell."""
    base = (TALL + CAPITAL) // 2
    drawn = written(letter, path, size_of(path), (TALL, 3 * PITCH), (PITCH, base))
    on = np.flatnonzero(drawn.max(0) > 0.3)
    middle = (on[0] + on[-1] + 1) // 2 if len(on) else 3 * PITCH // 2
    left = middle - PITCH // 2
    return np.ascontiguousarray(drawn[:, max(0, left) : max(0, left) + PITCH])


def fixed(text: str, path: str) -> Array:
    """A line of characters, each in a cell of its own."""
    return np.hstack([glyph(path, letter) for letter in text])


def face(chance: Random) -> str:
    """A typeface for a zone."""
    return chance.choices(list(FACES), list(FACES.values()))[0]


def prose(text: str, chance: Random) -> Array:
    """A line of ordinary print, cut off where it stops."""
    drawn = written(text, chance.choice(PROSE), chance.randint(22, 34), (TALL, 40 * PITCH), (2, 33))
    on = np.flatnonzero(drawn.max(0) > 0.3)
    return drawn[:, : int(on[-1]) + 3] if len(on) else drawn


def pressed(ink: Array, chance: Random, rng: np.random.Generator) -> Array:
    """The ink as a printer left it: thicker or thinner, uneven along the line."""
    weight = chance.random()
    if weight < 0.25:
        ink = cv2.dilate(ink, np.ones((2, 2), np.uint8))
    elif weight < 0.4:
        ink = cv2.dilate(ink, np.ones((3, 3), np.uint8))
    elif weight < 0.5:
        ink = cv2.erode(ink, np.ones((2, 2), np.uint8))
    steps = rng.uniform(0.55, 1.0, (1, max(2, ink.shape[1] // PITCH))).astype(np.float32)
    even = cv2.resize(steps, (ink.shape[1], 1), interpolation=cv2.INTER_LINEAR)
    return np.asarray(ink * (even if chance.random() < 0.3 else chance.uniform(0.7, 1)), np.float32)
