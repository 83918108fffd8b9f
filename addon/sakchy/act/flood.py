"""Against floods of questions: so many an hour, and sites that are told no for a while without asking."""

import time
from collections import deque
from collections.abc import Callable

from sakchy.act.question import place_of
from sakchy.model import Verdict

HOUR = 3600.0
HUSH = 600.0  # seconds: long enough to close the page that asks and asks, short enough to be forgotten
MAX_HUSHED = 200  # sites


class Flood:
    """Counts questions and knows which sites are hushed."""

    def __init__(self, most: int = 0, clock: Callable[[], float] = time.time) -> None:
        """`most`: questions an hour, 0 for any number."""
        self.most = most
        self._clock = clock
        self._asked: deque[float] = deque()
        self._hushed: dict[tuple[str, str], float] = {}

    def asked(self) -> None:
        """Count a question."""
        self._asked.append(self._clock())

    def too_many(self, verdict: Verdict) -> bool:
        """Whether this is one question too many. What is asked about twice or strict always comes through."""
        while self._asked and not 0 <= self._clock() - self._asked[0] < HOUR:
            self._asked.popleft()
        return bool(self.most) and len(self._asked) >= self.most and not (verdict.twice or verdict.strict)

    def hush(self, verdict: Verdict) -> float:
        """Ask nothing more about what goes to this site for HUSH seconds; until when."""
        until = self._clock() + HUSH
        self._hushed = {key: each for key, each in self._hushed.items() if each > self._clock()}
        if len(self._hushed) < MAX_HUSHED:
            self._hushed[verdict.who, place_of(verdict)] = until
        return until

    def hushed(self, verdict: Verdict) -> float:
        """Until when this site is hushed; 0 if it is not."""
        until = self._hushed.get((verdict.who, place_of(verdict)), 0.0)
        return until if 0 < until - self._clock() <= HUSH else 0.0

    def unhush(self, verdict: Verdict) -> None:
        """Ask again."""
        self._hushed.pop((verdict.who, place_of(verdict)), None)
