"""The policy as a grid: what happens to each kind of data on its way to each category of receiver.

Before anything is saved, last week's events are judged again with the change, and the page shows which of
them would have ended otherwise. What is changed lands in a file of the person's own (`keep.changes`); the
shipped policies stay as they are.
"""

import asyncio
import time
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sakchy import settings
from sakchy.decide import Judge
from sakchy.decide.policy import CELLS, shipped
from sakchy.decide.preview import weaker
from sakchy.keep import changes as own
from sakchy.locale import catalogue
from sakchy.rulebook import Cell, Changes
from sakchy.web.changing import changing, here, locked
from sakchy.web.grid import SIGNS, change_view, columns, compared, mistake_view, row_view, rows, title, word
from sakchy.web.pin import pin_asked
from sakchy.web.site import Site, inside, language_of, show, site_of
from sakchy.web.views import View
from sakchy.yamlfile import FileError

WEEK = 7 * 86400


@inside
async def protection(request: Request) -> Response:
    """The whole grid, what was changed of it, and which policy is in force."""
    site, say = site_of(request), catalogue(language_of(request))
    judge = asked_judge(request)
    grid, book = judge.grid, site.rulebook
    changes, mistake = await asyncio.to_thread(changed, site, grid.profile)
    return show(
        request,
        "protection.html",
        path=here(request),
        policy=grid.profile,
        title=title(book, grid.profile, say),
        policies={name: title(book, name, say) for name in book.policies},
        in_force=site.rules.now.policy,
        columns=columns(book, say),
        rows=rows(judge, say),
        signs=SIGNS,
        changes=[change_view(site, grid, row, column, say) for row, column in sorted(grid.changed)],
        yaml=own.as_yaml(changes) if changes and changes.cells else "",
        steps=len(await asyncio.to_thread(own.versions, site.home, grid.profile)),
        mistake=mistake_view(site.rules.trouble or mistake),
        locked=locked(site, say),
    )


@inside
async def row(request: Request) -> Response:
    """One kind of data, and what happens to it with each category of receiver."""
    site, say, judge = site_of(request), catalogue(language_of(request)), asked_judge(request)
    asked = request.query_params.get("row", "")
    if asked not in judge.grid.rows:
        return show(request, "nothing.html", 404)
    kind = site.rulebook.kinds[asked.partition("/")[0]]
    return show(
        request,
        "protection_row.html",
        path=here(request),
        policy=judge.grid.profile,
        row=row_view(judge, asked, say),
        columns=columns(site.rulebook, say),
        signs=SIGNS,
        harm=getattr(kind.harm, say.language),
    )


@inside
async def cell(request: Request) -> Response:
    """One cell: what may be chosen there, and with `?cell=` what that would have changed."""
    site, say, judge = site_of(request), catalogue(language_of(request)), asked_judge(request)
    place, chosen = place_of(request.query_params, judge), request.query_params.get("cell")
    if place is None:
        return show(request, "nothing.html", 404)
    seen = None
    if chosen in CELLS:
        changes, _ = await asyncio.to_thread(changed, site, judge.grid.profile)
        new = judge.with_changes(put(site, changes or Changes(policy=judge.grid.profile), *place, chosen))
        seen = await preview(request, judge, new)
    return show(
        request,
        "protection_cell.html",
        path=here(request),
        policy=judge.grid.profile,
        place={"row": place[0], "column": place[1]},
        change=change_view(site, judge.grid, *place, say),
        cells=CELLS,
        signs=SIGNS,
        chosen=chosen if seen else "",
        seen=seen,
        strict=site.rulebook.kinds[place[0].partition("/")[0]].tier == "strict",
        locked=locked(site, say, *place),
    )


@inside
async def profile(request: Request) -> Response:
    """Another policy in place of the one in force: what it would have changed."""
    site, say, asked = site_of(request), catalogue(language_of(request)), request.query_params.get("choose")
    if asked not in site.rulebook.policies:
        return show(request, "nothing.html", 404)
    new = site.rules.now.judge_of(asked)
    return show(
        request,
        "protection_profile.html",
        path=here(request),
        choose=asked,
        title=title(site.rulebook, asked, say),
        now=title(site.rulebook, site.rules.now.policy, say),
        same=asked == site.rules.now.policy,
        seen=await preview(request, site.judge, new),
        signs=SIGNS,
        locked=locked(site, say),
    )


