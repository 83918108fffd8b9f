"""The journal's one table in SQLite: opening it safely, rows to events and back."""

import os
import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import msgspec

from sakchy.model import Event, Finding, Place, Step, Verdict

VERSION = 1
SCHEMA = f"""
CREATE TABLE events (
    id TEXT PRIMARY KEY,
    at REAL NOT NULL,
    outcome TEXT NOT NULL,
    action TEXT NOT NULL,
    kinds TEXT NOT NULL,     -- each between blanks, so that LIKE '% kind %' finds it
    host TEXT NOT NULL,
    category TEXT NOT NULL,
    policy TEXT NOT NULL,
    carrier TEXT NOT NULL,
    method TEXT NOT NULL,
    size INTEGER NOT NULL,
    verdict BLOB NOT NULL    -- JSON of the whole verdict with its why
);
CREATE INDEX events_at ON events (at);
PRAGMA user_version = {VERSION};
"""
COLUMNS = 12
BUSY = 2.0  # seconds to wait while another process holds the database: reads of ours take milliseconds
LONG_NAME = 40  # characters: field names are short, and a longer one may be a value used as a name
MANY_DIGITS = 6  # a field name with so many digits may be a number of somebody


def connect(path: Path) -> sqlite3.Connection:
    """Open the journal for writing, made with mode 0600. Raises sqlite3.Error or OSError."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # SQLite gives its -wal and -shm the same mode
    base = sqlite3.connect(path, timeout=BUSY, isolation_level=None)
    try:
        base.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;"
        )
        prepare(base)
    except BaseException:
        base.close()
        raise
    return base


def prepare(base: sqlite3.Connection) -> None:
    """Make the table in a new file; refuse one that another version of this program made."""
    (version,) = base.execute("PRAGMA user_version").fetchone()
    if version == 0:
        base.executescript(f"BEGIN IMMEDIATE; {SCHEMA} COMMIT;")
    elif version != VERSION:
        raise sqlite3.NotSupportedError(f"journal of version {version}")


def insert(base: sqlite3.Connection, events: Iterable[Event]) -> int:
    """Write events, all or none; how many were no text for it. One that is there already is replaced."""
    marks, rows, odd = ", ".join("?" * COLUMNS), [], 0
    for each in events:
        try:
            rows.append(row(each))
        except ValueError:  # half a character (a lone surrogate) somewhere: no text for SQLite or JSON
            odd += 1
    with base:
        base.execute("BEGIN IMMEDIATE")
        base.executemany(f"INSERT OR REPLACE INTO events VALUES ({marks})", rows)  # noqa: S608  only marks
    return odd


def delete_older(base: sqlite3.Connection, keep_days: int) -> None:
    """Delete what is older than `keep_days`, from the write-ahead log too."""
    if base.execute("DELETE FROM events WHERE at < ?", (time.time() - keep_days * 86400,)).rowcount:
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def select(path: Path, condition: str, values: tuple[object, ...], limit: int) -> list[tuple[object, ...]]:
    """Rows that meet a condition, newest first. Changes nothing; raises sqlite3.Error."""
    if not path.exists():
        return []
    query = f"SELECT * FROM events WHERE {condition} ORDER BY at DESC LIMIT ?"  # noqa: S608  conditions are ours
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=BUSY)) as base:
        return base.execute(query, (*values, limit)).fetchall()


def row(event: Event) -> tuple[object, ...]:
    """An event as a row, without the names a person gave to files."""
    verdict = without_names(event.verdict)
    kinds = f" {' '.join(dict.fromkeys(finding.kind for finding in verdict.findings))} "
    place = verdict.destination
    told = (event.outcome, verdict.action, kinds, place.host, place.category, verdict.policy)
    made = (event.id, event.at, *told, event.carrier, event.method, event.size, msgspec.json.encode(verdict))
    "".join(value for value in made if isinstance(value, str)).encode()  # what SQLite would choke on later
    return made


def event(row: tuple[object, ...]) -> Event | None:
    """A row as an event; None if somebody edited it into nonsense."""
    id_, at, outcome, *_, carrier, method, size, verdict = row
    fields = {"id": id_, "at": at, "outcome": outcome, "carrier": carrier, "method": method, "size": size}
    try:
        known = msgspec.json.decode(verdict if isinstance(verdict, bytes) else b"")
        return msgspec.convert({**fields, "verdict": known}, Event)
    except msgspec.MsgspecError:
        return None


def without_names(verdict: Verdict) -> Verdict:
    """The same verdict as the journal may keep it: no file names, no preview of the strict tier."""
    findings = tuple(kept(finding, verdict.strict) for finding in verdict.findings)
    return msgspec.structs.replace(verdict, findings=findings)


def kept(finding: Finding, strict: bool) -> Finding:
    """A finding as the journal may keep it."""
    preview = "" if strict else finding.preview
    return msgspec.structs.replace(finding, where=harmless(finding.where), preview=preview)


def harmless(place: Place) -> Place:
    """A place without names that may tell of a person (`passport of my sister.jpg`)."""
    return tuple(Step(step.kind, "" if telling(step) else step.name) for step in place)


def telling(step: Step) -> bool:
    """Whether a step's name may be personal."""
    digits = sum(letter.isdigit() for letter in step.name)
    return step.kind == "file" or len(step.name) > LONG_NAME or digits >= MANY_DIGITS
