"""`sakchy rules`: list what there is, check what people wrote, switch one off."""

from pathlib import Path

import click

from sakchy import rulebook, settings
from sakchy.cli.examples import mistakes
from sakchy.cli.lint import refused
from sakchy.cli.shared import NOTHING, TROUBLE, Install, Trouble, changing, home_option, install, said
from sakchy.keep import switched
from sakchy.locale import Catalogue
from sakchy.rulebook import Policy, Rulebook, checks
from sakchy.rulebook.loading import Reader, files, read, rules_folder
from sakchy.yamlfile import FileError, not_known


@click.group("rules", help=said("rules.help"))
def rules() -> None:
    """`sakchy rules`."""


@rules.command("list", help=said("rules.list"))
@home_option
def list_rules() -> None:
    """One line a rule, in columns."""
    here = install()
    book = rulebook.load(extra=here.home)
    wide = max(len(rule.id) for rule in book.rules)
    for rule in sorted(book.rules, key=lambda rule: (rule.kind, rule.id)):
        mark = "off" if rule.id in book.off else ""
        title = here.say.sentences.get(f"title.{rule.id}", rule.title)
        click.echo(f"{rule.id:{wide}}  {rule.kind:16}  {mark:3}  {title}")


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
    book, errors = read(Path(folder), None) if folder else read(rules_folder(), here.rules)
    wrong = [str(error) for error in errors]
    for rule in book.rules:
        wrong += [*mistakes(rule, here.say), *refused(rule, here.say, folder)]
    ctx.exit(report(wrong, here.say, "cli.rules.good", len(book.rules)))


@rules.command("off", help=said("rules.off"))
@click.argument("name")
@home_option
def switch_off(name: str) -> None:
    """Switch a rule off, if its name is one."""
    switch(install(), name, on=False)


@rules.command("on", help=said("rules.on"))
@click.argument("name")
@home_option
def switch_on(name: str) -> None:
    """Switch a rule on again."""
    switch(install(), name, on=True)


def switch(here: Install, name: str, *, on: bool) -> None:
    """Switch a rule and say so. A running guard takes it up by itself. Raises Trouble."""
    ids = [rule.id for rule in rulebook.load().rules] + [
        each for each in checks.RECOGNISERS if each[:4] != "own-"
    ]
    if name not in ids:
        raise Trouble(not_known("rule", name, ids))
    if not on:
        changing(here)
    switched.switch(settings.home_folder(here.home), name, on=on)
    click.echo(here.say(f"cli.rules.{'is_on' if on else 'is_off'}", name=name))


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
