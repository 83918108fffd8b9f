"""The guard's own site: put together and served in the proxy's event loop, on loopback only."""

import asyncio
import errno
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from hypercorn.asyncio import serve as hypercorn
from hypercorn.config import Config
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount

from sakchy.act.desk import Desk
from sakchy.inforce import Rules, still
from sakchy.record.journal import Journal
from sakchy.rulebook import Rulebook
from sakchy.settings import Settings
from sakchy.web import (
    api,
    entrance,
    event,
    export,
    health,
    history,
    learn,
    live,
    month,
    now,
    own,
    pages,
    phrase,
    pin,
    privacy,
    protection,
    question,
    queue,
    receivers,
    remembered,
    rulelist,
    seen,
    sentences,
    tryout,
    welcome,
)
from sakchy.web.address import LOOPBACK, Address
from sakchy.web.rails import Rails
from sakchy.web.session import Sessions
from sakchy.web.site import Site
from sakchy.web.styles import Styles

SCREENS = (
    entrance,
    now,
    month,
    pages,
    question,
    export,
    history,
    event,
    privacy,
    remembered,
    receivers,
    protection,
    tryout,
    rulelist,
    phrase,
    own,
    pin,
    queue,
    seen,
    learn,
    health,
    welcome,
    sentences,
    live,
    api,
)  # fmt: skip
"""Modules with `ROUTES`, one a line."""


def make_app(
    desk: Desk,
    journal: Journal,
    rulebook: Rulebook,
    home: Path,
    settings: Settings,
    *,
    sessions: Sessions | None = None,
    rules: Rules | None = None,
    forget: Callable[[], None] | None = None,
) -> Starlette:
    """The site over these rooms. `sessions` is given by whoever hands out launch links itself, `rules` by
    whoever can change them while the site runs, `forget` by whoever has more in memory than the desk.
    """
    sessions = sessions or Sessions(home)
    address = Address(settings.page_name or sessions.name)
    static = Mount("/static", Styles())
    app = Starlette(
        routes=[*(route for screen in SCREENS for route in screen.ROUTES), static],
        middleware=[Middleware(Rails, address=address)],
        exception_handlers={404: pages.nothing},
    )
    app.state.site = Site(
        desk,
        journal,
        home,
        settings,
        sessions,
        rules or still(rulebook, settings.policy),
        forget or desk.forget,
        address,
    )
    return app


def launch_link(app: Starlette, port: int, to: str = "", account: int | None = None) -> str:
    """A fresh one-time link to the page, see `Site.link`."""
    return str(app.state.site.link(port, to, account))


def listen(port: int) -> socket.socket:
    """A loopback socket for `serve`; port 0 takes any free one. Raises OSError if the port is taken."""
    return socket.create_server((LOOPBACK, port), backlog=100)


def beside(listener: socket.socket) -> list[socket.socket]:
    """The same port of IPv6, where there is such a thing: browsers try it first for names under localhost,
    and nobody else may answer there. Raises OSError if somebody does.
    """
    try:
        return [socket.create_server(("::1", listener.getsockname()[1]), family=socket.AF_INET6, backlog=100)]
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise
        return []


async def serve(app: Starlette, port: int | socket.socket, stop: asyncio.Event) -> None:
    """Serve the site until `stop` is set, then let open connections end. Raises OSError (`listen`)."""
    listener = listen(port) if isinstance(port, int) else port
    config = Config()
    config.bind = [f"fd://{each.detach()}" for each in (*beside(listener), listener)]
    config.errorlog = config.accesslog = None
    config.include_server_header = False
    config.graceful_timeout = 1.0

    async def stopped() -> None:
        await stop.wait()
        app.state.site.stopping.set()

    await hypercorn(cast("Any", app), config, shutdown_trigger=stopped)
