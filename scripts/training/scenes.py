"""Square grey pictures for the finder: zones on documents, documents without, and all the rest."""

import math
from functools import cache
from random import Random
from typing import NamedTuple

import cv2
import numpy as np

from sakchy.detect.picture.opencv import Grey
from specimens.foreign import document
from training import grounds
from training.printing import Array

SIDE, STRIDE = 320, 8
SHEETS = 240
"""Documents drawn once a pool; each is laid down many times."""
SHRUNK = 0.6
"""They are kept at six pixels a millimetre."""
LEAST_PITCH, MOST_PITCH = 2.5, 15.0
"""Pixels a character of the zone has: below about three the finder can do no more than guess."""
WITH_ZONE, WITHOUT = 0.45, 0.08
"""Shares of samples with a zone, and of documents whose zone is wiped off."""
COLUMNS = {"TD1": 30, "TD2": 36, "TD3": 44, "MRVA": 44, "MRVB": 36}


class Scene(NamedTuple):
    """What the finder sees, where the zone is (0 to 255, a cell for 8 by 8 pixels), which way it reads."""

    image: Grey
    mask: Grey
    angle: float


class Flat(NamedTuple):
    """A drawn document in grey, its zone's corners, and the pitch of its characters."""

    image: Grey
    zone: tuple[float, float, float, float]
    pitch: float


@cache
def flats(group: int) -> list[Flat]:
    """Documents of a pool, the same for the same group."""
    return [flat(Random(group * SHEETS + index)) for index in range(SHEETS)]


def flat(chance: Random) -> Flat:
    """One document, in grey and small."""
    layout = chance.choice(["TD1", "TD1", "TD2", "TD3", "TD3", "MRVA", "MRVB"])
    sheet = document(chance, layout)
    assert sheet.zone is not None
    grey = cv2.cvtColor(sheet.image, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, None, fx=SHRUNK, fy=SHRUNK, interpolation=cv2.INTER_AREA)
    left, top, right, bottom = (side * SHRUNK for side in sheet.zone)
    return Flat(np.asarray(small, np.uint8), (left, top, right, bottom), (right - left) / COLUMNS[layout])


