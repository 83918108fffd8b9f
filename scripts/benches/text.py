"""Text: what is found and flagged in the development corpora, what a message costs in each tier, and peers.

For every corpus: of how many texts that hold something it is found, and of how many that hold nothing are
flagged: asked about or blocked on their way to a site on no list (cards: as a card; the traps hold personal
numbers, too). For each tier of speed, from body to findings in CPU time on one core: microseconds for benign
bodies of about two kilobytes (`clean`: those in which nothing is found), megabytes of telemetry a second (met
first, then again), milliseconds for a megabyte of base64 and for the worst of many hostile megabytes.
`us_reference` is what adding twenty thousand numbers costs meanwhile: runs compare as theirs do. What is
missing of peers, the compiled part and the extra `fast` is `not installed`; `pip install detect-secrets
presidio-analyzer` adds the peers.
"""

import gc
import json
import os
import re
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from unittest import mock

from benches.rig import hostile, peers
from benches.rig.clock import spread, timed
from sakchy import rulebook
from sakchy.decide import Judge
from sakchy.detect import fast, glance
from sakchy.inspect import Inspector
from sakchy.model import Outgoing, Target

CORPORA = Path(__file__).parents[3] / "shared" / "corpora" / "text"
KINDS = {"cards": {"bank-card"}}
BENIGN = ("benign_analytics", "benign_telemetry", "benign_chat")
TELEMETRY = "benign_telemetry"
REQUEST = re.compile(r"POST https?://[^/\s]+(?P<path>\S*)\n")
TWO_KILOBYTES = range(1500, 2600)
"""Bytes of the bodies that count as one of two kilobytes."""
AGAIN, SWEEPS = 20, 3
"""Rounds of telemetry that was met and of base64, and sweeps through all hostile bodies, each of them twice.
The best counts: others have the machine meanwhile, too, and for a second at a time.
"""
KEY = b"benchmark" * 3
TIERS = {
    "python": {glance.SWITCH: "0", fast.SWITCH: "0"},
    "default": {glance.SWITCH: "1", fast.SWITCH: "0"},
    "fast": {glance.SWITCH: "1", fast.SWITCH: "1"},
}
"""Without the compiled part, with it, and with Hyperscan besides."""
NEEDED = {"python": lambda: True, "default": glance.available, "fast": fast.available}


