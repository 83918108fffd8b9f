"""OpenCV, imported once with its limits set.

`OPENCV_IO_MAX_IMAGE_PIXELS` is read when the library is loaded: a small file that claims to be a huge
picture (109 kB can unfold to 900 MB) is then refused by every decoder before it takes memory.
"""

import os
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

MOST_PIXELS = 1 << 28
"""Of any picture, whatever the limits say: the belt below `decode.limit`, which goes by the headers."""

os.environ["OPENCV_IO_MAX_IMAGE_PIXELS"] = str(MOST_PIXELS)

import cv2  # noqa: E402  after the limit is set

cv2.setNumThreads(1)  # one picture, one core: the workers are the parallelism
cv2.utils.logging.setLogLevel(
    cv2.utils.logging.LOG_LEVEL_SILENT
)  # a broken picture is our finding, not a line on the console

Grey: TypeAlias = NDArray[np.uint8]
"""A grey picture: height first, 0 black."""
Plane: TypeAlias = NDArray[np.float32]

__all__ = ["MOST_PIXELS", "Grey", "Plane", "cv2"]
