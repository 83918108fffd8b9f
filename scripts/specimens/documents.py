"""Documents of nobody, drawn flat at ten pixels a millimetre, with SPECIMEN across them."""

from typing import TypeAlias

import cv2
import numpy as np

from specimens import zones
from specimens.paint import Colour, Image, guilloche, stamp, write

SCALE = 10
"""Pixels per millimetre."""
SIZES = {"TD1": (85.6, 54.0), "TD2": (105.0, 74.0), "TD3": (125.0, 88.0), "MRVA": (120.0, 80.0)}
"""Width and height in millimetres (9303-3, -4, -5, -6, -7)."""
PITCH, LEADING = 2.54, 6.35
"""Of the zone: characters 2.54 mm apart, lines about 6.35 mm (9303-3, 4.1)."""
GLYPH = 0.752
"""Advance of OCR-B over its size as OpenCV draws it."""
INK: Colour = (50, 30, 30)
Fields: TypeAlias = tuple[tuple[str, str], ...]
GREY: Colour = (120, 100, 95)
FIELDS: Fields = (
    ("Фамилиясы / Surname", "ULGU"),
    ("Аты / Given name", "SPECIMEN"),
    ("Жарандыгы / Nationality", "KGZ"),
    ("Туулган күнү / Date of birth", "01.01.1900"),
    ("Паспорт № / Passport No", "PE0000001"),
    ("Мөөнөтү / Date of expiry", "01.01.2035"),
)


def sheet(layout: str, base: Colour, rng: np.random.Generator) -> Image:
    """Empty security paper of the layout's size."""
    width, height = SIZES[layout]
    return guilloche(int(height * SCALE), int(width * SCALE), base, rng)


def print_zone(image: Image, lines: list[str], leading: float = LEADING) -> None:
    """The zone along the lower edge, on a paler band."""
    height, width = image.shape[:2]
    step, pitch = leading * SCALE, PITCH * SCALE
    top = height - step * len(lines) - 2 * SCALE
    band = image[int(top) :]
    band[:] = (band * 0.35 + 255 * 0.65).astype(np.uint8)
    left = (width - pitch * len(lines[0])) / 2
    for row, line in enumerate(lines):
        for column, letter in enumerate(line):
            at = (left + column * pitch, top + step * (row + 0.75))
            write(image, letter, at, pitch / GLYPH, INK, font="zone")


def portrait(image: Image, x: int, y: int, width: int, height: int) -> None:
    """Head and shoulders of nobody: a grey silhouette."""
    box = image[y : y + height, x : x + width]
    box[:] = (214, 208, 200)
    middle = width // 2
    shoulders, head = (int(width * 0.42), int(height * 0.3)), (int(width * 0.2), int(height * 0.2))
    cv2.ellipse(box, (middle, height), shoulders, 0, 180, 360, (120, 112, 108), -1, cv2.LINE_AA)
    cv2.ellipse(box, (middle, int(height * 0.42)), head, 0, 0, 360, (140, 132, 126), -1, cv2.LINE_AA)


def print_fields(
    image: Image, left: float, top: float, step: float, fields: tuple[tuple[str, str], ...]
) -> None:
    """Labels in small print, each with its value under it."""
    for row, (label, value) in enumerate(fields):
        write(image, label, (left, top + row * step), 1.9 * SCALE, GREY, font="plain")
        write(image, value, (left, top + row * step + 3.6 * SCALE), 3.2 * SCALE, INK, font="bold")


def passport(rng: np.random.Generator) -> Image:
    """Data page of a passport (TD3)."""
    image = sheet("TD3", (236, 226, 214), rng)
    write(image, "КЫРГЫЗ РЕСПУБЛИКАСЫ   KYRGYZ REPUBLIC", (330, 70), 30, (120, 50, 20), font="bold")
    write(image, "ПАСПОРТ / PASSPORT     ҮЛГҮ / SPECIMEN", (330, 120), 24, INK, font="plain")
    portrait(image, 50, 150, 300, 400)
    print_fields(image, 400, 180, 82, FIELDS)
    image = stamp(image, "SPECIMEN", 120)
    print_zone(image, zones.passport())
    return image


def card(rng: np.random.Generator) -> Image:
    """Back of an identity card (TD1)."""
    image = sheet("TD1", (222, 236, 226), rng)
    fields: Fields = (
        ("Жеке номери / Personal number", zones.PERSONAL),
        ("Авторлугу / Authority", "MKK 000000"),
    )
    print_fields(image, 50, 50, 80, fields)
    image = stamp(image, "SPECIMEN", 80)
    print_zone(image, zones.card(), leading=5.6)
    return image


def slip(rng: np.random.Generator) -> Image:
    """Identity document of the middle size (TD2)."""
    image = sheet("TD2", (214, 224, 236), rng)
    write(image, "UTOPIA   IDENTITY CARD   SPECIMEN", (300, 70), 28, INK, font="bold")
    portrait(image, 50, 130, 220, 290)
    print_fields(image, 320, 150, 82, FIELDS[:4])
    image = stamp(image, "SPECIMEN", 100)
    print_zone(image, zones.slip())
    return image


def visa(rng: np.random.Generator) -> Image:
    """Visa sticker (MRV-A)."""
    image = sheet("MRVA", (226, 216, 236), rng)
    write(image, "VISA   UTOPIA   SPECIMEN", (330, 80), 34, (110, 40, 90), font="bold")
    portrait(image, 50, 130, 240, 310)
    print_fields(image, 340, 160, 82, FIELDS[:5])
    image = stamp(image, "SPECIMEN", 110)
    print_zone(image, zones.visa())
    return image
