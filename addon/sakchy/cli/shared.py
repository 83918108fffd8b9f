"""What every command needs: sentences, Sakchy's folder, and a clean end."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import msgspec

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
    return Install(home, chosen, catalogue(chosen.language or from_system()))


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
