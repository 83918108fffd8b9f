"""What each network is shown in one step of its training, and how wrong it was."""

import math
from itertools import pairwise
from random import Random
from typing import Any

import cv2
import numpy as np
import torch
from torch import nn

from sakchy.detect.picture.fronts.letters import ALPHABET
from sakchy.detect.picture.fronts.sight import LEAST_CELLS
from training.fronts.nets import Fronts, People, Reader, Words

INDEX = {letter: place + 1 for place, letter in enumerate(ALPHABET)}  # 0 is the blank of CTC
UPSET = 0.05
"""Share of lines that are shown upside down."""
CROP = 288
"""Pixels of the squares the word finder learns from."""
SCALES = (0.55, 1.3)
"""Sizes at which they are shown: how a sheet lies is told from a smaller view; pages have small type."""
CORE = 0.45
"""Of a line's height is marked: lines close to each other stay apart."""
PAPER, PLASTIC = "document", "card"
CLOSE = 0.35
"""Share of pictures of which a part is shown, as large as there is: the gate looks closer at what hints."""
ASKEW = 0.4
"""Share of pictures that are turned by any angle, not by a quarter turn or none."""
COVERED = 0.35
"""Share of a cell from which it counts as part of what covers it."""


class Lines:
    """Batches of lines of about equal width."""

    BATCH = 48

    def __init__(self) -> None:
        self.items: list[tuple[np.ndarray, str]] = []

    def add(self, made: list[Any]) -> None:
        """Take in a file; lines with more letters than the network has steps cannot be learned."""
        for image, text in made:
            small = cv2.resize(image, (image.shape[1], Reader.HEIGHT), interpolation=cv2.INTER_AREA)
            if image.shape[1] // Reader.STRIDE >= len(text) + sum(a == b for a, b in pairwise(text)):
                self.items.append((small, text))
        self.items.sort(key=lambda item: item[0].shape[1])

    def loss(self, net: nn.Module, chance: Random, rng: np.random.Generator) -> torch.Tensor:
        """CTC loss of a batch."""
        start = chance.randrange(max(1, len(self.items) - 3 * self.BATCH))
        crops = [
            upset(item, chance)
            for item in chance.sample(self.items[start : start + 3 * self.BATCH], self.BATCH)
        ]
        wide = max(image.shape[1] for image, _ in crops)
        batch = np.zeros((len(crops), 1, Reader.HEIGHT, wide), np.float32)
        for row, (image, _) in zip(batch, crops, strict=True):
            plane = image.astype(np.float32) * (-1 if rng.random() < 0.12 else 1)
            plane += rng.normal(0, rng.uniform(0, 6), plane.shape)
            row[0, :, : image.shape[1]] = (plane - plane.mean()) / (plane.std() + 8)
        with torch.autocast("cpu", torch.bfloat16):
            logits = net(torch.from_numpy(batch).contiguous(memory_format=torch.channels_last))
        odds = logits.float().log_softmax(-1).permute(1, 0, 2)
        lengths = torch.tensor([image.shape[1] // Reader.STRIDE for image, _ in crops])
        texts = torch.tensor([INDEX[letter] for _, text in crops for letter in text])
        counts = torch.tensor([len(text) for _, text in crops])
        return nn.functional.ctc_loss(odds, texts, lengths, counts, zero_infinity=True)


def upset(item: tuple[np.ndarray, str], chance: Random) -> tuple[np.ndarray, str]:
    """Now and then words upside down, of which nothing is to be read: so the way up can be told.

    Not numbers: 0, 6, 8 and 9 upside down are digits again.
    """
    image, text = item
    words = sum(letter.isalpha() for letter in text) > 0.6 * len(text)
    return (image[::-1, ::-1], "") if words and chance.random() < UPSET else item


def centred(image: np.ndarray) -> np.ndarray:
    """Grey levels as the product hands them to the finders."""
    return (image.astype(np.float32) - 128) / 64


class Sheets:
    """Batches of whole pictures with where their documents lie."""

    BATCH = 24

    def __init__(self) -> None:
        self.items: list[Any] = []

    def add(self, made: list[Any]) -> None:
        """Take in a file."""
        self.items += made

    def truth(self, quads: list[tuple[str, np.ndarray]], height: int, width: int) -> np.ndarray:
        """Document, card, cosine and sine for every cell, and whether the direction counts."""
        rows, columns = height // Fronts.STRIDE, width // Fronts.STRIDE
        out = np.zeros((5, rows, columns), np.float32)
        for kind, quad in quads:
            mask = np.zeros((height, width), np.float32)
            cv2.fillPoly(mask, [quad.astype(np.int32)], 1)
            on = cv2.resize(mask, (columns, rows), interpolation=cv2.INTER_AREA) > COVERED
            right = quad[1] - quad[0]
            right /= max(1e-6, float(np.linalg.norm(right)))
            out[0 if kind == PAPER else 1][on] = 1
            out[2][on], out[3][on], out[4][on] = right[0], right[1], 1
        return out

    def one(self, chance: Random, rng: np.random.Generator, flat: bool) -> tuple[np.ndarray, np.ndarray]:
        """A picture turned, smaller and in other light, and its truth; lying pictures or upright ones."""
        image, quads = chance.choice(self.items)
        height, width = (192, 256) if flat else (256, 192)
        turn = chance.uniform(0, 360) if chance.random() < ASKEW else chance.choice((0, 0, 0, 90, 180, 270))
        across, down = bounds(image, 0 if turn % 90 else turn)
        fit = min(width / across, height / down)
        scale = (
            chance.uniform(fit, 1)
            if fit < 1 and chance.random() < CLOSE
            else fit * chance.choice((1, chance.uniform(0.7, 1)))
        )
        image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        matrix = laid(image, turn, width, height, chance)
        border, level = (cv2.BORDER_REPLICATE, 0) if turn % 90 else (cv2.BORDER_CONSTANT, int(image.mean()))
        plane = cv2.warpAffine(
            image, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=border, borderValue=level
        )
        moved = [(kind, quad * scale @ matrix[:, :2].T + matrix[:, 2]) for kind, quad in quads]
        light = centred(plane) * chance.uniform(0.7, 1.3) + chance.uniform(-0.4, 0.4)
        light += rng.normal(0, chance.uniform(0, 0.08), light.shape).astype(np.float32)
        return light, self.truth(moved, height, width)

    def loss(self, net: nn.Module, chance: Random, rng: np.random.Generator) -> torch.Tensor:
        """Cross-entropy of the two kinds, their overlap, and the distance of the direction."""
        flat = chance.random() < 0.6
        planes, truths = zip(*(self.one(chance, rng, flat) for _ in range(self.BATCH)), strict=True)
        batch = torch.from_numpy(np.stack(planes)[:, None].astype(np.float32))
        with torch.autocast("cpu", torch.bfloat16):
            said = net(batch.contiguous(memory_format=torch.channels_last))
        said, truth = said.float(), torch.from_numpy(np.stack(truths))
        plain = nn.functional.binary_cross_entropy_with_logits(said[:, :2], truth[:, :2])
        away = ((said[:, 2:] - truth[:, 2:4]) ** 2).sum(1) * truth[:, 4]
        return (
            4 * plain
            + 0.3 * overlap(said[:, :2], truth[:, :2])
            + 1.5 * away.sum() / (truth[:, 4].sum() + 1)
            + 0.3 * passed(said[:, :2], truth[:, :2])
        )


def passed(said: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of whole pictures: their most certain cells decide whether they pass the gate."""
    heat, shows = said.amax(1).flatten(1), truth.amax(1).flatten(1).sum(1)
    sure = heat.topk(LEAST_CELLS).values.mean(1)
    counts = (shows == 0) | (shows >= LEAST_CELLS)
    return nn.functional.binary_cross_entropy_with_logits(sure, (shows > 0).float(), weight=counts.float())


def laid(image: np.ndarray, turn: float, width: int, height: int, chance: Random) -> np.ndarray:
    """How a picture is laid into another of this size, turned by so many degrees."""
    middle = np.array(image.shape[::-1]) / 2 - 0.5
    matrix = np.array(cv2.getRotationMatrix2D((float(middle[0]), float(middle[1])), turn, 1), np.float64)
    room = np.abs(np.array((width, height)) - bounds(image, turn)) / 2
    matrix[:, 2] += np.array((width, height)) / 2 - 0.5 - middle
    matrix[:, 2] += np.array([chance.uniform(-most, most) for most in room])
    return matrix


def bounds(image: np.ndarray, turn: float) -> tuple[float, float]:
    """Width and height of what a picture covers when it is turned by so many degrees."""
    height, width = image.shape
    cosine, sine = abs(math.cos(math.radians(turn))), abs(math.sin(math.radians(turn)))
    return width * cosine + height * sine, width * sine + height * cosine


def focal(said: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """Cross-entropy that cares for what is still wrong, and the overlap of what should be one."""
    plain = nn.functional.binary_cross_entropy_with_logits(said, truth, reduction="none")
    wrong = (said.sigmoid() - truth).abs()
    return 4 * (plain * wrong**1.5).mean() + overlap(said, truth)


def overlap(said: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """How little what is marked and what should be marked cover each other (1 - Dice)."""
    odds = said.sigmoid()
    return 1 - (2 * (odds * truth).sum() + 1) / (odds.sum() + truth.sum() + 1)


class Pages:
    """Squares of upright sheets, larger and smaller, with the middles of their lines."""

    BATCH = 12

    def __init__(self) -> None:
        self.items: list[Any] = []

    def add(self, made: list[Any]) -> None:
        """Take in a file."""
        self.items += made

    def one(self, chance: Random) -> tuple[np.ndarray, np.ndarray]:
        """A square of a sheet at any scale, perhaps with lights inverted, and the middles of its lines."""
        image, quads = chance.choice(self.items)
        scale = chance.choice((1.0, chance.uniform(*SCALES)))
        image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        below, beyond = (max(0, CROP - side) for side in image.shape)
        image = cv2.copyMakeBorder(image, 0, below, 0, beyond, cv2.BORDER_REPLICATE)
        x, y = (chance.randrange(0, side - CROP + 1, 4) for side in image.shape[::-1])
        plane = centred(image[y : y + CROP, x : x + CROP]) * (-1 if chance.random() < 0.3 else 1)
        return plane, self.truth([quad * scale - (x, y) for quad in quads])

    def truth(self, quads: list[np.ndarray]) -> np.ndarray:
        """The middles of lines in cells of a square."""
        mask = np.zeros((CROP // Words.STRIDE, CROP // Words.STRIDE), np.uint8)
        for quad in quads:
            middle = (quad + quad[::-1]) / 2  # of the left and the right edge
            core = middle + (quad - middle) * CORE
            cv2.fillPoly(mask, [np.round(core / Words.STRIDE - 0.5).astype(np.int32)], 1)
        return mask

    def loss(self, net: nn.Module, chance: Random, _: np.random.Generator) -> torch.Tensor:
        """Focal cross-entropy."""
        planes, masks = zip(*(self.one(chance) for _ in range(self.BATCH)), strict=True)
        batch = torch.from_numpy(np.stack(planes)[:, None].astype(np.float32))
        with torch.autocast("cpu", torch.bfloat16):
            said = net(batch.contiguous(memory_format=torch.channels_last))
        return focal(said.float(), torch.from_numpy(np.stack(masks)[:, None].astype(np.float32)))


class Crowd:
    """Batches of pictures with faces."""

    BATCH = 24
    SIDE = 192

    def __init__(self) -> None:
        self.items: list[Any] = []

    def add(self, made: list[Any]) -> None:
        """Take in a file, the truth drawn at once: the middle of every face."""
        cells = self.SIDE // People.STRIDE
        for image, boxes in made:
            square = np.full((self.SIDE, self.SIDE), int(image.mean()), np.uint8)
            square[: image.shape[0], : image.shape[1]] = image
            truth = np.zeros((cells, cells), np.float32)
            for box in boxes:
                middle, half = box.mean(0) / People.STRIDE - 0.5, (box[2] - box[0]) * 0.3 / People.STRIDE
                axes = (max(1, round(float(half[0]))), max(1, round(float(half[1]))))
                cv2.ellipse(
                    truth, (round(float(middle[0])), round(float(middle[1]))), axes, 0, 0, 360, 1.0, -1
                )
            self.items.append((square, truth))

    def one(self, chance: Random) -> tuple[np.ndarray, np.ndarray]:
        """A picture, at times mirrored, in other light."""
        square, truth = chance.choice(self.items)
        if chance.random() < 0.5:
            square, truth = square[:, ::-1], truth[:, ::-1]
        return centred(square) * chance.uniform(0.6, 1.4) + chance.uniform(-0.5, 0.5), truth

    def loss(self, net: nn.Module, chance: Random, _: np.random.Generator) -> torch.Tensor:
        """Focal cross-entropy."""
        planes, truths = zip(*(self.one(chance) for _ in range(self.BATCH)), strict=True)
        said = net(torch.from_numpy(np.stack(planes)[:, None].astype(np.float32)))
        return focal(said, torch.from_numpy(np.stack(truths)[:, None].copy()))
