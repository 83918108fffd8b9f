"""Documents in pictures: how many are found, false alarms, processor time, with all networks of the product.

Reads `../shared/corpora/pictures` beside the project, or, where that is missing, the drawn specimens of
the tests; draws grounds as the finder learned from (seeds of their own) and photographs of 12 megapixels;
takes every picture of the folder that `PHOTOS` in the environment names. Zones must be found in `mrz`; what
is found in `card` and `idfront` is the matter of the bench `fronts`; all else is ordinary. Times are of the
processor, for this process and its children, one core, decoding included, networks already loaded.

With `PEERS=rapidocr,passporteye,fastmrz`, those of them that this Python can import read `mrz` and the
ordinary pictures too; what they read goes through the product's own grammar.
"""

import contextlib
import csv
import os
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import cv2
import numpy as np

from benches.rig import photos
from benches.rig.readers import READERS
from sakchy import rulebook
from sakchy.detect import Detector
from sakchy.detect.picture.header import size
from sakchy.model import Finding, Picture
from training.grounds import ground

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpora" / "pictures"
SPECIMENS = ROOT / "tests" / "data" / "pictures"
POSITIVE, ORDINARY = "mrz", "negative"
DRAWN = ("passport", "card", "td2", "visa")
"""First words of the names of drawn documents."""
GROUNDS, LARGE, QUICK = 300, 8, 4
"""Pictures drawn of either; `quick` takes every fourth of everything."""
SEED = 700_000
"""Training counts its seeds from one."""
SIDES = (640, 900, 1000, 1280)
TWELVE = (4032, 3024)
MEGAPIXEL = 1_000_000


def run(quick: bool = False) -> dict[str, object]:
    """One row a set of pictures; `quick` takes every fourth picture."""
    step = QUICK if quick else 1
    sets = {name: [file.read_bytes() for file in files[::step]] for name, files in corpus().items()}
    sets["drawn grounds"] = [drawn(seed) for seed in range(SEED, SEED + GROUNDS // step)]
    sets["12 megapixels"] = [large(seed) for seed in range(SEED, SEED + LARGE // step)]
    if folder := os.environ.get("PHOTOS"):
        sets["photographs"] = [file.read_bytes() for file in sorted(Path(folder).iterdir())[::step]]
    look = detector()
    measure(look, sets[POSITIVE][:1])  # loads the networks
    rows: dict[str, object] = {name: measure(look, files) for name, files in sorted(sets.items())}
    rows["negative, up to 1 megapixel"] = measure(look, list(filter(small, sets[ORDINARY])))
    for name in filter(READERS.get, os.environ.get("PEERS", "").split(",")):
        peer = reader(name)
        rows |= {f"{kind}, {name}": measure(peer, sets[kind]) for kind in (POSITIVE, ORDINARY)}
    return {"corpus": "development" if CORPUS.exists() else "specimens"} | rows


def corpus() -> dict[str, list[Path]]:
    """Files by set: `mrz` must be found, in the others every finding is a false alarm."""
    if not CORPUS.exists():
        files = sorted(SPECIMENS.iterdir())
        return {
            POSITIVE: [file for file in files if file.name.startswith(DRAWN)],
            ORDINARY: [file for file in files if not file.name.startswith(DRAWN)],
        }
    sets: dict[str, list[Path]] = {}
    for row in csv.DictReader((CORPUS / "labels.csv").read_text("utf-8").splitlines()):
        sets.setdefault(row["file"].partition("/")[0], []).append(CORPUS / row["file"])
    return sets


def small(data: bytes) -> bool:
    """Whether a picture has at most a megapixel."""
    found = size(data)
    return found is not None and found[0] * found[1] <= MEGAPIXEL


def drawn(seed: int) -> bytes:
    """Photographs, print, screens, patterns as a JPEG."""
    chance, rng = Random(seed), np.random.default_rng(seed)  # noqa: S311  anyone can draw them again
    return photos.jpeg(ground(chance.choice(SIDES), chance, rng), 80)


def large(seed: int) -> bytes:
    """A landscape, room or hedge as telephones take them."""
    rng = np.random.default_rng(seed)
    half = photos.SCENES[seed % len(photos.SCENES)](rng, TWELVE[1] // 2, TWELVE[0] // 2)
    whole = cv2.resize(half, TWELVE, interpolation=cv2.INTER_CUBIC)
    grain = rng.normal(0, 4, whole.shape[:2]).astype(np.float32)[..., None]
    return photos.jpeg(np.clip(whole + grain, 0, 255).astype(np.uint8), 82)


def detector() -> Callable[[bytes], list[Finding]]:
    """The product's own, the text rules for papers included."""
    whole = Detector(rulebook.load(), b"bench").album.detector
    return lambda data: whole.find(Picture((), data))


def reader(name: str) -> Callable[[bytes], list[Finding]]:
    """A peer: one finding where it reads a zone. A picture on which it fails holds nothing."""
    found = READERS[name]()
    one = Finding("passport", name, 0.99, (), "", "")

    def look(data: bytes) -> list[Finding]:
        with contextlib.suppress(Exception):  # whatever a foreign library raises
            return [one] if found(data) else []
        return []

    return look


def measure(look: Callable[[bytes], list[Finding]], files: Sequence[bytes]) -> dict[str, object]:
    """Pictures of a set in which something was found, those not read, and processor time."""
    told, unread, whole, times = 0, 0, 0, list[float]()
    for data in files:
        start = spent()
        findings = look(data)
        times.append((spent() - start) * 1000)
        unread += any(finding.kind == "not-read" for finding in findings)
        told += any(finding.kind != "not-read" for finding in findings)
        whole += any(finding.rule == "mrz-picture" and finding.confidence > 0.95 for finding in findings)
    middle, late = np.percentile(times, [50, 95]) if times else (0.0, 0.0)
    return {
        "pictures": len(files),
        "found": told,
        "not read": unread,
        "whole zone": whole,
        "ms p50": round(float(middle), 1),
        "ms p95": round(float(late), 1),
    }


def spent() -> float:
    """Seconds of processor time of this process and of those it started."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
