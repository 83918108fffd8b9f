"""The command line: `sakchy COMMAND …`. One file a command, imported only when that command is called.

`sakchy --help` must be there at once, so the table below holds names only; help comes from the catalogue.
"""

import importlib

import click

from sakchy import __version__
from sakchy.cli.shared import ended_cleanly, home_option, said

COMMANDS = {
    "run": "sakchy.cli.run:run",
    "try": "sakchy.cli.tryout:tryout",
    "check": "sakchy.cli.check:check",
    "scan": "sakchy.cli.scan:scan",
    "answer": "sakchy.cli.answer:answer",
    "page": "sakchy.cli.answer:page",
    "pause": "sakchy.cli.pause:pause",
    "protect": "sakchy.cli.protect:protect",
    "people": "sakchy.cli.people:people_",
    "pin": "sakchy.cli.pin:pin",
    "history": "sakchy.cli.history:history",
    "forget": "sakchy.cli.forget:forget",
    "lists": "sakchy.cli.lists:lists",
    "browser-policy": "sakchy.cli.browser_policy:browser_policy",
    "rules": "sakchy.cli.rules:rules",
    "policy": "sakchy.cli.policy:policy",
    "explain": "sakchy.cli.explain:explain",
    "doctor": "sakchy.cli.doctor:doctor",
}


class Commands(click.Group):
    """A group that imports a command when it is called, and ends without tracebacks."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  the shape of click's own
        """In the order a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  as above
        """The command itself, or None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  click's signature
        """Names and one line each, without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, said(f"{name}.short")) for name in COMMANDS])

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a person's mistake, a closed pipe or Ctrl-C ends it with a line at most."""
        with ended_cleanly(ctx):
            return super().invoke(ctx)


@click.group(cls=Commands, help=said("main.help"), no_args_is_help=True)
@click.version_option(__version__, prog_name="sakchy")
@home_option
def main() -> None:
    """The program."""
