"""Questions to the journal's file: events, counts. Each uses an index; raises sqlite3.Error."""

import sqlite3
from collections.abc import Sequence

from sakchy.model import Event, Value
from sakchy.record.wanted import Wanted, conditions, marks

BRIEF = "id, at, outcome, site, category, kinds, who"


class Brief(Value, frozen=True, gc=False):
    """What is counted of an event."""

    id: str
    at: float
    outcome: str
    site: str
    category: str
    kinds: tuple[str, ...]
    who: str


class Tally(Value, frozen=True):
    """How often, and when first and last (seconds since 1970)."""

    count: int
    first: float
    last: float


def statement(columns: str, wanted: Wanted) -> tuple[str, list[object]]:
    """A SELECT for what is wanted, with its values."""
    asked = list(conditions(wanted))
    where = " AND ".join(sql for sql, _ in asked) or "1"
    return f"SELECT {columns} FROM events WHERE {where}", [one for _, each in asked for one in each]  # noqa: S608  ours


def events(base: sqlite3.Connection, wanted: Wanted, limit: int) -> list[object]:
    """The newest that are wanted, newest first, as JSON."""
    sql, values = statement("event", wanted)
    return [data for (data,) in base.execute(f"{sql} ORDER BY at DESC, id DESC LIMIT ?", (*values, limit))]


def briefs(base: sqlite3.Connection, wanted: Wanted) -> list[Brief]:
    """All that are wanted, in no order."""
    rows = base.execute(*statement(BRIEF, wanted))
    return [
        Brief(id_, at, outcome, site, category, tuple(kinds.split()), who)
        for id_, at, outcome, site, category, kinds, who in rows
    ]


def tally(base: sqlite3.Connection, wanted: Wanted, but: Sequence[str] = ()) -> list[Tally]:
    """How many are wanted, without those of some ids; nothing if none is."""
    sql, values = statement("count(*), min(at), max(at)", wanted)
    but_sql = f" AND id NOT IN ({marks(but)})" if but else ""
    ((count, first, last),) = base.execute(sql + but_sql, [*values, *but])
    return [Tally(count, first, last)] if count else []


def brief(event: Event) -> Brief:
    """The same of an event in memory."""
    place, findings = event.verdict.destination, event.verdict.findings
    kinds = tuple(dict.fromkeys(finding.kind for finding in findings))
    site = place.site or place.host
    return Brief(event.id, event.at, event.outcome, site, place.category, kinds, event.verdict.who)


def rules(base: sqlite3.Connection) -> list[tuple[str, Tally]]:
    """Events for each rule."""
    rows = base.execute("SELECT rule, count(*), min(at), max(at) FROM found GROUP BY rule")
    return [(rule, Tally(*told)) for rule, *told in rows]


def sites(base: sqlite3.Connection) -> list[tuple[str, Tally]]:
    """Events for each site."""
    rows = base.execute("SELECT site, count(*), min(at), max(at) FROM events GROUP BY site")
    return [(site, Tally(*told)) for site, *told in rows]


def hosts(base: sqlite3.Connection) -> list[tuple[str, Tally]]:
    """Events for each host."""
    rows = base.execute("SELECT host, count(*), min(at), max(at) FROM events GROUP BY host")
    return [(host, Tally(*told)) for host, *told in rows]
