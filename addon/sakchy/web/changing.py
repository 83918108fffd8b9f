"""Changing rules on the guard's page: only by our own forms, and not where somebody else's are in force."""

from starlette.requests import Request
from starlette.responses import Response

from sakchy.decide.explain import explain
from sakchy.locale import Catalogue, catalogue
from sakchy.web.grid import mistake_view
from sakchy.web.site import Handler, Site, from_our_form, language_of, show, site_of
from sakchy.yamlfile import FileError


def changing(handler: Handler) -> Handler:
    """For forms that change the rules; a file that cannot be read or written is said, and nothing changes."""

    async def guarded(request: Request) -> Response:
        if reason := locked(site_of(request), catalogue(language_of(request))):
            return show(request, "protection_locked.html", 403, path="/protection", reason=reason)
        try:
            return await handler(request)
        except FileError as error:
            return show(
                request, "protection_mistake.html", 409, path="/protection", mistake=mistake_view(error)
            )
        except OSError:
            return show(request, "protection_mistake.html", 507, path="/protection", mistake=None)

    return from_our_form(guarded)


def here(request: Request) -> str:
    """The address with its query, for the links to other languages."""
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path


def locked(site: Site, say: Catalogue, row: str = "", column: str = "") -> str:
    """Why a cell (or anything) of the rules cannot be changed here, as a sentence; empty if it can."""
    why = site.rules.locked(row, column)
    return explain(why, say, site.rulebook) if why else ""
