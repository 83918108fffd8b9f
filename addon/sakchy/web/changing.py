"""Changing rules on the guard's page: only by our own forms, and not where somebody else's are in force."""

from starlette.requests import Request
from starlette.responses import Response

from sakchy.decide.explain import explain
from sakchy.locale import Catalogue, catalogue
from sakchy.web.site import Handler, Site, from_our_form, language_of, show, site_of


def changing(handler: Handler) -> Handler:
    """For forms that change the rules."""

    async def guarded(request: Request) -> Response:
        if reason := locked(site_of(request), catalogue(language_of(request))):
            return show(request, "protection_locked.html", 403, path="/protection", reason=reason)
        return await handler(request)

    return from_our_form(guarded)


def locked(site: Site, say: Catalogue, row: str = "", column: str = "") -> str:
    """Why a cell (or anything) of the rules cannot be changed here, as a sentence; empty if it can."""
    why = site.rules.locked(row, column)
    return explain(why, say, site.rulebook) if why else ""
