"""`/events`: tells the open page that something changed, and no more: the page loads itself again."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from sakchy.web.site import Site, inside, site_of

LOOK = 2.0  # seconds between looks at what gives no sign of its own
BEAT = 15.0  # seconds: a sign of life, so that a connection whose browser is gone is noticed


@inside
async def events(request: Request) -> Response:
    """Server-sent events (HTML Living Standard, 9.2)."""
    return StreamingResponse(stream(site_of(request)), media_type="text/event-stream")


async def stream(site: Site) -> AsyncIterator[bytes]:
    """`changed` at once and after each change of the desk, the journal or the lamp, until the guard stops."""
    desk = site.desk.changes()
    step: asyncio.Future[None] = asyncio.ensure_future(anext(desk))
    stopping: asyncio.Future[bool] = asyncio.ensure_future(site.stopping.wait())
    told: object = None
    quiet = 0.0
    try:
        while not stopping.done():
            either: set[asyncio.Future[Any]] = {step, stopping}
            await asyncio.wait(either, timeout=LOOK, return_when=asyncio.FIRST_COMPLETED)
            if step.done() or looks(site) != told:
                told, quiet = looks(site), 0.0
                step = asyncio.ensure_future(anext(desk)) if step.done() else step
                yield b"event: changed\ndata:\n\n"
            elif (quiet := quiet + LOOK) >= BEAT:
                quiet = 0.0
                yield b": still here\n\n"
    finally:
        step.cancel()
        stopping.cancel()


def looks(site: Site) -> object:
    """What changes without a sign: the journal, whether the guard is paused or was ever used.

    A pause that came and went between two looks must show, too: the page may have been loaded meanwhile.
    """
    return site.journal.written, site.pause.until, bool(site.pause.left), bool(site.used())


ROUTES = [Route("/events", events)]