def run(quick: bool = False) -> dict[str, object]:
    """All figures; without the corpora only those for the messages made here."""
    step = 10 if quick else 1
    texts = {path.stem: rows(path, step) for path in sorted(CORPORA.glob("*.jsonl"))}
    inspector = Inspector(rulebook.load(), KEY)
    judge = Judge(rulebook.load(), "personal")
    results: dict[str, object] = {
        name: counted(name, lines, inspector, judge) for name, lines in texts.items()
    }
    bodies = [sent(each["text"]) for name in BENIGN for each in texts.get(name, ())]
    telemetry = [sent(each["text"]) for each in texts.get(TELEMETRY, ())]
    for tier in TIERS:
        with ProcessPoolExecutor(1, get_context("spawn")) as own:  # memory that others left behind is slower
            told = own.submit(cost, tier, bodies, telemetry, quick).result()
        results[f"tier_{tier}"] = told or "not installed"
    two = [message.body for message in bodies if len(message.body) in TWO_KILOBYTES]
    sample = [body.decode("utf-8", "replace") for body in two[:: 1 + step // 2]]
    return results | {f"peer_{name}": figures for name, figures in peers.run(sample).items()}


def rows(path: Path, step: int) -> list[dict[str, str]]:
    """Every `step`th line of one file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()[::step]]


def sent(text: str) -> Outgoing:
    """A text as a browser sends it; those that begin `POST https://…` say where to in their first line."""
    found, path = REQUEST.match(text), ""
    if found:
        path, text = found["path"], text[found.end() :]
    body = text.encode("utf-8", "surrogatepass")
    return Outgoing("http", body, path=path, headers=(("content-type", "application/json"),))


def counted(name: str, lines: list[dict[str, str]], inspector: Inspector, judge: Judge) -> dict[str, object]:
    """How many texts with something to find were found, and how many others were flagged."""
    kinds, counts = KINDS.get(name), {"T": [0, 0], "F": [0, 0]}
    shop = judge.destination(Target("https", "shop.example", 443, ("shop.example",)))
    for line in lines:
        findings = inspector.inspect(sent(line["text"]))
        told = [each for each in findings if not kinds or each.kind in kinds]
        counts[line["label"]][0] += judge.verdict(told, shop).action in ("ask", "block")
        counts[line["label"]][1] += 1
    found, flagged = (f"{part} of {whole}" for part, whole in counts.values())
    return {"found": found, "flagged": flagged}


def cost(
    tier: str, bodies: list[Outgoing], telemetry: list[Outgoing], quick: bool
) -> dict[str, float] | None:
    """What messages cost in one tier; None if it is not installed."""
    with mock.patch.dict(os.environ, TIERS[tier]):
        if not NEEDED[tier]():
            return None
        told = figures(Inspector(rulebook.load(), KEY), bodies, telemetry, quick)
        return told | new(Inspector(rulebook.load(), KEY), bodies, telemetry)


def new(inspector: Inspector, bodies: list[Outgoing], telemetry: list[Outgoing]) -> dict[str, float]:
    """What bodies cost that were never met, once every other one was: sites send more of the same sort."""
    for message in bodies[::2]:
        inspector.inspect(message)
    took = [(message, timed(partial(inspector.inspect, message))[1]) for message in bodies[1::2]]
    two = [seconds * 1e6 for message, seconds in took if len(message.body) in TWO_KILOBYTES]
    sent_by_programs = {message.body for message in telemetry}
    events = [(len(each.body) / 1e6, seconds) for each, seconds in took if each.body in sent_by_programs]
    size, seconds = (sum(each) for each in zip(*events, strict=True)) if events else (0.0, 1.0)
    p50, p99 = spread(two) if two else (0.0, 0.0)
    return {"us_p50_2k_new": p50, "us_p99_2k_new": p99, "mb_s_telemetry_new": round(size / seconds, 1)}


def reference() -> float:
    """What the machine is worth just now: microseconds for the same work every time."""
    return round(min(timed(lambda: sum(range(20_000)))[1] for _ in range(50)) * 1e6, 1)


def rate(inspector: Inspector, messages: list[Outgoing]) -> float:
    """Megabytes a second, one message behind the other: a look at the clock takes as long as a short one."""
    size = sum(len(message.body) for message in messages) / 1e6
    return round(size / timed(lambda: deque(map(inspector.inspect, messages), maxlen=0))[1], 1)


def figures(
    inspector: Inspector, bodies: list[Outgoing], telemetry: list[Outgoing], quick: bool
) -> dict[str, float]:
    """The figures of the tier that an inspector was made in."""

    def seconds(message: Outgoing, rounds: int = 1) -> float:
        return min(timed(lambda: inspector.inspect(message))[1] for _ in range(rounds))

    gc.collect()
    gc.freeze()  # as the guard does once it has started
    out: dict[str, float] = {"us_reference": reference()}
    if two := [message for message in bodies if len(message.body) in TWO_KILOBYTES]:
        p50, p99 = spread([seconds(message, 3) * 1e6 for message in two])
        clean = [message for message in two if not inspector.inspect(message)]
        out |= {"us_p50_2k": p50, "us_p99_2k": p99}
        out["us_p99_2k_clean"] = spread([seconds(message, 3) * 1e6 for message in clean])[1]
    if telemetry:
        out["mb_s_telemetry"] = rate(inspector, telemetry)
        out["mb_s_telemetry_again"] = max(rate(inspector, telemetry) for _ in range(AGAIN))
    out["ms_base64_1m"] = round(seconds(Outgoing("http", hostile.base64_body()), AGAIN) * 1e3, 1)
    size = hostile.MEGABYTE // (16 if quick else 1)
    sweeps = (hostile.bodies(size, 3 if quick else 30) for _ in range(SWEEPS))
    times = [[seconds(Outgoing("http", body), 2) for body in sweep] for sweep in sweeps]
    worst = max(map(min, zip(*times, strict=True)))
    out["ms_worst_1m"] = round(worst * 1e3 * hostile.MEGABYTE / size, 1)
    return out
