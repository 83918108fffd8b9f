"""`sakchy rules` and `sakchy policy`: list what there is, and check what people wrote."""

from pathlib import Path

import click

from sakchy import rulebook
from sakchy.cli.examples import mistakes
from sakchy.cli.lint import refused
from sakchy.cli.shared import NOTHING, TROUBLE, Trouble, home_option, install, said
from sakchy.locale import Catalogue
from sakchy.rulebook import Policy, Rulebook, checks
from sakchy.rulebook.loading import Reader, files, read, rules_folder
from sakchy.yamlfile import FileError


@click.group("rules", help=said("rules.help"))
def rules() -> None:
    """`sakchy rules`."""


@rules.command("list", help=said("rules.list"))
@home_option
def list_rules() -> None:
    """One line a rule, in columns."""
    book = rulebook.load()
    wide = max(len(rule.id) for rule in book.rules)
    for rule in sorted(book.rules, key=lambda rule: (rule.kind, rule.id)):
        click.echo(f"{rule.id:{wide}}  {rule.kind:16}  {rule.title}")


@rules.command("check", help=said("rules.check"))
@click.argument("folder", required=False, metavar="[FOLDER]")
@home_option
@click.pass_context
def check_rules(ctx: click.Context, folder: str | None) -> None:
    """Form of every file, then each rule against its own examples and the linter."""
    here = install()
    if folder and not Path(folder).is_dir():
        problem = "not a folder" if Path(folder).exists() else "No such file or directory"
        raise Trouble(f"{folder}: {here.say(f'cli.problem.{problem}')}")
    book, errors = read(Path(folder), None) if folder else read(rules_folder(), here.home)
    wrong = [str(error) for error in errors]
    for rule in book.rules:
        wrong += [*mistakes(rule, here.say), *refused(rule, here.say, folder)]
    ctx.exit(report(wrong, here.say, "cli.rules.good", len(book.rules)))


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
    book, errors = read(rules_folder(), here.home)
    if missing := [path for path in paths if not Path(path).exists()]:
        raise Trouble(f"{missing[0]}: {here.say('cli.problem.No such file or directory')}")
    if paths:
        errors = in_context([Path(path) for path in paths], book)
    number = len(paths) or len(book.policies)
    ctx.exit(report([str(error) for error in errors], here.say, "cli.policy.good", number))


def in_context(paths: list[Path], book: Rulebook) -> list[FileError]:
    """What is wrong with policy files that may lie anywhere, as if they lay beside the shipped ones."""
    reader, shipped, ids = Reader(), Reader(), [rule.id for rule in book.rules]
    own = reader.read(
        [(path.parent, path) for path in paths],
        Policy,
        lambda source: checks.policy(source, book.kinds, book.categories, ids),
    )
    names = {source.value.profile for source in own}
    known = shipped.read(files(rules_folder(), "policies"), Policy, lambda _: iter(()))
    family = [*(source for source in known if source.value.profile not in names), *own]
    return [*reader.errors, *checks.families(family)]


def report(wrong: list[str], say: Catalogue, good: str, number: int) -> int:
    """Print the mistakes, or how many are in order; the exit code."""
    for mistake in wrong:
        click.echo(mistake)
        click.echo()
    click.echo(say.count("cli.rules.bad", len(wrong)) if wrong else say.count(good, number))
    return TROUBLE if wrong else NOTHING
