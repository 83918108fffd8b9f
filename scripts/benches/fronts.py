"""Documents without a zone, and bank cards: how many are found, false alarms, processor time.

The development corpus where it is present, and sheets drawn by `training.fronts` from seeds that no network
learned from. Times are processor time of this process, one core, decoding included, networks already loaded.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import TypeAlias

import cv2
import numpy as np

from benches.pictures import corpus
from sakchy.detect.picture import PictureDetector
from sakchy.model import Picture
from specimens.paint import Image
from training.fronts import cardapps, cards, layouts, licences, others
from training.fronts.print import Sheet
from training.fronts.scene import scene

Maker: TypeAlias = Callable[[Random, np.random.Generator, list[Image]], Sheet]
SEED = 900_000
"""Training counts its seeds from one."""
SIDES = (1000, 1600, 2400)
"""Longer sides of the pictures: messengers send 1,000 to 1,600, telephones take more."""
COUNT, QUICK = 60, 8


def drawn() -> dict[str, Maker]:
    """What is drawn, by the name of its row."""
    makers: dict[str, Maker] = {
        "drawn document": layouts.document,
        "drawn American licence": licences.american,
        "drawn back of one": licences.reverse,
        "drawn European licence": licences.european,
        "drawn health card": licences.health,
        "drawn app": layouts.app,
        "drawn card": cards.card,
        "drawn card's back": cards.back,
        "drawn card in an app": cardapps.screen,
    }
    for other in others.OTHERS:
        makers[f"drawn {other.__name__}"] = other
    return makers


def pictures(maker: Maker, count: int) -> Iterator[bytes]:
    """Photographs, scans and screenshots of one thing, as JPEG."""
    for seed in range(SEED, SEED + count):
        chance, rng = Random(seed), np.random.default_rng(seed)  # noqa: S311  anyone can draw them again
        shown = scene([maker(chance, rng, [])], [], chance, rng, chance.choice(SIDES))
        yield cv2.imencode(".jpg", shown.image, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes()


def measure(detector: PictureDetector, files: Sequence[bytes]) -> dict[str, object]:
    """What was found in a set, by kind, and processor time."""
    kinds: Counter[str] = Counter()
    times: list[float] = []
    found = 0
    for data in files:
        start = time.process_time()
        seen = [finding.kind for finding in detector.find(Picture((), data)) if finding.kind != "not-read"]
        times.append((time.process_time() - start) * 1000)
        found += bool(seen)
        kinds.update(seen)
    middle, late = np.percentile(times, [50, 95])
    told = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    return {
        "pictures": len(files),
        "found": found,
        "ms p50": round(float(middle), 1),
        "ms p95": round(float(late), 1),
        "kinds": told,
    }


def run(quick: bool = False) -> dict[str, object]:
    """One row a set of pictures; `quick` draws few of each and takes every fourth of the corpus."""
    detector = PictureDetector(b"bench")
    list(
        map(detector.find, [Picture((), data) for data in pictures(layouts.document, 1)])
    )  # loads the networks
    files: dict[str, list[Path]] = corpus()
    rows: dict[str, object] = {}
    for name, paths in sorted(files.items()):
        rows[name] = measure(detector, [path.read_bytes() for path in paths[:: 4 if quick else 1]])
    for name, maker in drawn().items():
        rows[name] = measure(detector, list(pictures(maker, QUICK if quick else COUNT)))
    return rows
