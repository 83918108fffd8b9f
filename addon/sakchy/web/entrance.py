"""How a browser comes in, and how it gets from the loopback address to the safe one."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sakchy.web.address import OWN_ORIGIN
from sakchy.web.site import came_of, from_our_form, give_cookie, outside, path_here, session_of, site_of


async def enter(request: Request) -> Response:
    """Trade a one-time link for a cookie and go to a clean address; who is inside already just goes there."""
    asked, came = request.query_params, came_of(request)
    cookie = site_of(request).sessions.enter(asked.get("token", ""), came)
    answer = RedirectResponse(path_here(asked.get("to", "/")), 303, {"referrer-policy": "no-referrer"})
    if cookie is None:
        return answer if session_of(request) else outside(request)
    give_cookie(request, answer, cookie)
    return answer


@from_our_form
async def move(request: Request) -> Response:
    """Take who is inside on loopback to the safe address, by a one-time link of its own."""
    token = site_of(request).sessions.launch(came_of(request).account)
    to = path_here(str((await request.form()).get("to", "/")))
    link = f"{OWN_ORIGIN}/enter?{urlencode({'token': token, 'to': to})}"
    return RedirectResponse(link, 303, {"referrer-policy": "no-referrer"})


async def here(request: Request) -> Response:
    """Tells the page on loopback, and no other site, that its browser reaches the safe address."""
    server = request.scope.get("server") or ("", 0)
    readable = {
        "access-control-allow-origin": site_of(request).address.origin(server[1]),
        "cross-origin-resource-policy": "cross-origin",
    }
    return Response(status_code=204, headers=readable if came_of(request).own else None)


ROUTES = [
    Route("/enter", enter),
    Route("/move", move, methods=["POST"]),
    Route("/here", here),
]
