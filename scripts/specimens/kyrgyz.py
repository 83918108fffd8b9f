"""Kyrgyz documents of invented people, SPECIMEN across them: identity cards of 2017 to 2025, passports.

Layouts follow what is described of them (docs/pictures.md); colours, pattern and faces are our own.
"""

from collections.abc import Sequence
from random import Random
from typing import NamedTuple, TypeAlias

import cv2
import numpy as np

from specimens.documents import INK, PITCH, SCALE, SIZES, portrait, print_fields
from specimens.paint import Colour, Image, guilloche, stamp, write
from specimens.people import Person, latin, td1, td3

Fields: TypeAlias = tuple[tuple[str, str], ...]
GLYPH = 0.752
"""Advance of OCR-B over its size as OpenCV draws it."""


class Print(NamedTuple):
    """A printing of a document: what changed from one to the next."""

    base: Colour
    accent: Colour
    ethnicity: bool
    """Whether the field Улуту is there; the draft for 2025 leaves it out."""
    rays: int
    """Of the sun in the flag; the new one has straight rays."""


CARDS = {
    2017: Print((226, 236, 224), (60, 60, 190), ethnicity=True, rays=40),
    2024: Print((236, 230, 214), (60, 50, 170), ethnicity=True, rays=40),
    2025: Print((240, 228, 222), (40, 40, 200), ethnicity=False, rays=28),
}
PASSPORTS = {
    2006: Print((214, 226, 236), (120, 60, 20), ethnicity=True, rays=40),
    2020: Print((236, 226, 214), (120, 50, 20), ethnicity=True, rays=40),
    2025: Print((230, 224, 240), (140, 30, 60), ethnicity=False, rays=28),
}
SERIES = {2006: "AC", 2020: "PE", 2025: "PE"}


class Sheet(NamedTuple):
    """A flat document and where its zone is: left, top, right, bottom in pixels; None for a side without."""

    image: Image
    zone: tuple[float, float, float, float] | None


def paper(layout: str, look: Print, chance: Random) -> Image:
    """Security paper of a layout's size with the flag in a corner."""
    width, height = SIZES[layout]
    rng = np.random.default_rng(chance.getrandbits(32))
    image = guilloche(int(height * SCALE), int(width * SCALE), look.base, rng)
    flag(image, look)
    return image


