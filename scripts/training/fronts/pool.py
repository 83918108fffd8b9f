"""Draw what networks learn from: `pool.py SORT FOLDER PHOTOS COUNT [SEED]`.

SORT is lines, numbers, fronts, hard, nothing, bare, words, plastic or people. PHOTOS is a folder of
photographs free to use (Debian's packages of wallpapers); they lie behind documents and are what is none.
Every run of a seed draws the same. COUNT pictures go into one file.
"""

import pickle
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import cv2
import numpy as np

from sakchy.detect.picture.fronts import sight
from sakchy.detect.picture.fronts.letters import fold
from specimens.paint import Image
from training.fronts import crowd
from training.fronts.cardapps import screen
from training.fronts.cards import back, card
from training.fronts.layouts import app, document
from training.fronts.licences import american, european, health, reverse
from training.fronts.others import OTHERS
from training.fronts.print import Sheet
from training.fronts.scene import Quad, Scene, corners, scene, shot, through
from training.fronts.things import things

LINE = 32
"""Height of a line as the reader sees it."""
MARGIN = 0.14
"""Left round a line, over its height."""
LEAST = 8.5
"""Pixels from the highest to the lowest ink of a line that may be learned."""
WIDE = 800
"""Longer side of a sheet made upright, as the word finder sees it."""
SIDE = 384
"""Longer side of a picture for the gate, which sees all of it smaller or a part of it."""
TRIES = 10
"""Pictures drawn at a time to find those that the gate passes wrongly."""
FACES = 192
"""Longer side of a picture in which faces are looked for."""

SORTS: dict[Callable[..., Sheet], float] = {
    document: 22, american: 12, european: 8, reverse: 5, health: 4, app: 8, card: 30, back: 8, screen: 22,
}  # fmt: skip
"""What is drawn, and how often."""


def photographs(folder: Path) -> list[Image]:
    """Every photograph, at most 1200 pixels wide."""
    out: list[Image] = []
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in (".jpg", ".jpeg", ".png", ".webp"):
            image = cv2.imread(str(path), cv2.IMREAD_COLOR)
            if image is not None and min(image.shape[:2]) >= 200:
                scale = min(1.0, 1200 / image.shape[1])
                out.append(
                    np.asarray(
                        cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8
                    )
                )
    return out


def sheet(chance: Random, rng: np.random.Generator, photos: list[Image], others: float) -> Sheet:
    """A document, a card, or with this chance what is neither."""
    if chance.random() < others:
        return chance.choice(OTHERS)(chance, rng, photos)
    maker = chance.choices(list(SORTS), list(SORTS.values()))[0]
    return maker(chance, rng, photos)


def shown(chance: Random, rng: np.random.Generator, photos: list[Image], others: float, longer: int) -> Scene:
    """A picture of one sheet, at times of two, or of nothing but its ground."""
    if chance.random() < others * 0.25:
        return scene([], photos, chance, rng, longer)
    first = sheet(chance, rng, photos, others)
    more = [sheet(chance, rng, photos, others)] if chance.random() < 0.06 else []
    return scene([first, *more], photos, chance, rng, longer)


def cut(image: Any, quad: Quad, width: int, height: int) -> Any:
    """A quadrilateral of the picture as an upright rectangle; large ones by areas first."""
    span = max(1.0, float(np.linalg.norm(quad[1] - quad[0])) / width)
    if span > 1.6:
        image, quad = (
            cv2.resize(image, None, fx=1 / span, fy=1 / span, interpolation=cv2.INTER_AREA),
            quad / span,
        )
    matrix = cv2.getPerspectiveTransform(quad.astype(np.float32), corners(0, 0, width, height))
    return cv2.warpPerspective(
        image, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )


