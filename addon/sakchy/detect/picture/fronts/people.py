"""Whether somebody shows a document to the camera: a face that is not printed on it."""

import numpy as np

from sakchy.detect.picture.band import Band, along
from sakchy.detect.picture.finder import shrink
from sakchy.detect.picture.fronts import sight
from sakchy.detect.picture.fronts.networks import PEOPLE
from sakchy.detect.picture.opencv import Grey, cv2
from sakchy.model import Value

SIDE, STRIDE = 192, 8
"""Longer side of the picture as the network sees it, and pixels of a cell."""
MASK, PEAK = 0.4, 0.7
MARKED = 0.6
"""Share of a face's width and height that the network marks."""
ROUND = 1.15
"""A document is taken for so much larger: its edges are known roughly."""
LARGE, LARGER = 0.6, 0.95
"""Of the document's height: a face so large beside it belongs to somebody in front of the camera, and one so
large anywhere: portraits take up half of it, and who holds a document up often has it before the chin. A head
is 23 cm high and an open passport 17.6; held out half-way to the camera it looks twice as large. What is
smaller beside a document is grain of wood, or somebody on a poster."""


class Face(Value, frozen=True):
    """A face: its middle, width and height in pixels of the picture given."""

    x: float
    y: float
    width: float
    height: float


def look(image: Grey) -> list[Face]:
    """The faces of a picture."""
    scale = SIDE / max(image.shape)
    heat = 1 / (1 + np.exp(-PEOPLE(shrink(image, scale))[0]))
    _, labels, stats, middles = cv2.connectedComponentsWithStats((heat > MASK).astype(np.uint8))
    by = STRIDE / scale
    return [
        Face((x + 0.5) * by, (y + 0.5) * by, stat[2] * by / MARKED, stat[3] * by / MARKED)
        for index, (stat, (x, y)) in enumerate(zip(stats, middles, strict=True))
        if index and float(heat[labels == index].max()) >= PEAK
    ]


def shown(image: Grey) -> bool:
    """Whether somebody shows the document that was found in a picture to the camera."""
    bands = [place.band for place in sight.look(image)]
    if not bands:
        return False
    tall = max(min(band.width, band.height) for band in bands)
    return any(
        face.height >= LARGER * tall
        or (face.height >= LARGE * tall and not any(inside(face, band) for band in bands))
        for face in look(image)
    )


def inside(face: Face, band: Band) -> bool:
    """Whether the middle of a face lies on a document."""
    cosine, sine = along(band.angle)
    dx, dy = face.x - band.x, face.y - band.y
    across, down = abs(dx * cosine + dy * sine), abs(dy * cosine - dx * sine)
    return across <= band.width * ROUND / 2 and down <= band.height * ROUND / 2
