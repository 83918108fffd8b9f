"""The journal in SQLite: opening it safely, rows to events and back."""

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec
from msgspec.structs import replace

from sakchy.model import Event, Finding, Place, Step, Verdict

VERSION = 2
SCHEMA = """
CREATE TABLE events (
    id TEXT PRIMARY KEY,
    at REAL NOT NULL,
    outcome TEXT NOT NULL,
    site TEXT NOT NULL,
    host TEXT NOT NULL,
    category TEXT NOT NULL,
    kinds TEXT NOT NULL,     -- with blanks between
    who TEXT NOT NULL,
    event BLOB NOT NULL      -- JSON of the whole event
);
CREATE INDEX events_at ON events (at, id, outcome, site, category, kinds, who);  -- all of a Brief
CREATE INDEX events_outcome ON events (outcome, at);
CREATE INDEX events_site ON events (site, at);
CREATE INDEX events_host ON events (host, at);
CREATE TABLE found (         -- what the events have of kinds and rules
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    rule TEXT NOT NULL,
    at REAL NOT NULL,
    PRIMARY KEY (id, kind, rule)
) WITHOUT ROWID;
CREATE INDEX found_kind ON found (kind, at);
CREATE INDEX found_rule ON found (rule, at);
CREATE TRIGGER events_gone AFTER DELETE ON events BEGIN DELETE FROM found WHERE id = old.id; END;
"""
OLD = 1
OLD_COLUMNS = "id, at, outcome, carrier, method, size, verdict"
COLUMNS = 9
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
    """Make the tables in a new file; bring those of version 1 over; refuse any others."""
    (version,) = base.execute("PRAGMA user_version").fetchone()
    if version == VERSION:
        return
    if version not in (0, OLD):
        raise sqlite3.NotSupportedError(f"journal of version {version}")
    with base:
        base.execute("BEGIN IMMEDIATE")
        (version,) = base.execute("PRAGMA user_version").fetchone()  # another process may have been quicker
        if version != VERSION:
            create(base, old_rows(base) if version == OLD else [])


def create(base: sqlite3.Connection, rows: list[tuple[object, ...]]) -> None:
    """Make the tables, in place of an old one, and fill them from its rows."""
    base.execute("DROP TABLE IF EXISTS events")
    for statement in statements(SCHEMA):
        base.execute(statement)
    put(base, [each for row in rows if (each := old_event(row))])
    base.execute(f"PRAGMA user_version = {VERSION}")


def statements(script: str) -> Iterator[str]:
    """A script's statements one by one: `executescript` would end the transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def old_rows(base: sqlite3.Connection) -> list[tuple[object, ...]]:
    """What a journal of version 1 holds."""
    return base.execute(f"SELECT {OLD_COLUMNS} FROM events").fetchall()  # noqa: S608  a constant


def insert(base: sqlite3.Connection, events: Iterable[Event]) -> int:
    """Write events, all or none; how many were no text for it. One that is there already is replaced."""
    with base:
        base.execute("BEGIN IMMEDIATE")
        return put(base, events)


def put(base: sqlite3.Connection, events: Iterable[Event]) -> int:
    """The same within a transaction."""
    rows, found, odd = [], [], 0
    for each in events:
        try:
            rows.append(row(each))
        except ValueError:  # half a character (a lone surrogate) somewhere: no text for SQLite or JSON
            odd += 1
        else:
            found += [(each.id, one.kind, one.rule, each.at) for one in each.verdict.findings]
    base.executemany("DELETE FROM events WHERE id = ?", [one[:1] for one in rows])
    base.executemany(f"INSERT OR REPLACE INTO events VALUES ({marks(COLUMNS)})", rows)  # noqa: S608  only marks
    base.executemany("INSERT OR IGNORE INTO found VALUES (?, ?, ?, ?)", found)
    return odd


def marks(count: int) -> str:
    """So many question marks."""
    return ", ".join("?" * count)


def delete_older(base: sqlite3.Connection, keep_days: int) -> None:
    """Delete what is older than `keep_days`, from the write-ahead log too."""
    if base.execute("DELETE FROM events WHERE at < ?", (time.time() - keep_days * 86400,)).rowcount:
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """The journal for reading; nothing is changed. Raises sqlite3.Error or FileNotFoundError."""
    if not path.exists():
        raise FileNotFoundError(path.name)
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=BUSY)) as base:
        (version,) = base.execute("PRAGMA user_version").fetchone()
        if version != OLD:
            yield base
            return
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:  # an old one, as if new
            create(copy, old_rows(base))
            yield copy


def row(event: Event) -> tuple[object, ...]:
    """An event as a row, without the names a person gave to files."""
    event = replace(event, verdict=without_names(event.verdict))
    kinds = " ".join(dict.fromkeys(finding.kind for finding in event.verdict.findings))
    place = event.verdict.destination
    told = (event.outcome, place.site or place.host, place.host, place.category, kinds, event.verdict.who)
    made = (event.id, event.at, *told, msgspec.json.encode(event))
    "".join(value for value in made if isinstance(value, str)).encode()  # what SQLite would choke on later
    return made


def event(data: object) -> Event | None:
    """What a row's last column holds; None if somebody edited it into nonsense."""
    try:
        return msgspec.json.decode(data if isinstance(data, bytes) else b"", type=Event)
    except msgspec.MsgspecError:
        return None


def old_event(row: tuple[object, ...]) -> Event | None:
    """A row of version 1 as an event."""
    *columns, verdict = row
    fields = dict(zip(OLD_COLUMNS.split(", "), columns, strict=False))
    try:
        known = msgspec.json.decode(verdict if isinstance(verdict, bytes) else b"")
        return msgspec.convert({**fields, "verdict": known}, Event)
    except msgspec.MsgspecError:
        return None


def without_names(verdict: Verdict) -> Verdict:
    """The same verdict as the journal may keep it: no file names, no preview of the strict tier."""
    findings = tuple(kept(finding, verdict.strict) for finding in verdict.findings)
    return replace(verdict, findings=findings)


def kept(finding: Finding, strict: bool) -> Finding:
    """A finding as the journal may keep it."""
    preview = "" if strict else finding.preview
    return replace(finding, where=harmless(finding.where), preview=preview)


def harmless(place: Place) -> Place:
    """A place without names that may tell of a person (`passport of my sister.jpg`)."""
    return tuple(Step(step.kind, "" if telling(step) else step.name) for step in place)


def telling(step: Step) -> bool:
    """Whether a step's name may be personal."""
    digits = sum(letter.isdigit() for letter in step.name)
    return step.kind == "file" or len(step.name) > LONG_NAME or digits >= MANY_DIGITS
