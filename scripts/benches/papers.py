"""Papers in pictures, people who show a document, barcodes on licences: how many are found, false alarms.

Everything is drawn, from seeds that no network learned from, and photographed as telephones do. Times are
processor time of this process, one core, decoding included, networks already loaded.
"""

import time
from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from typing import TypeAlias

import cv2
import numpy as np

from benches.fronts import Maker
from sakchy.detect import Detector
from sakchy.detect.picture.fronts import people, sight
from sakchy.model import Picture
from sakchy.rulebook import load, rules_folder
from specimens.barcodes import licence_back
from specimens.paint import Image
from specimens.photo import photograph, random_shot
from training.fronts import crowd, others
from training.fronts.print import Sheet
from training.fronts.scene import scene, shot
from training.papers import FORMS, contract, form, screen

Draw: TypeAlias = Callable[[int], bytes]
SEED = 950_000
"""Training counts its seeds from one."""
WIDTHS = (1280, 1600, 2048, 3000)
"""Longer sides of photographs of papers: messengers send 1280 and 1600."""
SIDES = (1000, 1400)
COUNT, QUICK = 60, 9


def photographed(draw: Callable[[Random], Sheet], seed: int) -> bytes:
    """A page that fills most of the picture, taken by hand."""
    chance = Random(seed)  # noqa: S311  anyone can draw it again
    page = np.ascontiguousarray(np.rot90(draw(chance).image))
    taken = random_shot(chance)
    turned = (taken.quarters + 1) % 4
    wide, share = chance.choice(WIDTHS), chance.uniform(0.75, 0.93)
    return photograph(page, taken._replace(width=wide, share=share, quarters=turned), seed)


def shown(kind: str, seed: int) -> bytes:
    """A screenshot of an app."""
    return cv2.imencode(".png", screen(Random(seed), kind).image)[1].tobytes()  # noqa: S311


def licence(seed: int) -> bytes:
    """The back of a licence on a desk."""
    chance = Random(seed)  # noqa: S311
    return photograph(licence_back(chance), random_shot(chance)._replace(thumb=False), seed)


def lying(maker: Maker, seed: int) -> bytes:
    """A drawn sheet of any other kind, photographed or saved."""
    chance, rng = Random(seed), np.random.default_rng(seed)  # noqa: S311
    return jpeg(scene([maker(chance, rng, [])], [], chance, rng, chance.choice(SIDES)).image)


def jpeg(image: Image) -> bytes:
    """As a file."""
    return cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes()


def drawn() -> Iterator[tuple[str, Draw, str]]:
    """Name of a row, what is drawn, and the kind that must be found; none where every finding is false."""
    for kind in FORMS:
        yield f"filled {kind}", partial(photographed, partial(form, kind=kind)), kind
    for kind in FORMS:
        yield f"empty {kind}", partial(photographed, partial(form, kind=kind, filled=False)), ""
    for kind in FORMS:
        yield f"screen {kind}", partial(shown, kind), kind
    yield "page of text", partial(photographed, contract), ""
    for other in dict.fromkeys(others.OTHERS):
        yield f"drawn {other.__name__}", partial(lying, other), ""
    yield "licence's barcode", licence, "driving-licence"


def measure(detector: Detector, draw: Draw, wanted: str, count: int) -> dict[str, object]:
    """One row."""
    found, times = [], []
    for seed in range(SEED, SEED + count):
        data = draw(seed)
        start = time.process_time()
        kinds = {finding.kind for finding in detector.find([Picture((), data)])}
        times.append((time.process_time() - start) * 1000)
        found.append(wanted in kinds if wanted else bool(kinds))
    middle, late = np.percentile(times, [50, 95])
    return {
        "pictures": count,
        wanted or "false": sum(found),
        "ms p50": round(float(middle), 1),
        "ms p95": round(float(late), 1),
    }


def faces(maker: crowd.Maker, count: int) -> dict[str, object]:
    """One row of small pictures: in how many the gate sees a document, and in how many somebody shows it."""
    gate = told = 0
    for seed in range(SEED, SEED + count):
        chance, rng = Random(seed), np.random.default_rng(seed)  # noqa: S311
        grey = shot(maker(chance, rng, [])[0], chance, rng, 0.6)
        gate += bool(sight.look(grey))
        told += people.shown(grey)
    return {"pictures": count, "gate": gate, "document-selfie": told}


def run(quick: bool = False) -> dict[str, object]:
    """One row a set of pictures; `quick` draws few of each."""
    detector = Detector(load(rules_folder()), b"bench")
    count = QUICK if quick else COUNT
    detector.find([Picture((), photographed(contract, SEED))])  # loads the networks
    rows = {name: measure(detector, draw, wanted, count) for name, draw, wanted in drawn()}
    rows["selfie with a document"] = faces(crowd.selfie, count)
    rows["document, nobody with it"] = faces(crowd.alone, count)
    return dict(rows)
