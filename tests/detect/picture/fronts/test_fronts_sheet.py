import numpy as np
import pytest

from sakchy.detect.picture.band import Band
from sakchy.detect.picture.fronts import sheet
from sakchy.detect.picture.fronts.sheet import Sheet
from sakchy.detect.picture.fronts.words import Words, joined
from sakchy.detect.picture.opencv import cv2

PLACE = Band(500.0, 320.0, 960.0, 600.0, 0.0, 1.0)


def page(angle=0):
    image = np.full((640, 1000), 235, np.uint8)
    for row, text in enumerate(("KYRGYZ REPUBLIC", "IDENTITY CARD", "SPECIMEN ULGU", "01.01.1900 ID0000001")):
        cv2.putText(image, text, (150, 160 + row * 110), 30, cv2.FontFace("sans"), 48)
    turn = cv2.getRotationMatrix2D((500, 320), -angle, 0.8)
    return cv2.warpAffine(image, turn, (1000, 640), borderValue=235)


def said(one):
    return " ".join(one.reads(line).text for line in one.lines)


@pytest.mark.parametrize("angle", [0, 7, -11, 176])
def test_a_sheet_is_read_level_and_the_right_way_up(angle):
    one = sheet.upright(page(angle), PLACE)
    assert one is not None
    assert abs(one.tilt()) <= sheet.LEVEL
    assert "SPECIMEN" in said(one)
    assert one.place.angle % 360 == pytest.approx(angle % 360, abs=5)


def test_a_closer_look_is_larger_and_lies_the_same():
    one, large = sheet.upright(page(176), PLACE), cv2.resize(page(176), None, fx=2, fy=2)
    near = sheet.closer(one, lambda side: large if side > 1000 else page(176))
    assert max(near.image.shape) == sheet.CLOSE
    assert near.place.width == pytest.approx(2 * one.place.width)
    assert "SPECIMEN" in said(near)


def test_a_sheet_without_print_is_none():
    assert sheet.upright(np.full((640, 1000), 200, np.uint8), PLACE) is None


def test_long_lines_tell_the_slope():
    lines = (Words(0, 0, 600, 30, 0.0), Words(0, 50, 40, 30, 0.3), Words(0, 90, 50, 30, 0.3))
    assert Sheet(np.zeros((9, 9), np.uint8), lines, PLACE, page()).tilt() == 0
    assert Sheet(np.zeros((9, 9), np.uint8), (), PLACE, page()).tilt() == 0


def test_a_sheet_turned_twice_is_itself():
    one = Sheet(page(), (Words(10, 20, 300, 30, 0.0),), PLACE, page())
    again = one.turned().turned()
    assert (again.image == one.image).all()
    assert again.lines == one.lines


def test_pieces_of_a_number_are_one_line():
    groups = [Words(100 + at * 130, 200.0, 90, 40, 0.0) for at in range(4)]
    (line,) = joined([*groups])
    assert (line.x, line.length, line.height) == (100, 480, 40)
    assert len(joined([groups[0], Words(600, 200.0, 90, 40, 0.0)])) == 2
