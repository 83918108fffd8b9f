"""`sakchy doctor`: how the guard is, as its page tells under Health. Works without a running guard, too."""

import click

from sakchy import health, rulebook
from sakchy.cli.guard import NotRunningError, ask
from sakchy.cli.shared import FOUND, NOTHING, Install, home_option, install, said, show
from sakchy.health import Check

SIGNS = {"good": "✓", "careful": "!", "open": "·"}


@click.command("doctor", help=said("doctor.help"))
@home_option
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """A line or more for each thing. Exit code 1 if there is something to look at."""
    here = install()
    found = checks(here)
    width = max(len(here.say(f"health.check.{check.name}")) for check in found)
    for check in found:
        name = here.say(f"health.check.{check.name}").ljust(width)
        for number, line in enumerate("\n".join(check.told).splitlines()):
            show(f"{'  ' if number else SIGNS[check.state] + ' '}{' ' * width if number else name}  {line}")
    ctx.exit(FOUND if any(check.state == "careful" for check in found) else NOTHING)


def checks(here: Install) -> list[Check]:
    """What the running guard tells, else what can be told without it. Raises FileError for a wrong rule."""
    try:
        told = ask(here.home, "GET", "/api/health", here.say.language)["checks"]
    except NotRunningError:
        stopped = Check("proxy", "careful", (here.say("health.proxy.stopped"),))
        return [stopped, *health.standing(here.say, here.home, rulebook.load(extra=here.rules))]
    return [Check(each["name"], each["state"], tuple(each["told"])) for each in told]
