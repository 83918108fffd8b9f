import numpy as np
import pytest
from msgspec.structs import replace

from sakchy.detect.picture.band import Band
from sakchy.detect.picture.fronts import reading, sight
from sakchy.detect.picture.fronts.sheet import Sheet, sheet
from sakchy.detect.picture.fronts.words import joined
from sakchy.detect.picture.opencv import cv2

PLACE = Band(500.0, 315.0, 1000.0, 630.0, 0.0, 9.0)


def plastic(*lines):
    """A card with lines, each with its place and size."""
    image = np.full((630, 1000), 70, np.uint8)
    for text, x, y, size in lines:
        cv2.putText(image, text, (x, y), 240, cv2.FontFace("sans"), size)
    return image


def front(image, face="card", sure=0.9):
    return reading.judged(sheet(image, PLACE, 800, 1000), sight.Place(face, sure, PLACE))


@pytest.mark.parametrize("gap", [" ", "  "])
def test_a_number_in_a_row(gap):
    found = front(
        plastic((gap.join(("4111", "1111", "1111", "1129")), 80, 400, 60), ("VALID THRU 08/29", 330, 480, 28))
    )
    assert (found.kind, found.number, found.score >= 1) == ("bank-card", "4111111111111129", True)


def test_of_a_number_a_part_was_seen():
    whole = sheet(plastic(("4111 1111 1111 1129", 80, 400, 60)), PLACE, 800, 1000)
    line = max(joined(whole.lines), key=lambda line: line.length)
    part = replace(line, x=line.x + 0.2 * line.length, length=0.5 * line.length)
    found = reading.judged(replace(whole, lines=(part,)), sight.Place("card", 0.9, PLACE))
    assert (found.number, found.score >= 1) == ("4111111111111129", True)


def test_a_date_is_no_part_of_a_number():
    whole = sheet(plastic(("08/29", 80, 400, 60)), PLACE, 800, 1000)
    (line,) = joined(whole.lines)
    assert reading.prolonged(whole, line, whole.reads(line))[0] == line


def test_a_number_in_four_rows():
    rows = [(text, 620, 180 + 76 * row, 58) for row, text in enumerate(("4111", "1111", "1111", "1129"))]
    found = front(plastic(*rows, ("08/29", 120, 520, 40)))
    assert (found.kind, found.number, found.score >= 1) == ("bank-card", "4111111111111129", True)


def test_a_number_upside_down_is_no_other_number():
    image = plastic(("4968 9608 6908 0690", 80, 400, 60))
    found = front(np.ascontiguousarray(np.rot90(image, 2)))
    assert (found.kind, found.number, found.score >= 1) == ("bank-card", "4968960869080690", True)


def test_stripes_are_no_number():
    image = plastic()
    for x in range(90, 900, 14):
        cv2.line(image, (x, 360), (x + x % 5, 410), 200, 4)
    assert front(image).score < 1


def test_nothing_to_read_is_nothing():
    assert reading.judged(Sheet(plastic(), (), PLACE, plastic()), sight.Place("card", 0.9, PLACE)).score == 0
