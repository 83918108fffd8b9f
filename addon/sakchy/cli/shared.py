"""What every command needs: sentences, Sakchy's folder, and a clean end."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import msgspec
from msgspec.structs import replace

from sakchy import settings
from sakchy.locale import Catalogue, catalogue, from_system
from sakchy.yamlfile import FileError, explain

NOTHING, FOUND, TROUBLE = 0, 1, 2  # exit codes, as grep has them: trouble goes before found
INTERRUPTED, PIPE_CLOSED = 130, 141  # 128 + SIGINT, 128 + SIGPIPE, as shells count


class Trouble(click.ClickException):
    """Something a person can mend; its message is printed as it stands, and the exit code is 2."""

    exit_code = TROUBLE

    def show(self, file: object = None) -> None:  # noqa: ARG002  the shape of click's own
        """Print the message to stderr."""
        click.echo(self.message, err=True)


def said(key: str, **values: object) -> str:
    """A sentence of this room in the system's language, for help texts."""
    return catalogue(from_system())(f"cli.{key}", **values)


def command() -> str:
    """What a person types to start this program: `sakchy`, unless the script that started it knows better."""
    return os.environ.get("SAKCHY_COMMAND", "sakchy")


def keep_home(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    """Remember `--home` wherever on the line it stood; the innermost one wins."""
    if value:
        ctx.meta["sakchy.home"] = value


home_option = click.option(
    "--home", metavar="FOLDER", help=said("main.home"), callback=keep_home, expose_value=False, is_eager=True
)


def show(line: str) -> None:
    """Print a line for a person. What in file or field names would steer a terminal is left out."""
    click.echo("".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in line))


class Install(msgspec.Struct, frozen=True):
    """Sakchy as it is set up here: its folder (may not exist yet), settings, and the person's sentences."""

    home: Path
    settings: settings.Settings
    say: Catalogue
    managed: Any = None
    """`Managed`: what an office says, whose files then count in the place of the person's own."""

    @property
    def rules(self) -> Path:
        """Folder whose policies, receivers and people count."""
        return Path(self.managed.folder) if self.managed else self.home


def install(**given: object) -> Install:
    """Settings of this install with the command line's `given` on top. Makes no folder and no file.

    Raises Trouble if `settings.yaml` or an option is wrong.
    """
    home = settings.home_path(click.get_current_context().meta.get("sakchy.home"))
    try:
        chosen = settings.load(home, **given)
    except msgspec.ValidationError as error:
        message, path = explain(str(error), settings.Settings, given)
        raise Trouble(f"--{'.'.join(map(str, path)).replace('_', '-')}: {message}") from None
    from sakchy import office  # noqa: PLC0415  brings the rules' shapes, which help needs not

    theirs = office.read(office.folder(chosen.managed))
    if theirs and theirs.office.policy and not given.get("policy"):
        chosen = replace(chosen, policy=theirs.office.policy)
    return Install(home, chosen, catalogue(chosen.language or from_system()), theirs)


def changing(here: Install) -> None:
    """Before something that makes the guard milder: not against an office, and with the PIN if there is one.

    Raises Trouble.
    """
    if here.managed:
        raise Trouble(here.say("office.locked"))
    pin_asked(here)


def pin_asked(here: Install) -> None:
    """Ask for the PIN, if there is one. Raises Trouble."""
    from sakchy.keep.pin import Pins  # noqa: PLC0415  only for those who change something

    pins = Pins(here.home)
    if not pins.is_set:
        return
    checked = pins.check(unseen(here.say("cli.pin.ask")))
    if checked == "wait":
        raise Trouble(here.say.count("pin.asked.wait", pins.wait()))
    if checked != "right":
        raise Trouble(here.say("pin.asked.wrong"))


def unseen(question: str, again: str = "") -> str:
    """What a person types, unseen, a second time if `again` asks for it; or a line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip("\r\n")
    return str(click.prompt(question, hide_input=True, confirmation_prompt=again or False))


@contextmanager
def ended_cleanly(ctx: click.Context) -> Iterator[None]:
    """Turn what a person or the shell did into one line and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # Kyrgyz letters on a console of another code page
    try:
        try:
            yield
        finally:
            sys.stdout.flush()  # here, where a closed pipe is still ours to handle
    except FileError as error:
        raise Trouble(str(error)) from None
    except (KeyboardInterrupt, click.Abort):
        click.echo(err=True)
        ctx.exit(INTERRUPTED)
    except BrokenPipeError:  # `sakchy … | head`: nobody reads on, which is no mistake
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        ctx.exit(PIPE_CLOSED)
    except OSError as error:
        raise Trouble(f"{error.filename or 'sakchy'}: {error.strerror or error}") from None
