"""`sakchy people`: who uses this guard, how they are told apart, which policy counts for whom."""

from pathlib import Path
from typing import Any

import click

from sakchy import people, rulebook, settings
from sakchy.cli.pin import typed, unfit
from sakchy.cli.run import check_free
from sakchy.cli.shared import Install, Trouble, changing, home_option, install, said, show
from sakchy.keep.pin import UnfitPinError, hashed
from sakchy.people import Crowd, Person
from sakchy.rulebook import Rulebook


@click.group("people", invoke_without_command=True, help=said("people.help"))
@home_option
@click.pass_context
def people_(ctx: click.Context) -> None:
    """`sakchy people`: the list."""
    if ctx.invoked_subcommand:
        return
    here = install()
    if managed := here.managed:
        show(here.say("cli.people.office", folder=str(managed.folder)))
        if managed.open:
            show(here.say("seen.open", folder=str(managed.folder)))
    crowd = people.load(here.rules / people.NAME, rulebook.load(extra=here.rules).policies)
    chosen = here.settings.policy
    for person in crowd.people.people:
        show(line(here, crowd, person, crowd.policy(person.id) or chosen))
    show(
        here.say(
            "cli.people.others" if crowd.known else "cli.people.alone", policy=crowd.policy("") or chosen
        )
    )


def line(here: Install, crowd: Crowd, person: Person, policy: str) -> str:
    """One person."""
    given = ((way, getattr(person, way)) for way in ("port", "account", "login"))
    ways = [here.say(f"seen.way.{way}", value=value) for way, value in given if value is not None]
    more = [here.say("seen.child")] if person.child else []
    group = [crowd.group(person.id)] if crowd.group(person.id) else []
    return f"{person.id}  {person.name}  {policy}  {', '.join([*ways, *more, *group])}".rstrip()


@people_.command("add", help=said("people.add"))
@click.argument("name")
@click.option("--policy", metavar="NAME", help=said("people.policy"))
@click.option("--child", is_flag=True, help=said("people.child"))
@click.option("--port", type=click.IntRange(1, 65535), help=said("people.port"))
@click.option("--account", metavar="NAME", help=said("people.account"))
@click.option("--login", metavar="NAME", help=said("people.login"))
@home_option
def add(name: str, account: str | None, **given: Any) -> None:
    """Add a person. A running guard knows them within seconds."""
    here = install()
    book, path = editable(here)
    if given["port"] is None and not account and not given["login"]:
        raise Trouble(here.say("seen.wrong.told"))
    changing(here)
    if given["port"]:
        check_free(here.say, here.settings.host, given["port"])
    person = Person(
        id=people.fresh_id(people.load(path, book.policies).people, name),
        name=name,
        account=int(account) if account and account.isdecimal() else account,
        password=password(here) if given["login"] else None,
        **given,
    )
    settings.home_folder(here.home)
    people.added(path, person, book.policies)
    click.echo(here.say("cli.people.added", name=name, id=person.id))


def password(here: Install) -> str:
    """The hash of a password that is typed. Raises Trouble."""
    try:
        return hashed(typed(here, "password"))
    except UnfitPinError as error:
        raise Trouble(unfit(here, error)) from None


@people_.command("remove", help=said("people.remove"))
@click.argument("id_", metavar="ID")
@home_option
def remove(id_: str) -> None:
    """Take a person out."""
    here = install()
    book, path = editable(here)
    if id_ not in people.load(path, book.policies).known:
        raise Trouble(here.say("cli.people.unknown", id=id_))
    changing(here)
    people.removed(path, id_, book.policies)
    click.echo(here.say("cli.people.removed", id=id_))


def editable(here: Install) -> tuple[Rulebook, Path]:
    """The rules and the file of people. Raises Trouble where an office writes it."""
    if here.managed:
        raise Trouble(here.say("seen.wrong.managed"))
    return rulebook.load(extra=here.home), here.home / people.NAME