def widened(quad: Quad, across: float, down: float) -> Quad:
    """A quadrilateral with so many pixels more at either end, and above and below."""
    right = (quad[1] - quad[0]) / max(1e-6, float(np.linalg.norm(quad[1] - quad[0])))
    below = (quad[3] - quad[0]) / max(1e-6, float(np.linalg.norm(quad[3] - quad[0])))
    signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    return np.array(
        [corner + right * across * x + below * down * y for corner, (x, y) in zip(quad, signs, strict=True)],
        np.float32,
    )


def numbers(chance: Random, rng: np.random.Generator, photos: list[Image]) -> Iterator[tuple[Any, str]]:
    """Lines of bank cards alone, whose digits have shapes of their own."""
    return lines_of(scene([card(chance, rng, photos)], photos, chance, rng, 1000), chance, rng)


def lines(chance: Random, rng: np.random.Generator, photos: list[Image]) -> Iterator[tuple[Any, str]]:
    """Lines as the reader sees them, each with its folded text; some of nothing, with none."""
    longer = chance.choice((480, 640, 900, 1200, 1600))
    return lines_of(shown(chance, rng, photos, 0.25, longer), chance, rng)


def lines_of(picture: Scene, chance: Random, rng: np.random.Generator) -> Iterator[tuple[Any, str]]:
    """Lines of a picture, cut out loosely."""
    chosen = picture.lines if len(picture.lines) <= 24 else chance.sample(picture.lines, 24)
    for quad, text in chosen:
        tall, wide = float(np.linalg.norm(quad[3] - quad[0])), float(np.linalg.norm(quad[1] - quad[0]))
        said = fold(text)
        if tall < LEAST or not said:
            continue
        margin = tall * MARGIN
        loose = widened(quad, margin * chance.uniform(0, 3), margin * chance.uniform(0.3, 1.8))
        loose += np.array(
            [rng.normal(0, tall * 0.04, 2)] * 2 + [rng.normal(0, tall * 0.04, 2)] * 2, np.float32
        )
        share = (tall + 2 * margin) / LINE
        width = max(32, min(960, round((wide + 2 * margin) / share * chance.uniform(0.72, 1.2) / 8) * 8))
        yield cut(picture.image, loose, width, LINE).astype(np.uint8), said
    if chance.random() < 0.5:
        height, width = picture.image.shape
        x, y, tall = chance.uniform(0, width * 0.7), chance.uniform(0, height * 0.9), chance.uniform(10, 60)
        box = corners(x, y, x + tall * chance.uniform(3, 9), y + tall)
        if not any(abs(q[:, 1].mean() - y - tall / 2) < tall + 30 for q, _ in picture.lines):
            yield cut(picture.image, box, 8 * chance.randint(8, 30), LINE).astype(np.uint8), ""


def smaller(image: Any) -> Any:
    """As large as the gate ever sees a picture."""
    scale = SIDE / max(image.shape)
    return cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def fronts(
    chance: Random, rng: np.random.Generator, photos: list[Image]
) -> Iterator[tuple[Any, list[tuple[str, Quad]]]]:
    """A whole picture in the finder's size, and where its documents and cards lie."""
    picture = shown(chance, rng, photos, 0.6, 640)
    scale = SIDE / max(picture.image.shape)
    yield (
        smaller(picture.image),
        [(kind, quad * scale) for kind, quad in picture.sheets if kind != "none"],
    )


def hard(
    chance: Random, rng: np.random.Generator, photos: list[Image]
) -> Iterator[tuple[Any, list[tuple[str, Quad]]]]:
    """What is neither and yet passes today's gate, of some tries: what it learns most from."""
    for _ in range(TRIES):
        if chance.random() < 0.6:
            image = shot(things(chance, rng, photos).image, chance, rng, 0.6)
        else:
            image = scene([chance.choice(OTHERS)(chance, rng, photos)], photos, chance, rng, 640).image
        if sight.look(image):
            yield smaller(image), []


