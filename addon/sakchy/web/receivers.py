"""Pages about receivers: who is who, what is known of any address, and putting one into another category."""

import asyncio
import datetime as dt
from itertools import islice
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sakchy.act.words import shown_host
from sakchy.decide.about import About, about
from sakchy.decide.addresses import AddressError, address
from sakchy.decide.byname import stopped
from sakchy.decide.explain import explain, named
from sakchy.decide.hosts import in_letters, normalise
from sakchy.decide.hosts import site as registrable
from sakchy.decide.policy import CELLS
from sakchy.keep import places
from sakchy.locale import Catalogue, catalogue
from sakchy.locale.dates import day, local
from sakchy.model import Destination, Target
from sakchy.rulebook import Host, Rulebook
from sakchy.rulebook.checks import BUILT_IN
from sakchy.rulebook.names import too_wide, wrong_name
from sakchy.web.changing import changing, locked
from sakchy.web.grid import mistake_view
from sakchy.web.pin import pin_asked
from sakchy.web.site import Site, inside, language_of, show, site_of
from sakchy.web.views import View
from sakchy.yamlfile import FileError

LISTED = 200  # entries of a category, or hits of a search, on one page
SEEN = 30  # receivers that something went to lately
DAYS = range(1, 3651)


async def by_name(request: Request) -> Response:
    """Why a site is not opened on this computer. Open to all, for it tells nothing of anybody.

    Any page may lead here with any words in the address, so only a name that truly is stopped is shown.
    """
    site, asked = site_of(request), request.query_params.get("site", "")
    verdict = stopped(site.judge.grid, site.judge.where_to, asked)
    if verdict is None:
        return show(request, "nothing.html", 404)
    host = verdict.destination.host
    return show(request, "stopped.html", host=host, path=f"/stopped?site={host}")


@inside
async def receivers(request: Request) -> Response:
    """Who is who: those that something went to, each category, the person's own entries, a search."""
    site, say = site_of(request), catalogue(language_of(request))
    asked = request.query_params.get("q", "").strip().lower()[:100]
    category = request.query_params.get("category", "")
    book = site.rulebook
    mine, mistake = await asyncio.to_thread(own, site)
    return show(
        request,
        "receivers.html",
        asked=asked,
        hits=await asyncio.to_thread(search, book, asked, say) if asked else [],
        category=category if category in book.categories else "",
        entries=await asyncio.to_thread(entries, book, category, say) if category in book.categories else [],
        seen=await asyncio.to_thread(seen, site, say),
        categories=[(name, called(book, name, say), count(book, name)) for name in book.categories],
        mine=[mine_view(each, book, say) for each in mine],
        mistake=mistake_view(mistake or site.rules.trouble),
        locked=locked(site, say),
        most=LISTED,
    )


@inside
async def receiver(request: Request) -> Response:
    """What is known of the receiver in `?to=`: who it is and why it is judged so. Nothing is sent there."""
    site, asked = site_of(request), request.query_params.get("to", "").strip()
    try:
        known = about(site.judge, address(asked)) if asked else None
    except AddressError:
        return show(request, "receiver.html", 400, path="/receivers", asked=asked, known=None, wrong=True)
    mine, _ = await asyncio.to_thread(own, site)
    return show_receiver(request, asked, known, mine)


def show_receiver(
    request: Request, asked: str, known: About | None, mine: list[places.Mine], **more: Any
) -> Response:
    """The page of one receiver."""
    site, say = site_of(request), catalogue(language_of(request))
    book, host = site.rulebook, known.destination.host if known else ""
    entry = next((each for each in mine if each.host.host in (host, registrable(host))), None)
    return show(
        request,
        "receiver.html",
        **{
            "path": "/receivers",
            "asked": asked,
            "known": known,
            "told": [explain(why, say, book) for why in known.told] if known else [],
            "category": called(book, known.destination.category, say) if known else "",
            "site": registrable(host) if host else "",
            "choices": choices(book, say),
            "mine": mine_view(entry, book, say) if entry else None,
            "locked": locked(site, say),
            "wrong": False,
            "problem": "",
            "sure": None,
            **more,
        },
    )


@changing
async def change(request: Request) -> Response:
    """Put a receiver into another category. What would let more through wants a second yes, and the PIN."""
    site, form, say = site_of(request), await request.form(), catalogue(language_of(request))
    host, category = normalise(str(form.get("host", ""))), str(form.get("category", ""))
    if not host or category not in dict(choices(site.rulebook, say)):
        return show(request, "nothing.html", 404)
    known = about(site.judge, address(host))
    mine, _ = await asyncio.to_thread(own, site)
    listed = site.judge.where_to.directory.find(host)
    there = listed.entry if listed else None
    entry, problem = wanted(host, form, there, verified=site.rulebook.categories[category].verified)
    if entry is None:
        return show_receiver(request, host, known, mine, problem=problem)
    if milder(site, known.destination.category, category):
        if form.get("sure") != "yes":
            return show_receiver(request, host, known, mine, sure=given(form, site, category, say))
        if asked := await pin_asked(request, "weaken"):
            return asked
    await asyncio.to_thread(places.put, site.home, category, entry)
    await site.rules.refresh()
    return RedirectResponse(f"/receiver?to={host}", 303)


