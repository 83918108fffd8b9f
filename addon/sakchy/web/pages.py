"""The pages: one question, the door, the language, what is not there. Each works without script."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sakchy.locale import LANGUAGES
from sakchy.web.sending import answer_asked
from sakchy.web.site import (
    LANGUAGE_COOKIE,
    from_our_form,
    inside,
    language_of,
    path_here,
    show,
    site_of,
)
from sakchy.web.views import question_view

YEAR = 365 * 86400


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
    found = site.desk.find(id_) if given == "send" else None
    sure = found and found.id == id_ and (confirmed or not found.verdict.twice)
    if found and sure and (asked := await answer_asked(request, found)):
        return asked
    done = site.desk.answer(id_, given == "send", confirmed, mask=given == "mask")
    return RedirectResponse(f"/question/{id_}{'?sure' if done == 'confirm' else ''}", 303)


async def language(request: Request) -> Response:
    """Remember a language and go back to where the person was."""
    chosen = request.path_params["language"]
    reply = RedirectResponse(path_here(request.query_params.get("back", "/")), 303)
    if chosen in LANGUAGES:
        reply.set_cookie(LANGUAGE_COOKIE, chosen, max_age=YEAR, path="/", httponly=True, samesite="strict")
    return reply


async def nothing(request: Request, _: Exception) -> Response:
    """No such page."""
    return show(request, "nothing.html", 404)


ROUTES = [
    Route("/question/{id}", question),
    Route("/question/{id}/answer", answer, methods=["POST"]),
    Route("/language/{language}", language),
]
