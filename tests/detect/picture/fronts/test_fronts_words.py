import numpy as np
import pytest

from sakchy.detect.picture.fronts import words
from sakchy.detect.picture.fronts.words import Words, rows
from sakchy.detect.picture.opencv import cv2

LINES = (
    (60, 80, "IDENTITY CARD"),
    (60, 200, "SPECIMEN ULGU"),
    (60, 320, "01.01.1900"),
    (500, 320, "ID0000001"),
)


def sheet(tilt=0.0):
    image = np.full((500, 800, 3), 235, np.uint8)
    for x, y, text in LINES:
        cv2.putText(image, text, (x, y), (30, 30, 30), cv2.FontFace("sans"), 44)
    turn = cv2.getRotationMatrix2D((400, 250), tilt, 1)
    return cv2.cvtColor(
        cv2.warpAffine(image, turn, (800, 500), borderMode=cv2.BORDER_REPLICATE), cv2.COLOR_BGR2GRAY
    )


@pytest.mark.parametrize("tilt", [0, 4, -4])
def test_lines_are_found_where_they_are(tilt):
    found = [line for line in words.find(sheet(tilt)) if line.length > 100]
    assert len(found) >= len(LINES)
    for x, y, _ in LINES[:3]:
        assert any(abs(line.x - x) < 60 and abs(line.y + 16 - y) < 60 for line in found)


def test_a_tilt_shows_in_the_slopes():
    slopes = [line.slope for line in words.find(sheet(-5)) if line.length > 200]
    assert np.median(slopes) == pytest.approx(np.tan(np.radians(5)), abs=0.03)


def test_an_empty_sheet_has_no_lines():
    assert words.find(np.full((500, 800), 200, np.uint8)) == []


def test_a_line_is_cut_out_level():
    image = np.full((200, 400), 255, np.uint8)
    for x in range(100, 300):
        image[int(80 + 0.1 * (x - 100)) : int(100 + 0.1 * (x - 100)), x] = 0
    cut = Words(100, 90, 200, 20, 0.1).cut(image, 24)
    middle, edges = cut[10:14, 8:-8], np.vstack([cut[:1], cut[-1:]])
    assert cut.shape[0] == 24
    assert middle.max() < 60
    assert edges.min() > 180


def test_a_line_may_be_stretched():
    line = Words(10, 50, 200, 20, 0)
    image = np.full((100, 300), 255, np.uint8)
    assert line.cut(image, 24, 4 / 3).shape[1] == pytest.approx(line.cut(image, 24).shape[1] * 4 / 3, abs=1)


def test_upside_down_a_line_begins_where_it_ended():
    line = Words(100, 90, 200, 20, 0.1)
    turned = line.turned(400, 200)
    assert (turned.x, turned.y, turned.slope) == (100, pytest.approx(90), 0.1)
    assert turned.turned(400, 200) == line


def test_lines_side_by_side_are_a_row():
    left, right = Words(10, 50, 80, 20, 0), Words(150, 52, 80, 20, 0)
    below, larger = Words(10, 90, 80, 20, 0), Words(300, 50, 80, 60, 0)
    assert rows([below, right, left, larger]) == [[left, right], [larger], [below]]


def test_a_row_may_slope():
    assert rows([Words(10, 50, 80, 20, 0.1), Words(210, 70, 80, 20, 0.1)]) == [
        [Words(10, 50, 80, 20, 0.1), Words(210, 70, 80, 20, 0.1)]
    ]
