"""Proof that what was measured is a guard at work: its journal must show our two probes and nothing else.

A worker that died, or a category that is let through unseen, would make Sakchy look fast; a false alarm on
ordinary traffic would cost the person a question. All of them show in the journal.
"""

import json
import random
from importlib.resources import files
from pathlib import Path

from benches.rig import traffic
from benches.rig.client import Request
from sakchy.record.journal import Journal

CARD = "4111 1111 1111 1111"  # the payment industry's public test number
EXPECTED = ("bank-card", "passport")  # kinds, one for each probe
MOST = 10  # events shown when something else was found


class NoGuardError(Exception):
    """The guard did not see what it had to, or saw what is not there."""


def probes(port: int) -> list[Request]:
    """A test card number in a chat message, and the photograph of a specimen passport."""
    chat = json.dumps({"messages": [{"role": "user", "content": f"pay with card {CARD}, 12/29"}]}).encode()
    passport = (files("sakchy") / "specimen" / "passport.jpg").read_bytes()
    draw = random.Random("probe")  # noqa: S311  variety, no secret
    return [
        traffic.request("POST", "/chat", port, "application/json", chat),
        traffic.upload(draw, port, passport),
    ]


def check(journal: Path) -> None:
    """Raises NoGuardError unless the journal holds the probes, each with its kind, and nothing else."""
    events = Journal(journal, writes=False).read(limit=MOST)
    seen = [{(found.kind, found.rule) for found in event.verdict.findings} for event in events]
    kinds = {kind for found in seen for kind, _ in found}
    if len(events) != len(EXPECTED) or not kinds.issuperset(EXPECTED):
        listed = "; ".join(", ".join(sorted(map("/".join, found))) for found in seen)
        raise NoGuardError(
            f"wanted {' and '.join(EXPECTED)} in the journal, which has: {listed or 'nothing'}"
        )
