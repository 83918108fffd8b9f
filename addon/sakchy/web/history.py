"""The history: the journal by page and filter, and one event with its whole why."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sakchy.model import Outcome
from sakchy.record import Wanted
from sakchy.web.site import inside, language_of, show, site_of
from sakchy.web.views import event_view

PAGE = 50  # events on a page
OUTCOMES: tuple[Outcome, ...] = (
    "refused", "blocked", "expired", "dismissed", "masked", "sent", "warned", "noted", "allowed",
)  # fmt: skip


@inside
async def history(request: Request) -> Response:
    """The journal, newest first, by outcome and kind, a page at a time."""
    site, language, asked = site_of(request), language_of(request), request.query_params
    outcome = next((each for each in OUTCOMES if each == asked.get("outcome")), None)
    kind = asked.get("kind") if asked.get("kind") in site.rulebook.kinds else None
    wanted = Wanted(
        before=before(asked.get("before", "")),
        outcomes=(outcome,) if outcome else (),
        kinds=(kind,) if kind else (),
    )
    events = await asyncio.to_thread(site.journal.read, PAGE + 1, wanted)
    return show(
        request,
        "history.html",
        events=[event_view(each, language, site.rulebook) for each in events[:PAGE]],
        older=repr(events[PAGE - 1].at) if len(events) > PAGE else "",
        outcomes=OUTCOMES,
        outcome=outcome or "",
        kinds={name: getattr(each.name, language) for name, each in site.rulebook.kinds.items()},
        kind=kind or "",
        trouble=site.journal.trouble,
        keep_days=site.journal.keep_days,
    )


@inside
async def event(request: Request) -> Response:
    """One event with its whole why."""
    site = site_of(request)
    found = await asyncio.to_thread(site.journal.get, request.path_params["id"])
    if found is None:
        return show(request, "nothing.html", 404)
    return show(request, "event.html", e=event_view(found, language_of(request), site.rulebook))


def before(text: str) -> float | None:
    """A moment from the address, or None if it is no number."""
    try:
        return float(text)
    except ValueError:
        return None


ROUTES = [Route("/history", history), Route("/history/{id}", event)]
