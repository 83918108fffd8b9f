"""One question: what, to whom, why, the answers, and what else can be said about it."""

import asyncio
import contextlib
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sakchy.act.question import Question, Then
from sakchy.act.words import UNKNOWN
from sakchy.keep.remembered import HOUR, MONTH, can_be_wrong
from sakchy.record import Wanted
from sakchy.web.pin import pin_asked, pin_needed
from sakchy.web.sending import answer_asked
from sakchy.web.site import Site, from_our_form, inside, language_of, show, site_of
from sakchy.web.views import question_view

LASTS: dict[str, tuple[float, Then]] = {"hour": (HOUR, "hour"), "month": (MONTH, "month")}
STEPS = ("sure", "wrong")
"""Second steps: sending what is asked about twice, calling something a mistake."""


def found(request: Request) -> Question | None:
    """The question of the address, by its id alone: a number is known to others."""
    id_ = request.path_params["id"]
    question = site_of(request).desk.find(id_)
    return question if question and question.id == id_ else None


@inside
async def question(request: Request) -> Response:
    """One question, waiting or over. `?sure` and `?wrong` are second steps."""
    site, language, asked = site_of(request), language_of(request), found(request)
    if asked is None:
        return show(request, "nothing.html", 404)
    site.parking.saw(asked.id)
    view = question_view(asked, language, site.rulebook, await since_when(site, asked))
    if not site.rules.office.settles:
        view |= {"rememberable": False, "can_be_wrong": False}
    return show(
        request,
        "question.html",
        q=view,
        others=[each for each in site.desk.waiting() if each.id != asked.id],
        step=next((step for step in STEPS if step in request.query_params), ""),
        picture=bool(site.desk.picture(asked.id)),
        most=site.desk.flood.most,
        **locks(request, site, asked),
    )


def locks(request: Request, site: Site, asked: Question) -> dict[str, Any]:
    """What a template should know of PINs and of a site that is hushed."""
    return {
        "pin_remember": pin_needed(request, "remember", asked.verdict.who),
        "pin_wrong": pin_needed(request, "exception", asked.verdict.who),
        "hushed": site.desk.flood.hushed(asked.verdict),
    }


async def since_when(site: Site, asked: Question) -> float:
    """When the history first has something about the receiver; 0 for never."""
    place = asked.verdict.destination
    wanted = Wanted(site=place.site or place.host, before=asked.asked_at)
    with contextlib.suppress(Exception):  # a history that cannot be read must not hide the question
        tally = await asyncio.to_thread(site.journal.tally, wanted)
        return tally.first if tally and tally.count else 0.0
    return UNKNOWN


@inside
async def asked_about(request: Request) -> Response:
    """Where a browser is led whose page was not opened: the question of this number."""
    number = request.path_params["number"]
    asked = site_of(request).desk.find(number)
    return RedirectResponse(f"/question/{asked.id}" if asked else "/", 303)


@inside
async def picture(request: Request) -> Response:
    """The tiny picture, as long as the question waits."""
    png = site_of(request).desk.picture(request.path_params["id"])
    return Response(png, media_type="image/png") if png else Response(status_code=404)


@from_our_form
async def answer(request: Request) -> Response:
    """Do what was pressed and show the question again."""
    asked, form = found(request), await request.form()
    if asked is None:
        return show(request, "nothing.html", 404)
    pressed, confirmed = str(form.get("answer", "")), form.get("confirmed") == "yes"
    if pressed == "send":
        return await send(request, asked, str(form.get("remember", "")), confirmed)
    if pressed == "wrong":
        return await wrong(request, asked, confirmed)
    desk = site_of(request).desk
    if pressed == "hush":
        desk.hush(asked.id)
    elif pressed == "hear":
        desk.flood.unhush(asked.verdict)
    elif pressed == "time":
        desk.touch(asked.id)
    else:
        desk.answer(asked.id, send=False, mask=pressed == "mask")
    return RedirectResponse(f"/question/{asked.id}", 303)


async def send(request: Request, asked: Question, remember: str, confirmed: bool) -> Response:
    """Send it once, and remember that if it is wished and may be."""
    site = site_of(request)
    lasts, then = LASTS.get(remember, (0.0, ""))
    waits = asked.state == "waiting" and asked.rememberable and site.rules.office.settles
    if confirmed or not asked.verdict.twice:
        if waits and lasts and (stopped := await pin_asked(request, "remember", asked.verdict.who)):
            return stopped
        if stopped := await answer_asked(request, asked):
            return stopped
    done = site.desk.answer(asked.id, send=True, confirmed=confirmed, then=then if waits else "")
    if done == "sent" and waits and lasts:
        with contextlib.suppress(OSError):  # a full disk: then it is asked about again
            site.remembered.grant(asked.kinds, asked.verdict.destination, lasts, asked.verdict.who)
    return RedirectResponse(f"/question/{asked.id}{'?sure' if done == 'confirm' else ''}", 303)


async def wrong(request: Request, asked: Question, confirmed: bool) -> Response:
    """Learn that this is none, after a second look; the message goes if nothing else is asked about."""
    site, where = site_of(request), f"/question/{asked.id}"
    if not site.rules.office.settles:
        return RedirectResponse(where, 303)
    if not confirmed:
        return RedirectResponse(f"{where}?wrong", 303)
    if stopped := await pin_asked(request, "exception", asked.verdict.who):
        return stopped
    harmless = all(map(can_be_wrong, asked.about))
    if harmless and asked.state == "waiting" and (stopped := await answer_asked(request, asked)):
        return stopped
    try:
        site.remembered.mistake(asked.about, asked.verdict.who)
    except OSError:
        return RedirectResponse(where, 303)
    if harmless and asked.state == "waiting":
        site.desk.answer(asked.id, send=True, confirmed=True, then="mistake")
    return RedirectResponse(where, 303)


ROUTES = [
    Route("/asked/{number}", asked_about),
    Route("/question/{id}", question),
    Route("/question/{id}/picture", picture),
    Route("/question/{id}/answer", answer, methods=["POST"]),
]
