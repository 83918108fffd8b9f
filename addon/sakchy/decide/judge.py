"""Findings and where they go -> Verdict, with every step of the reason."""

from collections.abc import Sequence

from msgspec.structs import replace

from sakchy.decide.hosts import normalise
from sakchy.decide.policy import CELLS, grid
from sakchy.decide.whereto import WhereTo
from sakchy.model import Action, Destination, Finding, Target, Value, Verdict, Why
from sakchy.rulebook import Cell, Changes, Rulebook

TOLD = 3  # decisive kinds that a reason names: more would hide the first


class Ruled(Value, frozen=True):
    """What the policy says about one finding."""

    finding: Finding
    cell: Cell
    """What counts: a strict kind is always asked about twice."""
    written: Cell
    row: str
    column: str
    strict: bool

    @property
    def strength(self) -> int:
        """0 mildest."""
        return CELLS.index(self.cell)


class Judge:
    """One policy of a rulebook, ready to judge. Pure: the same question always gets the same answer."""

    def __init__(self, rulebook: Rulebook, policy: str, where_to: WhereTo | None = None) -> None:
        """`where_to`: the lists of this rulebook, if they are compiled already.

        Raises ValueError if the rulebook has no such policy.
        """
        self.rulebook = rulebook
        self.grid = grid(rulebook, policy)
        self.where_to = where_to or WhereTo(rulebook)

    def with_changes(self, changes: Changes | None) -> "Judge":
        """The same policy with other changes of single cells, for trying out what they would do."""
        own = {self.grid.profile: changes} if changes else {}
        others = {key: each for key, each in self.rulebook.changes.items() if key != self.grid.profile}
        book = replace(self.rulebook, changes={**others, **own})
        return Judge(book, self.grid.profile, self.where_to)

    @property
    def wait(self) -> int:
        """Seconds a message is held for an answer."""
        return self.grid.wait

    def destination(self, target: Target | None) -> Destination:
        """Of which category the receiver is, and why. Never raises, whatever the names in it."""
        return self.where_to.destination(target)

    def undecrypted(self, host: str, port: int, sni: str | None) -> bool:
        """True if a connection passes without being looked into: a verified state body or bank."""
        if self.grid.inspect_trusted or port != 443:
            return False
        return self.where_to.trusted({normalise(host), normalise(sni or host)})

    def indifferent(self, destination: Destination) -> bool:
        """True if everything may go there, whatever it is, without a line in the journal."""
        columns = [destination.category, *(["insecure"] if destination.insecure else [])]
        rows = self.grid.rows.values()
        return all(
            cells.get(column, self.grid.otherwise) == "allow" for cells in [*rows, {}] for column in columns
        )

    def verdict(self, findings: Sequence[Finding], destination: Destination) -> Verdict:
        """The strongest word over all findings; what decided stands first among them."""
        off = self.rulebook.off
        ruled = sorted(
            (self.rule(each, destination) for each in findings if each.rule not in off), key=weight
        )
        if not ruled:
            return Verdict("allow", (), destination, (Why("decide.nothing"),), self.grid.profile)
        cell = ruled[0].cell
        return Verdict(
            action=action(cell),
            findings=tuple(one.finding for one in ruled),
            destination=destination,
            because=self.because([one for one in ruled if one.cell == cell], destination),
            policy=self.grid.profile,
            twice=cell == "ask-twice",
            strict=any(one.strict for one in ruled),
        )

    def decisive(self, verdict: Verdict) -> tuple[Finding, ...]:
        """The findings of a verdict that would each be asked about or stopped by themselves."""
        every = [self.rule(finding, verdict.destination) for finding in verdict.findings]
        return tuple(one.finding for one in every if one.strength >= CELLS.index("ask"))

    def rule(self, finding: Finding, destination: Destination) -> Ruled:
        """Look one finding up; on an unencrypted connection the stronger of two columns counts."""
        kind = self.rulebook.kinds.get(finding.kind)
        strict = kind is not None and kind.tier == "strict"
        columns = [destination.category, *(["insecure"] if destination.insecure else [])]
        looked_up = [(*self.grid.cell(finding.kind, finding.rule, column), column) for column in columns]
        row, cell, column = max(looked_up, key=lambda found: CELLS.index(found[1]))
        return Ruled(finding, "ask-twice" if strict and cell == "ask" else cell, cell, row, column, strict)

    def because(self, decisive: Sequence[Ruled], destination: Destination) -> tuple[Why, ...]:
        """What was found, where it goes and why that is so, and which rows and columns decided."""
        different = list({one.finding.kind: one for one in reversed(decisive)}.values())[::-1][:TOLD]
        to = (("host", destination.host), ("category", destination.category))
        return (
            *(found(one.finding) for one in different),
            *([Why("decide.goes", to)] if destination.host else []),
            *destination.because,
            *(self.said(one) for one in different),
            *(
                Why("decide.strict", (("kind", one.finding.kind),))
                for one in different
                if one.cell != one.written
            ),
        )

    def said(self, one: Ruled) -> Why:
        """The row, column and cell that spoke, and whether the person wrote it."""
        about = (("policy", self.grid.profile), ("column", one.column), ("cell", one.written))
        if not one.row:
            return Why("decide.otherwise", about)
        own = (one.row, one.column) in self.grid.changed
        return Why("decide.row-own" if own else "decide.row", (*about, ("row", one.row)))


def weight(one: Ruled) -> tuple[int, bool, bool]:
    """Strongest first; of equals, what was found before what could not be read, and the strict kinds first:
    the first one names the question, and its harm is told.
    """
    return -one.strength, one.finding.kind == "not-read", not one.strict


def found(finding: Finding) -> Why:
    """What was found, or what could not be read."""
    if finding.kind == "not-read":
        return Why("decide.not-read", (("reason", finding.rule),))
    return Why("decide.found", (("kind", finding.kind), ("rule", finding.rule)))


def action(cell: Cell) -> Action:
    """A cell as an action: `ask-twice` is an `ask` that wants two answers."""
    return "ask" if cell == "ask-twice" else cell
