"""A whole guard on loopback for tests: real proxy, real TLS origins that play any site, real clients."""

import asyncio
import hashlib
import shutil
import socket
import ssl
import sys
import tempfile
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import httpx
from hypercorn.asyncio import serve
from hypercorn.config import Config

from sakchy.model import Event
from sakchy.service import Service
from sakchy.settings import Settings
from sakchy.wire import origin as origins
from sakchy.wire.master import authority, make_master
from sakchy.wire.origin import Origin
from sakchy.wire.reroute import Reroute

PASSPORT = Path(__file__).parents[2] / "addon" / "sakchy" / "specimen" / "passport.jpg"
HOLIDAY = PASSPORT.with_name("holiday.jpg")
SITES = (
    "discord.com", "mail.google.com", "vk.com", "instagram.com", "chatgpt.com", "pastebin.com", "gofile.io",
    "shop.example", "portal.tunduk.kg", "mbank.kg", "mbamk.kg", "modern.example", "socket.example",
)  # fmt: skip

WHILE_TESTS_RUN = tempfile.TemporaryDirectory(prefix="sakchy-tests-")
origins.tls_context = cache(origins.tls_context)


@dataclass
class Playground:
    """The parts of a running guard that a test wants to reach."""

    service: Service
    origin: Origin
    reroute: Reroute
    trust: ssl.SSLContext
    home: Path
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)
    clients: list[httpx.AsyncClient] = field(default_factory=list)

    @property
    def proxy(self) -> str:
        return f"http://127.0.0.1:{self.service.proxy_port}"

    def client(self, **options: Any) -> httpx.AsyncClient:
        """A client that uses the guard as its proxy, as a set-up browser does."""
        options = {"proxy": self.proxy, "verify": self.trust, "timeout": 60, "trust_env": False, **options}
        self.clients.append(httpx.AsyncClient(**options))
        return self.clients[-1]

    def events(self) -> list[Event]:
        """The journal, newest first."""
        self.service.journal.flush()
        return self.service.journal.read(100)

    async def outcomes(self, count: int = 1) -> list[str]:
        """What came of the last messages, as soon as so many are written down."""
        async with asyncio.timeout(60):
            while len(self.events()) < count:
                await asyncio.sleep(0.02)
        return [event.outcome for event in self.events()]

    def bodies(self, host: str) -> list[bytes]:
        """What a site received."""
        return [got.body for got in self.origin.received if got.host.partition(":")[0] == host]

    async def question(self, seconds: float = 60) -> Any:
        """The one question that waits, as soon as it waits."""
        async with asyncio.timeout(seconds):
            while not self.service.desk.waiting():
                await asyncio.sleep(0.02)
        (question,) = self.service.desk.waiting()
        return question


@asynccontextmanager
async def playground(home: Path, play: type[Origin] = Origin, **options: Any) -> AsyncIterator[Playground]:
    """Start origin and guard in this event loop; everything is stopped at the end.

    Their authorities are those of all guards of this run, and a worker starts with the first message that
    wants one: keys and processes take longer than most tests.
    """
    ours, theirs = authorities()
    if not (home / "ca").exists():
        shutil.copytree(ours.parent, home / "ca")
    origin = play(theirs.parent, SITES)
    await origin.start()
    quiet = {"port": 0, "page_port": 0, "notify": False, "open_page": False, "workers": 1}
    chosen = {**quiet, "language": "en", "wait": 30, **options}
    service = Service(home, Settings(**chosen, extra_ca=str(origin.authority)))
    for hand in service.workers.hands:
        setattr(hand, "try_start", lambda: None)  # noqa: B010  mypy holds that methods stay
    reroute = Reroute(dict.fromkeys(SITES, ("127.0.0.1", origin.port)))
    master = await make_master(service, reroute)
    running = asyncio.ensure_future(master.run())
    try:
        async with asyncio.timeout(60):
            await asyncio.wait(
                [running, asyncio.ensure_future(service.started.wait())], return_when=asyncio.FIRST_COMPLETED
            )
        yield (ground := Playground(service, origin, reroute, trusting(home, origin), home))
        for client in ground.clients:
            await client.aclose()
    finally:
        master.shutdown()  # type: ignore[no-untyped-call]  # of mitmproxy, which is typed in part
        await running
        origin.close()
        if sys.version_info >= (3, 13) and origin.server:
            origin.server.abort_clients()  # what a browser keeps open
            await asyncio.sleep(0)


@cache
def authorities() -> tuple[Path, Path]:
    """Certificates of the guards' authority, and of that of all sites, for the whole run."""
    guard, sites = (Path(WHILE_TESTS_RUN.name, name) for name in ("guard", "sites"))
    guard.mkdir()
    sites.mkdir()
    origins.tls_context(sites, SITES)
    return authority(guard) / "mitmproxy-ca-cert.pem", Origin(sites, SITES).authority


def trusting(home: Path, origin: Origin) -> ssl.SSLContext:
    """A client context that trusts the guard's authority and, for what passes undecrypted, the origin's."""
    context = ssl.create_default_context(cafile=str(origin.authority))
    context.load_verify_locations(home / "ca" / "mitmproxy-ca-cert.pem")
    return context


@asynccontextmanager
async def http2_origin(ground: Playground, site: str) -> AsyncIterator[list[dict[str, Any]]]:
    """Let `site` be played by an origin that speaks HTTP/2 (ASGI on Hypercorn): the requests it got."""
    received: list[dict[str, Any]] = []

    async def app(
        scope: Any, receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
    ) -> None:
        if scope["type"] != "http":
            return
        body, more = b"", True
        while more:
            event = await receive()
            body, more = body + event.get("body", b""), event.get("more_body", False)
        received.append({**scope, "body": body})
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"ok"})

    listener, config, stop = socket.create_server(("127.0.0.1", 0)), Config(), asyncio.Event()
    ground.reroute.hosts[site] = ("127.0.0.1", listener.getsockname()[1])
    config.bind, config.alpn_protocols = [f"fd://{listener.detach()}"], ["h2", "http/1.1"]
    config.certfile = config.keyfile = str(ground.origin.folder / "origin.pem")
    serving = asyncio.ensure_future(serve(app, config, shutdown_trigger=stop.wait))
    try:
        yield received
    finally:
        stop.set()
        await serving


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@contextmanager
def in_thread(home: Path, **options: Any) -> Iterator[Playground]:
    """The same in a thread of its own, for tests that block (property tests, a browser's driver)."""
    loop, ready = asyncio.new_event_loop(), threading.Event()
    box: list[Any] = []

    async def live() -> None:
        done = asyncio.Event()
        async with playground(home, **options) as ground:
            box.extend((ground, done))
            ready.set()
            await done.wait()

    def run() -> None:
        try:
            loop.run_until_complete(live())
        finally:
            ready.set()
            loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    ready.wait(60)
    try:
        yield box[0]
    finally:
        loop.call_soon_threadsafe(box[1].set)
        thread.join()
