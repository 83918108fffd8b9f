"""`sakchy explain KIND`: what it is, why it matters, who finds it, what the policy does with it."""

from collections.abc import Iterator

import click

from sakchy.cli.case import Case, case
from sakchy.cli.shared import Trouble, command, home_option, install, said
from sakchy.locale import Catalogue
from sakchy.rulebook import Words

IN_PICTURES = ("passport", "id-card", "driving-licence")  # documents that carry a machine-readable zone
IN_CODE = ("questionnaire", "own-value", "biometric", "not-read")  # no rule file finds it, the readers do
NAMED = 12  # rules that are listed: of access keys there are hundreds, and `rules list` shows them all


@click.command("explain", help=said("explain.help"))
@click.argument("kind")
@click.option("--policy", metavar="NAME", help=said("check.policy"))
@home_option
def explain(kind: str, policy: str | None) -> None:
    """Print what there is to know about a kind."""
    here = install(policy=policy)
    fixed = case(here)
    if kind not in fixed.rulebook.kinds:
        raise Trouble(here.say("cli.explain.kind", name=kind, kinds=", ".join(fixed.rulebook.kinds)))
    for line in about(kind, fixed, here.say):
        click.echo(line)


def about(kind: str, fixed: Case, say: Catalogue) -> Iterator[str]:
    """The lines of the explanation."""
    book = fixed.rulebook
    yield named(book.kinds[kind].name, say)
    yield named(book.kinds[kind].harm, say)
    yield ""
    rules = [rule.id for rule in book.rules if rule.kind == kind]
    if rules:
        yield say("cli.explain.rules", rules=", ".join(sorted(rules)[:NAMED]))
    if (more := len(rules) - NAMED) > 0:
        yield say.count("cli.explain.more", more, command=f"{command()} rules list")
    if kind in IN_PICTURES:
        yield say("cli.explain.pictures")
    if not (rules or kind in (*IN_PICTURES, *IN_CODE)):
        yield say("cli.explain.nothing")
    if book.kinds[kind].tier == "strict":
        yield say("cli.explain.strict")
    yield say("cli.explain.policy", policy=named(book.policies[fixed.judge.grid.profile].title, say))
    yield from table(kind, "", fixed, say)
    for row in fixed.judge.grid.rows:
        if row.startswith(f"{kind}/"):
            rule = row.partition("/")[2]
            yield f"{say(f'cli.not-read.{rule}') if kind == 'not-read' else row}:"
            yield from table(kind, rule, fixed, say)


def table(kind: str, rule: str, fixed: Case, say: Catalogue) -> Iterator[str]:
    """One line for each category of receiver."""
    names = {key: named(category.name, say) for key, category in fixed.rulebook.categories.items()}
    wide = max(map(len, names.values()))
    strict = fixed.rulebook.kinds[kind].tier == "strict"
    for category, name in names.items():
        _, cell = fixed.judge.grid.cell(kind, rule, category)
        shown = "ask-twice" if strict and cell == "ask" else cell  # as the judge does it
        yield f"  {name:{wide}}  {say(f'cli.cell.{shown}')}"


def named(words: Words, say: Catalogue) -> str:
    """What people call it."""
    return str(getattr(words, say.language))
