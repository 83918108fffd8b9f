"""The journal: what was found, where it was going, why, and what became of it. Nothing of the found text.

One thread writes; whoever writes an event never waits for the disk. A journal that cannot be written keeps
the newest events in memory, says so in `trouble`, and tries again.
"""

import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from sakchy.model import Event
from sakchy.record import judged, search, table
from sakchy.record.judged import Judged
from sakchy.record.search import Brief, Tally
from sakchy.record.wanted import ALL, Wanted, meets
from sakchy.record.wipe import wipe

MAX_UNWRITTEN = 1000  # events, about 2 KiB each: what a full disk may cost in memory
RETRY = 5.0  # seconds between attempts to write what could not be written
DAY = 86400.0
SOON = 0.5  # seconds that a count waits for what is on its way to the disk
T = TypeVar("T")
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

    def read(self, limit: int = 50, wanted: Wanted = ALL) -> list[Event]:
        """The newest events that are wanted, newest first.

        Sees what is written already and what is still waiting to be. Never raises; `trouble` tells.
        """
        fresh = [event for event in self._waiting() if meets(event, self._kept(wanted))]
        rows = self._stored(lambda base: search.events(base, self._kept(wanted), limit))
        stored = [event for data in rows if (event := table.event(data))]
        if len(stored) < len(rows):
            self.trouble = self.trouble or "unreadable"
        events = {event.id: event for event in [*stored, *fresh]}
        return sorted(events.values(), key=lambda event: (event.at, event.id), reverse=True)[:limit]

    def judged(self, limit: int, wanted: Wanted = ALL) -> list[Judged]:
        """The newest events that are wanted, those not written yet first, and of each what can be judged."""
        waiting = {event.id: event for event in self._waiting() if meets(event, self._kept(wanted))}
        rows = self._stored(lambda base: search.events(base, self._kept(wanted), limit))
        known = [one for data in rows if (one := judged.stored(data)) and one.id not in waiting]
        return [*(judged.fresh(event) for event in reversed(waiting.values())), *known][:limit]

    def briefs(self, wanted: Wanted = ALL) -> list[Brief]:
        """All events that are wanted, in no order, and of each only what is counted."""
        fresh = [search.brief(event) for event in self._waiting() if meets(event, self._kept(wanted))]
        stored = self._stored(lambda base: search.briefs(base, self._kept(wanted)))
        return list({brief.id: brief for brief in [*stored, *fresh]}.values())

    def tally(self, wanted: Wanted = ALL) -> Tally | None:
        """How many events are wanted, when the first and the last of them was; None if there is none."""
        waiting = {event.id: event for event in self._waiting()}
        fresh = [event.at for event in waiting.values() if meets(event, self._kept(wanted))]
        stored = self._stored(lambda base: search.tally(base, self._kept(wanted), tuple(waiting)))
        both = [*stored, *(Tally(1, at, at) for at in fresh)]
        if not both:
            return None
        first, last = min(each.first for each in both), max(each.last for each in both)
        return Tally(sum(each.count for each in both), first, last)

    def rules(self) -> dict[str, Tally]:
        """How often each rule found something, and when last."""
        self.flush(SOON)
        return dict(self._stored(search.rules))

    def sites(self) -> dict[str, Tally]:
        """How often something was found on its way to each site, when first and when last."""
        self.flush(SOON)
        return dict(self._stored(search.sites))

    def hosts(self) -> dict[str, Tally]:
        """The same by host: what belongs to one site may be mail, a chat and a place for files."""
        self.flush(SOON)
        return dict(self._stored(search.hosts))

    def delete(self, wanted: Wanted = ALL) -> int:
        """Delete for good what is wanted; how many there were. Raises what `wipe` raises."""
        self.flush(SOON)
        with self._changed:
            fresh = {event.id for event in self._unwritten if meets(event, wanted)}
            left = [event for event in self._unwritten if event.id not in fresh]
            self._unwritten.clear()
            self._unwritten.extend(left)
            self.written += 1
        return len(fresh) + wipe(self.path, wanted)

    def get(self, id: str) -> Event | None:  # noqa: A002  it is the event's id
        """One event, or None."""
        return next(iter(self.read(1, Wanted(id=id))), None) if id else None

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
        return [replace(event, verdict=verdict) for event, verdict in cleaned]

    def _kept(self, wanted: Wanted) -> Wanted:
        """The same, without what is too old to be shown even before it is deleted."""
        oldest = time.time() - self.keep_days * DAY
        return replace(wanted, since=max(wanted.since or oldest, oldest))

    def _stored(self, ask: Callable[[sqlite3.Connection], list[T]]) -> list[T]:
        """What the file answers; nothing, and a word in `trouble`, if it cannot."""
        try:
            with table.reading(self.path) as base:
                return ask(base)
        except FileNotFoundError:
            return []
        except (sqlite3.Error, OSError) as error:
            self.trouble = self.trouble or name(error)
            return []

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
