"""One event: its whole why, and what can be done from it: allow, never send, call it wrong, delete."""

import asyncio
from typing import Any, Literal

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sakchy.act.question import rememberable
from sakchy.keep.remembered import HOUR, MONTH, can_be_wrong
from sakchy.model import Event, Finding, Verdict
from sakchy.record import Wanted
from sakchy.web.asked import Asked
from sakchy.web.history import delete_now
from sakchy.web.pin import pin_asked
from sakchy.web.site import Site, from_our_form, inside, language_of, show, site_of
from sakchy.web.trace import trace
from sakchy.web.views import event_view

LASTS: dict[str, float] = {"hour": HOUR, "month": MONTH}
NEEDS: dict[str, Literal["remember", "exception"]] = {
    "hour": "remember", "month": "remember", "wrong": "exception",
}  # fmt: skip
"""For which a parent's PIN is wanted; to refuse for good makes the guard stricter and needs none."""


@inside
async def event(request: Request) -> Response:
    """One event with its whole why."""
    site, language = site_of(request), language_of(request)
    found = await one(request)
    if found is None:
        return show(request, "nothing.html", 404)
    view = event_view(found, language, site.rulebook)
    did = request.query_params.get("did", "")
    return show(
        request,
        "event.html",
        e=view,
        steps=trace(found, language, site.rulebook),
        offered=deeds(site, found),
        did=did if did in (*NEEDS, "never", "disk") else "",
    )


async def one(request: Request) -> Event | None:
    """The event in the address, if it is still there."""
    return await asyncio.to_thread(site_of(request).journal.get, request.path_params["id"])


def deeds(site: Site, event: Event) -> dict[str, Any]:
    """What can be done from an event, for its page."""
    verdict, about = event.verdict, decisive(site, event.verdict)
    place = verdict.destination.site or verdict.destination.host
    kinds = [each.kind for each in verdict.findings if each.kind != "not-read"]
    settles = site.rules.office.settles
    unsettled = site.remembered.without_mistakes(about, verdict.who)
    return {
        "allow": bool(place) and settles and rememberable(verdict, about),
        "never": bool(place and kinds)
        and not site.remembered.refused(kinds, verdict.destination, verdict.who),
        "wrong": settles and any(map(can_be_wrong, unsettled)),
        "strict": verdict.strict,
        "place": place,
    }


def decisive(site: Site, verdict: Verdict) -> tuple[Finding, ...]:
    """What would be asked about or stopped by the policy in force; all of it, if nothing would."""
    return site.rules.judge_for(verdict.who).decisive(verdict) or verdict.findings


@from_our_form
async def do(request: Request) -> Response:
    """Do one of these and go back to the event."""
    site, event, form = site_of(request), await one(request), await request.form()
    what = str(form.get("do", ""))
    if event is None:
        return show(request, "nothing.html", 404)
    offered = deeds(site, event)
    possible = {"hour": "allow", "month": "allow", "never": "never", "wrong": "wrong"}.get(what, "")
    if not offered.get(possible) or (what == "wrong" and event.verdict.strict and form.get("sure") != "yes"):
        return RedirectResponse(f"/history/{event.id}", 303)
    if what in NEEDS and (asked := await pin_asked(request, NEEDS[what], event.verdict.who)):
        return asked
    try:
        remember(site, event.verdict, what)
    except OSError:
        return RedirectResponse(f"/history/{event.id}?did=disk", 303)
    return RedirectResponse(f"/history/{event.id}?did={what}", 303)


def remember(site: Site, verdict: Verdict, what: str) -> None:
    """Write it down. Raises OSError."""
    about, kept = decisive(site, verdict), site.remembered
    kinds = [each.kind for each in about]
    if what in LASTS:
        kept.grant(kinds, verdict.destination, LASTS[what], verdict.who)
    elif what == "never":
        kept.refuse((kind for kind in kinds if kind != "not-read"), verdict.destination, verdict.who)
    else:
        kept.mistake(about, verdict.who)


@from_our_form
async def delete_one(request: Request) -> Response:
    """Delete one event."""
    if asked_for_pin := await pin_asked(request, "delete"):
        return asked_for_pin
    return await delete_now(request, Asked((), Wanted(id=request.path_params["id"])))


ROUTES = [
    Route("/history/{id}", event),
    Route("/history/{id}/do", do, methods=["POST"]),
    Route("/history/{id}/delete", delete_one, methods=["POST"]),
]
