"""The first page: how the guard is, what waits, what was missed, what happened last; and its pause."""

import asyncio

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sakchy.act.pause import MINUTES
from sakchy.locale import catalogue
from sakchy.locale.dates import moment
from sakchy.record import Wanted
from sakchy.web.pin import pin_asked
from sakchy.web.site import Site, came_of, from_our_form, inside, language_of, show, site_of
from sakchy.web.views import event_view, question_view
from sakchy.web.welcome import finished

LAST = 8  # events on the page


@inside
async def now(request: Request) -> Response:
    """How the guard is, what waits, what was missed, what happened last."""
    site, language = site_of(request), language_of(request)
    policy = site.rulebook.policies.get(site.judge.grid.profile)
    last = await asyncio.to_thread(site.journal.read, LAST)
    watched = await asyncio.to_thread(observed, site)
    return show(
        request,
        "now.html",
        first_steps=not finished(site.home),
        state=state(request),
        left=round(site.pause.left),
        until=moment(site.pause.until, catalogue(language)),
        minutes=() if site.rules.locked() else MINUTES,
        observes=watched is not None,
        watched=watched or 0,
        waiting=[question_view(each, language, site.rulebook) for each in site.desk.waiting()],
        missed=[question_view(each, language, site.rulebook) for each in site.desk.missed()],
        events=[event_view(each, language, site.rulebook) for each in last],
        policy=getattr(policy.title, language) if policy else site.judge.grid.profile,
        trouble=site.journal.trouble,
    )


def state(request: Request) -> str:
    """What the lamp says: `paused`, `unused` (no browser came yet), `observing` or `guarding`."""
    site = site_of(request)
    if site.pause.left:
        return "paused"
    if not site.used() and not came_of(request).own:
        return "unused"
    return "observing" if site.judge.grid.observe else "guarding"


def observed(site: Site) -> int | None:
    """How much a policy that only observes would have asked about or stopped; None if it does more."""
    if not site.judge.grid.observe:
        return None
    tally = site.journal.tally(Wanted(outcomes=("observed",)))
    return tally.count if tally else 0


@from_our_form
async def pause(request: Request) -> Response:
    """Begin a pause of one of the lengths that are offered; under an office's rules there is none."""
    if site_of(request).rules.locked():
        return RedirectResponse("/", 303)
    if asked := await pin_asked(request, "pause"):
        return asked
    chosen = str((await request.form()).get("minutes", ""))
    if chosen in map(str, MINUTES):
        site_of(request).pause.begin(int(chosen))
    return RedirectResponse("/", 303)


@from_our_form
async def resume(request: Request) -> Response:
    """On guard again, whoever wants it."""
    site_of(request).pause.end()
    return RedirectResponse("/", 303)


ROUTES = [
    Route("/", now),
    Route("/pause", pause, methods=["POST"]),
    Route("/resume", resume, methods=["POST"]),
]
