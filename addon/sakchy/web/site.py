"""What the handlers of the guard's page share: the rooms they show, the language, who is asking."""

import asyncio
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
from sakchy.inforce import Rules
from sakchy.locale import LANGUAGES, Language, catalogue, from_browser, from_system
from sakchy.record.journal import Journal
from sakchy.rulebook import Rulebook
from sakchy.settings import Settings
from sakchy.web.address import Address, Came
from sakchy.web.rails import CAME
from sakchy.web.session import Sessions

Handler = Callable[[Request], Awaitable[Response]]
LANGUAGE_COOKIE = "sakchy-language"
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.filters["cap"] = lambda text: text[:1].upper() + text[1:]


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
    pause: Pause = field(default_factory=Pause)
    """Whether the guard is paused, and until when."""
    used: Callable[[], float] = time.time
    """When a browser last sent something through the guard, in seconds since 1970; 0 if none has yet."""
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the guard stops, so that live connections end by themselves."""

    @property
    def rulebook(self) -> Rulebook:
        """What people wrote, as it is in force."""
        return self.rules.rulebook

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
        "own_address": came_of(request).own,
    }
    return HTMLResponse(TEMPLATES.get_template(name).render(common | values), status)


def inside(handler: Handler) -> Handler:
    """Only with a cookie. Without one: how to get in, and nothing else."""

    async def guarded(request: Request) -> Response:
        return await handler(request) if session_of(request) else outside(request)

    return guarded


def outside(request: Request) -> Response:
    """The door, for who has no cookie."""
    # A link on another site does not carry our SameSite=Strict cookie; loading the page again does.
    fetched_from = request.headers.get("sec-fetch-site", "")
    crossed = request.method == "GET" and fetched_from in {"cross-site", "same-site"}
    return show(request, "door.html", 403, again=crossed)


def from_our_form(handler: Handler) -> Handler:
    """Only with a cookie and the token that our own forms carry."""

    async def guarded(request: Request) -> Response:
        session, given = session_of(request), (await request.form()).get("csrf", "")
        if session and isinstance(given, str) and site_of(request).sessions.is_own_form(session, given):
            return await handler(request)
        return show(request, "door.html", 403, again=False)

    return guarded
