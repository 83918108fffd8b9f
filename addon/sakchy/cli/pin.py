"""`sakchy pin`: a parent's PIN, and hashes of PINs and passwords for files that an office writes itself."""

import sys

import click

from sakchy import settings
from sakchy.cli.shared import Install, Trouble, home_option, install, said
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
    fresh = typed(here, "new", again=True)
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
        click.echo(hashed(typed(here, "new", again=True)))
    except UnfitPinError as error:
        raise Trouble(unfit(here, error)) from None


def pin_asked(here: Install) -> None:
    """Ask for the PIN before something that makes the guard milder, if there is one. Raises Trouble."""
    pins = Pins(here.home)
    if not pins.is_set:
        return
    checked = pins.check(typed(here, "ask"))
    if checked == "wait":
        raise Trouble(here.say.count("pin.asked.wait", pins.wait()))
    if checked != "right":
        raise Trouble(here.say("pin.asked.wrong"))


def typed(here: Install, what: str, *, again: bool = False) -> str:
    """What a person types, unseen, a second time if it is new; or a line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip("\r\n")
    confirm = here.say("cli.pin.again") if again else False
    return str(click.prompt(here.say(f"cli.pin.{what}"), hide_input=True, confirmation_prompt=confirm))


def unfit(here: Install, error: UnfitPinError) -> str:
    """Why a PIN cannot be used."""
    return here.say(f"pin.wrong.{error}", least=SHORTEST, most=LONGEST)
