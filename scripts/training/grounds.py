"""What lies behind and instead of documents: photographs, print of all kinds, screens, patterns, bars.

Photographs come from scikit-image's data folder (public domain, CC0 and BSD), the rest is drawn.
"""

import math
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from random import Random

import cv2
import numpy as np

from sakchy.detect.picture.opencv import Grey
from specimens.camera import desk
from specimens.paint import clouds
from specimens.scenes import barcode, code, holiday, table
from training import texts
from training.printing import font

PHOTOGRAPHS = (
    "astronaut.png", "brick.png", "camera.png", "chelsea.png", "coffee.png", "coins.png", "grass.png",
    "gravel.png", "ihc.png", "hubble_deep_field.jpg", "moon.png", "motorcycle_left.png", "retina.jpg",
    "rocket.jpg", "clock_motion.png",
)  # fmt: skip
TYPES = (
    "truetype/dejavu/DejaVuSans.ttf", "truetype/dejavu/DejaVuSans-Bold.ttf",
    "truetype/dejavu/DejaVuSansMono.ttf", "truetype/dejavu/DejaVuSerif.ttf",
    "truetype/liberation/LiberationMono-Regular.ttf",
    "truetype/liberation/LiberationSans-Regular.ttf", "truetype/liberation/LiberationSerif-Regular.ttf",
    "opentype/ocr-b/OCRB.otf",
)  # fmt: skip
LETTERS = {
    "prose": "абвгдежзийклмнопрстуфхцчшыэюяabcdefghijklmnopqrstuvwxyz    ,.",
    "capitals": "АБВГДЕЖЗИКЛМНОПРСТУABCDEFGHIJKLMNOPQRSTUVWXYZ   ",
    "numbers": "0123456789 .,-/0123456789",
    "code": "abcdefghijklmnopqrstuvwxyz_(){}[]<>=+-*/:;\"'#    ",
    "hex": "0123456789ABCDEF",
    "base32": "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
}


@cache
def photographs() -> list[Grey]:
    """Everyday pictures in grey."""
    found = find_spec("skimage")
    folder = Path(found.origin or "").parent / "data" if found else Path()
    return [
        np.asarray(cv2.imread(str(folder / name), 0), np.uint8)
        for name in PHOTOGRAPHS
        if (folder / name).exists()
    ]


@cache
def drawn(kind: int) -> Grey:
    """A large drawn scene, one of 24."""
    rng = np.random.default_rng(kind)
    makers = (
        lambda: holiday(900, 1200, rng), lambda: desk(900, 1200, rng), lambda: table(900, 1200, rng),
        lambda: code(900, 1200), lambda: barcode(900, 1200, rng),
        lambda: (clouds(900, 1200, rng, 9) * 255)[..., None].repeat(3, 2).astype(np.uint8),
    )  # fmt: skip
    return np.asarray(cv2.cvtColor(makers[kind % len(makers)](), cv2.COLOR_BGR2GRAY), np.uint8)


def ground(side: int, chance: Random, rng: np.random.Generator) -> Grey:
    """A square of something."""
    dice = chance.choices(range(7), (6, 30, 20, 8, 24, 6, 6))[0]
    if dice < 4:
        return (plain, photograph, double, scene)[dice](side, chance)
    return printed(side, chance) if dice == 4 else (pattern, collage)[dice - 5](side, chance, rng)


def plain(side: int, chance: Random) -> Grey:
    """One level of grey."""
    return np.full((side, side), chance.randint(20, 255), np.uint8)


def photograph(side: int, chance: Random) -> Grey:
    """A piece of a photograph."""
    return crop(chance.choice(photographs() or [drawn(0)]), side, chance)


def scene(side: int, chance: Random) -> Grey:
    """A piece of a drawn scene."""
    return crop(drawn(chance.randrange(24)), side, chance)


def double(side: int, chance: Random) -> Grey:
    """Two photographs in one, laid over each other or side by side: few pictures make many."""
    one, other = photograph(side, chance), photograph(side, chance)
    share = np.full((side, side), chance.uniform(0.2, 0.8), np.float32)
    if chance.random() < 0.6:
        y, x = np.mgrid[0:side, 0:side].astype(np.float32)
        turn, soft = chance.uniform(0, 2 * math.pi), chance.choice((1, 3, 60))
        edge = (x - side / 2) * math.cos(turn) + (y - side / 2) * math.sin(turn) + chance.uniform(-90, 90)
        share = np.clip(edge / soft + 0.5, 0, 1)
    mixed = cv2.multiply(one.astype(np.float32), share) + cv2.multiply(other.astype(np.float32), 1 - share)
    return np.asarray(mixed, np.uint8)


