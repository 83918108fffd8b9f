"""What the handlers of the guard's page share: the rooms they show, the language, who is asking."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sakchy.act.desk import Desk
from sakchy.act.pause import Pause
from sakchy.decide import Judge
from sakchy.health import Check
from sakchy.inforce import Rules
from sakchy.keep.remembered import Remembered
from sakchy.locale import LANGUAGES, Catalogue, Language, catalogue, from_browser, from_system
from sakchy.model import Finding, Outgoing
from sakchy.parking import Parking
from sakchy.record.journal import Journal
from sakchy.rulebook import Rulebook
from sakchy.settings import Settings
from sakchy.web.address import OWN_ORIGIN, Address, Came
from sakchy.web.rails import CAME
from sakchy.web.session import COOKIE_LIVES, Sessions
from sakchy.web.words import cap, marked

Handler = Callable[[Request], Awaitable[Response]]
OURSELVES = os.getuid() if hasattr(os, "getuid") else None
LANGUAGE_COOKIE = "sakchy-language"
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.filters |= {"cap": cap, "marked": marked}


@dataclass
class Site:
    """The rooms behind the page."""

    desk: Desk
    journal: Journal
    home: Path
    settings: Settings
    sessions: Sessions
    rules: Rules
    """What is in force; read anew for every request."""
    forget: Callable[[], None]
    """Lets go of what is kept in memory."""
    address: Address
    """The names that the page answers to."""
    alone: Callable[[], bool] = lambda: True
    """Whether everybody in this account is one person to the guard."""
    pause: Pause = field(default_factory=Pause)
    """Whether the guard is paused, and until when."""
    running: Callable[[Catalogue], list[Check]] = lambda _: []
    """How the parts of a running guard are, in words."""
    proxy: Callable[[], tuple[str, int]] = lambda: ("127.0.0.1", 8080)
    """Where browsers of this computer reach the proxy."""
    used: Callable[[], float] = time.time
    """When a browser last sent something through the guard, in seconds since 1970; 0 if none has yet."""
    workers: Callable[[Outgoing], Awaitable[tuple[Finding, ...]]] | None = None
    """Look at a message in a process of its own, where there is one."""
    remembered: Remembered = field(default_factory=Remembered)
    """What was answered for longer, and what was called a mistake."""
    parking: Parking = field(default_factory=Parking)
    """Requests of pages that are being opened."""
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the guard stops, so that live connections end by themselves."""

    @property
    def rulebook(self) -> Rulebook:
        """What people wrote, as it is in force."""
        return self.rules.rulebook

    async def look(self, message: Outgoing) -> tuple[Finding, ...]:
        """What is found in a message. Nothing of it is kept or learnt."""
        if self.workers:
            return await self.workers(message)
        return await asyncio.to_thread(self.rules.inspector.inspect, message)

    @property
    def judge(self) -> Judge:
        """Of the policy in force."""
        return self.rules.judge

    def link(self, port: int, to: str = "", account: int | None = None) -> str:
        """A fresh one-time link to the page on loopback, which every browser of this computer can open.

        `to`: a path of the site to go on to; `account`: the only user id that may use the link.
        """
        query = {"token": self.sessions.launch(account)} | ({"to": to} if to else {})
        return f"{self.address.origin(port)}/enter?{urlencode(query)}"


def site_of(request: Request) -> Site:
    """The site a request came to."""
    return cast("Site", request.app.state.site)


def came_of(request: Request) -> Came:
    """Which way a request came: `own` tells that this browser uses the proxy and trusts its certificate."""
    return cast("Came", request.scope[CAME])


def session_of(request: Request) -> str | None:
    """Whose request it is, or None."""
    return site_of(request).sessions.who(request.cookies.get(cookie_name(request), ""), came_of(request))


def cookie_name(request: Request) -> str:
    """`__Host-`: only over TLS, for this host alone (RFC 6265bis, 4.1.3.2). On loopback there is no TLS, and
    browsers share cookies between the ports of a host, so two guards need two names.
    """
    return "__Host-sakchy" if came_of(request).own else f"sakchy-{request.url.port}"


def path_here(text: str) -> str:
    """A path of this site from an address that somebody else may have written, else the first page."""
    safe = text.startswith("/") and not text.startswith("//") and "\\" not in text and text.isprintable()
    return text if safe and not urlsplit(text).netloc else "/"


def language_of(request: Request) -> Language:
    """Chosen on the page, else in the settings, else the browser's."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    accepted = request.headers.get("accept-language", "")
    return site_of(request).settings.language or from_browser(accepted, from_system())


def show(request: Request, name: str, status: int = 200, **values: Any) -> Response:
    """Render a template in the language of whoever asks."""
    site, language, session = site_of(request), language_of(request), session_of(request)
    common = {
        "say": catalogue(language),
        "language": language,
        "path": request.url.path,
        "csrf": site.sessions.csrf(session) if session else "",
        "inside": session is not None,
        "person": site.rules.crowd.name,
        "own_address": came_of(request).own,
        "safe_address": OWN_ORIGIN,
        "phrase": site.settings.phrase if session else "",
    }
    return HTMLResponse(TEMPLATES.get_template(name).render(common | values), status)


def inside(handler: Handler) -> Handler:
    """Only with a cookie. Without one: how to get in, and nothing else."""

    async def guarded(request: Request) -> Response:
        return await handler(request) if session_of(request) else outside(request)

    return guarded


def outside(request: Request) -> Response:
    """The door, for who has no cookie."""
    fetched_from = request.headers.get("sec-fetch-site", "")
    # A link on another site does not carry our SameSite=Strict cookie; loading the page again does.
    crossed = request.method == "GET" and fetched_from in {"cross-site", "same-site"}
    expected = fetched_from != "same-origin" and is_at_home(request)
    answer = show(request, "door.html", 403, again=crossed or expected)
    if expected:
        give_cookie(request, answer, site_of(request).sessions.admit(came_of(request)))
    return answer


def is_at_home(request: Request) -> bool:
    """True for a browser that opens the safe address in the account whose guard this is.

    That account can read `run.json` anyway, so a link would prove nothing more. Not where people who share
    an account are told apart.
    """
    came, headers = came_of(request), request.headers
    opens = (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")) == ("navigate", "document")
    ours = OURSELVES is not None and came.account == OURSELVES
    return came.own and opens and ours and site_of(request).alone()


def give_cookie(request: Request, answer: Response, cookie: str) -> None:
    """Let a browser in: for a month at the safe address, on loopback until the browser ends."""
    own = came_of(request).own
    answer.set_cookie(
        cookie_name(request), cookie, path="/", httponly=True, samesite="strict",
        secure=own, max_age=COOKIE_LIVES if own else None,
    )  # fmt: skip


def from_our_form(handler: Handler) -> Handler:
    """Only with a cookie and the token that our own forms carry."""

    async def guarded(request: Request) -> Response:
        session, given = session_of(request), (await request.form()).get("csrf", "")
        if session and isinstance(given, str) and site_of(request).sessions.is_own_form(session, given):
            return await handler(request)
        return show(request, "door.html", 403, again=False)

    return guarded
