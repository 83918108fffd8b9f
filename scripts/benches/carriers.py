"""Carriers: of 2,000 messages packed two deep, how many are found, told as not read, or missed in silence.

The messages are those of the tests' corpus (`tests/support/corpus`): one passport picture, one card number
and one key, in every carrier it knows, dealt at random from a seed. `missed` names messages that were not
found; there is a row for each carrier and envelope of one of them.
"""

import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

from sakchy import rulebook
from sakchy.inspect import Inspector

ROOT = Path(__file__).parents[2]
MESSAGES, QUICK = 2000, 200
SEED = 1900
SHOWN = 40
"""Messages named at most."""
OUTCOMES = ("found", "not read", "silent")


def run(quick: bool = False) -> dict[str, object]:
    """Counts of outcomes, in all and by carrier, and seconds for all."""
    sys.path.insert(0, str(ROOT / "tests" / "support"))
    from corpus import deal  # noqa: PLC0415  lies with the tests

    inspector = Inspector(rulebook.load(), b"benchmark" * 3)
    total, missed = Counter[str](), list[str]()
    carriers: dict[str, Counter[str]] = defaultdict(Counter)
    start, slowest = time.perf_counter(), (0.0, "")
    for message in deal.nested(QUICK if quick else MESSAGES, SEED):
        before = time.perf_counter()
        outcome = deal.look(inspector, message)
        slowest = max(slowest, (time.perf_counter() - before, message.name))
        total[outcome] += 1
        for name in {*message.carriers, message.envelope}:
            carriers[name][outcome] += 1
        if outcome != "found":
            missed.append(f"{outcome}: {message.name}")
    rows = {
        name: {outcome: counts[outcome] for outcome in OUTCOMES}
        for name, counts in sorted(carriers.items())
        if set(counts) != {"found"}
    }
    return {
        "messages": sum(total.values()),
        **{outcome: total[outcome] for outcome in OUTCOMES},
        "share": total["found"] / sum(total.values()),
        "carriers": len(carriers),
        "seconds": time.perf_counter() - start,
        "slowest": f"{slowest[0]:.2f} s, {slowest[1]}",
        "missed": "\n  ".join(["", *sorted(missed)[:SHOWN]]),
        **rows,
    }