def sample(seed: int) -> Scene:
    """The sample of a seed: always the same one."""
    chance, rng = Random(seed), np.random.default_rng(seed)
    image = grounds.ground(SIDE, chance, rng)
    mask = np.zeros((SIDE, SIDE), np.uint8)
    angle, dice = 0.0, chance.random()
    if dice < WITH_ZONE + WITHOUT:
        sheet = chance.choice(flats(seed // 4000))
        sheet = worn(sheet, chance) if dice < WITH_ZONE else wiped(sheet)
        image, corners = laid(sheet, image, chance)
        if dice < WITH_ZONE:
            cv2.fillConvexPoly(mask, corners.astype(np.int32), 255)
            along = corners[1] - corners[0]
            angle = math.atan2(along[1], along[0])
    cells = cv2.resize(mask, (SIDE // STRIDE, SIDE // STRIDE), interpolation=cv2.INTER_AREA)
    return Scene(taken(image.astype(np.float32), chance, rng), np.asarray(cells, np.uint8), angle)


def wiped(sheet: Flat) -> Flat:
    """The document without its zone."""
    image = sheet.image.copy()
    top, bottom = int(sheet.zone[1]) - 5, int(sheet.zone[3]) + 5
    image[top:bottom] = cv2.resize(image[top - 2 : top], (image.shape[1], len(image[top:bottom])))
    return sheet._replace(image=image)


def worn(sheet: Flat, chance: Random) -> Flat:
    """The document as it is, cut down to its lower strip, as a negative, folded, or under a thumb."""
    image, (left, top, right, bottom) = sheet.image.copy(), sheet.zone
    dice = chance.random()
    if dice < 0.15:
        cut = int(max(0, top - chance.uniform(3, 30)))
        return Flat(image[cut:], (left, top - cut, right, bottom - cut), sheet.pitch)
    if dice < 0.2:
        image = 255 - image
    elif dice < 0.3:
        fold = chance.randrange(image.shape[1])
        image[:, fold:] = (image[:, fold:] * chance.uniform(0.6, 0.95)).astype(np.uint8)
    elif dice < 0.38:
        side = chance.choice((0, image.shape[1]))
        reach = (int(image.shape[1] * chance.uniform(0.05, 0.12)), int(image.shape[0] * 0.2))
        at = (side, int(chance.uniform(0.2, 0.95) * len(image)))
        cv2.ellipse(image, at, reach, 0, 0, 360, chance.randint(90, 190), -1, cv2.LINE_AA)
    return sheet._replace(image=image)


def laid(sheet: Flat, image: Grey, chance: Random) -> tuple[Grey, Array]:
    """The document somewhere on the picture, its zone's middle inside; and where the zone's corners came."""
    (left, top, right, bottom), (height, width) = sheet.zone, sheet.image.shape
    pitch = math.exp(chance.uniform(math.log(LEAST_PITCH), math.log(MOST_PITCH)))
    scale = min(pitch / sheet.pitch, 1.6)
    if chance.random() < 0.6:
        scale = min(scale, SIDE * 1.02 / (right - left))
    turn = (
        chance.choice((0, 0, 90, 180, 270)) + chance.gauss(0, 8)
        if chance.random() < 0.75
        else chance.uniform(0, 360)
    )
    cosine, sine = math.cos(math.radians(turn)) * scale, math.sin(math.radians(turn)) * scale
    rotation = np.array([[cosine, sine], [-sine, cosine]])
    target = np.array(
        [SIDE / 2 + chance.uniform(-0.36, 0.36) * SIDE, SIDE / 2 + chance.uniform(-0.36, 0.36) * SIDE]
    )
    shift = target - np.array([(left + right) / 2, (top + bottom) / 2]) @ rotation
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)
    bend = np.array(
        [[chance.uniform(-0.05, 0.05) * side * scale for side in (width, height)] for _ in range(4)]
    )
    matrix = cv2.getPerspectiveTransform(
        source.astype(np.float32), (source @ rotation + shift + bend).astype(np.float32)
    )
    blurred = cv2.GaussianBlur(sheet.image, (0, 0), 0.38 / scale) if scale < 0.6 else sheet.image
    drawn = cv2.warpPerspective(blurred, matrix, (SIDE, SIDE), flags=cv2.INTER_LINEAR).astype(np.float32)
    over = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, (SIDE, SIDE)) > 127
    if chance.random() < 0.65:
        drawn = (drawn - 128) * chance.uniform(0.35, 1.05) + 128 + chance.uniform(-80, 25)
    corners = cv2.perspectiveTransform(
        np.array([[[left, top], [right, top], [right, bottom], [left, bottom]]], np.float32), matrix
    )
    return np.where(over, drawn.clip(0, 255), image).astype(np.uint8), np.asarray(corners[0], np.float32)


def taken(seen: Array, chance: Random, rng: np.random.Generator) -> Grey:
    """The scene through a bad lens: light, glare, blur, noise, compression."""
    y, x = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32) / SIDE
    if chance.random() < 0.5:
        seen = seen * (1 + chance.uniform(-0.5, 0.15) * (x if chance.random() < 0.5 else y))
    if chance.random() < 0.15:
        spot = np.exp(
            -((x - chance.random()) ** 2 + (y - chance.random()) ** 2) / (2 * chance.uniform(0.05, 0.2) ** 2)
        )
        seen = seen + chance.uniform(30, 120) * spot
    if chance.random() < 0.06:
        wave, tilt = chance.uniform(2, 6), chance.uniform(-1, 1)
        seen = seen * (1 + chance.uniform(0.03, 0.12) * np.sin((x + tilt * y) * SIDE / wave * 2 * math.pi))
    if chance.random() < 0.5:
        seen = cv2.GaussianBlur(seen, (0, 0), chance.uniform(0.3, 1.1))
    seen = seen + rng.normal(0, chance.uniform(0, 9), seen.shape)
    image = seen.clip(0, 255).astype(np.uint8)
    if chance.random() < 0.6:
        _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, chance.randint(25, 90)])
        image = np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)
    return image
