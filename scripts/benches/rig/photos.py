"""Pictures that resemble photographs: landscapes, rooms and leaves of 2 to 5 megapixels, about 1 MB each.

Noise at every scale, soft light and grain make them as hard to decode and as unlike a document as what
people upload most. Nothing in them is anybody's.
"""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Field = NDArray[np.float32]
Draw = np.random.Generator

SIZES = ((1920, 1080), (2048, 1536), (1536, 2048), (2592, 1944))  # width, height: 2.1 to 5.0 megapixels
WANTED = 1_000_000  # bytes of the finished file
QUALITIES = range(30, 99)  # JPEG qualities to choose from


def photo(seed: int) -> bytes:
    """A JPEG of about WANTED bytes; another seed is another picture, of the next scene and size."""
    draw = np.random.default_rng(seed)
    width, height = SIZES[seed % len(SIZES)]
    scene = SCENES[seed % len(SCENES)](draw, height, width)
    grain = draw.normal(0, 5, (height, width, 1)).astype(np.float32)
    light = 0.8 + 0.4 * clouds(draw, height, width, 3)[..., None]
    image: Image = np.clip(scene * light + grain, 0, 255).astype(np.uint8)
    return encoded(image)


def encoded(image: Image) -> bytes:
    """JPEG with the highest quality that stays within WANTED bytes (halving steps)."""
    low, high = QUALITIES.start, QUALITIES.stop
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if len(jpeg(image, middle)) <= WANTED else (low, middle)
    return jpeg(image, low)


def jpeg(image: Image, quality: int) -> bytes:
    """The picture as a JPEG file."""
    _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return bytes(data.tobytes())


def clouds(draw: Draw, height: int, width: int, octaves: int) -> Field:
    """Noise between 0 and 1 in patches of every size, as stone, foliage and clouds have it."""
    total: Field = np.zeros((height, width), np.float32)
    for octave in range(octaves):
        grid = draw.random((3 << octave, 4 << octave), np.float32)
        total += cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC) / (1 << octave)
    return np.asarray((total - np.min(total)) / np.ptp(total), np.float32)


def colour(blue: int, green: int, red: int) -> Field:
    """A colour to reckon with, in OpenCV's order."""
    return np.array((blue, green, red), np.float32)


def landscape(draw: Draw, height: int, width: int) -> Field:
    """Sky over ridges, each nearer one darker and rougher."""
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    image = colour(215, 160, 110) * (1 - down) + colour(225, 225, 235) * down
    image = image + 40 * clouds(draw, height, width, 5)[..., None]
    rough = clouds(draw, height, width, 9)[..., None]
    rows = np.arange(height)[:, None]
    for nearness in (0.25, 0.5, 0.75, 1.0):
        ridge = height * (0.25 + 0.5 * nearness - 0.2 * clouds(draw, 1, width, 5)[0])
        stone = colour(120, 130, 110) * (1.1 - nearness) + draw.uniform(0, 60, 3)
        image = np.where((rows > ridge)[..., None], stone * (0.5 + rough * (0.5 + nearness)), image)
    return image.astype(np.float32)


def room(draw: Draw, height: int, width: int) -> Field:
    """A wall, a floor and furniture with soft edges."""
    image = np.full((height, width, 3), draw.uniform(140, 220, 3), np.float32)
    image[height * 2 // 3 :] = draw.uniform(60, 130, 3)
    for _ in range(18):
        left, top = int(draw.uniform(-0.1, 0.9) * width), int(draw.uniform(0, 0.9) * height)
        right, bottom = (
            left + int(draw.uniform(0.05, 0.4) * width),
            top + int(draw.uniform(0.05, 0.4) * height),
        )
        cv2.rectangle(image, (left, top), (right, bottom), draw.uniform(20, 240, 3).tolist(), -1)
    plaster = 0.8 + 0.4 * clouds(draw, height, width, 9)[..., None]
    return np.asarray(cv2.GaussianBlur(image, (0, 0), 2.5) * plaster, np.float32)


def leaves(draw: Draw, height: int, width: int) -> Field:
    """A hedge: thousands of leaves, the later ones in front and lighter."""
    image = np.full((height, width, 3), (20, 40, 25), np.float32)
    count = 4000
    for index in range(count):
        centre = (int(draw.integers(width)), int(draw.integers(height)))
        axes = (int(draw.integers(8, 60)), int(draw.integers(5, 25)))
        green = (colour(60, 150, 90) * (0.3 + index / count) + draw.uniform(-25, 25, 3)).tolist()
        cv2.ellipse(image, centre, axes, float(draw.uniform(0, 360)), 0, 360, green, -1)
    return np.asarray(cv2.GaussianBlur(image, (0, 0), 1.2), np.float32)


SCENES: tuple[Callable[[Draw, int, int], Field], ...] = (landscape, room, leaves)
