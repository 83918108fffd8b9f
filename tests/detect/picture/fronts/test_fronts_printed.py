import difflib

import numpy as np
import pytest

from sakchy.detect.picture.fronts import printed
from sakchy.detect.picture.fronts.letters import ALPHABET, fold
from sakchy.detect.picture.fronts.printed import Reading, row
from sakchy.detect.picture.opencv import cv2


def odds(*steps):
    """Odds of a reading: each step gives letters their probability, the blank what is left."""
    plane = np.zeros((len(steps), len(ALPHABET) + 1), np.float32)
    for line, step in zip(plane, steps, strict=True):
        for letter, share in step.items():
            line[ALPHABET.index(letter) + 1] = share
        line[0] = 1 - line.sum()
    return plane


def drawn(text, light=False):
    ink, paper = (240, 30) if light else (30, 240)
    image = np.full((60, 30 * len(text) + 40, 3), paper, np.uint8)
    cv2.putText(image, text, (12, 44), (ink, ink, ink), cv2.FontFace("sans"), 40)
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    on = np.flatnonzero(np.abs(grey.astype(int) - paper).max(0) > 60)
    down = np.flatnonzero(np.abs(grey.astype(int) - paper).max(1) > 60)
    part = grey[down[0] - 4 : down[-1] + 5, on[0] - 4 : on[-1] + 5]
    wide = round(part.shape[1] * printed.HEIGHT / part.shape[0] * printed.STRETCH)
    return cv2.resize(part, (wide, printed.HEIGHT), interpolation=cv2.INTER_AREA)


@pytest.mark.parametrize("light", [False, True])
@pytest.mark.parametrize(
    "text", ["IDENTITY CARD", "4111 1111 1111 1111", "Дата рождения", "01.01.1900", "VALID THRU"]
)
def test_print_is_read(text, light):
    reading = printed.read(drawn(text, light))
    assert difflib.SequenceMatcher(None, reading.text, fold(text)).ratio() > 0.8
    assert reading.sure > 0.6


def test_nothing_is_read_from_nothing():
    reading = printed.read(np.full((24, 200), 128, np.uint8))
    assert (reading.text, reading.sure) == ("", 0.0)


def test_a_letter_twice_needs_a_blank_between():
    assert Reading(odds({"A": 1}, {"A": 1}, {}, {"A": 1})).text == "AA"


def test_one_line_in_several_ways():
    reading = Reading(odds({"Д": 0.5, "D": 0.4}, {"O": 0.6, "0": 0.4}, {}, {"B": 0.9}))
    assert reading.ways == ("ДOB", "DOB", "ДOB")
    assert reading.sure == pytest.approx((0.5 + 0.6 + 0.9) / 3)


def test_a_number_is_read_as_one_if_it_may_be():
    assert Reading(odds({"O": 0.5, "0": 0.45}, {}, {"1": 0.9}, {}, {"B": 0.4, "8": 0.5})).number == "018"
    assert Reading(odds({"O": 0.95, "0": 0.05}, {}, {"B": 0.95, "8": 0.05})).number == ""


def test_a_row_says_each_and_all_together():
    one, other = Reading(odds({"A": 0.9})), Reading(odds({"1": 0.9}, {}, {"2": 0.8}))
    together = row([one, other])
    assert set(together.texts) == {"A", "12", "A 12"}
    assert together.number == "A 12"


def test_nothing_read_is_shown():
    reading = Reading(odds({"A": 0.9}))
    assert "A" not in repr(reading).removeprefix("Reading(")
    assert "A" not in repr(row([reading])).removeprefix("Row(")
