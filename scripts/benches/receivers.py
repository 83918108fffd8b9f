"""Receivers: impostors told, honest names taken for impostors, and what judging a host costs.

Impostors are made by `rig/impostors.py`. Honest names come from a list of the most visited domains, one a
line or as `rank,name`, which you name in SAKCHY_TOP_LIST and which is not ours to ship: Tranco's, or the ten
thousand of OpenDNS (2014, repository opendns/public-domain-lists).
"""

import os
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benches.rig.impostors import WAYS, impostors
from sakchy.decide.whereto import WhereTo
from sakchy.model import Target
from sakchy.rulebook import load

MADE = 5_000
AGAIN = 100_000


def run(quick: bool = False) -> dict[str, object]:
    """Shares told by way, false alarms, microseconds for a host never seen and for one seen before."""
    book = load()
    where = WhereTo(book)
    told, made = Counter[str](), Counter[str]()
    for way, _, host in impostors(book, seed=1, count=MADE // 10 if quick else MADE):
        made[way] += 1
        told[way] += is_lookalike(where, host)
    return {
        "impostors_told": f"{told.total()} of {made.total()}",
        **honest(where),
        "us_seen_before": seen_before(where),
        **{way: {"told": told[way], "of": made[way]} for way in WAYS},
    }


def honest(where: WhereTo) -> dict[str, object]:
    """False alarms in the list of most visited domains, and what one of its names costs."""
    if not (given := os.environ.get("SAKCHY_TOP_LIST")):
        return {"false_alarms": "not measured: SAKCHY_TOP_LIST names no list"}
    lines = Path(given).read_text("utf-8").splitlines()
    names = [name for line in lines if (name := line.rpartition(",")[2].strip())]
    before = time.process_time()
    alarms = [name for name in names if is_lookalike(where, name)]
    spent = time.process_time() - before
    return {
        "false_alarms": f"{len(alarms)} of {len(names)} {' '.join(alarms[:20])}".strip(),
        "us_new": spent / len(names) * 1e6,
    }


def is_lookalike(where: WhereTo, host: str) -> bool:
    """True if the host is taken for an imitation. Judged anew, whatever was judged before."""
    return where.judge(Target("https", host, 443, (host,))).category == "lookalike"


def seen_before(where: WhereTo) -> float:
    """Microseconds for a host that was judged before."""
    targets: Sequence[Target] = [Target("https", f"host{n}.example", 443) for n in range(100)]
    for target in targets:
        where.destination(target)
    before = time.process_time()
    for _ in range(AGAIN // len(targets)):
        for target in targets:
            where.destination(target)
    return (time.process_time() - before) / AGAIN * 1e6
