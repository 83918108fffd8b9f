"""What another policy would have said of things that happened: events judged again, by both."""

from collections.abc import Iterable, Iterator

from sakchy.decide.judge import Judge
from sakchy.decide.policy import CELLS, Grid
from sakchy.model import Destination, Finding, Value, Verdict
from sakchy.rulebook import Cell

Asked = tuple[frozenset[tuple[str, str]], str, bool]
"""All that a word depends on: kinds with their rules, category, whether the connection is encrypted."""


class Difference(Value, frozen=True):
    """A message of which two policies say different things."""

    index: int
    """Which of the verdicts it is."""
    before: Cell
    after: Cell

    @property
    def milder(self) -> bool:
        """True if the second policy lets more pass."""
        return CELLS.index(self.after) < CELLS.index(self.before)


def differences(verdicts: Iterable[Verdict], old: Judge, new: Judge) -> Iterator[Difference]:
    """Where two judges differ. Destinations stay as they were judged then."""
    known: dict[Asked, tuple[Cell, Cell]] = {}
    for index, verdict in enumerate(verdicts):
        place = verdict.destination
        marks = frozenset((finding.kind, finding.rule) for finding in verdict.findings)
        asked = (marks, place.category, place.insecure)
        if asked not in known:
            known[asked] = (word(old, verdict.findings, place), word(new, verdict.findings, place))
        before, after = known[asked]
        if before != after:
            yield Difference(index, before, after)


def word(judge: Judge, findings: Iterable[Finding], place: Destination) -> Cell:
    """The strongest cell for findings on their way to a place."""
    cells = [judge.rule(one, place).cell for one in findings if one.rule not in judge.rulebook.off]
    return max(cells, key=CELLS.index, default="allow")


def weaker(old: Grid, new: Grid) -> bool:
    """True if anything is milder in the second grid, or no longer done there."""
    rows = {*old.rows, *new.rows, ""}
    columns = {column for grid in (old, new) for cells in grid.rows.values() for column in cells}
    milder = any(
        strength(new, row, column) < strength(old, row, column) for row in rows for column in columns
    )
    dropped = (
        not set(old.stop) <= set(new.stop)
        or old.clear_after_logout > new.clear_after_logout
        or old.forget_on_exit > new.forget_on_exit
        or old.inspect_trusted > new.inspect_trusted
    )
    return milder or dropped


def strength(grid: Grid, row: str, column: str) -> int:
    """How strong a cell is, 0 mildest; an empty row is what has none."""
    kind, _, rule = row.partition("/")
    return CELLS.index(grid.cell(kind, rule, column)[1])
