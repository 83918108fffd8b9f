"""A page that guesses a password learns from each message whether it was stopped: so it gets few answers."""

import time
from collections.abc import Callable, Sequence

from sakchy.detect.own.passwords import Passwords, site
from sakchy.model import Finding, Text

MOST = 5
"""Different messages with an own password that one site may have stopped before no more answers are given: a
person who mistakes the site tries fewer, halving a list of words down to one takes a page more."""
HOUR = 3600.0  # seconds for which they are remembered


class Guessing:
    """Which sites had messages stopped, and when."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives seconds."""
        self.clock = clock
        self.stops: dict[str, dict[str, float]] = {}

    def stopped(self, host: str, message: str) -> None:
        """A message (by its digest; a retry is no other one) to a host held an own password."""
        now = self.clock()
        recent = {each: at for each, at in self.stops.get(site(host), {}).items() if at > now - HOUR}
        self.stops[site(host)] = recent | {message: now}

    def shut(self, host: str) -> bool:
        """Whether a host gets no more answers."""
        stops = self.stops.get(site(host)) if self.stops else None
        return stops is not None and sum(at > self.clock() - HOUR for at in stops.values()) >= MOST

    def answer(self, passwords: Passwords, texts: Sequence[Text] | None, host: str) -> tuple[Finding, ...]:
        """The finding for whatever is as long as a password, without looking whether it is one.

        `texts` is None for a message too large to be looked at here: it may hold anything.
        """
        first = next((each for known in passwords.by_mark.values() for each in known), None)
        text = next(passwords.candidates(texts, host), None) if texts is not None else Text((), "")
        return (passwords.finding(text, first),) if first and text else ()
