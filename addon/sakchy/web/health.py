"""Health: how the guard is, thing by thing; the command line gets the same as JSON."""

import asyncio

from msgspec import to_builtins
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from sakchy import health
from sakchy.health import Check
from sakchy.locale import Catalogue, catalogue
from sakchy.web.api import with_token
from sakchy.web.site import Site, came_of, inside, language_of, show, site_of

CERTIFICATE = "application/x-x509-ca-cert"
"""What browsers and systems take for a certificate to be installed."""


def checks(site: Site, say: Catalogue) -> list[Check]:
    """Everything but the browser. Reads files and the journal: not for the event loop."""
    return [
        *site.running(say),
        health.unread(say, site.journal),
        health.history(say, site.journal),
        *health.mistakes(say, site.rules),
        *health.standing(say, site.home, site.rulebook),
    ]


def browser(request: Request, say: Catalogue) -> Check:
    """Whether the browser that asks uses the proxy and trusts the certificate: then it came that way."""
    own = came_of(request).own
    return Check(
        "browser", "good" if own else "open", (say("health.browser.own" if own else "health.browser.direct"),)
    )


@inside
async def page(request: Request) -> Response:
    """All checks, the one of this browser first."""
    say = catalogue(language_of(request))
    found = [browser(request, say), *await asyncio.to_thread(checks, site_of(request), say)]
    careful = sum(check.state == "careful" for check in found)
    return show(request, "health.html", checks=found, careful=careful)


@with_token
async def told(request: Request) -> Response:
    """For `sakchy doctor`: a list of `{name, state, told}` in the language asked for."""
    found = await asyncio.to_thread(checks, site_of(request), catalogue(language_of(request)))
    return JSONResponse({"checks": to_builtins(found)})


@inside
async def certificate(request: Request) -> Response:
    """The certificate of this install, without its key, for the browser or the system to trust."""
    path = site_of(request).home / health.AUTHORITY
    if not path.exists():
        return show(request, "nothing.html", 404)
    return FileResponse(path, media_type=CERTIFICATE, filename="sakchy.crt")


ROUTES = [
    Route("/health", page),
    Route("/health/certificate", certificate),
    Route("/api/health", told),
]
