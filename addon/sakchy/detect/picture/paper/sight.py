"""Whether a picture shows a page of text, and where: the gate to reading papers, which sees every picture."""

import numpy as np

from sakchy.detect.picture.band import Band
from sakchy.detect.picture.finder import shrink
from sakchy.detect.picture.models import Network
from sakchy.detect.picture.opencv import Grey, cv2

PAPERS = Network("papers.onnx")
SIDE, STRIDE = 256, 16
"""Longer side of the picture as the network sees it, and pixels of a cell."""
MASK, PEAK = 0.3, 0.6
"""A page is a patch above MASK that reaches PEAK somewhere."""
LEAST = 0.08
"""Share of the picture that text must take up: of less nothing is legible."""
MARGIN = 1.5
"""Cells left round the patch: lines begin and end in the middle of one."""


def look(image: Grey) -> Band | None:
    """Where most of the text stands, in pixels of the picture given; its angle is 0 or, if upright, 90."""
    scale = SIDE / max(image.shape)
    planes = 1 / (1 + np.exp(-PAPERS(shrink(image, scale, smooth=True))))
    heat = np.maximum(planes[0], planes[1])
    if float(heat.max()) < PEAK or float((heat > MASK).mean()) < LEAST:
        return None
    _, patches, stats, _ = cv2.connectedComponentsWithStats((heat > MASK).astype(np.uint8), connectivity=4)
    patch = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    level, upright = (float(one[patches == patch].sum()) for one in planes)
    left, top, wide, tall = (float(value) for value in stats[patch][:4])
    x, y = (left + wide / 2) * STRIDE / scale, (top + tall / 2) * STRIDE / scale
    wide, tall = ((side + 2 * MARGIN) * STRIDE / scale for side in (wide, tall))
    return Band(x, y, wide, tall, 0, level) if level >= upright else Band(x, y, tall, wide, 90, upright)
