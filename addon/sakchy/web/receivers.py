"""Pages about receivers: why a site was stopped by its name, and what is known of any address."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sakchy.decide.about import about
from sakchy.decide.addresses import AddressError, address
from sakchy.decide.byname import stopped
from sakchy.decide.explain import explain
from sakchy.locale import catalogue
from sakchy.web.site import inside, language_of, show, site_of


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
async def receiver(request: Request) -> Response:
    """What is known of the receiver in `?to=`: who it is and why it is judged so. Nothing is sent there."""
    site, asked = site_of(request), request.query_params.get("to", "").strip()
    say = catalogue(language_of(request))
    try:
        known = about(site.judge, address(asked)) if asked else None
    except AddressError:
        return show(request, "receiver.html", 400, asked=asked, known=None, wrong=True)
    told = [explain(why, say, site.rulebook) for why in known.told] if known else []
    category = site.rulebook.categories[known.destination.category].name if known else None
    name = getattr(category, say.language, "")
    return show(request, "receiver.html", asked=asked, known=known, told=told, category=name, wrong=False)


ROUTES = [Route("/stopped", by_name), Route("/receiver", receiver)]
