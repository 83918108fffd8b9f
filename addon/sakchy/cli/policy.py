"""`sakchy policy`: check policy files, show one as it counts, compare two."""

import time
from collections.abc import Iterator
from pathlib import Path

import click

from sakchy import rulebook
from sakchy.cli.rules import in_context, report
from sakchy.cli.shared import Install, Trouble, home_option, install, said, show
from sakchy.decide import Judge
from sakchy.decide.policy import CELLS, Grid
from sakchy.decide.preview import differences
from sakchy.record import Journal, Wanted
from sakchy.rulebook import Cell
from sakchy.rulebook.loading import read, rules_folder
from sakchy.yamlfile import not_known

WEEK = 7 * 86400
MOST_EVENTS = 10_000


@click.group("policy", help=said("policy.help"))
def policy() -> None:
    """`sakchy policy`."""


@policy.command("check", help=said("policy.check"))
@click.argument("paths", nargs=-1, metavar="[FILE]…")
@home_option
@click.pass_context
def check_policies(ctx: click.Context, paths: tuple[str, ...]) -> None:
    """The named files, or all; each with what it extends."""
    here = install()
    book, errors = read(rules_folder(), here.rules)
    if missing := [path for path in paths if not Path(path).exists()]:
        raise Trouble(f"{missing[0]}: {here.say('cli.problem.No such file or directory')}")
    if paths:
        errors = in_context([Path(path) for path in paths], book)
    number = len(paths) or len(book.policies)
    ctx.exit(report([str(error) for error in errors], here.say, "cli.policy.good", number))


@policy.command("show", help=said("policy.show"))
@click.argument("name", required=False)
@home_option
def show_policy(name: str | None) -> None:
    """Row by row, with the person's own changes marked."""
    here = install()
    grid = judge_of(here, name or here.settings.policy).grid
    click.echo(here.say("cli.policy.shown", name=grid.profile))
    for row in grid.rows:
        click.echo(f"{row}:")
        for line in row_lines(grid, row):
            click.echo(f"  {line}")


@policy.command("diff", help=said("policy.diff"))
@click.argument("before")
@click.argument("after")
@home_option
def diff(before: str, after: str) -> None:
    """Cells in which two policies differ, and what the second would have done to last week's events."""
    here = install()
    old, new = judge_of(here, before), judge_of(here, after)
    different = list(cells(old.grid, new.grid))
    for row, column, first, second in different:
        click.echo(f"{row} → {column}: {first} → {second}")
    click.echo(here.say.count("cli.policy.differs", len(different)))
    wanted = Wanted(since=time.time() - WEEK)
    events = Journal(here.home / "journal.sqlite", here.settings.keep_days, writes=False).judged(
        MOST_EVENTS, wanted
    )
    told = [each.asked for each in events if each.policy == before]
    changed = sum(1 for _ in differences(told, old, new))
    show(here.say("cli.policy.week", n=changed, of=len(told)))


def judge_of(here: Install, name: str) -> Judge:
    """The judge of a policy. Raises Trouble for one that there is not."""
    book = rulebook.load(extra=here.rules)
    if name not in book.policies:
        raise Trouble(not_known("policy", name, book.policies))
    return Judge(book, name)


def row_lines(grid: Grid, row: str) -> Iterator[str]:
    """One line for each word that the row uses; `*` stands at what the person changed."""
    for cell in CELLS:
        columns = [
            f"{column}{'*' if (row, column) in grid.changed else ''}"
            for column, said in grid.rows[row].items()
            if said == cell
        ]
        if columns:
            yield f"{cell:9}  {', '.join(columns)}"


def cells(old: Grid, new: Grid) -> Iterator[tuple[str, str, Cell, Cell]]:
    """Row, column and both words wherever two grids differ."""
    for row in dict.fromkeys([*old.rows, *new.rows]):
        kind, _, rule = row.partition("/")
        for column in dict.fromkeys(
            column for each in (*old.rows.values(), *new.rows.values()) for column in each
        ):
            first, second = (grid.cell(kind, rule, column)[1] for grid in (old, new))
            if first != second:
                yield row, column, first, second
