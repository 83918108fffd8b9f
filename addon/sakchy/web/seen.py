"""`/seen`: who uses this guard, and who can see what of whom. The same page for everybody it speaks of.

There are no secret reports: what a parent or an office can see stands here, made from what is really set.
"""

import asyncio
import socket
import time
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sakchy import people
from sakchy.keep.pin import UnfitPinError, hashed
from sakchy.people import NOBODY, People, Person
from sakchy.record import Wanted
from sakchy.web.pin import pin_asked, pins_of
from sakchy.web.site import Site, from_our_form, inside, language_of, show, site_of
from sakchy.yamlfile import FileError

WAYS = ("port", "account", "login")
DAY = 86400.0


class UnfitPersonError(ValueError):
    """What is wrong with a form, as a word of the catalogue."""


@inside
async def seen(request: Request) -> Response:
    """The page."""
    return await shown(request)


async def shown(request: Request, wrong: str = "", detail: str = "", status: int = 200) -> Response:
    """The page, with what went wrong."""
    site, language = site_of(request), language_of(request)
    crowd, policies = site.rules.crowd, site.rulebook.policies
    counts = await asyncio.to_thread(counted, site)
    rows = [row(site, who, counts, language) for who in ((*crowd.known, NOBODY) if crowd.known else ())]
    managed = site.rules.now.managed
    return show(
        request,
        "seen.html",
        status,
        path="/seen",
        rows=rows,
        children=[each for each in rows if each["child"]],
        approvers=[each.name for each in crowd.approvers],
        office=managed,
        pin=pins_of(request).is_set,
        days=site.journal.keep_days,
        policies={name: getattr(each.title, language) for name, each in policies.items()},
        shared=not site.settings.host.startswith("127."),
        wrong=wrong,
        detail=detail,
    )


def row(site: Site, who: str, counts: dict[str, int], language: str) -> dict[str, Any]:
    """What the page tells of somebody; of nobody in particular: of everybody else."""
    crowd = site.rules.crowd
    person, grid = crowd.known.get(who), site.rules.judge_for(who).grid
    policy = site.rulebook.policies.get(grid.profile)
    ways = [(way, getattr(person, way)) for way in WAYS if person and getattr(person, way) is not None]
    return {
        "id": who,
        "name": person.name if person else "",
        "ways": ways,
        "policy": getattr(policy.title, language) if policy else grid.profile,
        "observes": grid.observe,
        "child": who in crowd.children,
        "group": crowd.group(who),
        "count": counts.get(who, 0),
    }


def counted(site: Site) -> dict[str, int]:
    """Events of everybody that the history holds."""
    since = time.time() - site.journal.keep_days * DAY
    tallies = {
        who: site.journal.tally(Wanted(since=since, who=who)) for who in (*site.rules.crowd.known, NOBODY)
    }
    return {who: tally.count for who, tally in tallies.items() if tally}


@from_our_form
async def add(request: Request) -> Response:
    """Add a person. Another policy may be a milder one, so that wants the PIN where there is one."""
    if site_of(request).rules.now.managed:
        return await shown(request, "managed", status=403)
    if asked := await pin_asked(request, "weaken"):
        return asked
    site, form = site_of(request), await request.form()
    try:
        person = await asyncio.to_thread(read_form, form, site.rules.crowd.people)
        await asyncio.to_thread(people.added, site.home / people.NAME, person, site.rulebook.policies)
    except UnfitPersonError as error:
        return await shown(request, str(error), status=400)
    except FileError as error:
        return await shown(request, "file", error.given[-1], 400)
    except OSError:
        return await shown(request, "disk", status=500)
    await site.rules.refresh()
    return RedirectResponse("/seen", 303)


@from_our_form
async def remove(request: Request) -> Response:
    """Take a person out: from then on they are nobody in particular."""
    if site_of(request).rules.now.managed:
        return await shown(request, "managed", status=403)
    if asked := await pin_asked(request, "weaken"):
        return asked
    site, who = site_of(request), str((await request.form()).get("id", ""))
    try:
        await asyncio.to_thread(people.removed, site.home / people.NAME, who, site.rulebook.policies)
    except (FileError, OSError):
        return await shown(request, "disk", status=500)
    await site.rules.refresh()
    return RedirectResponse("/seen", 303)


def read_form(form: FormData, known: People) -> Person:
    """The person that a form describes. Raises UnfitPersonError."""
    name, way, told = (str(form.get(key, "")).strip() for key in ("name", "way", "told"))
    if not name or len(name) > 60 or not name.isprintable():
        raise UnfitPersonError("name")
    if way not in WAYS or not told:
        raise UnfitPersonError("told")
    given: dict[str, Any] = {"policy": str(form.get("policy", "")) or None, "child": "child" in form}
    return Person(id=people.fresh_id(known, name), name=name, **given, **ways(way, told, form))


def ways(way: str, told: str, form: FormData) -> dict[str, Any]:
    """How a person is told apart. Raises UnfitPersonError."""
    if way == "port":
        if not (told.isascii() and told.isdecimal() and 1024 <= int(told) <= 65535):
            raise UnfitPersonError("port")
        if taken(int(told)):
            raise UnfitPersonError("taken")
        return {"port": int(told)}
    if way == "account":
        return {"account": int(told) if told.isascii() and told.isdecimal() else told}
    if ":" in told or len(told) > 60 or not told.isprintable():
        raise UnfitPersonError("login")
    try:
        return {"login": told, "password": hashed(str(form.get("password", "")))}
    except UnfitPinError:
        raise UnfitPersonError("password") from None


def taken(port: int) -> bool:
    """Whether something listens there already."""
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex(("127.0.0.1", port)) == 0


ROUTES = [
    Route("/seen", seen),
    Route("/seen/add", add, methods=["POST"]),
    Route("/seen/remove", remove, methods=["POST"]),
]
