"""`sakchy forget`: everything with a person's data ends here. Works beside a running guard."""

import contextlib
import sqlite3
import time
from pathlib import Path

import click

from sakchy.cli.answer import sure
from sakchy.cli.guard import NotRunningError, ask
from sakchy.cli.shared import Install, Trouble, home_option, install, pin_asked, said
from sakchy.keep import OwnFile, ownfile, remembered
from sakchy.record import ALL, Wanted, wipe

JOURNAL = "journal.sqlite"
DAY = 86400.0
NO_KEY = b"none"  # deleting needs none: it works where the keyring is closed, too


@click.command("forget", help=said("forget.help"))
@click.option("--older-than", type=click.IntRange(1, 3650), metavar="DAYS", help=said("forget.older"))
@click.option("--yes", is_flag=True, help=said("forget.yes"))
@home_option
def forget(older_than: int | None, yes: bool) -> None:
    """Wipe own values, passwords, grants and history; or only the history before some day."""
    here = install()
    if not here.home.exists():
        click.echo(here.say("cli.forget.nothing"))
        return
    question = (
        here.say("cli.forget.sure-older", days=older_than) if older_than else here.say("cli.forget.sure")
    )
    if not yes and not sure(here, question):
        click.echo(here.say("cli.forget.kept"))
        return
    pin_asked(here)
    if older_than is None:
        forget_own(here)
        with contextlib.suppress(NotRunningError):
            ask(here.home, "POST", "/api/forget", here.say.language)
        (here.home / remembered.NAME).unlink(missing_ok=True)
    wanted = Wanted(before=time.time() - older_than * DAY) if older_than else ALL
    try:
        click.echo(here.say.count("cli.forget.events", wipe(here.home / JOURNAL, wanted)))
    except sqlite3.OperationalError:
        raise Trouble(here.say("cli.forget.busy")) from None


def forget_own(here: Install) -> None:
    """Delete what is enrolled, and say how much it was; a broken file goes as well."""
    path: Path = here.home / ownfile.NAME
    if path.exists():
        file = OwnFile(path, NO_KEY)
        number = file.count()
        file.delete()
        click.echo(here.say.count("cli.forget.own", number))
