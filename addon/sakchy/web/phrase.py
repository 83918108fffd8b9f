"""A phrase of the person's own on every true page: whoever imitates the guard does not know it.

It is shown only to who is inside; the door, and what stands in a site's place, never show it.
"""

import unicodedata

from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sakchy import settings
from sakchy.web.site import from_our_form, inside, path_here, show, site_of

LONGEST = settings.LONGEST_PHRASE


@inside
async def phrase(request: Request) -> Response:
    """The phrase, and a form for another one."""
    return show(request, "phrase.html", saved="saved" in request.query_params, longest=LONGEST)


@from_our_form
async def choose(request: Request) -> Response:
    """Keep a phrase in the settings; an empty one takes it away. `to`: the page to go on to."""
    site, form = site_of(request), await request.form()
    chosen = tidy(str(form.get("phrase", "")))
    settings.change(site.home, phrase=chosen or None)
    site.settings = replace(site.settings, phrase=chosen)
    return RedirectResponse(path_here(str(form.get("to", "/phrase?saved"))), 303)


def tidy(text: str) -> str:
    """One line of letters as they are seen: nothing that does not print, no turned direction of writing."""
    seen = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text)
    return " ".join(unicodedata.normalize("NFC", seen).split())[:LONGEST].strip()


ROUTES = [Route("/phrase", phrase), Route("/phrase", choose, methods=["POST"])]
