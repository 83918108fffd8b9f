"""Drawn fronts and bank cards with one trouble at a time: share found by width, angle, blur and more.

With `PEERS=rapidocr` in the environment RapidOCR stands in a column of its own, if this Python can import it;
what it reads on the whole picture goes through the product's own rules for labels and numbers.
"""

import importlib
import os
from collections.abc import Callable
from random import Random

import cv2
import numpy as np

from benches.rig.readers import RAPID_SIDE, decoded, pieces
from benches.robustness import CURVES, share
from sakchy.detect.picture.decode import UnreadableError
from sakchy.detect.picture.fronts import search_front
from sakchy.detect.picture.fronts.evidence import judge
from sakchy.detect.picture.fronts.letters import fold
from sakchy.detect.picture.fronts.printed import Row
from sakchy.detect.picture.pipeline import pages
from specimens.paint import Image
from specimens.photo import photograph
from training.fronts import cards, layouts, licences

SEED = 910_000
"""No network learned from seeds so high."""
FRONTS, CARDS = (layouts.document, licences.american, licences.european), (cards.card,)
COUNT = 12


def found(data: bytes) -> bool:
    """Whether the product finds a document or a card in a picture."""
    try:
        return any(search_front(page.small, page.larger) for page in pages(data))
    except UnreadableError:
        return False


def rapidocr() -> Callable[[bytes], bool]:
    """RapidOCR on the whole picture, its lines judged by the product's rules."""
    engine = importlib.import_module("rapidocr").RapidOCR(
        params={"Global.max_side_len": RAPID_SIDE, "EngineConfig.onnxruntime.intra_op_num_threads": 1}
    )

    def read(data: bytes) -> bool:
        lines = [fold(" ".join(line)) for line in pieces(engine(decoded(data)))]
        rows = [Row((line,), line) for line in lines]
        return any(judge(rows, face, 0.5).score >= 1 for face in ("document", "card"))

    return read


def sheets(makers: tuple[Callable[..., object], ...], count: int) -> list[Image]:
    """Drawn documents or cards, the makers in turn; anyone can draw them again."""
    made = []
    for index in range(count):
        chance, rng = Random(SEED + index), np.random.default_rng(SEED + index)  # noqa: S311  repeatable
        made.append(makers[index % len(makers)](chance, rng, []).image)  # type: ignore[attr-defined]
    return made


def run(quick: bool = False) -> dict[str, object]:
    """Recall in percent for every value of every trouble; `quick` takes a third of the sheets."""
    cv2.setNumThreads(1)
    readers = {"ours": found} | (
        {"rapidocr": rapidocr()} if "rapidocr" in os.environ.get("PEERS", "") else {}
    )
    drawn = {name: sheets(makers, COUNT // (3 if quick else 1)) for name, makers in
             (("fronts", FRONTS), ("cards", CARDS))}  # fmt: skip
    result: dict[str, object] = {"of each": len(drawn["cards"])}
    for name, (shot, values) in CURVES.items():
        for value in values:
            row: dict[str, int] = {}
            for kind, images in drawn.items():
                files = [photograph(image, shot(value), seed) for seed, image in enumerate(images)]
                row |= {f"{kind} {key}": share(reader, files) for key, reader in readers.items()}
            result[f"{name} {value:g}"] = row
    return result
