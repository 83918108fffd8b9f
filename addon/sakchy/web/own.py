"""My data: what Sakchy watches over, by its labels; enrolling more, taking out, learning passwords.

What is typed here is made into fingerprints at once. It is never shown again, not even beside a mistake.
"""

import asyncio
from collections.abc import Callable
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sakchy.detect.own import NOTHING
from sakchy.detect.own.enrolled import OwnKind
from sakchy.detect.own.passwords import LONGEST
from sakchy.detect.own.shapes import UnfitError
from sakchy.keep import enrolling, key, ownfile
from sakchy.web.pin import pin_asked
from sakchy.web.site import Site, from_our_form, inside, show, site_of
from sakchy.yamlfile import FileError

KINDS: tuple[OwnKind, ...] = get_args(OwnKind)
LONGEST_VALUE = 400  # characters: an address has a hundred
MOST_SITES = 10


@inside
async def own(request: Request) -> Response:
    """What is enrolled, and the forms for more."""
    return await shown(request)


async def shown(request: Request, wrong: str = "", at: str = "", status: int = 200) -> Response:
    """The page; `wrong` says beside the form `at` why nothing was changed."""
    try:
        enrolled, place = await asyncio.to_thread(look, site_of(request))
    except (FileError, OSError):
        enrolled, place, wrong, status = NOTHING, "file", "broken", 500
    done = request.query_params.get("done", "")
    return show(
        request,
        "own.html",
        status,
        path="/own",
        values=enrolled.values,
        passwords=enrolled.passwords,
        learn=enrolled.learn,
        place=place,
        kinds=KINDS,
        wrong=wrong,
        at=at,
        blanks=enrolling.BLANKS.get(wrong, {}),
        most_label=enrolling.MOST_LABEL,
        longest=LONGEST_VALUE,
        longest_password=LONGEST,
        done=done if done in ("added", "removed", "learn") else "",
    )


def look(site: Site) -> tuple[Any, key.Where]:
    """What is enrolled and where its key is. Makes nothing. Raises FileError or OSError."""
    file = ownfile.enrolled_in(site.home)
    return (file.read(), key.where(site.home)) if file else (NOTHING, "file")


@from_our_form
async def add(request: Request) -> Response:
    """Enrol a value under a label."""
    form = await request.form()
    kind, label, text = (str(form.get(name, "")).strip() for name in ("kind", "label", "value"))
    known: OwnKind = next((each for each in KINDS if each == kind), "other")
    texts = [text] if text and len(text) <= LONGEST_VALUE else []
    return await changed(request, "value", lambda file: enrolling.add(file, known, label, texts))


@from_our_form
async def add_password(request: Request) -> Response:
    """Enrol a password for the sites where it is at home."""
    form = await request.form()
    given, named = str(form.get("password", "")), str(form.get("sites", "")).replace(",", " ").split()

    def enrol(file: ownfile.OwnFile) -> None:
        sites = [enrolling.home_site(each) for each in named[:MOST_SITES]]
        if not sites:
            raise UnfitError("no-site")
        enrolling.add_password(file, sites, given)

    return await changed(request, "password", enrol)


@from_our_form
async def remove(request: Request) -> Response:
    """Take something out; a child cannot do that alone."""
    if asked := await pin_asked(request, "own"):
        return asked
    id_ = str((await request.form()).get("id", ""))
    return await changed(request, "removed", lambda file: enrolling.remove(file, (id_,)))


@from_our_form
async def learn(request: Request) -> Response:
    """Take up passwords at verified sites, or no longer."""
    on = (await request.form()).get("learn") == "on"
    if not on and (asked := await pin_asked(request, "own")):
        return asked
    return await changed(request, "learn", lambda file: enrolling.learn(file, on))


async def changed(request: Request, at: str, how: Callable[[ownfile.OwnFile], None]) -> Response:
    """Change the file in a thread, then show the page: with what went wrong, or at a clean address."""
    home = site_of(request).home
    try:
        await asyncio.to_thread(lambda: how(enrolling.opened(home)))
    except UnfitError as error:
        return await shown(request, str(error), at, 400)
    except (FileError, OSError):
        return await shown(request, "broken", at, 500)
    done = at if at in ("removed", "learn") else "added"
    return RedirectResponse(f"/own?done={done}#enrolled", 303)


ROUTES = [
    Route("/own", own),
    Route("/own/add", add, methods=["POST"]),
    Route("/own/password", add_password, methods=["POST"]),
    Route("/own/remove", remove, methods=["POST"]),
    Route("/own/learn", learn, methods=["POST"]),
]
