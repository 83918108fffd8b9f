"""Connections that were stopped by name: one line in the journal, one balloon, one page for each site.

A browser tries a stopped site again and again, and pages load parts from it; the person is told once in a
while. A browser shows nothing of a refused tunnel, so the explanation stands on the guard's own page.
"""

import secrets
import time
from collections.abc import Callable
from urllib.parse import urlencode

from msgspec.structs import replace

from sakchy.decide.byname import stopped
from sakchy.inforce import Rules
from sakchy.model import Event, Outcome, Verdict
from sakchy.people import NOBODY
from sakchy.record.journal import Journal

AGAIN = 600.0  # seconds until the same site is told of again
MOST = 5
"""Sites of which somebody is told in that time: a page can name all banks at once, a person opens a few."""


class Stopped:
    """Knows what is stopped by name, and whom it has told of what."""

    def __init__(
        self,
        rules: Rules,
        journal: Journal,
        tell: Callable[[Verdict], None],
        open_page: Callable[[str], None],
        clock: Callable[[], float] = time.time,
    ) -> None:
        """`tell` rings the desktop's bell; `open_page` opens a path of the guard's site in the browser."""
        self.rules = rules
        self.journal = journal
        self.tell = tell
        self.open_page = open_page
        self.clock = clock
        self.told: dict[str, float] = {}

    def verdict(self, *names: str | None, who: str = NOBODY) -> Verdict | None:
        """Whether a connection of somebody to these names is stopped, and why.

        A policy that only observes stops nothing; it is written down as what it would have been.
        """
        judge = self.rules.judge_for(who)
        if (found := stopped(judge.grid, judge.where_to, *(name for name in names if name))) is None:
            return None
        found = replace(found, who=who) if who else found
        if judge.grid.observe:
            self.write(found, "CONNECT", "observed")
            return None
        return found

    def announce(self, verdict: Verdict, method: str) -> None:
        """Write it down, ring and open the page, unless this site was told of within AGAIN seconds.

        Beyond MOST sites it is only written down: no page may fill the screen with balloons and pages.
        """
        if self.write(verdict, method, "blocked") and len(self.told) <= MOST:
            self.tell(verdict)
            self.open_page(explained(verdict))

    def write(self, verdict: Verdict, method: str, outcome: Outcome) -> bool:
        """Write it down, unless that was done for this site within AGAIN seconds."""
        now, site = self.clock(), f"{verdict.who} {verdict.destination.site}"
        self.told = {name: at for name, at in self.told.items() if at > now - AGAIN}
        if site in self.told:
            return False
        self.told[site] = now
        self.journal.write(Event(secrets.token_hex(8), now, verdict, outcome, "http", method, 0))
        return True


def explained(verdict: Verdict) -> str:
    """Where the guard's own site explains it; nothing in it is a secret."""
    return f"/stopped?{urlencode({'site': verdict.destination.host})}"