def flag(image: Image, look: Print) -> None:
    """The sun on its red cloth, small, at the upper right."""
    height, width = image.shape[:2]
    x, y, size = int(width * 0.92), int(height * 0.09), int(height * 0.05)
    cv2.rectangle(image, (x - 2 * size, y - size), (x + size, y + size), look.accent, -1)
    middle = (x - size // 2, y)
    for ray in range(look.rays):
        turn = 2 * np.pi * ray / look.rays
        end = (int(middle[0] + size * 0.8 * np.cos(turn)), int(middle[1] + size * 0.8 * np.sin(turn)))
        cv2.line(image, middle, end, (90, 220, 250), 1, cv2.LINE_AA)
    cv2.circle(image, middle, size // 2, (90, 220, 250), -1, cv2.LINE_AA)


def print_zone(image: Image, lines: Sequence[str], leading: float, pale: float, face: float = 1) -> Sheet:
    """The zone along the lower edge; `pale` is how much the paper is lightened under it."""
    height, width = image.shape[:2]
    step, pitch = leading * SCALE, PITCH * SCALE * face
    top = height - step * len(lines) - 2 * SCALE
    band = image[int(top) :]
    band[:] = (band * (1 - pale) + 255 * pale).astype(np.uint8)
    left = (width - pitch * len(lines[0])) / 2
    for row, line in enumerate(lines):
        for column, letter in enumerate(line):
            write(
                image,
                letter,
                (left + column * pitch, top + step * (row + 0.75)),
                pitch / GLYPH,
                INK,
                font="zone",
            )
    first, last = top + step * 0.75 - pitch, top + step * (len(lines) - 0.25)
    return Sheet(image, (left, first, left + pitch * len(lines[0]), last))


def card_front(person: Person, year: int, chance: Random) -> Sheet:
    """Front of an identity card: portrait, headings in three languages, fields in both scripts."""
    look = CARDS[year]
    image = paper("TD1", look, chance)
    write(image, "КЫРГЫЗ РЕСПУБЛИКАСЫ   KYRGYZ REPUBLIC", (40, 50), 25, look.accent, font="bold")
    write(image, "ИДЕНТИФИКАЦИЯЛЫК КАРТА   IDENTITY CARD", (40, 84), 22, INK, font="plain")
    portrait(image, 40, 130, 240, 310)
    cv2.rectangle(image, (700, 200), (810, 290), (110, 190, 220), -1)
    fields: Fields = (
        ("Фамилиясы / Фамилия / Surname", f"{person.surname} / {latin(person.surname)}"),
        ("Аты / Имя / Name", f"{person.name} / {latin(person.name)}"),
        ("Атасынын аты / Отчество / Patronymic", person.patronymic),
        ("Жынысы / Пол / Sex", "Э / M" if person.sex == "M" else "А / F"),
        ("Туулган күнү / Дата рождения / Date of birth", f"{person.birth:%d.%m.%Y}"),
        ("Улуту / Национальность / Nationality", "КЫРГЫЗ" if look.ethnicity else ""),
    )
    shown = fields if look.ethnicity else fields[:-1]
    print_fields(image, 310, 130, 62, shown)
    return Sheet(stamp(image, "SPECIMEN", 80, 0.25), None)


def card_back(person: Person, year: int, chance: Random) -> Sheet:
    """Back of an identity card: issue, numbers, and the zone of three lines."""
    image = paper("TD1", CARDS[year], chance)
    fields: Fields = (
        ("Жеке номери / Персональный номер / Personal number", person.personal),
        ("Документтин № / Document №", person.number),
        ("Берген мекеме / Authority", f"MKK {chance.randrange(10**6):06}"),
    )
    print_fields(image, 50, 40, 68, fields)
    issue: Fields = (
        ("Берилген күнү / Date of issue", f"{person.issued:%d.%m.%Y}"),
        ("Колдонуу мөөнөтү / Date of expiry", f"{person.expiry:%d.%m.%Y}"),
    )
    print_fields(image, 500, 108, 68, issue)
    image = stamp(image, "SPECIMEN", 80, 0.25)
    return print_zone(image, td1(person), chance.uniform(4.6, 6), chance.uniform(0.2, 0.8))


def passport(person: Person, year: int, chance: Random) -> Sheet:
    """Data page of a general passport."""
    look = PASSPORTS[year]
    image = paper("TD3", look, chance)
    write(image, "КЫРГЫЗ РЕСПУБЛИКАСЫ   KYRGYZ REPUBLIC", (330, 70), 25, look.accent, font="bold")
    write(image, "ПАСПОРТ / PASSPORT     ҮЛГҮ / SPECIMEN", (330, 120), 24, INK, font="plain")
    write(image, f"P   KGZ   {person.number}", (820, 165), 26, INK, font="bold")
    portrait(image, 50, 150, 300, 400)
    fields: Fields = (
        ("Фамилиясы / Surname", f"{person.surname} / {latin(person.surname)}"),
        ("Аты / Given name", f"{person.name} / {latin(person.name)}"),
        ("Жарандыгы / Nationality", "КЫРГЫЗ РЕСПУБЛИКАСЫ"),
        ("Туулган күнү / Date of birth", f"{person.birth:%d.%m.%Y}     {person.sex}"),
        ("Жеке номери / Personal number", person.personal),
        ("Берилген күнү / Date of issue", f"{person.issued:%d.%m.%Y}"),
        ("Мөөнөтү / Date of expiry", f"{person.expiry:%d.%m.%Y}"),
    )
    print_fields(image, 400, 165, 74, fields)
    image = stamp(image, "SPECIMEN", 120, 0.25)
    return print_zone(image, td3(person), chance.uniform(5.2, 6.6), chance.uniform(0.2, 0.8))
