"""A band of the picture cut out, turned upright, brought to the reader's scale and made level."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sakchy.detect.picture.band import Band, along
from sakchy.detect.picture.opencv import Grey, Plane, cv2
from sakchy.model import Value

LINE = 22
"""Pixels from line to line in a strip, a little less than the reader's 24."""
LINES_A_BAND = 3.4
"""Height of a band over that of a line: two or three lines and what the finder adds around them."""
MOST_MAGNIFIED, MOST_WIDTH = 3.0, 1500
HALF = 1.35
"""Half a strip's width over a band's width: the finder may see half a zone only, so more is kept."""
TALL = 1.9
"""A strip's height over a band's."""
INK_BLUR = 31
SLOPES = (-6, -4, -3, -2, -1, 0, 1, 2, 3, 4, 6)
"""Degrees by which a band may be off; halves beside the best are tried as well."""
LIGHT = 0.6
"""Skewness of the grey levels round their surroundings: strokes are few, so dark ones make it negative."""
PREFER_LEVEL = 1.02
"""A slope must be 2 % better than none: shearing blurs a little."""


class Strip(Value, frozen=True):
    """A strip of text lines, level, reading to the right."""

    image: Grey
    width: float
    """Pixels of the band proper, in the middle of the strip."""

    @property
    def middle(self) -> tuple[int, int]:
        """First and last column of the band proper."""
        wide = self.image.shape[1]
        return max(0, int((wide - self.width) / 2)), min(wide, int((wide + self.width) / 2))


def magnification(band: Band) -> float:
    """Pixels of the strip for one of the picture, were there no limit to it."""
    return LINE / (band.height / LINES_A_BAND)


def cut(image: Grey, band: Band) -> Strip:
    """The strip of a band, made level."""
    scale = min(MOST_MAGNIFIED, magnification(band))
    width = int(min(MOST_WIDTH, 2 * HALF * band.width * scale))
    height = int(max(24, band.height * TALL * scale))
    flat = dark_on_light(Strip(warp(image, band, scale, (width, height)), band.width * scale))
    return level(flat)


def dark_on_light(strip: Strip) -> Strip:
    """The strip, as a negative if its strokes are lighter than their ground: screens in dark mode."""
    first, last = strip.middle
    plane = strip.image[::2, first:last:2].astype(np.float32)  # every fourth pixel tells as much
    away = plane - cv2.blur(plane, (INK_BLUR // 2, INK_BLUR // 2))
    spread = float(np.std(away)) + 1
    light = float(np.mean(away * away * away)) > LIGHT * spread**3
    return Strip(255 - strip.image, strip.width) if light else strip


def warp(image: Grey, band: Band, scale: float, size: tuple[int, int]) -> Grey:
    """The picture turned, scaled and moved so that the band lies in the middle of `size`."""
    cosine, sine = (value * scale for value in along(band.angle))
    across, down = size[0] / 2, size[1] / 2
    move = np.array(
        [
            [cosine, sine, across - (cosine * band.x + sine * band.y)],
            [-sine, cosine, down - (-sine * band.x + cosine * band.y)],
        ]
    )
    source = image
    if scale < 0.5:
        source, place = halved(image, band, math.hypot(across, down) / scale, int(1 / scale))
        move = (np.vstack([move, [0, 0, 1]]) @ place)[:2]
    turned = cv2.warpAffine(source, move, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(turned, np.uint8)


def halved(image: Grey, band: Band, reach: float, by: int) -> tuple[Grey, Plane]:
    """The surroundings of a band at 1/`by` by areas, and the matrix from there to the whole picture.

    Linear sampling alone would skip pixels of a large picture and tear thin strokes.
    """
    left, top = max(0, int(band.x - reach)), max(0, int(band.y - reach))
    part = image[top : int(band.y + reach) + 1, left : int(band.x + reach) + 1]
    size = (max(1, part.shape[1] // by), max(1, part.shape[0] // by))
    small = cv2.resize(part, size, interpolation=cv2.INTER_AREA)
    place = np.array([[by, 0, left + (by - 1) / 2], [0, by, top + (by - 1) / 2], [0, 0, 1]], np.float32)
    return np.asarray(small, np.uint8), place


def ink(image: Grey) -> Plane:
    """How much darker each pixel is than its surroundings."""
    plane = image.astype(np.float32)
    return np.asarray(np.clip(cv2.blur(plane, (INK_BLUR, INK_BLUR)) - plane, 0, None), np.float32)


def level(strip: Strip) -> Strip:
    """The strip sheared by the slope that separates its lines best."""
    dark, (first, last) = ink(strip.image), strip.middle
    narrow = max(48, (last - first) // 4)
    small = cv2.resize(dark[:, first:last], (narrow, len(dark)), interpolation=cv2.INTER_AREA)
    stretch = (last - first) / narrow

    def contrast(degrees: float) -> float:
        profile = shear(small, math.tan(math.radians(degrees)) * stretch).mean(1)
        return float(np.square(np.diff(profile)).sum())

    coarse = max(SLOPES, key=lambda degrees: contrast(degrees) * (1 if degrees else PREFER_LEVEL))
    slope = max((coarse, coarse - 0.5, coarse + 0.5), key=contrast)
    if slope == 0:
        return strip
    sheared = shear(strip.image, math.tan(math.radians(slope)), cv2.BORDER_REPLICATE)
    return Strip(np.asarray(sheared, np.uint8), strip.width)


def shear(image: NDArray[Any], slope: float, border: int = cv2.BORDER_CONSTANT) -> Plane:
    """The image with its columns moved down in proportion to their distance from the middle."""
    height, width = image.shape
    matrix = np.array([[1, 0, 0], [slope, 1, -slope * width / 2]], np.float32)
    return np.asarray(cv2.warpAffine(image, matrix, (width, height), borderMode=border))
