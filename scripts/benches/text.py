"""Text: what is found and what is flagged wrongly in the development corpora, and what a message costs.

For every corpus: of how many texts that hold something it is found, of how many that hold nothing something
is flagged (cards: as a card; the traps hold personal numbers too), and microseconds a text, from body to
findings. Beside them an ordinary JSON post and form of one kilobyte, and milliseconds for a hostile megabyte.
"""

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from sakchy import rulebook
from sakchy.inspect import Inspector
from sakchy.model import Finding, Outgoing

CORPORA = Path(__file__).parents[3] / "shared" / "corpora" / "text"
KINDS = {"cards": {"bank-card"}}
ORDER = {
    "items": [
        {"sku": f"SKU-{10_000 + item}", "title": "Кара жемпир", "price": 1200, "count": 1}
        for item in range(9)
    ],
    "comment": "Саламатсызбы, кечинде жеткирсеңиз болобу? Рахмат",
    "session": "8f3c0d1e5a524f8e9a1f1f2c3d4e5f60",
    "at": "2026-11-22T10:00:00Z",
}
FORM = {
    "first_name": "Ulgu",
    "city": "Bishkek",
    "phone": "+996555000000",
    "comment": "please call before " * 40,
}
HOSTILE = (
    "4111 1111 1111 1112 ",
    "0123456789" * 2,
    "<",
    "@",
    "ghp_",
    "://a:b",
    '"pan":"',
    "паспорт ID ",
    "a1B2" * 9,
)
MEGABYTE = 1 << 20


def run(quick: bool = False) -> dict[str, object]:
    """All figures; without the corpora only those for the messages made here."""
    inspector = Inspector(rulebook.load(), b"benchmark" * 3)
    results: dict[str, object] = {
        path.stem: corpus(path, inspector, 10 if quick else 1) for path in sorted(CORPORA.glob("*.jsonl"))
    }
    results["us_post_1k"] = cost(inspector, json.dumps(ORDER, ensure_ascii=False), "application/json")
    results["us_form_1k"] = cost(inspector, urlencode(FORM), "application/x-www-form-urlencoded")
    results["ms_worst_1m"] = max(worst(inspector, piece) for piece in HOSTILE)
    return results


def corpus(path: Path, inspector: Inspector, step: int) -> dict[str, object]:
    """Counts and microseconds for every `step`th line of one file."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()[::step]]
    kinds = KINDS.get(path.stem)
    counts = {"T": [0, 0], "F": [0, 0]}
    times = []
    for row in rows:
        message = Outgoing("http", row["text"].encode("utf-8", "surrogatepass"))
        findings, seconds = timed(lambda message=message: inspector.inspect(message))  # type: ignore[misc]  # a default binds it now
        times.append(seconds * 1e6)
        counts[row["label"]][0] += any(each.kind in kinds if kinds else True for each in findings)
        counts[row["label"]][1] += 1
    p99 = quantiles(times, n=100)[98]
    found, flagged = (f"{part} of {whole}" for part, whole in counts.values())
    return {"found": found, "flagged": flagged, "us_p50": round(median(times), 1), "us_p99": round(p99, 1)}


def timed(work: Callable[[], Sequence[Finding]]) -> tuple[Sequence[Finding], float]:
    """A result and the CPU seconds it took."""
    before = time.thread_time()
    result = work()
    return result, time.thread_time() - before


def cost(inspector: Inspector, body: str, type_: str) -> float:
    """Microseconds of CPU for one message, best of many."""
    message = Outgoing("http", body.encode(), headers=(("content-type", type_),))
    return round(min(timed(lambda: inspector.inspect(message))[1] for _ in range(500)) * 1e6, 1)


def worst(inspector: Inspector, piece: str) -> float:
    """Milliseconds of CPU for a megabyte of one piece again and again."""
    message = Outgoing("http", (piece * (MEGABYTE // len(piece.encode()))).encode())
    return round(timed(lambda: inspector.inspect(message))[1] * 1e3, 1)
