"""Privacy: what is kept, how much, where and how long; wiping it; and what is never kept."""

import asyncio
import sqlite3
import time
from functools import partial
from typing import Any

from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sakchy import settings
from sakchy.keep import OwnFile, ownfile
from sakchy.locale import catalogue, dates, numbers
from sakchy.record import Wanted
from sakchy.web.pin import pin_asked
from sakchy.web.site import Site, from_our_form, inside, language_of, show, site_of
from sakchy.web.stored import Stored, stored
from sakchy.yamlfile import FileError

DAY = 86400.0
SHORTEST, LONGEST = 1, 3650  # days, as `Settings.keep_days` has them
NO_KEY = b"none"  # counting and deleting own values needs none
WIPED = ("aside", "own", "remembered", "all")
PRINCIPLES = ("lawful", "purpose", "little", "right", "short", "safe", "answers")
"""The seven of the agency's leaflet, applied to the guard itself."""
NEVER = ("text", "bodies", "clean", "names", "browsing", "elsewhere")


@inside
async def privacy(request: Request) -> Response:
    """What is kept and what is not."""
    return await shown(request)


async def shown(request: Request, wrong: str = "", status: int = 200) -> Response:
    """The page, with a word of what went wrong."""
    site, say = site_of(request), catalogue(language_of(request))
    kept, counts = await asyncio.to_thread(look, site)
    return show(
        request,
        "privacy.html",
        status,
        path="/privacy",
        home=str(site.home),
        kept=kept,
        counts=counts,
        size=partial(numbers.size, say=say),
        number=partial(numbers.number, language=say.language),
        days=site.journal.keep_days,
        shortest=SHORTEST,
        longest=LONGEST,
        oldest=dates.day(dates.local(counts["oldest"]).date(), say) if counts["oldest"] else "",
        never=NEVER,
        principles=PRINCIPLES,
        wrong=wrong,
        done=request.query_params.get("done", "") if request.query_params.get("done", "") in WIPED else "",
        trouble=site.journal.trouble,
    )


def look(site: Site) -> tuple[list[Stored], dict[str, Any]]:
    """What lies in the folder and how many things are in it."""
    tally = site.journal.tally()
    own = OwnFile(site.home / ownfile.NAME, NO_KEY)
    return stored(site.home), {
        "history": tally.count if tally else 0,
        "oldest": tally.first if tally else 0.0,
        "own": own.count() if own.path.exists() else 0,
        "remembered": len(site.remembered.grants()) + len(site.remembered.mistakes()),
        "waiting": len(site.desk.waiting()),
    }


@from_our_form
async def keep(request: Request) -> Response:
    """Keep the history for another number of days; what is older by then goes at once."""
    site, given = site_of(request), str((await request.form()).get("days", ""))
    if not (given.isascii() and given.isdecimal() and SHORTEST <= int(given) <= LONGEST):
        return await shown(request, "days", 400)
    days = int(given)
    if days < site.journal.keep_days and (asked := await pin_asked(request, "delete")):
        return asked
    try:
        await asyncio.to_thread(lambda: settings.change(site.home, keep_days=days))
        site.settings = replace(site.settings, keep_days=days)
        site.journal.keep_days = days
        older = Wanted(before=time.time() - days * DAY)
        await asyncio.to_thread(site.journal.delete, older)
    except (FileError, OSError):
        return await shown(request, "settings", 409)
    except sqlite3.Error:
        return await shown(request, "busy", 503)
    return RedirectResponse("/privacy#keep", 303)


@from_our_form
async def wipe(request: Request) -> Response:
    """Wipe one thing or everything; the history alone has a page of its own for that."""
    what = str((await request.form()).get("what", ""))
    if what not in WIPED:
        return await shown(request, "what", 400)
    if asked := await pin_asked(request, "delete"):
        return asked
    site = site_of(request)
    try:
        await asyncio.to_thread(wipe_files, site, what)
    except sqlite3.Error:
        return await shown(request, "busy", 503)
    except OSError:
        return await shown(request, "disk", 503)
    if what in ("remembered", "all"):
        site.remembered.forget()
    if what == "all":
        site.forget()
    return RedirectResponse(f"/privacy?done={what}", 303)


def wipe_files(site: Site, what: str) -> None:
    """Delete what lies on the disk. Raises OSError or sqlite3.Error."""
    if what in ("own", "all"):
        own = OwnFile(site.home / ownfile.NAME, NO_KEY)
        if own.path.exists():
            own.delete()
    if what == "all":
        site.journal.delete()
    if what == "aside":
        for old in site.home.glob("journal.sqlite.unreadable-*"):
            old.unlink(missing_ok=True)


ROUTES = [
    Route("/privacy", privacy),
    Route("/privacy/keep", keep, methods=["POST"]),
    Route("/privacy/wipe", wipe, methods=["POST"]),
]