def nothing(
    chance: Random, rng: np.random.Generator, photos: list[Image]
) -> Iterator[tuple[Any, list[tuple[str, Quad]]]]:
    """Neither a document nor a page of print: most pictures are such."""
    yield smaller(shot(things(chance, rng, photos).image, chance, rng, 0.6)), []


def bare(
    chance: Random, rng: np.random.Generator, photos: list[Image]
) -> Iterator[tuple[Any, list[tuple[str, Quad]]]]:
    """Bank cards with little more than a number on them: what a gate that knows many things forgets first."""
    picture = scene([card(chance, rng, photos, 1.0)], photos, chance, rng, 640)
    scale = SIDE / max(picture.image.shape)
    yield smaller(picture.image), [(kind, quad * scale) for kind, quad in picture.sheets]


def pages(chance: Random, rng: np.random.Generator, photos: list[Image]) -> Iterator[tuple[Any, list[Quad]]]:
    """A sheet about upright, and the quadrilaterals of its lines."""
    return pages_of(shown(chance, rng, photos, 0.3, chance.choice((700, 1000, 1400))), chance, rng)


def plastic(
    chance: Random, rng: np.random.Generator, photos: list[Image]
) -> Iterator[tuple[Any, list[Quad]]]:
    """The same of bank cards alone, whose numbers stand in large glyphs far apart on any ground."""
    one = chance.choice((card, card, back, screen))(chance, rng, photos)
    return pages_of(scene([one], photos, chance, rng, chance.choice((700, 1000, 1400))), chance, rng)


def pages_of(picture: Scene, chance: Random, rng: np.random.Generator) -> Iterator[tuple[Any, list[Quad]]]:
    """The first sheet of a picture cut out about upright, at times with much round it."""
    for _, quad in picture.sheets[:1]:
        wide, high = float(np.linalg.norm(quad[1] - quad[0])), float(np.linalg.norm(quad[3] - quad[0]))
        width, height = (max(192, round(WIDE * side / max(wide, high) / 32) * 32) for side in (wide, high))
        jitter = rng.normal(0, 0.02 * wide, (4, 2)).astype(np.float32)
        loose = widened(quad + jitter, wide * chance.uniform(-0.02, 0.15), high * chance.uniform(-0.02, 0.15))
        matrix = np.asarray(cv2.getPerspectiveTransform(loose, corners(0, 0, width, height)))
        crop = cut(picture.image, loose, width, height)
        yield crop, [through(matrix, line) for line, _ in picture.lines]


def people(chance: Random, rng: np.random.Generator, photos: list[Image]) -> Iterator[tuple[Any, list[Quad]]]:
    """Somebody or nobody: a small grey picture and the boxes of the faces."""
    yield crowd.people(chance, rng, photos, FACES)


MAKERS: dict[str, Callable[..., Iterator[Any]]] = {
    "lines": lines,
    "numbers": numbers,
    "fronts": fronts,
    "hard": hard,
    "nothing": nothing,
    "bare": bare,
    "words": pages,
    "plastic": plastic,
    "people": people,
}
FILES = {"numbers": "lines", "hard": "fronts", "nothing": "fronts", "bare": "fronts", "plastic": "words"}
"""Whose training takes in what has another name."""


def main() -> None:
    """One file of COUNT pictures."""
    what, folder, photos, count = (
        sys.argv[1],
        Path(sys.argv[2]),
        photographs(Path(sys.argv[3])),
        int(sys.argv[4]),
    )
    seed = int(sys.argv[5]) if len(sys.argv) > 5 else 1
    cv2.setNumThreads(1)
    chance, rng = Random(seed), np.random.default_rng(seed)
    made = [item for _ in range(count) for item in MAKERS[what](chance, rng, photos)]
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{FILES.get(what, what)}-{seed}.part"
    part.write_bytes(pickle.dumps(made))
    part.rename(part.with_suffix(".pickle"))
    print(what, seed, len(made))


if __name__ == "__main__":
    main()
