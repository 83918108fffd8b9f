"""Specimen pictures, drawn by scripts/specimen.py."""

from pathlib import Path

import numpy as np
import pytest

from sakchy.detect.picture.opencv import cv2

PICTURES = Path(__file__).parents[2] / "data" / "pictures"


@pytest.fixture(scope="session")
def specimen():
    """Bytes of a specimen picture by its name."""
    return lambda name: (PICTURES / name).read_bytes()


@pytest.fixture(scope="session")
def encoded():
    """Any array as a file of the format an ending names."""
    return lambda ending, image, *settings: cv2.imencode(ending, image, list(settings))[1].tobytes()


@pytest.fixture(scope="session")
def scan(specimen):
    """The flat passport page in colour."""
    return cv2.imdecode(np.frombuffer(specimen("passport-scan.jpg"), np.uint8), cv2.IMREAD_COLOR)
