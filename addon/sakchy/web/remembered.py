"""What was answered for longer, refused for good or called a mistake: looked at and taken back here."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sakchy.act.words import shown_host
from sakchy.decide.explain import named
from sakchy.keep.remembered import HOUR
from sakchy.locale import Catalogue, catalogue, dates
from sakchy.web.pin import pin_asked
from sakchy.web.site import Site, from_our_form, inside, language_of, show, site_of


@inside
async def remembered(request: Request) -> Response:
    """Three lists, newest first, each entry with a button."""
    site, say = site_of(request), catalogue(language_of(request))
    wrong = request.query_params.get("wrong") == "disk"
    return show(request, "remembered.html", path="/remembered", wrong=wrong, **lists(site, say))


def lists(site: Site, say: Catalogue) -> dict[str, Any]:
    """What is remembered, for a template."""
    kept, book = site.remembered, site.rulebook

    def kinds(names: tuple[str, ...]) -> str:
        return ", ".join(named("kind", name, say, book) for name in names)

    return {
        "grants": [
            {
                "id": each.id,
                "what": kinds(each.kinds),
                "site": shown_host(each.site),
                "until": dates.moment(each.until, say),
                "brief": each.until - each.since <= HOUR,
                "who": each.who,
            }
            for each in kept.grants()
        ],
        "refusals": [
            {
                "id": each.id,
                "what": kinds(each.kinds),
                "site": shown_host(each.site),
                "since": dates.moment(each.since, say),
                "who": each.who,
            }
            for each in kept.refusals()
        ],
        "mistakes": [
            {
                "id": each.id,
                "what": kinds((each.kind,)),
                "rule": each.rule,
                "since": dates.moment(each.since, say),
                "who": each.who,
            }
            for each in kept.mistakes()
        ],
    }


@from_our_form
async def take_back(request: Request) -> Response:
    """Take one entry back; without a refusal the guard is milder, without the others stricter."""
    site, name = site_of(request), request.path_params["id"]
    refusal = next((each for each in site.remembered.refusals() if each.id == name), None)
    if refusal and (asked := await pin_asked(request, "weaken", refusal.who)):
        return asked
    try:
        site.remembered.revoke(name)
    except OSError:
        return RedirectResponse("/remembered?wrong=disk", 303)
    return RedirectResponse("/remembered", 303)


ROUTES = [
    Route("/remembered", remembered),
    Route("/remembered/{id}/back", take_back, methods=["POST"]),
]
