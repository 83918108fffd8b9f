"""A picture so small and blurred that a person knows their own again, and nobody reads anything in it."""

import numpy as np

from sakchy.detect.picture.decode import LEAST_SIDE, UnreadableError, grey, limit
from sakchy.detect.picture.opencv import cv2
from sakchy.limits import DEFAULT, Limits

SIDE = 24  # pixels of the longer side: a face is two of them, a line of writing half of one
BLUR = 1.0  # standard deviation in those pixels
MOST_BYTES = 4096  # a PNG of that size has some 600


def thumbnail(data: bytes, limits: Limits = DEFAULT) -> bytes:
    """A picture's tiny PNG in grey; nothing if it cannot be decoded. Never raises."""
    try:
        limit(data, limits.pixels)
        image = grey(data, LEAST_SIDE)
        height, width = image.shape[:2]
        scale = SIDE / max(height, width)
        small = (max(1, round(width * scale)), max(1, round(height * scale)))
        tiny = cv2.GaussianBlur(cv2.resize(image, small, interpolation=cv2.INTER_AREA), (0, 0), BLUR)
        done, png = cv2.imencode(".png", np.asarray(tiny))
    except (UnreadableError, cv2.error, MemoryError):
        return b""
    return png.tobytes() if done and png.size <= MOST_BYTES else b""
