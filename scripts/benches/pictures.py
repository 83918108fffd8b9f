"""Documents in pictures: how many are found, false alarms, processor time, on the development corpus.

Reads `../shared/corpora/pictures` beside the project, or, where that is missing, the drawn specimens of
the tests. Times are processor time of this process, one core, decoding included, network already loaded.
"""

import csv
import time
from pathlib import Path

import numpy as np

from sakchy.detect.picture import PictureDetector
from sakchy.model import Finding, Picture

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpora" / "pictures"
SPECIMENS = ROOT / "tests" / "data" / "pictures"
POSITIVE = "mrz"
DRAWN = ("passport", "card", "td2", "visa")
"""First words of the names of drawn documents."""


def run(quick: bool = False) -> dict[str, object]:
    """One row a set of pictures; `quick` takes every fourth picture."""
    detector = PictureDetector(b"bench")
    sets = {name: files[:: 4 if quick else 1] for name, files in corpus().items()}
    measure(detector, sets[POSITIVE][:1])  # loads the networks
    rows: dict[str, object] = {name: measure(detector, files) for name, files in sorted(sets.items())}
    return {"corpus": "development" if CORPUS.exists() else "specimens"} | rows


def corpus() -> dict[str, list[Path]]:
    """Files by set: `mrz` must be found, in the others every finding is a false alarm."""
    if not CORPUS.exists():
        files = sorted(SPECIMENS.iterdir())
        return {
            POSITIVE: [file for file in files if file.name.startswith(DRAWN)],
            "negative": [file for file in files if not file.name.startswith(DRAWN)],
        }
    sets: dict[str, list[Path]] = {}
    for row in csv.DictReader((CORPUS / "labels.csv").read_text("utf-8").splitlines()):
        sets.setdefault(row["file"].partition("/")[0], []).append(CORPUS / row["file"])
    return sets


def measure(detector: PictureDetector, files: list[Path]) -> dict[str, object]:
    """Documents found in a set, pictures not read, and processor time."""
    findings: list[Finding] = []
    times: list[float] = []
    for file in files:
        picture = Picture((), file.read_bytes())
        start = time.process_time()
        findings += detector.find(picture)
        times.append((time.process_time() - start) * 1000)
    unread = sum(finding.kind == "not-read" for finding in findings)
    middle, late = np.percentile(times, [50, 95])
    return {
        "pictures": len(files),
        "documents": len(findings) - unread,
        "not read": unread,
        "whole zone": sum(finding.confidence > 0.95 for finding in findings) - unread,
        "ms p50": round(float(middle), 1),
        "ms p95": round(float(late), 1),
    }
