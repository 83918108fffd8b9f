"""Brushes: text in free fonts, patterns from sines, noise. Pictures are uint8 BGR arrays, height first."""

from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Image: TypeAlias = NDArray[np.uint8]
Plane: TypeAlias = NDArray[np.float32]
Point: TypeAlias = tuple[float, float]
Colour: TypeAlias = tuple[int, int, int]

FONTS = Path("/usr/share/fonts")
FACES = {
    "zone": "opentype/ocr-b/OCRB.otf",  # Debian: fonts-ocr-b
    "plain": "truetype/dejavu/DejaVuSans.ttf",  # Debian: fonts-dejavu
    "bold": "truetype/dejavu/DejaVuSans-Bold.ttf",
    "mono": "truetype/dejavu/DejaVuSansMono.ttf",
}


@cache
def face(name: str) -> Any:
    """A font by its role."""
    return cv2.FontFace(str(FONTS / FACES[name]))


def write(image: Image, text: str, at: Point, size: float, colour: Colour, *, font: str) -> None:
    """Write one line, its base line beginning at `at` (x, y)."""
    cv2.putText(image, text, (int(at[0]), int(at[1])), colour, face(font), int(size))


def grid(height: int, width: int) -> tuple[Plane, Plane]:
    """The y and x of every pixel."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    return y, x


def guilloche(height: int, width: int, base: Colour, rng: np.random.Generator) -> Image:
    """Security paper: a light ground under a few sets of waving lines."""
    y, x = grid(height, width)
    image = np.full((height, width, 3), base, np.float32)
    for _ in range(4):
        pitch, swing, period = rng.uniform(8, 22), rng.uniform(10, 60), rng.uniform(60, 300)
        wave = np.sin((y + swing * np.sin(x / period + rng.uniform(0, 6))) / pitch * 2 * np.pi)
        image -= np.clip(wave - 0.6, 0, 1)[..., None] * rng.uniform(8, 34) * rng.random(3).astype(np.float32)
    return image.clip(0, 255).astype(np.uint8)


def clouds(height: int, width: int, rng: np.random.Generator, octaves: int = 6) -> Plane:
    """Smooth noise of 0 to 1: octaves of coarse noise, each half as strong as the one before."""
    total: Plane = np.zeros((height, width), np.float32)
    for octave in range(octaves):
        coarse = rng.random((2 ** (octave + 1) + 1, 2 ** (octave + 1) + 1)).astype(np.float32)
        total += np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)) / 2**octave
    low, high = float(np.min(total)), float(np.max(total))
    return np.asarray((total - low) / (high - low), np.float32)


def ramp(values: Plane, colours: list[Colour]) -> Plane:
    """Values of 0 to 1 coloured along a row of colours."""
    stops = np.linspace(0, 1, len(colours))
    channels = [np.interp(values, stops, [colour[c] for colour in colours]) for c in range(3)]
    return np.stack(channels, axis=-1).astype(np.float32)


def stamp(image: Image, text: str, size: float, strength: float = 0.35) -> Image:
    """The picture with a red word across its middle."""
    height, width = image.shape[:2]
    layer = np.zeros((height, width, 3), np.uint8)
    write(
        layer, text, ((width - size * len(text) * 0.76) / 2, height / 2), size, (255, 255, 255), font="bold"
    )
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 14, 1.0)
    mask = cv2.warpAffine(layer, turn, (width, height)).astype(np.float32) / 255 * strength
    return (image * (1 - mask) + np.array((40, 40, 220), np.float32) * mask).astype(np.uint8)
