"""Drawn documents with one trouble at a time: share found by width, angle, blur, compression, glare, bend.

With `PEERS=tesseract,rapidocr` in the environment, readers of others that this Python can import stand in
columns of their own; their text goes through the product's own grammar, so that only reading is compared.
"""

import os
from collections.abc import Callable
from random import Random

from benches.rig.readers import READERS, Reader, ours
from specimens.foreign import document
from specimens.kyrgyz import CARDS, PASSPORTS, SERIES, card_back, passport
from specimens.paint import Image
from specimens.people import person
from specimens.photo import Shot, photograph

USUAL = Shot(width=1000, share=0.75, noise=4, blur=0.5, qualities=(70,))
"""What every picture has to bear besides the one trouble."""
CURVES: dict[str, tuple[Callable[[float], Shot], tuple[float, ...]]] = {
    "width": (lambda v: USUAL._replace(width=int(v), share=0.85), (240, 300, 400, 500, 640, 1000, 1600)),
    "share": (lambda v: USUAL._replace(width=2048, share=v), (0.15, 0.2, 0.25, 0.3, 0.4, 0.6)),
    "angle": (lambda v: USUAL._replace(angle=v), (0, 10, 20, 30, 45, 90, 135, 180)),
    "blur": (lambda v: USUAL._replace(blur=v), (0, 1, 2, 3, 4, 5)),
    "quality": (lambda v: USUAL._replace(qualities=(int(v),)), (90, 50, 30, 15, 8, 4)),
    "glare": (lambda v: USUAL._replace(glare=v), (0, 0.5, 1, 1.5, 2)),
    "perspective": (lambda v: USUAL._replace(bend=v), (0, 0.05, 0.1, 0.15, 0.2)),
}
"""Trouble -> the shot for a value, and the values. Width in pixels; share: width of the document over that
of a picture of 2048 pixels; blur: deviation in pixels of a picture of 1000; the others as `Shot` has them."""
DOCUMENTS = 12


def run(quick: bool = False) -> dict[str, object]:
    """Recall in percent for every value of every trouble; `quick` takes a third of the documents."""
    readers = {"ours": ours()} | {
        name: make() for name in os.environ.get("PEERS", "").split(",") if (make := READERS.get(name))
    }
    sheets = [sheet(index) for index in range(DOCUMENTS // (3 if quick else 1))]
    result: dict[str, object] = {"documents": len(sheets)}
    for name, (shot, values) in CURVES.items():
        for value in values:
            files = [photograph(image, shot(value), seed) for seed, image in enumerate(sheets)]
            result[f"{name} {value:g}"] = {key: share(reader, files) for key, reader in readers.items()}
    return result


def sheet(index: int) -> Image:
    """One of the documents: passports and cards of Kyrgyzstan and of others, in turn."""
    chance = Random(9303 + index)  # noqa: S311  the same documents every time
    year = chance.choice(list(CARDS if index % 4 == 1 else PASSPORTS))
    if index % 4 == 0:
        return passport(person(chance, SERIES[year]), year, chance).image
    if index % 4 == 1:
        return card_back(person(chance), year, chance).image
    return document(chance, ("TD3", "TD1", "TD2")[index // 4 % 3]).image


def share(reader: Reader, files: list[bytes]) -> int:
    """Percent of files in which a reader finds a sure zone."""
    return round(100 * sum(map(reader, files)) / len(files))
