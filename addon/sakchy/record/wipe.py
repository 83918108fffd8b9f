"""Forgetting: rows leave the journal's file for good, not only its tables."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sakchy.record import table
from sakchy.record.wanted import ALL, Wanted, conditions

FEW = 100  # rows: beyond that the file is made anew, so that it becomes smaller


def wipe(path: Path, wanted: Wanted = ALL) -> int:
    """Delete all events, or those that are wanted; how many there were.

    Their bytes are overwritten and the write-ahead log is emptied. A journal that cannot be read is deleted
    whole, and so are those set aside earlier, if all are to go. Raises OSError, or sqlite3.Error if another
    program holds the journal.
    """
    whole = wanted == ALL
    if whole:
        for old in path.parent.glob(f"{path.name}.unreadable-*"):
            old.unlink(missing_ok=True)
    if not path.exists():
        return 0
    try:
        with closing(table.connect(path)) as base:
            return delete(base, wanted)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:  # no database, or one of another version
        if whole:
            for end in ("-wal", "-shm", ""):
                path.with_name(path.name + end).unlink(missing_ok=True)
        return 0


def delete(base: sqlite3.Connection, wanted: Wanted) -> int:
    """Delete what is wanted (secure_delete overwrites it, for it is on in every connection)."""
    asked = list(conditions(wanted))
    condition = " AND ".join(sql for sql, _ in asked) or "1"  # all: also what was edited into nonsense
    values = [one for _, each in asked for one in each]
    count = base.execute(f"DELETE FROM events WHERE {condition}", values).rowcount  # noqa: S608  ours
    if wanted == ALL or count > FEW:
        base.execute("VACUUM")
    base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return int(count)