def crop(image: Grey, side: int, chance: Random) -> Grey:
    """A piece of a picture, magnified or reduced, turned, brighter or darker."""
    least = side / min(image.shape)
    scale = max(least, math.exp(chance.uniform(math.log(0.3), math.log(2.5))))
    reach = min(*image.shape, int(side / scale))
    top, left = chance.randint(0, image.shape[0] - reach), chance.randint(0, image.shape[1] - reach)
    part = image[top : top + reach, left : left + reach]
    piece = cv2.resize(part, (side, side), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    piece = np.rot90(piece, chance.randrange(4)).astype(np.float32)
    return np.asarray(
        ((piece - 128) * chance.uniform(0.5, 1.2) + 128 + chance.uniform(-50, 40)).clip(0, 255), np.uint8
    )


def printed(side: int, chance: Random) -> Grey:
    """A page or a screen full of print: prose, tables, code, rows of capitals and numbers; a line or many."""
    big = int(side * 1.5)
    paper, ink = chance.randint(150, 255), chance.randint(0, 90)
    if chance.random() < 0.2:
        paper, ink = ink, paper
    page = np.full((big, big, 3), paper, np.uint8)
    kind, size = chance.choice(list(LETTERS)), math.exp(chance.uniform(math.log(6), math.log(34)))
    face, y = font(chance.choice(TYPES)), chance.uniform(0, 40)
    leading, full = chance.uniform(1.15, 2.6), chance.uniform(0.3, 1)
    while y < big + size:
        if chance.random() < full:
            cv2.putText(
                page,
                row(kind, chance),
                (int(chance.uniform(0, 30)), int(y)),
                (ink, ink, ink),
                face,
                round(size),
            )
        if chance.random() < 0.04:
            kind, size = chance.choice(list(LETTERS)), math.exp(chance.uniform(math.log(6), math.log(34)))
        y += size * leading
    if chance.random() < 0.2:
        for at in range(0, big, chance.randint(20, 90)):
            cv2.line(page, (0, at), (big, at), (ink, ink, ink), 1)
    turn = chance.choice((0, 0, 90, 180, 270)) + chance.gauss(0, 5) * (chance.random() < 0.5)
    matrix = cv2.getRotationMatrix2D((big / 2, big / 2), turn, 1)
    turned = cv2.warpAffine(page[:, :, 0], matrix, (big, big), borderValue=paper)
    edge = (big - side) // 2
    return np.asarray(turned[edge : edge + side, edge : edge + side], np.uint8)


def row(kind: str, chance: Random) -> str:
    """A row of print; now and then with the fillers of a zone in it, which alone make none."""
    length = chance.randint(20, 110)
    if chance.random() < 0.03:
        return "<" * chance.randint(3, 12) + texts.word(chance)
    words = "".join(chance.choices(LETTERS[kind], k=length))
    return words if chance.random() < 0.7 else " ".join(words[at : at + 6] for at in range(0, length, 6))


def pattern(side: int, chance: Random, rng: np.random.Generator) -> Grey:
    """Bars, bricks, keys, fences, weave: things that repeat as letters do."""
    y, x = np.mgrid[0:side, 0:side].astype(np.float32)
    turn = chance.uniform(0, math.pi)
    along, across = x * math.cos(turn) + y * math.sin(turn), y * math.cos(turn) - x * math.sin(turn)
    pitch, rows = chance.uniform(3, 30), chance.uniform(6, 60)
    level = np.full((side, side), chance.uniform(60, 220), np.float32)
    wave = np.sin(along / pitch * 2 * math.pi + chance.choice((0, 1)) * math.pi * np.floor(across / rows))
    beat = np.sin(across / rows * 2 * math.pi)
    form = chance.choice(
        (wave, np.sign(wave), wave * beat, np.sign(wave) * (beat > 0), np.maximum(wave, beat))
    )
    level += form * chance.uniform(15, 110)
    if chance.random() < 0.4:
        level += (clouds(side, side, rng, 7) - 0.5) * chance.uniform(20, 160)
    return np.asarray(level.clip(0, 255), np.uint8)


def collage(side: int, chance: Random, rng: np.random.Generator) -> Grey:
    """Pictures and print on one screen."""
    page = np.full((side, side), chance.randint(200, 255), np.uint8)
    for _ in range(chance.randint(2, 6)):
        wide = chance.randint(60, side - 20)
        piece = printed(wide, chance) if chance.random() < 0.5 else pattern(wide, chance, rng)
        high = chance.randint(30, wide)
        top, left = chance.randint(0, side - high), chance.randint(0, side - wide)
        page[top : top + high, left : left + wide] = piece[:high]
    return page
