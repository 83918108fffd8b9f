"""The two networks of this room, described in MODELS.md."""

from pathlib import Path
from typing import Any

from sakchy.detect.picture.opencv import cv2

FOLDER = Path(__file__).parent


def model(name: str) -> Any:
    """Load one network; it is not safe to run from two threads at once."""
    return cv2.dnn.readNetFromONNX(str(FOLDER / name))
