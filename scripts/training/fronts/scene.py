"""A sheet photographed, scanned or saved: where it lies in the picture and where its lines are."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.camera import desk
from specimens.paint import Image, clouds, grid, ramp
from training.fronts.faces import SKIN, portrait, tone
from training.fronts.print import Sheet

Quad = NDArray[np.float32]
"""Four corners (x, y) from the upper left, clockwise, as the sheet reads."""

HELD = 0.12
"""Share of sheets with fingers over an edge."""


@dataclass
class Scene:
    """A grey picture, the sheets on it, and the lines on those."""

    image: NDArray[np.uint8]
    sheets: list[tuple[str, Quad]] = field(default_factory=list)
    lines: list[tuple[Quad, str]] = field(default_factory=list)


def corners(left: float, top: float, right: float, bottom: float) -> Quad:
    """Corners of a box."""
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)


def ground(chance: Random, rng: np.random.Generator, photos: list[Image], width: int, height: int) -> Image:
    """What lies under a sheet."""
    kind = chance.random()
    if kind < 0.5 and photos:
        picture = chance.choice(photos)
        wide = chance.randint(200, picture.shape[1])
        x, y = (
            chance.randint(0, picture.shape[1] - wide),
            chance.randint(0, max(0, picture.shape[0] - wide * 3 // 4)),
        )
        part = np.asarray(cv2.resize(picture[y : y + wide * 3 // 4, x : x + wide], (width, height)), np.uint8)
        blurred = chance.random() < 0.4  # what lies behind is out of focus
        return np.asarray(cv2.blur(part, (chance.randint(3, 31),) * 2), np.uint8) if blurred else part
    if kind < 0.65:
        return desk(height, width, rng)
    if kind < 0.85:
        return ramp(
            clouds(height, width, rng, chance.choice((1, 2, 4))), [tone(chance, 0, 250), tone(chance, 0, 250)]
        ).astype(np.uint8)
    return np.full((height, width, 3), tone(chance, 0, 255), np.uint8)


def place(sheet: Sheet, chance: Random, width: int, height: int, small: bool) -> NDArray[np.float64]:
    """How a sheet is laid into a picture: size, quarter turns, tilt, perspective."""
    high, wide = sheet.image.shape[:2]
    turn = chance.choice((0, 0, 0, 0, 90, 180, 270)) + chance.gauss(0, chance.choice((1, 5, 12)))
    share = chance.uniform(0.28, 0.7) if small else chance.uniform(0.6, 1.02)
    across = abs(np.cos(np.deg2rad(turn))) * wide + abs(np.sin(np.deg2rad(turn))) * high
    down = abs(np.sin(np.deg2rad(turn))) * wide + abs(np.cos(np.deg2rad(turn))) * high
    scale = share * min(width / across, height / down)
    room_x, room_y = max(0.0, (width - across * scale) / 2), max(0.0, (height - down * scale) / 2)
    angle = np.deg2rad(turn)
    rotation = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    box = np.array([[-wide, -high], [wide, -high], [wide, high], [-wide, high]]) / 2 * scale
    middle = (width / 2 + chance.uniform(-1, 1) * room_x, height / 2 + chance.uniform(-1, 1) * room_y)
    bend = chance.choice((0, 0.01, 0.03, 0.06)) * wide * scale
    target = (
        box @ rotation
        + middle
        + np.array([[chance.uniform(-bend, bend) for _ in range(2)] for _ in range(4)])
    )
    return np.asarray(cv2.getPerspectiveTransform(corners(0, 0, wide, high), target.astype(np.float32)))


def fingers(image: Image, quad: Quad, chance: Random) -> None:
    """A thumb or some fingers over an edge of a sheet."""
    start = chance.randrange(4)
    first, second = quad[start], quad[(start + 1) % 4]
    inward = (quad[(start + 2) % 4] - second) * chance.uniform(0.08, 0.2)
    long = float(np.linalg.norm(quad[2] - quad[0]))
    skin, thick = tuple(int(value * chance.uniform(0.7, 1.1)) for value in chance.choice(SKIN)), long * 0.1
    at, slant = chance.uniform(0.05, 0.8), chance.uniform(-0.4, 0.4)
    for number in range(chance.choice((1, 1, 2, 4))):
        tip = first + (second - first) * (at + number * 0.13) + inward
        root = tip - inward * 4 + (second - first) * slant
        ends = [tuple(int(value) for value in point) for point in (tip, root)]
        cv2.line(image, ends[0], ends[1], skin, max(4, int(thick)), cv2.LINE_AA)
        cv2.line(
            image, ends[0], ends[1], tuple(int(v * 1.12) for v in skin), max(2, int(thick * 0.4)), cv2.LINE_AA
        )


def cut_out(sheet: Sheet, chance: Random, longer: int) -> tuple[Image, NDArray[np.float64]]:
    """A ground for a sheet that lies level with a margin or none, as scanners and web sites show it."""
    high, wide = sheet.image.shape[:2]
    margins = [chance.choice((0.0, chance.uniform(0, 0.12))) * wide for _ in range(4)]
    left, top, right, bottom = margins if chance.random() < 0.6 else [margins[0]] * 4
    scale = longer / max(wide + left + right, high + top + bottom)
    size = (round((high + top + bottom) * scale), round((wide + left + right) * scale))
    colour = chance.choice(((255, 255, 255), (0, 0, 0), (30, 30, 30), tone(chance, 0, 255)))
    under: Image = np.full((*size, 3), colour, np.uint8)
    return under, np.array([[scale, 0, left * scale], [0, scale, top * scale], [0, 0, 1.0]])


def person(image: Image, chance: Random, rng: np.random.Generator) -> None:
    """Somebody who holds a sheet into the camera."""
    height, width = image.shape[:2]
    tall = chance.randint(height // 3, height * 9 // 10)
    face = cv2.resize(portrait(chance, rng), (tall * 4 // 5, tall), interpolation=cv2.INTER_CUBIC)
    x, y = chance.randint(0, max(1, width - tall * 4 // 5)), chance.randint(0, max(1, height - tall))
    image[y : y + tall, x : x + face.shape[1]] = face[:, : width - x]


def laid(sheet: Sheet, under: Image, matrix: NDArray[np.float64], chance: Random) -> Image:
    """The sheet on its ground, corners at times rounded, with a soft shadow."""
    height, width = under.shape[:2]
    high, wide = sheet.image.shape[:2]
    mask: Image = np.full((high, wide), 255, np.uint8)
    if chance.random() < 0.5 and min(high, wide) > 300:
        mask[:] = 0
        cv2.rectangle(mask, (30, 0), (wide - 30, high), 255, -1)
        cv2.rectangle(mask, (0, 30), (wide, high - 30), 255, -1)
        for x in (30, wide - 31):
            for y in (30, high - 31):
                cv2.circle(mask, (x, y), 30, 255, -1)
    size = float(np.linalg.norm(np.diff(through(matrix, corners(0, 0, wide, high))[:2], axis=0))) / wide
    flat = cv2.GaussianBlur(sheet.image, (0, 0), 0.4 / size) if size < 0.75 else sheet.image
    on = cv2.warpPerspective(flat, matrix, (width, height), flags=cv2.INTER_LINEAR)
    where = cv2.warpPerspective(mask, matrix, (width, height))
    shade = cv2.blur(where, (25, 25)).astype(np.float32)[..., None] / 255 * chance.choice((0, 0.3, 0.5))
    return np.where(where[..., None] > 127, on, under * (1 - shade)).astype(np.uint8)


def shot(image: Image, chance: Random, rng: np.random.Generator, hard: float) -> NDArray[np.uint8]:
    """Light, glare, blur, noise, JPEG: the picture as it arrives, in grey."""
    height, width = image.shape[:2]
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY).astype(np.float32)
    if chance.random() < 0.7 * hard:
        y, x = grid(height, width)
        grey *= (
            1 + chance.uniform(-0.5, 0.5) * (x / width - 0.5) + chance.uniform(-0.4, 0.4) * (y / height - 0.5)
        )
        if chance.random() < 0.3:
            spot = ((x - chance.uniform(0, width)) ** 2 + (y - chance.uniform(0, height)) ** 2) / (
                chance.uniform(0.04, 0.15) * width
            ) ** 2
            grey += chance.uniform(40, 160) * np.exp(-spot)
    grey = (grey - 128) * chance.uniform(0.55, 1.15) + 128 + chance.uniform(-30, 30)
    if chance.random() < 0.12 * hard:
        lost = chance.uniform(0.55, 0.9)
        small = cv2.resize(grey, None, fx=lost, fy=lost, interpolation=cv2.INTER_AREA)
        grey = np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)
    if chance.random() < 0.6 * hard:
        grey = np.asarray(cv2.GaussianBlur(grey, (0, 0), chance.uniform(0.4, 1.5)), np.float32)
    if chance.random() < 0.1 * hard:
        length = chance.randint(2, 5)
        shape = (length, 1) if chance.random() < 0.5 else (1, length)
        grey = np.asarray(cv2.blur(grey, shape), np.float32)
    if chance.random() < 0.6 * hard:
        grey += rng.normal(0, chance.uniform(1, 9), grey.shape).astype(np.float32)
    out = grey.clip(0, 255).astype(np.uint8)
    if chance.random() < 0.7:
        data = cv2.imencode(".jpg", out, [cv2.IMWRITE_JPEG_QUALITY, chance.randint(30, 92)])[1]
        out = np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)
    return out


def through(matrix: NDArray[Any], quad: Quad) -> Quad:
    """Corners as they lie in the picture."""
    return np.asarray(cv2.perspectiveTransform(quad[None], matrix)[0], np.float32)


def scene(
    sheets: list[Sheet], photos: list[Image], chance: Random, rng: np.random.Generator, longer: int
) -> Scene:
    """A picture with its longer side so long, showing one sheet or several (or none); of apps screenshots."""
    flat = len(sheets) == 1 and chance.random() < (0.85 if sheets[0].box else 0.35)
    if flat:
        image, matrix = cut_out(sheets[0], chance, longer)
        matrices = [matrix]
    else:
        width, height = chance.choice(
            (
                (longer, longer * 3 // 4),
                (longer * 3 // 4, longer),
                (longer, longer * 9 // 16),
                (longer * 9 // 16, longer),
            )
        )
        matrices = [
            place(sheet, chance, width, height, len(sheets) > 1 or chance.random() < 0.3) for sheet in sheets
        ]
        image = ground(chance, rng, photos, width, height)
        if chance.random() < 0.12:
            person(image, chance, rng)
    out = Scene(np.zeros((1, 1), np.uint8))
    for sheet, matrix in zip(sheets, matrices, strict=True):
        image = laid(sheet, image, matrix, chance)
        high, wide = sheet.image.shape[:2]
        out.sheets.append((sheet.kind, through(matrix, corners(*(sheet.box or (0, 0, wide, high))))))
        if not flat and chance.random() < HELD:
            fingers(image, out.sheets[-1][1], chance)
        out.lines += [(through(matrix, corners(*line.box)), line.text) for line in sheet.lines]
    out.image = shot(image, chance, rng, 0.5 if flat else 1.0)
    return out
