"""How long looking at messages takes: the last thousand, in memory alone, with nothing of the messages."""

from collections import deque

LAST = 1000  # messages: some minutes of browsing, and sorting them takes a tenth of a millisecond
MOST = 0.95


class Pulse:
    """Seconds that the last messages were held up by being looked at; waiting for a person does not count."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.seconds: deque[float] = deque(maxlen=LAST)

    def took(self, seconds: float) -> None:
        """One more message."""
        self.seconds.append(seconds)

    def quantiles(self) -> tuple[int, float, float]:
        """How many messages are remembered, and what half and 95 of 100 of them stayed under (seconds)."""
        ordered = sorted(self.seconds)
        if not ordered:
            return 0, 0.0, 0.0
        last = len(ordered) - 1
        return len(ordered), ordered[round(0.5 * last)], ordered[round(MOST * last)]
