import math

import numpy as np
import pytest

from sakchy.detect.picture.fronts import sight
from sakchy.detect.picture.opencv import cv2


def cells(wide, tall, angle):
    """A patch of cells in the form of a rectangle turned by so many degrees."""
    heat = np.zeros((24, 24), np.float32)
    corners = cv2.boxPoints(((11.5, 11.5), (wide, tall), angle))
    cv2.fillPoly(heat, [np.round(corners * 16).astype(np.int32)], 0.9, shift=4)
    rows, columns = np.nonzero(heat)
    return np.stack([columns, rows], 1) * 16.0, heat[rows, columns]


@pytest.mark.parametrize(("turn", "told"), [(0, 3), (30, 5), (45, 20), (-35, -10), (60, 80), (120, 95)])
def test_a_long_place_tells_its_angle_better_than_the_network(turn, told):
    for quarters in (0, 90, 180, 270):
        found = sight.direction(*cells(16, 10, turn), math.radians(told + quarters))
        assert abs((math.degrees(found) - turn - quarters + 180) % 360 - 180) < 6


def test_text_may_run_across_a_long_place():
    found = sight.direction(*cells(16, 10, 30), math.radians(112))
    assert abs(math.degrees(found) - 120) < 6


def test_a_place_as_long_as_wide_leaves_the_angle_to_the_network():
    assert sight.direction(*cells(14, 14, 20), 0.3) == 0.3
