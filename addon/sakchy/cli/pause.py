"""`sakchy pause`: some minutes without questions, that end by themselves."""

import math

import click

from sakchy.act.pause import MINUTES
from sakchy.cli.guard import call
from sakchy.cli.shared import TROUBLE, home_option, install, said


@click.command("pause", help=said("pause.help"))
@click.argument("minutes", required=False, type=click.Choice([str(each) for each in MINUTES]))
@click.option("--end", "ends", is_flag=True, help=said("pause.end"))
@home_option
@click.pass_context
def pause(ctx: click.Context, minutes: str | None, ends: bool) -> None:
    """Without arguments tell whether the guard is paused."""
    here = install()
    wish = 0 if ends else int(minutes or 0)
    told = (
        call(here, "POST", "/api/pause", {"minutes": wish})
        if ends or wish
        else call(here, "GET", "/api/pause")
    )
    if told["state"] == "paused":
        click.echo(here.say.count("cli.pause.paused", math.ceil(told["left"] / 60)))
        return
    click.echo(here.say(f"cli.pause.{told['state']}"))
    ctx.exit(TROUBLE if told["state"] in ("page", "locked") else 0)
