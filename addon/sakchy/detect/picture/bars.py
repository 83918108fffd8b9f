"""Bands without a network: dark strokes close together make bars, parallel bars make a band.

Costs more than the finder and fires on any page of text, so it runs only where the finder saw a hint.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sakchy.detect.picture.band import Band, along
from sakchy.detect.picture.opencv import Grey, cv2

SIDE = 1024
PITCHES = (9, 17)
"""Widths of a character that are looked for, in pixels."""
MOST_TILT = 25
"""Degrees off level or upright; more is left to the finder."""
LEAST_WIDTH, LEAST_HEIGHT = 110, 4
LEAST_RATIO, MOST_RATIO = 7, 70
"""Length over height of a bar."""


def look(image: Grey, most: int = 2) -> list[Band]:
    """Bands of parallel bars, level or upright, the best first."""
    scale = min(1.0, SIDE / max(image.shape))
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    small = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    level = (band for band in groups(small))
    turned = np.asarray(cv2.rotate(small, cv2.ROTATE_90_CLOCKWISE), np.uint8)
    height = small.shape[0]
    upright = (Band(b.y, height - 1 - b.x, b.width, b.height, b.angle - 90, b.score) for b in groups(turned))
    kept: list[Band] = []
    for band in sorted(chain(level, upright), key=lambda band: band.score, reverse=True):
        if not any(band.near(other, 0.2) for other in kept):
            kept.append(band)
    return [band.scaled(1 / scale) for band in kept[:most]]


def groups(image: Grey) -> Iterator[Band]:
    """Bands of two or more bars in a picture whose text is about level."""
    for pitch in PITCHES:
        found = sorted(bars(image, pitch), key=lambda bar: bar.width, reverse=True)
        for bar in found:
            beside = [bar, *(other for other in found if other is not bar and parallel(bar, other))]
            if len(beside) >= 2 and (band := hull(beside)):
                yield band


def bars(image: Grey, pitch: int) -> Iterator[Band]:
    """Long thin patches of dense upright strokes; the score is how well a patch fills its rectangle."""
    dark = cv2.morphologyEx(image, cv2.MORPH_BLACKHAT, box(pitch + 4, pitch + 4))
    strokes = cv2.convertScaleAbs(cv2.Sobel(dark, cv2.CV_16S, 1, 0, ksize=3), alpha=0.5)
    dense = cv2.boxFilter(strokes, -1, (pitch * 2 + 1, 3))
    mask = (dense > max(12.0, float(dense.mean() + 1.2 * dense.std()))).astype(np.uint8)
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, box(pitch * 2, 1))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, box(pitch * 3, 3))
    for contour in cv2.findContours(opened, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
        if len(contour) >= 4 and (bar := rectangle(contour)):
            yield bar


def box(width: int, height: int) -> Grey:
    """A rectangle for morphology."""
    return np.ones((height, width), np.uint8)


def rectangle(contour: NDArray[Any]) -> Band | None:
    """The bar of a contour, if it is long, thin and about level."""
    (x, y), (width, height), angle = cv2.minAreaRect(contour)
    if width < height:
        width, height, angle = height, width, angle + 90
    angle = (angle + 90) % 180 - 90
    if width < LEAST_WIDTH or height < LEAST_HEIGHT or abs(angle) > MOST_TILT:
        return None
    if not LEAST_RATIO <= width / height <= MOST_RATIO:
        return None
    return Band(x, y, width, height, angle, cv2.contourArea(contour) / (width * height + 1))


def parallel(bar: Band, other: Band) -> bool:
    """Whether another bar, not much shorter, lies right above or below."""
    if abs(other.angle - bar.angle) > 4 or not 0.55 < other.width / bar.width <= 1.0001:
        return False
    cosine, sine = along(bar.angle)
    dx, dy = other.x - bar.x, other.y - bar.y
    across, down = abs(dx * cosine + dy * sine), abs(dy * cosine - dx * sine)
    thin, thick = sorted((bar.height, other.height))
    return 0.8 * thin <= down <= 4.5 * thick and across <= 0.25 * bar.width


def hull(group: Sequence[Band]) -> Band | None:
    """The band round parallel bars; its score prefers long, full ones and up to three lines."""
    corners = [cv2.boxPoints(((bar.x, bar.y), (bar.width, bar.height), bar.angle)) for bar in group]
    (x, y), (width, height), angle = cv2.minAreaRect(np.concatenate(corners))
    if width < height:
        width, height, angle = height, width, angle + 90
    if width < 100 or width / height < 2.2:
        return None
    fullness = sum(bar.score for bar in group) / len(group)
    return Band(x, y, width, height, angle, width * min(len(group), 3) * fullness)
