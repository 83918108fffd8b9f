"""Where in a picture a zone may be, and which way it reads: a small convolutional network.

It sees the picture at a fixed size and gives, for every 8 pixels, how much it looks like a zone and the
reading direction (cosine, sine).
"""

import math

import numpy as np

from sakchy.detect.picture.band import Band, along
from sakchy.detect.picture.models import FINDER
from sakchy.detect.picture.opencv import Grey, Plane, cv2
from sakchy.model import Value

STRIDE = 8
MULTIPLE = 16
"""Sides of the network's input are multiples of this."""
MOST_MAGNIFIED = 1.5
HALF = 0.5
"""Scale down to which four pixels of a smooth picture are enough for one: by areas takes eight times as long,
but a page of black dots would become another."""
LEAST_SIDE = 32
MASK, PEAK = 0.35, 0.5
"""A band is a patch above MASK that reaches PEAK somewhere."""
LEAST_CELLS, LEAST_WIDTH, LEAST_RATIO = 6, 40, 1.3
"""Smaller patches, in cells or pixels of the input, or squarer ones, are never two lines of text."""


class Sight(Value, frozen=True):
    """What the finder saw: the strongest hint anywhere, and bands in pixels of the picture given."""

    peak: float
    bands: tuple[Band, ...]

    def scaled(self, by: float) -> "Sight":
        """The same in a picture `by` times as large."""
        return Sight(self.peak, tuple(band.scaled(by) for band in self.bands))


def look(image: Grey, side: int, most: int = 3) -> Sight:
    """The bands of a picture whose longer side is brought to `side` pixels, the best first."""
    scale = min(side / max(image.shape), MOST_MAGNIFIED)
    heat, cosine, sine = infer(shrink(image, scale, smooth=True))
    mask = cv2.morphologyEx((heat > MASK).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    count, labels = cv2.connectedComponents(mask, connectivity=8)
    patches = (labels == index for index in range(1, count))
    bands = [band for patch in patches if (band := fit(patch, heat, cosine, sine))]
    best = sorted(bands, key=lambda band: band.score, reverse=True)[:most]
    return Sight(float(np.max(heat)), tuple(best)).scaled(1 / scale)


def shrink(image: Grey, scale: float, *, smooth: bool = False) -> Grey:
    """The picture at another scale, its sides filled up to what the network takes."""
    small = resized(image, scale, smooth=smooth)
    below, right = (-side % MULTIPLE for side in small.shape)
    return np.asarray(cv2.copyMakeBorder(small, 0, below, 0, right, cv2.BORDER_REPLICATE), np.uint8)


def resized(image: Grey, scale: float, *, smooth: bool = False) -> Grey:
    """The picture at another scale, each side 32 pixels at least; `smooth`: neighbours are alike in it."""
    while smooth and scale <= HALF and min(image.shape) >= 2 * LEAST_SIDE:
        image, scale = halved(image), scale / HALF
    height, width = (max(LEAST_SIDE, int(side * scale)) for side in image.shape)
    if (height, width) == image.shape:
        return image
    method = cv2.INTER_AREA if scale < 1 and not smooth else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(image, (width, height), interpolation=method), np.uint8)


def halved(image: Grey) -> Grey:
    """Four pixels to one: a twentieth of the time of any other scale by areas."""
    height, width = (side // 2 for side in image.shape)
    even = image[: 2 * height, : 2 * width]
    return np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def infer(image: Grey) -> tuple[Plane, Plane, Plane]:
    """Heat (0 to 1), cosine and sine of the reading direction, one cell for 8 by 8 pixels."""
    logits, cosine, sine = FINDER(image)
    return 1 / (1 + np.exp(-logits)), cosine, sine


def fit(patch: Grey, heat: Plane, cosine: Plane, sine: Plane) -> Band | None:
    """The smallest turned rectangle round a patch of cells, in input pixels; None if it is no band."""
    rows, columns = np.nonzero(patch)
    if len(rows) < LEAST_CELLS or (peak := float(np.max(heat[patch]))) < PEAK:
        return None
    points = np.stack([columns, rows], 1).astype(np.float32) * STRIDE + (STRIDE - 1) / 2
    (x, y), (width, height), angle = cv2.minAreaRect(points)
    if width < height:
        width, height, angle = height, width, angle + 90
    width, height = width + STRIDE, height + STRIDE
    if width < LEAST_WIDTH or width / height < LEAST_RATIO:
        return None
    c, s = along(angle)
    if c * float(cosine[patch].mean()) + s * float(sine[patch].mean()) < 0:
        angle += 180
    return Band(x, y, width, height, math.fmod(angle, 360), float(heat[patch].sum()) * peak)
