"""For the command line: the waiting questions, an answer, a fresh link to the page. JSON, with a token."""

import hmac
from typing import Literal

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sakchy.web.pin import pin_needed
from sakchy.web.question import since_when
from sakchy.web.sending import answer_needs_page
from sakchy.web.session import read_run_file
from sakchy.web.site import Handler, came_of, language_of, site_of
from sakchy.web.views import question_view


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Body of an answer."""

    send: bool
    mask: bool = False
    confirmed: bool = False


class Wish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Body that begins or ends a pause."""

    minutes: Literal[0, 5, 30, 60]
    """One of `sakchy.act.pause.MINUTES`, or 0."""


def with_token(handler: Handler) -> Handler:
    """Only for whoever can read `run.json`, which is the person whose guard this is."""

    async def guarded(request: Request) -> Response:
        run = read_run_file(site_of(request).home)
        expected = f"Bearer {run.token}" if run else ""
        given = request.headers.get("authorization", "")
        if not expected or not hmac.compare_digest(given.encode(), expected.encode()):
            return JSONResponse({"error": "token"}, 403)
        return await handler(request)

    return guarded


@with_token
async def questions(request: Request) -> Response:
    """Waiting and missed questions, in the language asked for."""
    site, language = site_of(request), language_of(request)
    both = (("waiting", site.desk.waiting()), ("missed", site.desk.missed()))
    told = {
        name: [question_view(each, language, site.rulebook, await since_when(site, each)) for each in them]
        for name, them in both
    }
    return JSONResponse(told)


@with_token
async def answer(request: Request) -> Response:
    """`{"send": true, "mask": false, "confirmed": false}` -> `{"state": …}`: `sakchy.act.Answered`, or `page`
    for what is answered there alone: a PIN, a reason or a second person is wanted.
    """
    try:
        given = msgspec.json.decode(await request.body(), type=Answer)
    except msgspec.MsgspecError:
        return JSONResponse({"error": "body"}, 400)
    desk, id_ = site_of(request).desk, request.path_params["id"]
    asked = desk.find(id_) if given.send and not given.mask else None
    if asked and answer_needs_page(request, asked):
        return JSONResponse({"state": "page"})
    state = desk.answer(id_, given.send, given.confirmed, mask=given.mask)
    return JSONResponse({"state": state}, 404 if state == "unknown" else 200)


@with_token
async def pause(request: Request) -> Response:
    """`{"left": seconds, "state": …}`: `paused` or `guarding`. A POST of `{"minutes": 5}` begins a pause, 0
    ends it; `page` if it wants a PIN, `locked` where an office's rules allow none.
    """
    site = site_of(request)
    if request.method == "POST":
        try:
            minutes = msgspec.json.decode(await request.body(), type=Wish).minutes
        except msgspec.MsgspecError:
            return JSONResponse({"error": "body"}, 400)
        if minutes and site.rules.locked():
            return JSONResponse({"state": "locked"})
        if minutes and pin_needed(request, "pause"):
            return JSONResponse({"state": "page"})
        site.pause.begin(minutes) if minutes else site.pause.end()
    left = site.pause.left
    return JSONResponse({"left": left, "state": "paused" if left else "guarding"})


@with_token
async def launch(request: Request) -> Response:
    """A fresh one-time link to the page. `?mine`: for the account alone that asks, see `Sessions.launch`."""
    account = came_of(request).account if "mine" in request.query_params else None
    return JSONResponse({"url": site_of(request).link(request.scope["server"][1], account=account)})


@with_token
async def forget(request: Request) -> Response:
    """What is kept in memory goes; the files are `sakchy forget`'s own business."""
    site_of(request).forget()
    return JSONResponse({"state": "forgotten"})


ROUTES = [
    Route("/api/questions", questions),
    Route("/api/questions/{id}/answer", answer, methods=["POST"]),
    Route("/api/pause", pause, methods=["GET", "POST"]),
    Route("/api/launch", launch, methods=["POST"]),
    Route("/api/forget", forget, methods=["POST"]),
]
