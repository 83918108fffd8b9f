"""First steps: language, whose computer it is, certificate, proxy, and a test upload that gets stopped.

Every step can be left out. What is done is seen from what is there; only "do not show this any more" is kept,
as an empty file in Sakchy's folder.
"""

import asyncio
import base64
from functools import cache
from importlib.resources import files
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sakchy import settings
from sakchy.locale import LANGUAGES
from sakchy.record import Wanted
from sakchy.web.pin import pin_asked
from sakchy.web.rails import HEADERS
from sakchy.web.site import LANGUAGE_COOKIE, Site, came_of, from_our_form, inside, language_of, show, site_of

STRANGER = "stranger.test"
"""Who gets the made-up passport; played by the proxy."""
ARRIVED = "/welcome?arrived"
"""Where the browser is led when it was sent after all."""
DONE = "first-steps-done"
"""The empty file."""
SYSTEMS = ("firefox", "windows", "macos", "linux")
PROFILES = ("personal", "family", "shared-computer", "office")
YEAR = 365 * 86400
POLICY = "content-security-policy"
TRIAL = {POLICY: HEADERS[POLICY].replace("form-action 'self'", f"form-action 'self' https://{STRANGER}")}
"""The test upload is the one form of this site that goes elsewhere."""


def finished(home: Path) -> bool:
    """Whether the person wants no more links to the first steps."""
    return (home / DONE).exists()


@inside
async def welcome(request: Request) -> Response:
    """All steps, those that are done marked."""
    site, language = site_of(request), language_of(request)
    chosen, tried = await asyncio.to_thread(known, site)
    host, port = site.proxy()
    profiles = {name: each for name in PROFILES if (each := site.rulebook.policies.get(name))}
    return show(
        request,
        "welcome.html",
        arrived="arrived" in request.query_params,
        done={
            "language": "language" in chosen, "profile": "policy" in chosen,
            "browser": came_of(request).own, "trial": tried,
        },
        languages={"ky": "Кыргызча", "ru": "Русский", "en": "English"},
        profiles={name: getattr(each.title, language) for name, each in profiles.items()},
        profile=site.judge.grid.profile,
        locked=site.rules.locked() is not None,
        systems=SYSTEMS,
        host=host,
        port=port,
        finished=finished(site.home),
    )  # fmt: skip


def known(site: Site) -> tuple[set[str], bool]:
    """The settings that somebody has chosen, and whether the test upload was made. Reads files."""
    path = site.home / "settings.yaml"
    lines = path.read_text("utf-8", "replace").splitlines() if path.exists() else []
    return {line.partition(":")[0] for line in lines}, bool(site.journal.read(1, Wanted(site=STRANGER)))


@from_our_form
async def choose_language(request: Request) -> Response:
    """For the page at once, for notifications and the terminal from the next start."""
    chosen = str((await request.form()).get("language", ""))
    reply = RedirectResponse("/welcome", 303)
    if chosen in LANGUAGES:
        await asyncio.to_thread(settings.change, site_of(request).home, language=chosen)
        reply.set_cookie(LANGUAGE_COOKIE, chosen, max_age=YEAR, path="/", httponly=True, samesite="strict")
    return reply


@from_our_form
async def choose_profile(request: Request) -> Response:
    """The policy, in force at once."""
    site, chosen = site_of(request), str((await request.form()).get("profile", ""))
    if chosen in site.rulebook.policies and not site.rules.locked():
        if asked := await pin_asked(request, "weaken"):
            return asked
        await asyncio.to_thread(settings.change, site.home, policy=chosen)
        await site.rules.refresh()
    return RedirectResponse("/welcome", 303)


@inside
async def trial(request: Request) -> Response:
    """The made-up passport, ready to be sent to somebody whom nobody knows."""
    reply = show(request, "trial.html", own=came_of(request).own, stranger=STRANGER, passport=passport())
    reply.headers.update(TRIAL)
    return reply


@inside
async def picture(_: Request) -> Response:
    """The made-up passport, to look at."""
    return Response(specimen(), media_type="image/jpeg")


@from_our_form
async def finish(request: Request) -> Response:
    """No more links to the first steps, or again."""
    path, again = site_of(request).home / DONE, (await request.form()).get("again")
    if again:
        path.unlink(missing_ok=True)
    else:
        path.touch(mode=0o600)
    return RedirectResponse("/welcome" if again else "/", 303)


@cache
def specimen() -> bytes:
    """A picture of a passport that was never issued."""
    return (files("sakchy") / "specimen" / "passport.jpg").read_bytes()


@cache
def passport() -> str:
    """The same as a `data:` address (RFC 2397): a form cannot carry a file that nobody picked."""
    return f"data:image/jpeg;base64,{base64.b64encode(specimen()).decode()}"


ROUTES = [
    Route("/welcome", welcome),
    Route("/welcome/language", choose_language, methods=["POST"]),
    Route("/welcome/profile", choose_profile, methods=["POST"]),
    Route("/welcome/trial", trial),
    Route("/welcome/passport.jpg", picture),
    Route("/welcome/done", finish, methods=["POST"]),
]