@changing
async def save_cell(request: Request) -> Response:
    """Change one cell, for good."""
    site, form = site_of(request), await request.form()
    judge = judge_named(site, str(form.get("policy", "")))
    place, chosen = place_of(form, judge), form.get("cell")
    if place is None or chosen not in CELLS:
        return show(request, "nothing.html", 404)
    changes = await asyncio.to_thread(own.read, site.home, judge.grid.profile)
    fresh = put(site, changes, *place, chosen)
    if weaker(judge.grid, judge.with_changes(fresh).grid) and (asked := await pin_asked(request, "weaken")):
        return asked
    await asyncio.to_thread(own.write, site.home, fresh)
    return await settled(site, judge.grid.profile)


@changing
async def undo(request: Request) -> Response:
    """One step back, or with `all` to what was shipped."""
    site, form = site_of(request), await request.form()
    judge = judge_named(site, str(form.get("policy", "")))
    name = judge.grid.profile
    before = None if "all" in form else await asyncio.to_thread(own.previous, site.home, name)
    if weaker(judge.grid, judge.with_changes(before).grid) and (asked := await pin_asked(request, "weaken")):
        return asked
    if "all" in form:
        await asyncio.to_thread(own.write, site.home, Changes(policy=name))
    else:
        await asyncio.to_thread(own.undo, site.home, name)
    return await settled(site, name)


@changing
async def choose(request: Request) -> Response:
    """Put another policy in force, now and from the next start on."""
    site, asked = site_of(request), str((await request.form()).get("choose", ""))
    if asked not in site.rulebook.policies:
        return show(request, "nothing.html", 404)
    milder = weaker(site.judge.grid, site.rules.now.judge_of(asked).grid)
    if milder and (wanted := await pin_asked(request, "weaken")):
        return wanted
    await asyncio.to_thread(settings.change, site.home, policy=asked)
    return await settled(site, asked, asked)


async def settled(site: Site, policy: str, chosen: str = "") -> Response:
    """Back to the grid, with what was saved in force."""
    await site.rules.refresh(chosen)
    return RedirectResponse(f"/protection?policy={policy}", 303)


def asked_judge(request: Request) -> Judge:
    """The judge of the policy in `?policy=`, else of the one in force."""
    return judge_named(site_of(request), request.query_params.get("policy", ""))


def judge_named(site: Site, policy: str) -> Judge:
    """The judge of a policy; of the one in force, if there is none of that name."""
    return site.rules.now.judge_of(policy) if policy in site.rulebook.policies else site.judge


def changed(site: Site, policy: str) -> tuple[Changes | None, FileError | None]:
    """The file of changes as it stands, or what is wrong with it."""
    try:
        return own.read(site.home, policy), None
    except FileError as error:
        return None, error


def place_of(given: Any, judge: Judge) -> tuple[str, str] | None:
    """Row and column that a form or an address names, if they exist."""
    row, column = str(given.get("row", "")), str(given.get("column", ""))
    known = row in judge.grid.rows and column in judge.rulebook.categories
    return (row, column) if known else None


def put(site: Site, changes: Changes, row: str, column: str, chosen: Cell) -> Changes:
    """Changes with one more; what is as shipped is no change."""
    return own.with_cell(
        changes,
        row,
        column,
        None if chosen == word(shipped(site.rulebook, changes.policy), row, column) else chosen,
    )


async def preview(request: Request, old: Judge, new: Judge) -> View:
    """Last week's events that another judge would have ruled about otherwise."""
    site, language = site_of(request), language_of(request)
    return await asyncio.to_thread(compared, site, language, time.time() - WEEK, old, new)


ROUTES = [
    Route("/protection", protection),
    Route("/protection/row", row),
    Route("/protection/cell", cell),
    Route("/protection/cell", save_cell, methods=["POST"]),
    Route("/protection/undo", undo, methods=["POST"]),
    Route("/protection/profile", profile),
    Route("/protection/profile", choose, methods=["POST"]),
]
