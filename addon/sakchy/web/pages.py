"""The language, and what is not there."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sakchy.locale import LANGUAGES
from sakchy.web.site import LANGUAGE_COOKIE, path_here, show

YEAR = 365 * 86400


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
    Route("/language/{language}", language),
]
