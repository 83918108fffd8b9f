"""`sakchy pin`: a parent's PIN, and hashes of PINs and passwords for files that an office writes itself."""

import click

from sakchy import settings
from sakchy.cli.shared import Install, Trouble, home_option, install, pin_asked, said, unseen
from sakchy.keep.pin import LONGEST, SHORTEST, Pins, UnfitPinError, hashed


@click.group("pin", help=said("pin.help"))
def pin() -> None:
    """`sakchy pin`."""


@pin.command("set", help=said("pin.set"))
@home_option
def set_pin() -> None:
    """Take a PIN; the one of today is asked for first."""
    here = install()
    pin_asked(here)
    fresh = typed(here, "new")
    try:
        Pins(settings.home_folder(here.home)).set(fresh)
    except UnfitPinError as error:
        raise Trouble(unfit(here, error)) from None
    click.echo(here.say("cli.pin.is-set"))


@pin.command("remove", help=said("pin.remove"))
@home_option
def remove() -> None:
    """Do without a PIN."""
    here = install()
    pin_asked(here)
    Pins(here.home).remove()
    click.echo(here.say("cli.pin.none"))


@pin.command("hash", help=said("pin.hash"))
@home_option
def hash_() -> None:
    """Print the hash of what is typed."""
    here = install()
    try:
        click.echo(hashed(typed(here, "new")))
    except UnfitPinError as error:
        raise Trouble(unfit(here, error)) from None


def typed(here: Install, what: str) -> str:
    """Something new, typed twice."""
    return unseen(here.say(f"cli.pin.{what}"), here.say("cli.pin.again"))


def unfit(here: Install, error: UnfitPinError) -> str:
    """Why a PIN cannot be used."""
    return here.say(f"pin.wrong.{error}", least=SHORTEST, most=LONGEST)
