"""Pages about receivers: why a site was stopped by its name, and what is known of any address."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sakchy.decide.byname import stopped
from sakchy.web.site import show, site_of


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


ROUTES = [Route("/stopped", by_name)]
