"""Numbers and names as machines press or print them on bank cards, in the angular forms of each issuer."""

from pathlib import Path
from random import Random

import cv2
import numpy as np
import yaml

from specimens.paint import Image, Plane
from training.fronts.print import Colour, Line

FORMS: dict[str, dict[str, list[str] | str]] = yaml.safe_load(
    Path(__file__).with_name("strokes.yaml").read_text("utf-8")
)
GRID = 4
"""Steps of a glyph's grid, across and down."""
FAINT = 40
"""Grey levels between ink and ground up to which only relief makes glyphs legible."""


class Stamp:
    """One issuer's glyphs: the form of each digit, proportions, thickness, how round corners are."""

    def __init__(self, chance: Random) -> None:
        self.forms = {letter: str(chance.choice(forms)) for letter, forms in FORMS["digits"].items()}
        self.forms |= {letter: str(form) for letter, form in FORMS["letters"].items()}
        self.wide, self.cell = chance.uniform(0.4, 0.68), chance.uniform(1.2, 1.7)
        """A glyph's width over its height, and its cell's over its width."""
        self.gap = chance.choice((1.0, 1.0, 0.6, 1.5))
        """A blank's width over a cell's."""
        self.thick, self.round = chance.uniform(0.07, 0.15), chance.choice((0.0, 0.8, 1.4))
        """Of strokes over the height, and of corners over the thickness."""

    def able(self, text: str) -> bool:
        """Whether there is a glyph for every letter."""
        return all(letter in self.forms or letter == " " for letter in text)

    def mask(self, text: str, tall: int) -> Image:
        """What is raised, white on black, with a margin of one thickness."""
        thick, wide = max(2, round(tall * self.thick)), tall * self.wide
        cell = wide * self.cell
        places = np.cumsum([0.0, *(cell * (self.gap if letter == " " else 1) for letter in text)])
        out: Image = np.zeros((tall + 4 * thick, int(places[-1]) + 4 * thick), np.uint8)
        for letter, left in zip(text, places[:-1], strict=True):
            for stroke in self.forms.get(letter, "").split(","):
                points = [
                    (2 * thick + left + int(point[0]) * wide / GRID, 2 * thick + int(point[1]) * tall / GRID)
                    for point in stroke.split()
                ]
                cv2.polylines(
                    out, [np.array(points).round().astype(np.int32)], False, 255, thick, cv2.LINE_AA
                )
        return rounded(out, self.round * thick)


def rounded(mask: Image, by: float) -> Image:
    """Corners and ends made round."""
    if by < 0.5:
        return mask
    soft = cv2.GaussianBlur(mask, (0, 0), by / 2).astype(np.float32)
    return np.asarray(((soft - 127) * 4 + 127).clip(0, 255), np.uint8)


def press(image: Image, mask: Image, depth: float, light: Colour | None, worn: float) -> Image:
    """Glyphs raised out of plastic: light and dark edges, a coloured top (None: as the plastic), worn."""
    relief = cv2.GaussianBlur(mask, (0, 0), 1.2).astype(np.float32) / 255
    slope = cv2.Sobel(relief, cv2.CV_32F, 1, 0) + cv2.Sobel(relief, cv2.CV_32F, 0, 1)
    raised: Plane = image.astype(np.float32)
    if light is not None:
        top = (mask.astype(np.float32) / 255 * (1 - worn))[..., None]
        raised = np.asarray(raised * (1 - top) + np.array(light, np.float32) * top, np.float32)
    return np.asarray((raised - slope[..., None] * depth).clip(0, 255), np.uint8)


def stamped(
    image: Image, chance: Random, mask: Image, text: str, at: tuple[int, int], light: Colour | None
) -> Line | None:
    """Press a mask of a text into a card at a place; where the text stands, None if it does not fit."""
    x, y = at
    high, wide = mask.shape
    if x < 0 or y < 0 or x + wide > image.shape[1] or y + high > image.shape[0]:
        return None
    faint = light is None or abs(np.mean(light) - float(image[y : y + high, x : x + wide].mean())) < FAINT
    depth = chance.uniform(50, 130) if faint else chance.choice((0.0, chance.uniform(20, 90)))
    worn = chance.choice((0.0, 0.0, chance.uniform(0, 0.7)))
    image[y : y + high, x : x + wide] = press(image[y : y + high, x : x + wide], mask, depth, light, worn)
    ink = np.flatnonzero(mask.any(0)), np.flatnonzero(mask.any(1))
    left, right, top, bottom = (float(value) for value in (ink[0][0], ink[0][-1], ink[1][0], ink[1][-1]))
    return Line((x + left, y + top, x + right, y + bottom), text)
