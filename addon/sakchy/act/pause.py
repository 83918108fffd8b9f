"""A pause: for some minutes nothing is held, then the guard is on guard again by itself.

It lives in memory alone, so a guard that starts anew is on guard. What goes by meanwhile is written down.
"""

import time
from collections.abc import Callable

from sakchy.model import Verdict

MINUTES = (5, 30, 60)  # what a person may choose; there is no pause without an end
IMITATION = "lookalike"  # who tells people to switch their guard off for a moment has such a site ready


class Pause:
    """Whether the guard is paused, and until when."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        """`clock` gives seconds since 1970."""
        self._clock = clock
        self._begun = 0.0
        self._seconds = 0.0

    def begin(self, minutes: int) -> None:
        """Pause from now on; a pause that runs already is replaced. Raises ValueError for other `minutes`."""
        if minutes not in MINUTES:
            raise ValueError(minutes)
        self._begun, self._seconds = self._clock(), minutes * 60.0

    def end(self) -> None:
        """On guard again."""
        self._seconds = 0.0

    @property
    def left(self) -> float:
        """Seconds until the guard is on guard again; 0 if it is."""
        passed = self._clock() - self._begun
        return max(0.0, self._seconds - passed) if passed >= 0 else 0.0  # a clock set back ends a pause

    @property
    def until(self) -> float:
        """When the pause ends or ended, in seconds since 1970."""
        return self._begun + self._seconds

    def lets_by(self, verdict: Verdict) -> bool:
        """Whether a message goes by although the policy would warn of it, ask about it or stop it.

        What is stopped on its way to an imitation, or holds something of a strict kind, stays stopped.
        """
        if not self.left or verdict.action not in ("warn", "ask", "block"):
            return False
        kept = verdict.strict or verdict.destination.category == IMITATION
        return not (verdict.action == "block" and kept)
