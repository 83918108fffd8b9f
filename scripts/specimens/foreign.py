"""Documents of any issuer and of no layout in particular: cards, slips, passports, visas, in any colours."""

from collections.abc import Callable
from random import Random

import numpy as np

from specimens.documents import SCALE, SIZES, portrait
from specimens.kyrgyz import Sheet, print_zone
from specimens.paint import Colour, Image, guilloche, write
from specimens.people import STATES, Person, latin, mrv, person, td1, td2, td3

LAYOUTS: dict[str, tuple[str, Callable[[Person], list[str]]]] = {
    "TD1": ("TD1", td1),
    "TD2": ("TD2", td2),
    "TD3": ("TD3", td3),
    "MRVA": ("MRVA", mrv),
    "MRVB": ("TD2", lambda holder: mrv(holder, 36)),
}
HEADINGS = ("REPUBLIC", "KINGDOM", "PASSPORT", "IDENTITY CARD", "RESIDENCE PERMIT", "VISA",
            "TRAVEL DOCUMENT", "ПАСПОРТ", "УДОСТОВЕРЕНИЕ ЛИЧНОСТИ", "ВИД НА ЖИТЕЛЬСТВО", "КИМЛИК",
            "PASSEPORT", "REISEPASS")  # fmt: skip
LABELS = ("Surname / Nom", "Given names", "Nationality", "Date of birth", "Place of birth", "Sex",
          "Authority", "Date of issue", "Фамилия", "Имя", "Дата рождения", "Место рождения",
          "Remarks", "Number")  # fmt: skip


def document(chance: Random, layout: str | None = None) -> Sheet:
    """A document of a layout, or of any; its holder is nobody."""
    size, lines = LAYOUTS[layout or chance.choice(list(LAYOUTS))]
    series = "".join(chance.choices("ABCDEFGHJKLMNPRSTUVWXYZ", k=2))
    holder = person(chance, series, chance.choice(STATES))
    image = ground(size, chance)
    decorate(image, holder, chance)
    return print_zone(
        image, lines(holder), chance.uniform(4.2, 6.6), chance.uniform(0, 0.9), chance.uniform(0.9, 1.04)
    )


def ground(size: str, chance: Random) -> Image:
    """Security paper of any colour."""
    width, height = SIZES[size]
    low = chance.choice((120, 170, 200))
    base = (chance.randint(low, 250), chance.randint(low, 250), chance.randint(low, 250))
    return guilloche(
        int(height * SCALE), int(width * SCALE), base, np.random.default_rng(chance.getrandbits(32))
    )


def decorate(image: Image, holder: Person, chance: Random) -> None:
    """Heading, portrait on either side or none, a few fields beside it."""
    height, width = image.shape[:2]
    ink: Colour = (chance.randint(0, 90), chance.randint(0, 90), chance.randint(0, 120))
    write(
        image,
        f"{holder.state}  {chance.choice(HEADINGS)}",
        (width * 0.3, height * 0.09),
        32,
        ink,
        font="bold",
    )
    side = chance.choice((0.04, 0.72, None))
    if side is not None:
        portrait(image, int(width * side), int(height * 0.14), int(width * 0.23), int(height * 0.4))
    left = width * (0.06 if side is None or side > 0.5 else 0.31)
    values = (
        latin(holder.surname),
        latin(holder.name),
        f"{holder.birth:%d.%m.%Y}",
        holder.number,
        "SPECIMEN",
    )
    rows = chance.randint(2, 5)
    for row in range(rows):
        y = height * (0.16 + 0.4 * row / rows)
        write(image, chance.choice(LABELS), (left, y), chance.randint(14, 22), (110, 100, 95), font="plain")
        write(image, values[row], (left, y + 34), chance.randint(24, 36), ink, font="bold")
