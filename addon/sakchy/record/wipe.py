"""Forgetting: rows leave the journal's file for good, not only its table."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sakchy.record import table


def wipe(path: Path, before: float | None = None, since: float | None = None) -> int:
    """Delete all events, or those before or since a moment (seconds since 1970); how many there were.

    Their bytes are overwritten, the file is made anew without them, and its write-ahead log is emptied. A
    journal that cannot be read is deleted whole, and so are those set aside earlier, if all are to go.
    Raises OSError, or sqlite3.Error if another program holds the journal.
    """
    whole = before is None and since is None
    if whole:
        for old in path.parent.glob(f"{path.name}.unreadable-*"):
            old.unlink(missing_ok=True)
    if not path.exists():
        return 0
    try:
        with closing(table.connect(path)) as base:
            return delete(base, before, since)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:  # no database, or one of another version
        if whole:
            for end in ("-wal", "-shm", ""):
                path.with_name(path.name + end).unlink(missing_ok=True)
        return 0


def delete(base: sqlite3.Connection, before: float | None, since: float | None) -> int:
    """Delete and make the file anew (secure_delete is on for every connection)."""
    limits = (since if since is not None else float("-inf"), before if before is not None else float("inf"))
    whole = before is None and since is None  # then also what somebody edited into nonsense
    condition, values = ("1", ()) if whole else ("at >= ? AND at < ?", limits)
    count = base.execute(f"DELETE FROM events WHERE {condition}", values).rowcount  # noqa: S608  ours
    base.execute("VACUUM")
    base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return int(count)
