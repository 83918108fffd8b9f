"""Where in a picture a document's or a bank card's face may be, and which way its text runs.

This is the gate: it sees every picture, small, and most pictures end here.
"""

import math
from typing import Literal

import numpy as np
from msgspec.structs import replace

from sakchy.detect.picture.band import Band
from sakchy.detect.picture.finder import shrink
from sakchy.detect.picture.fronts.networks import FRONTS
from sakchy.detect.picture.opencv import Grey, Plane, cv2
from sakchy.model import Value

SIDE, CLOSE = 256, 384
"""Longer side of the picture as the network sees it: enough for how things are laid out; and closer."""
STRIDE = 16
MASK, PEAK = 0.3, 0.7
"""A place is a patch above MASK that reaches PEAK somewhere."""
HINT = 0.2
"""The strongest sign from which a closer look is worth its time: a card may be a third of the width."""
LEAST_CELLS = 4
LONG, SOLID = 0.14, 0.65
"""Of a patch 1.15 times as long as wide; how a rounder one lies its cells do not tell. And the share of the
rectangle along it that a patch must fill: cards do, other things mostly do not."""
Face = Literal["document", "card"]


class Place(Value, frozen=True):
    """Something that looks like the face of a document or of a bank card, in pixels of the picture given."""

    face: Face
    sure: float
    """0 to 1, the mean over the place."""
    band: Band
    """Its rectangle; the angle is that of its text."""


def look(image: Grey, most: int = 2) -> list[Place]:
    """The places of a picture, the likeliest first; where it is not sure, it is looked at closer."""
    peak, places = seen(image, SIDE)
    if HINT <= peak < PEAK and max(image.shape) > CLOSE:
        places = seen(image, CLOSE)[1]
    best = sorted(places, key=lambda place: place.sure * place.band.width * place.band.height, reverse=True)
    return best[:most]


def seen(image: Grey, side: int) -> tuple[float, list[Place]]:
    """The strongest sign of a face anywhere, 0 to 1, and the places, in a picture brought to a size."""
    scale = side / max(image.shape)
    planes = FRONTS(shrink(image, scale, smooth=True))
    papers, cards = (1 / (1 + np.exp(-plane)) for plane in planes[:2])
    heat = np.maximum(papers, cards)
    peak = float(heat.max())
    if peak < PEAK:
        return peak, []
    count, labels = cv2.connectedComponents((heat > MASK).astype(np.uint8), connectivity=4)
    patches = [labels == index for index in range(1, count)]
    clear = (patch for patch in patches if float(heat[patch].max()) >= PEAK)
    places = [place for patch in clear if (place := fit(patch, papers, cards, planes[2], planes[3]))]
    return peak, [Place(place.face, place.sure, place.band.scaled(1 / scale)) for place in places]


def fit(patch: Grey, papers: Plane, cards: Plane, cosine: Plane, sine: Plane) -> Place | None:
    """The rectangle along the text round a patch of cells, in input pixels."""
    rows, columns = np.nonzero(patch)
    heat = np.maximum(papers, cards)[patch]
    if len(rows) < LEAST_CELLS:
        return None
    points = np.stack([columns, rows], 1) * STRIDE + (STRIDE - 1) / 2
    told = math.atan2(float(sine[patch].mean()), float(cosine[patch].mean()))
    box = turned(points, direction(points, heat, told))
    if len(rows) * STRIDE**2 < SOLID * box.width * box.height:
        box = turned(points, told)
    face: Face = "document" if papers[patch].sum() >= cards[patch].sum() else "card"
    return Place(face, float(heat.mean()), replace(box, score=float(heat.sum())))


def turned(points: Plane, angle: float) -> Band:
    """The rectangle at an angle, in radians, round the cells with these middles."""
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    flat = points @ turn
    low, high = flat.min(0) - STRIDE / 2, flat.max(0) + STRIDE / 2
    x, y = (low + high) / 2 @ turn.T
    wide, tall = high - low
    return Band(x, y, wide, tall, math.degrees(angle), 0.0)


def direction(points: Plane, heat: Plane, angle: float) -> float:
    """The angle of a long patch's side nearest to this one, in radians: the network knows it roughly."""
    x, y = (points - np.average(points, axis=0, weights=heat)).T
    level, upright, both = (np.average(one, weights=heat) for one in (x * x, y * y, x * y))
    longer = math.hypot(level - upright, 2 * both) / (level + upright)
    if longer < LONG:
        return angle
    quarter, axis = math.pi / 2, math.atan2(2 * both, level - upright) / 2
    return axis + round((angle - axis) / quarter) * quarter
