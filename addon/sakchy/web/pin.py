"""The PIN on the guard's page: what a child may not do alone, and the page that sets it.

Other screens need one line. A handler for a form (under `from_our_form`) says what it is about to do:

    if asked := await pin_asked(request, "weaken"):
        return asked

`asked` is a page that wants the PIN and, with the right one, sends the same form again, to the same address;
None means: go on. Without a PIN on this computer it is always None. `pin_needed` tells a template beforehand,
so that it may say so beside the button. What a form does that makes the guard stricter needs no PIN.
"""

import asyncio
from typing import Literal, get_args

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sakchy.keep.pin import LONGEST, SHORTEST, Pins, UnfitPinError, fit
from sakchy.web.site import from_our_form, inside, show, site_of

Action = Literal["remember", "strict", "weaken", "pause", "exception", "delete", "own", "pin"]
"""What is wanted: to remember an answer, to send something of a strict kind, to make a policy, receiver or
rule milder, to pause the guard, to teach it an exception, to delete from the history, to take out own values,
to change the PIN."""
CHILDREN: tuple[Action, ...] = ("remember", "strict")
"""What is asked of children only, where people are told apart; all else concerns the whole computer."""
FIELD = "pin"
NOT_REPEATED = ("csrf", FIELD)  # the page that asks gives its own


def pin_needed(request: Request, action: Action, who: str = "") -> bool:
    """Whether a PIN is wanted for this. `who`: whose question it is, where people are told apart."""
    if action not in get_args(Action):
        raise ValueError(action)
    grown = action in CHILDREN and who in site_of(request).rules.crowd.grown
    return not grown and pins_of(request).is_set


async def pin_asked(request: Request, action: Action, who: str = "") -> Response | None:
    """The page that asks for the PIN, if one is needed and the form did not bring the right one."""
    if not pin_needed(request, action, who):
        return None
    pins, form = pins_of(request), await request.form()
    given = form.get(FIELD)
    checked = await asyncio.to_thread(pins.check, given) if isinstance(given, str) else None
    if checked in ("right", "unset"):
        return None
    fields = [(name, value) for name, value in form.multi_items() if name not in NOT_REPEATED]
    query = f"?{request.url.query}" if request.url.query else ""
    return show(
        request,
        "pin_asked.html",
        403 if checked else 200,
        path="/",  # for the links to other languages: this page has no address of its own
        send_to=request.url.path + query,
        fields=[(name, value) for name, value in fields if isinstance(value, str)],
        action=action,
        checked=checked or "",
        wait=pins.wait(),
    )


def pins_of(request: Request) -> Pins:
    """The PIN of this install, one object for the whole site: tries are counted one after the other."""
    state = request.app.state
    if not hasattr(state, "pins"):
        state.pins = Pins(site_of(request).home)
    pins: Pins = state.pins
    return pins


@inside
async def pin(request: Request) -> Response:
    """Whether there is a PIN, what it is for, and the form for another one."""
    return show_pin(request)


@from_our_form
async def set_pin(request: Request) -> Response:
    """Take a new PIN, or none; with one already set, that one is wanted first."""
    form = await request.form()
    fresh, removes = str(form.get("fresh", "")), "remove" in form
    if not removes and (wrong := unfit(fresh, str(form.get("again", "")))):
        return show_pin(request, wrong, 400)
    if asked := await pin_asked(request, "pin"):
        return asked
    pins = pins_of(request)
    await asyncio.to_thread(pins.remove) if removes else await asyncio.to_thread(pins.set, fresh)
    return RedirectResponse("/pin", 303)


def unfit(fresh: str, again: str) -> str:
    """Why a new PIN cannot be used, as a word of the catalogue; empty if it can."""
    try:
        fit(fresh)
    except UnfitPinError as error:
        return str(error)
    return "" if fresh == again else "differ"


def show_pin(request: Request, wrong: str = "", status: int = 200) -> Response:
    """The page about the PIN."""
    about = {"is_set": pins_of(request).is_set, "shortest": SHORTEST, "longest": LONGEST}
    return show(request, "pin.html", status, path="/pin", wrong=wrong, **about)


ROUTES = [Route("/pin", pin), Route("/pin", set_pin, methods=["POST"])]
