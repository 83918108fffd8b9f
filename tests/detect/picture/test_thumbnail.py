from pathlib import Path

import cv2
import numpy as np
import pytest

from sakchy.detect.picture.pipeline import search
from sakchy.detect.picture.thumbnail import MOST_BYTES, SIDE, thumbnail
from sakchy.limits import Limits

SPECIMEN = Path(__file__).parents[3] / "addon" / "sakchy" / "specimen" / "passport.jpg"


def shape(png):
    return cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_UNCHANGED).shape


def test_a_picture_becomes_a_few_grey_pixels():
    png = thumbnail(SPECIMEN.read_bytes())
    assert png.startswith(b"\x89PNG")
    assert len(png) <= MOST_BYTES
    assert max(shape(png)) == SIDE
    assert len(shape(png)) == 2, "no colours"


def test_nothing_can_be_read_in_it_any_more():
    png = thumbnail(SPECIMEN.read_bytes())
    large = cv2.resize(cv2.imdecode(np.frombuffer(png, np.uint8), 0), None, fx=60, fy=60)
    assert search(SPECIMEN.read_bytes(), Limits()) is not None
    assert search(cv2.imencode(".png", large)[1].tobytes(), Limits()) is None


@pytest.mark.parametrize("sides", [(4000, 30), (30, 4000), (1, 1)])
def test_odd_shapes_keep_at_least_a_pixel(sides):
    image = np.full(sides, 200, np.uint8)
    assert min(shape(thumbnail(cv2.imencode(".png", image)[1].tobytes()))) >= 1


@pytest.mark.parametrize("data", [b"", b"no picture", b"\xff\xd8\xff\xe0 broken", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_picture_gives_none(data):
    assert thumbnail(data) == b""


def test_what_is_too_large_is_not_decoded():
    image = cv2.imencode(".png", np.zeros((200, 200), np.uint8))[1].tobytes()
    assert thumbnail(image)
    assert thumbnail(image, Limits(pixels=10_000)) == b""
