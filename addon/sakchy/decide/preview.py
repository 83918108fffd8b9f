"""What another policy would have said of things that happened: events judged again, by both."""

from collections.abc import Iterable, Iterator

from sakchy.decide.judge import Judge
from sakchy.decide.policy import CELLS, Grid
from sakchy.model import Destination, Finding, Value, Verdict
from sakchy.rulebook import Cell


class Asked(Value, frozen=True):
    """All of a verdict that the word of a policy depends on."""

    found: frozenset[tuple[str, str]]
    """Kinds, each with its rule."""
    category: str
    insecure: bool = False


class Difference(Value, frozen=True):
    """A message of which two policies say different things."""

    index: int
    """Which of them it is."""
    before: Cell
    after: Cell

    @property
    def milder(self) -> bool:
        """True if the second policy lets more pass."""
        return CELLS.index(self.after) < CELLS.index(self.before)


def asked(verdict: Verdict) -> Asked:
    """What a verdict was about."""
    found = frozenset((finding.kind, finding.rule) for finding in verdict.findings)
    return Asked(found, verdict.destination.category, verdict.destination.insecure)


def differences(messages: Iterable[Asked], old: Judge, new: Judge) -> Iterator[Difference]:
    """Where two judges differ. Destinations stay as they were judged then."""
    known: dict[Asked, tuple[Cell, Cell]] = {}
    for index, message in enumerate(messages):
        if message not in known:
            known[message] = (word(old, message), word(new, message))
        before, after = known[message]
        if before != after:
            yield Difference(index, before, after)


def word(judge: Judge, message: Asked) -> Cell:
    """The strongest cell for what was found on its way there."""
    place = Destination("", message.category, "", message.insecure)
    found = [Finding(kind, rule, 1.0, (), "", "") for kind, rule in message.found]
    cells = [judge.rule(one, place).cell for one in found if one.rule not in judge.rulebook.off]
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
