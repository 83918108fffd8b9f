"""The pages: now, one question, history, one event, the door. Each works without script."""

import asyncio
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sakchy.locale import LANGUAGES
from sakchy.model import Outcome
from sakchy.web.session import COOKIE_LIVES
from sakchy.web.site import (
    LANGUAGE_COOKIE,
    cookie_name,
    from_our_form,
    inside,
    language_of,
    outside,
    session_of,
    show,
    site_of,
)
from sakchy.web.views import event_view, question_view

LAST = 8  # events on the first page
PAGE = 50  # events on a page of the history
OUTCOMES: tuple[Outcome, ...] = (
    "refused", "blocked", "expired", "dismissed", "masked", "sent", "warned", "noted", "allowed",
)  # fmt: skip
YEAR = 365 * 86400


async def enter(request: Request) -> Response:
    """Trade a one-time link for a cookie and go to a clean address; who is inside already just goes there."""
    cookie = site_of(request).sessions.enter(request.query_params.get("token", ""))
    answer = RedirectResponse("/", 303, {"referrer-policy": "no-referrer"})
    if cookie is None:
        return answer if session_of(request) else outside(request)
    answer.set_cookie(
        cookie_name(request), cookie, max_age=COOKIE_LIVES, path="/", httponly=True, samesite="strict"
    )
    return answer


@inside
async def now(request: Request) -> Response:
    """What waits, what was missed, what happened last."""
    site, language = site_of(request), language_of(request)
    policy = site.rulebook.policies.get(site.settings.policy)
    last = await asyncio.to_thread(site.journal.read, LAST)
    return show(
        request,
        "now.html",
        waiting=[question_view(each, language, site.rulebook) for each in site.desk.waiting()],
        missed=[question_view(each, language, site.rulebook) for each in site.desk.missed()],
        events=[event_view(each, language, site.rulebook) for each in last],
        policy=getattr(policy.title, language) if policy else site.settings.policy,
        trouble=site.journal.trouble,
    )


@inside
async def question(request: Request) -> Response:
    """One question, waiting or over. `?sure` is the second step of sending."""
    site, language = site_of(request), language_of(request)
    found = site.desk.find(request.path_params["id"])
    if found is None or found.id != request.path_params["id"]:
        return show(request, "nothing.html", 404)
    others = [each for each in site.desk.waiting() if each.id != found.id]
    view = question_view(found, language, site.rulebook)
    return show(request, "question.html", q=view, sure="sure" in request.query_params, others=others)


@from_our_form
async def answer(request: Request) -> Response:
    """Do not send, send once, or remove and send."""
    site, form, id_ = site_of(request), await request.form(), request.path_params["id"]
    given, confirmed = form.get("answer"), form.get("confirmed") == "yes"
    done = site.desk.answer(id_, given == "send", confirmed, mask=given == "mask")
    return RedirectResponse(f"/question/{id_}{'?sure' if done == 'confirm' else ''}", 303)


@inside
async def history(request: Request) -> Response:
    """The journal, newest first, by outcome and kind, a page at a time."""
    site, language, asked = site_of(request), language_of(request), request.query_params
    outcome = next((each for each in OUTCOMES if each == asked.get("outcome")), None)
    kind = asked.get("kind") if asked.get("kind") in site.rulebook.kinds else None
    since = before(asked.get("before", ""))
    events = await asyncio.to_thread(site.journal.read, PAGE + 1, since, outcome=outcome, kind=kind)
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


async def language(request: Request) -> Response:
    """Remember a language and go back to where the person was."""
    chosen, back = request.path_params["language"], request.query_params.get("back", "/")
    safe = (
        back.startswith("/") and not back.startswith("//") and "\\" not in back and not urlsplit(back).netloc
    )
    reply = RedirectResponse(back if safe else "/", 303)
    if chosen in LANGUAGES:
        reply.set_cookie(LANGUAGE_COOKIE, chosen, max_age=YEAR, path="/", httponly=True, samesite="strict")
    return reply


async def nothing(request: Request, _: Exception) -> Response:
    """No such page."""
    return show(request, "nothing.html", 404)


def before(text: str) -> float | None:
    """A moment from the address, or None if it is no number."""
    try:
        return float(text)
    except ValueError:
        return None


ROUTES = [
    Route("/", now),
    Route("/enter", enter),
    Route("/question/{id}", question),
    Route("/question/{id}/answer", answer, methods=["POST"]),
    Route("/history", history),
    Route("/history/{id}", event),
    Route("/language/{language}", language),
]
