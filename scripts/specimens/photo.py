"""Photographs of flat documents: on a desk, in the hand, from a screen, on a scanner, sent on by a messenger.

A `Shot` says what happens; `random_shot` throws the dice as telephones in daily use do.
"""

import math
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

import cv2
import numpy as np

from specimens.camera import desk, lay
from specimens.paint import Image, grid

WIDTHS = (800, 1000, 1280, 1280, 1600, 2048, 3000, 4032)
"""Longer sides in pixels: messengers send 1280 and 1600, telephones take 4032."""


class Shot(NamedTuple):
    """How a document is photographed; every trouble is off as it stands."""

    width: int = 1280
    share: float = 0.75
    """Width of the document over that of the picture."""
    angle: float = 0
    """Degrees by which it lies askew."""
    bend: float = 0
    """Corners moved by up to so much of its width: seen from the side."""
    quarters: int = 0
    """Quarter turns to the left of the finished picture."""
    blur: float = 0
    """Deviation in pixels."""
    shake: float = 0
    """Pixels the hand moved."""
    noise: float = 2
    """Deviation in grey levels."""
    glare: float = 0
    """Strength of a spot of light on the document, 0 to 1."""
    fold: float = 0
    """How much darker the sheet is on one side of a fold, 0 to 1."""
    thumb: bool = False
    """A thumb holds the document at its edge, off the zone."""
    moire: float = 0
    """Depth of the pattern of a screen that was photographed, 0 to 1."""
    qualities: tuple[int, ...] = (85,)
    """JPEG quality of each generation, the last as sent."""
    shrunk: float = 1
    """Size after a messenger, over that before."""


def random_shot(chance: Random) -> Shot:
    """A picture somebody took in a hurry."""
    width, careful = chance.choice(WIDTHS), chance.random() < 0.5
    return Shot(
        width=width,
        share=chance.uniform(0.55 if width > 1000 else 0.7, 0.92),
        angle=chance.gauss(0, 3 if careful else 8),
        bend=chance.uniform(0, 0.015 if careful else 0.045),
        quarters=chance.choice((0, 0, 0, 0, 1, 2, 3)),
        blur=chance.uniform(0, 0.5 + 0.3 * width / 1280),
        shake=chance.uniform(0, 1.5 * width / 1280) if chance.random() < 0.2 else 0,
        noise=chance.uniform(1, 7),
        glare=chance.uniform(0.2, 0.8) if chance.random() < 0.3 else 0,
        fold=chance.uniform(0.1, 0.4) if chance.random() < 0.1 else 0,
        thumb=chance.random() < 0.15,
        moire=chance.uniform(0.03, 0.12) if chance.random() < 0.08 else 0,
        qualities=tuple(chance.randint(40, 92) for _ in range(chance.choice((1, 1, 2, 3)))),
        shrunk=chance.uniform(0.7, 1) if width >= 1600 and chance.random() < 0.3 else 1,
    )


def photograph(sheet: Image, shot: Shot, seed: int) -> bytes:
    """The document photographed, as a JPEG file."""
    rng, chance = np.random.default_rng(seed), Random(seed)
    height = shot.width * 3 // 4
    ground = cv2.resize(desk(480, 640, rng), (shot.width, height), interpolation=cv2.INTER_LINEAR)
    share = min(shot.share, 0.95 * height / shot.width * sheet.shape[1] / sheet.shape[0])
    worn = handled(sheet, shot, chance)
    small = share * shot.width / sheet.shape[1]
    if small < 0.6:
        worn = np.asarray(cv2.GaussianBlur(worn, (0, 0), 0.38 / small), np.uint8)
    seen = lay(worn, np.asarray(ground, np.uint8), rng, share=share, angle=shot.angle, bend=shot.bend)
    return sent(exposed(seen, shot, rng, chance), shot)


def handled(sheet: Image, shot: Shot, chance: Random) -> Image:
    """The sheet folded and held."""
    image = sheet.copy()
    height, width = image.shape[:2]
    if shot.fold:
        at = int(width * chance.uniform(0.3, 0.7))
        image[:, at:] = (image[:, at:] * (1 - shot.fold)).astype(np.uint8)
        cv2.line(image, (at, 0), (at, height), (90, 90, 90), 2)
    if shot.thumb:
        side, level = chance.choice((0, width)), int(height * chance.uniform(0.1, 0.55))
        cv2.ellipse(
            image, (side, level), (width // 9, height // 9), 0, 0, 360, (130, 160, 205), -1, cv2.LINE_AA
        )
    return image


def exposed(seen: Image, shot: Shot, rng: np.random.Generator, chance: Random) -> Image:
    """The scene through the lens: uneven light, glare, a screen's pattern, blur, shake, noise."""
    height, width = seen.shape[:2]
    y, x = grid(height, width)
    light = 1.03 - chance.uniform(0, 0.35) * x / width
    if shot.moire:
        wave = chance.uniform(2.2, 5)
        light = light * (1 + shot.moire * np.sin((x + 0.3 * y) / wave * 2 * math.pi))
    image = seen * light[..., None]
    if shot.glare:
        at = (chance.uniform(0.25, 0.75) * width, chance.uniform(0.3, 0.75) * height)
        spot = np.exp(-((x - at[0]) ** 2 + (y - at[1]) ** 2) / (2 * (0.08 * width) ** 2))
        image = image + 150 * shot.glare * spot[..., None]
    if shot.blur:
        image = cv2.GaussianBlur(image, (0, 0), shot.blur)
    if shot.shake >= 1:
        image = cv2.blur(image, (round(shot.shake) + 1, 1))
    noise = rng.normal(0, shot.noise, (height, width, 1))
    return np.asarray((image + noise).clip(0, 255), np.uint8)


def sent(image: Image, shot: Shot) -> bytes:
    """The file that arrives, after every generation of compression."""
    image = np.ascontiguousarray(np.rot90(image, shot.quarters))
    data = b""
    for index, quality in enumerate(shot.qualities):
        if index == 0 and shot.shrunk < 1:
            size = (int(image.shape[1] * shot.shrunk), int(image.shape[0] * shot.shrunk))
            image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
        data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()
        image = np.asarray(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR), np.uint8)
    return data


def on_one_sheet(sides: Sequence[Image], chance: Random) -> Image:
    """Two sides of a card, or several documents, copied onto one page of paper."""
    wide = max(side.shape[1] for side in sides) + 200
    gap = chance.randint(40, 160)
    page = np.full((sum(side.shape[0] + gap for side in sides) + gap, wide, 3), 246, np.uint8)
    top = gap
    for side in sides:
        left = chance.randint(40, wide - side.shape[1] - 40)
        page[top : top + side.shape[0], left : left + side.shape[1]] = side
        top += side.shape[0] + gap
    return page
