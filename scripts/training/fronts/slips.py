"""Slips of tills as they are printed all over the world, and programs on a screen: rows in one typeface."""

from random import Random

import cv2
import numpy as np

from specimens.paint import Image
from training.fronts.faces import tone
from training.fronts.layouts import paste
from training.fronts.people import date, digits, invented, place
from training.fronts.print import Colour, Pen, Sheet, font, typeface
from training.fronts.screens import blank, ink_for, sentence

MONO = (
    "LiberationMono-Regular", "DejaVuSansMono", "NotoMono-Regular", "Hack-Regular", "PTM55F", "FreeMonoBold",
    "B612Mono-Regular", "NimbusMonoPS-Bold",
)  # fmt: skip
CODE = (
    "def {0}(self, {1}):", "return {0}.{1}()", "import {0}", "from .{0} import {1}", "if {0} == {1}:",
    "for {0} in {1}:", "# {0} {1} {2}", "{0} = {1}[{2}]", "{0}: {1} = None", '"{0}": "{1}",', "}}", "else:",
    "+++ b/{0}/{1}.py", "<<<<<<< {0}", "[{0}] {1} {2}", "<div class='{0}'>{1}</div>", "let {0} = {1} => {2};",
)  # fmt: skip


def centred(pen: Pen, y: float, text: str, face: str, size: int, ink: Colour) -> None:
    """A line in the middle of a slip."""
    wide = font(face, size).getlength(text)
    pen.write(((pen.picture.width - wide) / 2, y), text, face, size, ink)


def squares(rng: np.random.Generator) -> Image:
    """What looks like a QR code."""
    code = np.kron((rng.random((25, 25)) > 0.5).astype(np.uint8) * 255, np.ones((4, 4), np.uint8))
    return np.asarray(cv2.cvtColor(code, cv2.COLOR_GRAY2BGR), np.uint8)


def header(pen: Pen, chance: Random, face: str, size: int, ink: Colour) -> int:
    """Whose shop it is, where, its numbers; where that ends."""
    y = chance.randint(20, 90)
    texts = [f"{invented(chance)} {invented(chance)}", place(chance), f"TEL: {digits(chance, 10)}",
             f"GST ID No: {digits(chance, 12)}", "TAX INVOICE", f"({digits(chance, 6)}-M)"]  # fmt: skip
    for row, text in enumerate(chance.sample(texts, chance.randint(2, 6))):
        large = size * 2 if row == 0 and chance.random() < 0.4 else size
        centred(pen, y, text.upper() if chance.random() < 0.6 else text, face, large, ink)
        y += int(large * 1.3)
    return y + size


def slip(chance: Random, rng: np.random.Generator, _: list[Image]) -> Sheet:
    """A till's slip: a centred head, goods and sums, dividing lines, a code."""
    width, size = chance.randint(380, 640), chance.randint(18, 28)
    height = chance.randint(int(width * 0.8), int(width * 2.6))
    image: Image = np.full((height, width, 3), tone(chance, 215, 255), np.uint8)
    if chance.random() < 0.3:
        side = width // 4
        paste(image, squares(rng), chance.randint(0, width - side), height - side - 20, side, side)
    pen, ink = Pen(image, "none"), tone(chance, 10, 90)
    face = chance.choice(MONO) if chance.random() < 0.6 else typeface(chance)
    y = header(pen, chance, face, size, ink)
    while y < height - size * 3:
        kind = chance.random()
        if kind < 0.15:
            centred(pen, y, chance.choice("-*=.") * chance.randint(14, 34), face, size, ink)
        elif kind < 0.25:
            centred(pen, y, chance.choice((sentence(chance, 3), date(chance), "THANK YOU")), face, size, ink)
        else:
            large = int(size * chance.choice((1, 1, 1, 1, 1.6)))
            pen.write((12, y), sentence(chance, 2), face, large, ink)
            sum_ = f"{chance.randint(0, 900)}.{digits(chance, 2)}"
            pen.write((width - 12 - len(sum_) * large * 0.62, y), sum_, face, large, ink)
            y += large - size
        y += int(size * 1.35)
    return pen.sheet()


def program(chance: Random, rng: np.random.Generator, _: list[Image]) -> Sheet:
    """A program, a log, a terminal: indented rows in a few colours."""
    width = chance.randint(500, 1400)
    size = chance.randint(14, 30)
    height = chance.randint(160, 900)
    image = blank(chance, width, height)
    pen, face, plain = Pen(image, "none"), chance.choice(MONO), ink_for(image, chance)
    lit = float(image.mean()) < 128
    inks = [plain, plain, *(tone(chance, 120, 255) if lit else tone(chance, 0, 150) for _ in range(3))]
    deep = 0
    for y in range(chance.randint(4, 30), height - size, int(size * chance.choice((1.25, 1.5, 2)))):
        deep = max(0, min(6, deep + chance.choice((-1, -1, 0, 0, 0, 1, 1))))
        words = [invented(chance).lower() for _ in range(3)]
        text = chance.choice(CODE).format(*words) if chance.random() < 0.8 else digits(chance, 20)
        pen.write((8 + deep * size * 2, y), text, face, size, chance.choice(inks))
    return pen.sheet()


def words(chance: Random, rng: np.random.Generator, photos: list[Image]) -> Sheet:
    """A few large words: a logotype, a cover, the screen of a game, a caption."""
    width, height = 900, chance.randint(300, 900)
    image = blank(chance, width, height)
    if photos and chance.random() < 0.5:
        image = np.asarray(cv2.resize(chance.choice(photos), (width, height)), np.uint8)
    pen = Pen(image, "none")
    for row in range(chance.randint(1, 4)):
        size = chance.randint(30, 120)
        text = invented(chance) if chance.random() < 0.5 else sentence(chance, 3)
        pen.write(
            (chance.randint(20, 300), 30 + row * 150), text, typeface(chance), size, tone(chance, 0, 255)
        )
    return pen.sheet()