@changing
async def remove(request: Request) -> Response:
    """Take an entry of the person's own out again."""
    site, host = site_of(request), str((await request.form()).get("host", ""))
    mine, _ = await asyncio.to_thread(own, site)
    entry = next((each for each in mine if each.host.host == host), None)
    if entry is None:
        return show(request, "nothing.html", 404)
    shipped = without(site.rulebook, entry)
    if milder(site, entry.category, shipped) and (asked := await pin_asked(request, "weaken")):
        return asked
    await asyncio.to_thread(places.remove, site.home, host)
    await site.rules.refresh()
    return RedirectResponse("/receivers#mine", 303)


def wanted(host: str, form: Any, there: Host | None, *, verified: bool) -> tuple[Host | None, str]:
    """The entry that a form describes, or why it cannot be, as a word of the catalogue.

    It is written as the entry that is `there`, so that it takes its place: the closest one counts.
    """
    only = form.get("only") == "yes" or (there is not None and there.match == "exact")
    name = host if only else there.host if there and there.match == "suffix" else registrable(host)
    days = str(form.get("days", ""))
    if days and not (days.isdecimal() and int(days) in DAYS):
        return None, "days"
    until = dt.datetime.now().astimezone().date() + dt.timedelta(days=int(days)) if days else None
    entry = Host(host=name, match="exact" if only else "suffix", until=until)
    if wrong_name(entry):
        return None, "name"
    return (None, "wide") if verified and too_wide(entry) else (entry, "")


def given(form: Any, site: Site, category: str, say: Catalogue) -> View:
    """What the second yes is about, and the fields to send again."""
    fields = {name: str(form.get(name, "")) for name in ("host", "category", "days", "only")}
    trusted = site.rulebook.categories[category].trusted
    return {"fields": fields, "category": called(site.rulebook, category, say), "trusted": trusted}


def milder(site: Site, before: str, after: str) -> bool:
    """True if anything may go to the second category that may not go so easily to the first."""
    rows = [*site.judge.grid.rows.values(), {}]
    usual = site.judge.grid.otherwise
    return any(CELLS.index(cells.get(after, usual)) < CELLS.index(cells.get(before, usual)) for cells in rows)


def without(book: Rulebook, entry: places.Mine) -> str:
    """The category that a host falls back to: the shipped one, else that of a site nobody knows."""
    name = entry.host.host
    for listed in book.destinations:
        if any(host.host == name and host != entry.host for host in listed.hosts):
            return listed.category
    return "unknown"


def own(site: Site) -> tuple[list[places.Mine], FileError | None]:
    """The person's own entries, or what is wrong with their files."""
    try:
        return places.entries(site.home), None
    except FileError as error:
        return [], error


def seen(site: Site, say: Catalogue) -> list[View]:
    """Receivers that something went to, the latest first."""
    tallies = sorted(site.journal.hosts().items(), key=lambda each: -each[1].last)[:SEEN]
    return [
        host_view(site, name, say)
        | {"count": tally.count, "first": day(local(tally.first).date(), say), "at": tally.last}
        for name, tally in tallies
        if name
    ]


def host_view(site: Site, host: str, say: Catalogue) -> View:
    """A receiver as it is judged now."""
    place: Destination = site.judge.destination(Target("https", host, 443, (host,)))
    return {
        "host": shown_host(host),
        "letters": in_letters(host),
        "category": called(site.rulebook, place.category, say),
        "careful": place.category == "lookalike",
    }


def search(book: Rulebook, asked: str, say: Catalogue) -> list[View]:
    """Entries of all lists whose name or note has these words."""
    found = (
        entry_view(host, listed.category, book, say)
        for listed in book.destinations
        for host in listed.hosts
        if asked in host.host.lower() or asked in host.note.lower()
    )
    return list(islice(found, LISTED))


def entries(book: Rulebook, category: str, say: Catalogue) -> list[View]:
    """The beginning of what is listed under a category."""
    found = (host for listed in book.destinations if listed.category == category for host in listed.hosts)
    return [entry_view(host, category, book, say) for host in islice(found, LISTED)]


def entry_view(host: Host, category: str, book: Rulebook, say: Catalogue) -> View:
    """One entry of a list."""
    return {
        "host": host.host,
        "note": host.note,
        "category": called(book, category, say),
        "evidence": host.evidence,
    }


def mine_view(mine: places.Mine, book: Rulebook, say: Catalogue) -> View:
    """One entry of the person's own."""
    until = mine.host.until
    today = dt.datetime.now().astimezone().date()
    return {
        "host": mine.host.host,
        "category": called(book, mine.category, say),
        "only": mine.host.match == "exact",
        "until": day(until, say) if until else "",
        "over": until is not None and until < today,
    }


def count(book: Rulebook, category: str) -> int:
    """How many entries a category has."""
    return sum(len(listed.hosts) for listed in book.destinations if listed.category == category)


def called(book: Rulebook, category: str, say: Catalogue) -> str:
    """What people call a category."""
    return named("category", category, say, book)


def choices(book: Rulebook, say: Catalogue) -> list[tuple[str, str]]:
    """Categories that a receiver can be put into, with their names."""
    return [(name, called(book, name, say)) for name in book.categories if name not in BUILT_IN]


ROUTES = [
    Route("/stopped", by_name),
    Route("/receivers", receivers),
    Route("/receiver", receiver),
    Route("/receiver", change, methods=["POST"]),
    Route("/receivers/remove", remove, methods=["POST"]),
]
