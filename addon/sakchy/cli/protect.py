"""`sakchy protect`: own numbers, names and passwords that Sakchy watches over.

They are never kept, and never arguments of a command, which the shell's history and other programs read.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import get_args

import click

from sakchy import settings
from sakchy.cli.shared import Install, Trouble, home_option, install, pin_asked, said, show
from sakchy.detect.own import Enrolled
from sakchy.detect.own.enrolled import OwnKind, OwnPassword, OwnValue
from sakchy.detect.own.shapes import UnfitError
from sakchy.keep import OwnFile, enrolling, key, ownfile

KINDS = get_args(OwnKind)
MOST_LINES = 1000  # values from standard input at once


@click.group("protect", help=said("protect.help"))
def protect() -> None:
    """`sakchy protect`."""


@protect.command("add", help=said("protect.add"))
@click.option("--kind", type=click.Choice(KINDS), default="other", help=said("protect.kind"))
@click.option("--label", default="", metavar="WORDS", help=said("protect.label"))
@home_option
def add(kind: OwnKind, label: str) -> None:
    """Enrol values: one from a prompt, or one a line from standard input."""
    here = install()
    file = opened(here)
    given = list(typed(here.say("cli.protect.ask-value"), hidden=False))
    with explained(here):
        enrolling.add(file, kind, label, given)
    click.echo(here.say.count("cli.protect.added", len(given)))


@contextmanager
def explained(here: Install) -> Iterator[None]:
    """Say in plain words why something cannot be enrolled. Raises Trouble."""
    try:
        yield
    except UnfitError as error:
        blanks = enrolling.BLANKS.get(str(error), {})
        raise Trouble(here.say(f"cli.protect.{error}", **blanks)) from None


@protect.command("password", help=said("protect.password"))
@click.option("--for", "homes", metavar="HOST", multiple=True, required=True, help=said("protect.for"))
@home_option
def password(homes: tuple[str, ...]) -> None:
    """Enrol a password for the sites where it is at home."""
    here = install()
    file = opened(here)
    sites = [registrable(here, home) for home in homes]
    given = next(typed(here.say("cli.protect.ask-password"), hidden=True), "")
    with explained(here):
        enrolling.add_password(file, sites, given)
    click.echo(here.say("cli.protect.password-added", sites=", ".join(sites)))


@protect.command("list", help=said("protect.list"))
@home_option
def list_() -> None:
    """What is enrolled, by its labels: the values themselves are known to nobody."""
    here = install()
    if not (here.home / ownfile.NAME).exists():
        click.echo(here.say("cli.protect.none"))
        return
    enrolled = opened(here).read()
    for line in lines(here, enrolled):
        show(line)
    click.echo(here.say(f"cli.protect.learn-{'on' if enrolled.learn else 'off'}"))
    click.echo(here.say(f"cli.protect.key-{key.where(here.home)}"))


def lines(here: Install, enrolled: Enrolled) -> Iterator[str]:
    """One line for each value and password."""
    for value in enrolled.values:
        yield f"{value.id}  {here.say(f'cli.protect.kinds.{value.kind}')}  {value.label}".rstrip()
    for each in enrolled.passwords:
        learnt = f"  ({here.say('cli.protect.learnt')})" if each.learnt else ""
        yield f"{each.id}  {here.say('cli.protect.kinds.password')}  {each.home}{learnt}"


@protect.command("remove", help=said("protect.remove"))
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@home_option
def remove(ids: tuple[str, ...]) -> None:
    """Take enrolled things out by the ids that `list` shows."""
    here = install()
    file = opened(here)
    known = file.read()
    every: tuple[OwnValue | OwnPassword, ...] = (*known.values, *known.passwords)
    if unknown := set(ids) - {each.id for each in every}:
        raise Trouble(here.say("cli.protect.unknown", id=min(unknown)))
    pin_asked(here)
    enrolling.remove(file, ids)
    click.echo(here.say.count("cli.protect.removed", len(set(ids))))


@protect.command("learn", help=said("protect.learn"))
@click.argument("state", type=click.Choice(["on", "off"]))
@home_option
def learn(state: str) -> None:
    """Take up passwords at verified sites from now on, or no longer."""
    here = install()
    if state == "off":
        pin_asked(here)
    enrolling.learn(opened(here), state == "on")
    click.echo(here.say(f"cli.protect.learn-{state}"))


@protect.command("key", help=said("protect.key"))
@click.argument("place", type=click.Choice(["system", "file"]))
@home_option
def key_(place: key.Where) -> None:
    """Keep the key in the system's keyring or in a file."""
    here = install()
    if not key.move(settings.home_folder(here.home), place):
        raise Trouble(here.say("cli.protect.no-keyring"))
    click.echo(here.say(f"cli.protect.key-{place}"))


def opened(here: Install) -> OwnFile:
    """The file of this install."""
    return enrolling.opened(settings.home_folder(here.home))


def typed(question: str, *, hidden: bool) -> Iterator[str]:
    """What a person types at a prompt, or the lines of standard input."""
    if sys.stdin.isatty():
        yield str(click.prompt(question, hide_input=hidden)).strip("\r\n")
        return
    for number, line in enumerate(sys.stdin):
        if number < MOST_LINES and (text := line.strip("\r\n")):
            yield text


def registrable(here: Install, home: str) -> str:
    """The site that a name or address belongs to. Raises Trouble for what is none."""
    try:
        return enrolling.home_site(home)
    except UnfitError:
        raise Trouble(here.say("cli.protect.no-site", given=home)) from None
