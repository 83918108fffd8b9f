"""A second opinion where our reader made too little of a sheet: the same evidence, lines read by another."""

import numpy as np

from sakchy.detect.picture import opinion
from sakchy.detect.picture.fronts import words
from sakchy.detect.picture.fronts.letters import fold
from sakchy.detect.picture.fronts.printed import Row
from sakchy.detect.picture.fronts.words import Words
from sakchy.detect.picture.opencv import Grey, Plane


def rows(image: Grey) -> list[Row]:
    """What it reads on a sheet, lines side by side together, from the top. It knows Latin letters."""
    said = {line(corners): fold(text) for corners, text in opinion.page(image)}
    together = ([said[one] for one in row] for row in words.rows(list(said)))
    return [Row(tuple(dict.fromkeys([*row, " ".join(row)])), " ".join(row)) for row in together]


def line(corners: Plane) -> Words:
    """The line of four corners from the upper left, clockwise."""
    left, right = (corners[0] + corners[3]) / 2, (corners[1] + corners[2]) / 2
    length, height = max(1.0, float(right[0] - left[0])), float(np.linalg.norm(corners[3] - corners[0]))
    return Words(float(left[0]), float(left[1]), length, height, float(right[1] - left[1]) / length)
