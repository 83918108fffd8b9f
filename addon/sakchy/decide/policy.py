"""A policy as one full grid: what it extends is laid under it."""

from collections.abc import Mapping
from typing import TypeVar

from msgspec.structs import replace

from sakchy.model import Value
from sakchy.rulebook import Cell, Policy, Rulebook
from sakchy.yamlfile import not_known

T = TypeVar("T")
CELLS: tuple[Cell, ...] = ("allow", "note", "warn", "ask", "ask-twice", "block")  # mildest first
RAISED: dict[Cell, Cell] = {"ask": "ask-twice", "ask-twice": "block"}
WAIT = 60  # seconds a message is held where no policy says it: browsers and people both bear a minute


class Grid(Value, frozen=True):
    """A policy with everything in its place: `rows[row][column]`."""

    profile: str
    rows: Mapping[str, Mapping[str, Cell]] = {}
    otherwise: Cell = "ask"
    """For a kind that has no row."""
    wait: int = WAIT
    """Seconds a message is held for an answer."""
    most: int = 0
    """Questions an hour, 0 for any number."""
    inspect_trusted: bool = False
    stop: tuple[str, ...] = ()
    """Categories that are stopped by name."""
    clear_after_logout: bool = False
    forget_on_exit: bool = False
    observe: bool = False
    """Only write down what would have been asked about or stopped."""
    changed: frozenset[tuple[str, str]] = frozenset()
    """(row, column) of the cells that the person changed."""

    def cell(self, kind: str, rule: str, column: str) -> tuple[str, Cell]:
        """The row that speaks for a finding (`kind/rule`, `kind`, or empty for `otherwise`) and its cell."""
        row = next((row for row in (f"{kind}/{rule}", kind) if row in self.rows), "")
        return row, self.rows.get(row, {}).get(column, self.otherwise)


def grid(rulebook: Rulebook, name: str) -> Grid:
    """The full grid of a policy. Raises ValueError for a name that the rulebook does not have."""
    if name not in rulebook.policies:
        raise ValueError(not_known("policy", name, rulebook.policies))
    written = shipped(rulebook, name)
    return changed(written, rulebook.changes[name].cells) if name in rulebook.changes else written


def shipped(rulebook: Rulebook, name: str) -> Grid:
    """The grid as the files of policies give it, without what the person changed cell by cell."""
    policy = rulebook.policies[name]
    return overlaid(shipped(rulebook, policy.extends) if policy.extends else Grid(name), policy)


def changed(under: Grid, cells: Mapping[str, Mapping[str, Cell]]) -> Grid:
    """A grid with single cells changed, and which they are."""
    rows = dict(under.rows)
    for row, new in sorted(cells.items()):  # a kind before the rows of its rules, which begin as it does
        rows[row] = {**rows.get(row, rows.get(row.partition("/")[0], {})), **new}
    places = frozenset((row, column) for row, new in cells.items() for column in new)
    return replace(under, rows=rows, changed=under.changed | places)


def overlaid(under: Grid, policy: Policy) -> Grid:
    """A policy laid over the grid that it extends."""
    rows = {row: dict(cells) for row, cells in under.rows.items()}
    if policy.raise_asks:
        rows = {row: {column: RAISED.get(c, c) for column, c in cells.items()} for row, cells in rows.items()}
    for row, cells in policy.table.items():
        # A new row `kind/rule` begins as the row of its kind, so that it may name fewer columns.
        rows[row] = rows.get(row, rows.get(row.partition("/")[0], {})) | dict(
            zip(policy.columns, cells, strict=True)
        )
    otherwise = RAISED.get(under.otherwise, under.otherwise) if policy.raise_asks else under.otherwise
    return Grid(
        profile=policy.profile,
        rows=rows,
        otherwise=policy.otherwise or otherwise,
        wait=policy.ask.wait if policy.ask else under.wait,
        most=given(policy.ask.most if policy.ask else None, under.most),
        inspect_trusted=given(policy.inspect_trusted, under.inspect_trusted),
        stop=given(policy.stop, under.stop),
        clear_after_logout=given(policy.clear_after_logout, under.clear_after_logout),
        forget_on_exit=given(policy.forget_on_exit, under.forget_on_exit),
        observe=given(policy.observe, under.observe),
    )


def given(own: T | None, under: T) -> T:
    """What a policy says itself, else what the one under it says."""
    return under if own is None else own
