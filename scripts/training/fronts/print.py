"""Sheets: a flat picture and the lines written on it, each with its box and its text."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

import numpy as np
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from specimens.paint import Image
from training.fronts.stock import STOCK

Colour: TypeAlias = tuple[int, int, int]
FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
PLAIN = "DejaVuSans"
"""Has every letter that is written here."""


@dataclass
class Line:
    """A run of text: its box on the sheet (left, top, right, bottom) and what it says."""

    box: tuple[float, float, float, float]
    text: str


@dataclass
class Sheet:
    """A flat picture, what it shows, its lines, and the box of the thing if it is not all of it."""

    image: Image
    kind: str
    lines: list[Line] = field(default_factory=list)
    box: tuple[float, float, float, float] | None = None


@cache
def paths() -> dict[str, Path]:
    """Every font file by its name."""
    files = (file for folder in FOLDERS for file in folder.rglob("*") if file.suffix in (".ttf", ".otf"))
    return {file.stem: file for file in files}


@cache
def known(sort: str) -> list[str]:
    """The fonts of a sort that are installed."""
    return [name for name in STOCK[sort] if name in paths()]


@cache
def font(name: str, size: int) -> Any:
    """A font at a size in pixels."""
    return ImageFont.truetype(str(paths()[name]), size)


@cache
def shows(name: str, letter: str) -> bool:
    """Whether a font has a letter."""
    face = font(name, 40)
    return bytes(face.getmask(letter)) != bytes(face.getmask("\uffff"))


def able(name: str, text: str) -> str:
    """The font, or a plain one if it lacks letters of the text: half of the free ones have no Ө and Ү."""
    return name if all(letter == " " or shows(name, letter) for letter in text) else PLAIN


def typeface(chance: Random, *, latin: bool = False) -> str:
    """A font: sans most of the time; those of machines for what has no Cyrillic."""
    sort = "codes" if latin and chance.random() < 0.2 else "sans" if chance.random() < 0.75 else "other"
    return chance.choice(known(sort))


class Pen:
    """Writes on a picture and remembers what and where."""

    def __init__(self, image: Image, kind: str) -> None:
        self.over(image)
        self.kind = kind
        self.lines: list[Line] = []

    def write(self, at: tuple[float, float], text: str, name: str, size: float, ink: Colour) -> float:
        """One line, its upper left corner at `at`; the x where it ends. Nothing leaves the sheet."""
        face = font(able(name, text), max(6, int(size)))
        box = self.draw.textbbox(at, text, font=face)
        if box[2] > self.picture.width - 2 or box[3] > self.picture.height - 2 or box[0] < 2 or box[1] < 2:
            return float(at[0])
        self.draw.text(at, text, font=face, fill=ink)
        self.lines.append(Line(tuple(map(float, box)), text))  # type: ignore[arg-type]
        return float(box[2])

    def over(self, image: Image) -> None:
        """Go on with this picture."""
        self.picture = Pillow.fromarray(np.ascontiguousarray(image))
        self.draw = ImageDraw.Draw(self.picture)

    def sheet(self, box: tuple[float, float, float, float] | None = None) -> Sheet:
        """What was drawn; the thing itself may fill no more than a box of it."""
        return Sheet(np.array(self.picture), self.kind, self.lines, box)
