"""The journal: what was found, where it was going, why, and what became of it. Nothing of the found text.

One thread writes; whoever writes an event never waits for the disk. A journal that cannot be written keeps
the newest events in memory, says so in `trouble`, and tries again.
"""

import sqlite3
import threading
import time
from collections import deque
from contextlib import closing
from pathlib import Path

import msgspec

from sakchy.model import Event, Outcome
from sakchy.record import table

MAX_UNWRITTEN = 1000  # events, about 2 KiB each: what a full disk may cost in memory
RETRY = 5.0  # seconds between attempts to write what could not be written
DAY = 86400.0
CORRUPT = (
    "malformed",
    "not a database",
    "journal of version",
)  # SQLite's words, and those of `table.connect`


class Journal:
    """Events of this install in one SQLite file, for `keep_days` days."""

    def __init__(self, path: Path, keep_days: int = 30, *, writes: bool = True) -> None:
        """`writes=False` only reads, for another process while the guard runs."""
        self.path = path
        self.keep_days = keep_days
        self.trouble = ""
        """Why events are not on the disk (`full`, `locked`, `unwritable`, `unreadable`), or `set-aside` if an
        unreadable journal was renamed and a new one begun; empty if all is well."""
        self.lost = 0
        """Events that had to be dropped because neither disk nor memory could take them."""
        self.written = 0
        """Counts events, so that a page can see that there is something new."""
        self._unwritten: deque[Event] = deque()
        self._changed = threading.Condition()
        self._open = True
        self._thread = threading.Thread(target=self._work, name="sakchy-journal", daemon=True)
        if writes:
            self._thread.start()

    def write(self, event: Event) -> None:
        """Keep an event, in place of one with the same id. Returns at once, never raises."""
        with self._changed:
            self._unwritten.append(event)
            self.written += 1
            if len(self._unwritten) > MAX_UNWRITTEN:
                self._unwritten.popleft()
                self.lost += 1
            self._changed.notify_all()

    def read(
        self,
        limit: int = 50,
        before: float | None = None,
        *,
        outcome: Outcome | None = None,
        kind: str | None = None,
    ) -> list[Event]:
        """The newest events, newest first: `before` a moment (seconds since 1970), of an outcome, of a kind.

        Sees what is written already and what is still waiting to be. Never raises; `trouble` tells.
        """
        wanted: dict[str, object] = {
            "at >= ?": time.time() - self.keep_days * DAY,
            "at < ?": before,
            "outcome = ?": outcome,
        }
        wanted["kinds LIKE ?"] = f"% {kind} %" if kind else None
        fresh = [event for event in self._waiting() if meets(event, before, outcome, kind)]
        return self._merge(fresh, {key: value for key, value in wanted.items() if value is not None}, limit)

    def get(self, id: str) -> Event | None:  # noqa: A002  it is the event's id
        """One event, or None."""
        fresh = [event for event in self._waiting() if event.id == id]
        return next(iter(self._merge(fresh, {"id = ?": id}, 1)), None)

    def flush(self, seconds: float = 5.0) -> bool:
        """Wait until all is on the disk; False if it is not after so many seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._unwritten, seconds)

    def close(self) -> None:
        """Write what is left and stop."""
        with self._changed:
            self._open = False
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join(2 * table.BUSY + 1)

    def _waiting(self) -> list[Event]:
        with self._changed:
            cleaned = [(event, table.without_names(event.verdict)) for event in self._unwritten]
        return [msgspec.structs.replace(event, verdict=verdict) for event, verdict in cleaned]

    def _merge(self, fresh: list[Event], wanted: dict[str, object], limit: int) -> list[Event]:
        try:
            rows = table.select(self.path, " AND ".join(wanted), tuple(wanted.values()), limit)
        except (sqlite3.Error, OSError) as error:
            self.trouble = self.trouble or name(error)
            rows = []
        stored = [event for row in rows if (event := table.event(row))]
        if len(stored) < len(rows):
            self.trouble = self.trouble or "unreadable"
        events = {event.id: event for event in [*stored, *fresh]}
        return sorted(events.values(), key=lambda event: -event.at)[:limit]

    def _work(self) -> None:
        """The thread: write what comes, delete what is old, until closed."""
        prune_at = 0.0
        while True:
            saved = self._save(prune=time.monotonic() >= prune_at)
            if saved and time.monotonic() >= prune_at:
                prune_at = time.monotonic() + DAY
            with self._changed:
                if not self._open and not (saved and self._unwritten):
                    return
                if saved:
                    self._changed.wait_for(lambda: self._unwritten or not self._open, DAY)
                else:
                    self._changed.wait_for(lambda: not self._open, RETRY)

    def _save(self, *, prune: bool) -> bool:
        """Write everything that waits; False if it could not be done."""
        with self._changed:
            batch = list(self._unwritten)
        try:
            with closing(table.connect(self.path)) as base:
                if prune:
                    table.delete_older(base, self.keep_days)
                self.lost += table.insert(base, batch)
        except (sqlite3.Error, OSError) as error:
            self.trouble = name(error)
            return self.trouble == "unreadable" and self._set_aside() and self._save(prune=False)
        self._done(batch)
        return True

    def _done(self, batch: list[Event]) -> None:
        """Forget what is on the disk now. An event that was corrected meanwhile is another one."""
        written = {id(event) for event in batch}
        with self._changed:
            kept = [event for event in self._unwritten if id(event) not in written]
            self._unwritten.clear()
            self._unwritten.extend(kept)
            if self.trouble != "set-aside":
                self.trouble = ""
            self._changed.notify_all()

    def _set_aside(self) -> bool:
        """Rename a journal that cannot be read, with what belongs to it, so that a new one can begin."""
        try:
            for end in ("-wal", "-shm", ""):
                old = self.path.with_name(self.path.name + end)
                if old.exists():
                    old.rename(old.with_name(f"{self.path.name}.unreadable-{int(time.time())}{end}"))
        except OSError:
            return False
        self.trouble = "set-aside"
        return True


def name(error: Exception) -> str:
    """What kind of trouble it is, in one of the words of `Journal.trouble`."""
    words = str(error)
    if any(word in words for word in CORRUPT):
        return "unreadable"
    return "full" if "full" in words else "locked" if "locked" in words else "unwritable"


def meets(event: Event, before: float | None, outcome: Outcome | None, kind: str | None) -> bool:
    """Whether an event that is not written yet belongs to what is read."""
    kinds = {finding.kind for finding in event.verdict.findings}
    return (
        (before is None or event.at < before) and outcome in (None, event.outcome) and kind in (None, *kinds)
    )
