"""Which events are wanted: the same words as a condition of SQL and as a test of one event in memory."""

from collections.abc import Iterator, Sequence

from sakchy.model import Event, Outcome, Value

Condition = tuple[str, tuple[object, ...]]


class Word(Value, frozen=True):
    """A word that somebody looks for: part of a host's name, or of what kinds or categories are called."""

    text: str
    kinds: tuple[str, ...] = ()
    """Kinds that are called so in some language."""
    categories: tuple[str, ...] = ()


class Wanted(Value, frozen=True):
    """Events that meet all that is given; an empty field says nothing. Moments are seconds since 1970."""

    since: float | None = None
    before: float | None = None
    after: tuple[float, str] | None = None
    """Moment and id of an event: only those that come after it in a list with the newest first."""
    id: str = ""
    outcomes: tuple[Outcome, ...] = ()
    kinds: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    site: str = ""
    """Registrable domain or host."""
    category: str = ""
    who: str | None = None
    """`Verdict.who`; an empty one is everybody who is told apart from nobody."""
    words: tuple[Word, ...] = ()


ALL = Wanted()


def conditions(wanted: Wanted) -> Iterator[Condition]:
    """What SQLite is asked, each with its values."""
    simple = (
        ("at >= ?", wanted.since),
        ("at < ?", wanted.before),
        ("id = ?", wanted.id or None),
        ("category = ?", wanted.category or None),
        ("who = ?", wanted.who),
    )
    yield from ((sql, (value,)) for sql, value in simple if value is not None)
    if wanted.after:
        yield "(at, id) < (?, ?)", wanted.after
    if wanted.site:
        yield "(site = ? OR host = ?)", (wanted.site, wanted.site)
    if wanted.outcomes:
        yield f"outcome IN ({marks(wanted.outcomes)})", wanted.outcomes
    for column, names in (("kind", wanted.kinds), ("rule", wanted.rules)):
        if names:
            yield found_in(column, names), names
    yield from (spoken_of(word) for word in wanted.words)


def spoken_of(word: Word) -> Condition:
    """A word may stand anywhere in the host's name, or name a kind or a category."""
    escaped = word.text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    ways = ["host LIKE ? ESCAPE '\\'", "id = ?"]
    if word.kinds:
        ways.append(found_in("kind", word.kinds))
    if word.categories:
        ways.append(f"category IN ({marks(word.categories)})")
    return f"({' OR '.join(ways)})", (f"%{escaped}%", word.text, *word.kinds, *word.categories)


def found_in(column: str, names: tuple[str, ...]) -> str:
    """Events with a finding whose kind or rule is one of these."""
    return f"id IN (SELECT id FROM found WHERE {column} IN ({marks(names)}))"  # noqa: S608  only marks


def marks(values: Sequence[object]) -> str:
    """A question mark for each value."""
    return ", ".join("?" * len(values))


def meets(event: Event, wanted: Wanted) -> bool:
    """Whether an event that is not written yet is wanted."""
    found, place = event.verdict.findings, event.verdict.destination
    kinds = {finding.kind for finding in found}
    return (
        (wanted.since is None or event.at >= wanted.since)
        and (wanted.before is None or event.at < wanted.before)
        and (wanted.after is None or (event.at, event.id) < wanted.after)
        and wanted.id in ("", event.id)
        and (not wanted.outcomes or event.outcome in wanted.outcomes)
        and (not wanted.kinds or not kinds.isdisjoint(wanted.kinds))
        and (not wanted.rules or any(finding.rule in wanted.rules for finding in found))
        and wanted.site in ("", place.site, place.host)
        and wanted.category in ("", place.category)
        and wanted.who in (None, event.verdict.who)
        and all(named(word, event, kinds) for word in wanted.words)
    )


def named(word: Word, event: Event, kinds: set[str]) -> bool:
    """Whether a word speaks of an event."""
    place = event.verdict.destination
    return (
        word.text.lower() in place.host.lower()
        or word.text == event.id
        or not kinds.isdisjoint(word.kinds)
        or place.category in word.categories
    )
