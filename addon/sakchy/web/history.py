"""The history: the journal by page and filter, and deleting what a filter finds."""

import asyncio
import sqlite3
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sakchy.record import Wanted
from sakchy.web.asked import Asked, after, asked
from sakchy.web.outcomes import GROUPS, OUTCOMES
from sakchy.web.pin import pin_asked
from sakchy.web.site import from_our_form, inside, language_of, show, site_of
from sakchy.web.views import event_view

PAGE = 50  # events on a page


@inside
async def history(request: Request) -> Response:
    """The journal, newest first, by what is asked for, a page at a time."""
    site, language, query = site_of(request), language_of(request), request.query_params
    filtered = asked(query, site.rulebook)
    page = Wanted(**{**fields_of(filtered.wanted), "after": after(query.get("after", ""))})
    events = await asyncio.to_thread(site.journal.read, PAGE + 1, page)
    tally = await asyncio.to_thread(site.journal.tally, filtered.wanted)
    return show(
        request,
        "history.html",
        events=[event_view(each, language, site.rulebook) for each in events[:PAGE]],
        older=f"{events[PAGE - 1].at!r}~{events[PAGE - 1].id}" if len(events) > PAGE else "",
        count=tally.count if tally else 0,
        gone=gone(query.get("gone", "")),
        trouble=site.journal.trouble,
        keep_days=site.journal.keep_days,
        **choices(request, filtered),
    )


def fields_of(wanted: Wanted) -> dict[str, Any]:
    """A filter's fields, to make another from."""
    return {name: getattr(wanted, name) for name in wanted.__struct_fields__}


def choices(request: Request, filtered: Asked) -> dict[str, Any]:
    """What the form of the filter offers and has chosen."""
    site, language = site_of(request), language_of(request)
    kinds = {name: getattr(kind.name, language) for name, kind in site.rulebook.kinds.items()}
    chosen = filtered.get("kind")
    return {
        "asked": filtered,
        "outcome_groups": GROUPS,
        "outcomes": OUTCOMES,
        "people": [*site.rules.crowd.known] or [filtered.get("who")] * bool(filtered.get("who")),
        "kinds": kinds | ({chosen: chosen} if chosen and chosen not in kinds else {}),
    }


def gone(text: str) -> int | None:
    """How many events were just deleted, as the address tells."""
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 9 else None


@inside
async def delete(request: Request) -> Response:
    """How many events a filter would delete, and a button that does it."""
    site = site_of(request)
    filtered = asked(request.query_params, site.rulebook)
    tally = await asyncio.to_thread(site.journal.tally, filtered.wanted)
    count = tally.count if tally else 0
    return show(request, "history_delete.html", count=count, busy=False, **choices(request, filtered))


@from_our_form
async def deleted(request: Request) -> Response:
    """Delete what a filter finds; without one, everything."""
    if asked_for_pin := await pin_asked(request, "delete"):
        return asked_for_pin
    filtered = asked(await request.form(), site_of(request).rulebook)
    return await delete_now(request, filtered)


async def delete_now(request: Request, filtered: Asked) -> Response:
    """Delete, and say how many there were; or that another program has the journal."""
    try:
        count = await asyncio.to_thread(site_of(request).journal.delete, filtered.wanted)
    except (OSError, sqlite3.Error):
        return show(
            request,
            "history_delete.html",
            503,
            path="/history",
            count=0,
            busy=True,
            **choices(request, filtered),
        )
    return RedirectResponse(f"/history?gone={count}", 303)


ROUTES = [
    Route("/history", history),
    Route("/history/delete", delete),
    Route("/history/delete", deleted, methods=["POST"]),
]
