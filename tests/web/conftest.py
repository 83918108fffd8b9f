import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
import pytest
from loopback import AsyncLoopback

from sakchy import rulebook
from sakchy.act.desk import Desk
from sakchy.decide import Judge
from sakchy.model import Event, Finding, Step, Target
from sakchy.record import Journal
from sakchy.settings import Settings
from sakchy.web import launch_link, listen, make_app, serve
from sakchy.web.session import write_run_file


@pytest.fixture(scope="session")
def book():
    return rulebook.load()


@dataclass
class Running:
    """The real page on a real port, with what is behind it."""

    app: object
    port: int
    desk: Desk
    journal: Journal
    home: object
    book: object

    @property
    def url(self):
        """The page's own address, which browsers know to be loopback."""
        return self.app.state.site.address.origin(self.port)

    def link(self):
        return launch_link(self.app, self.port)

    def verdict(self, kind="passport", host="web.telegram.org", mark="aa", name="scan"):
        where = (Step("form", name), Step("file", "testbek.jpg"))
        found = Finding(kind, "test-rule", 0.9, where, "•••• 11", mark * 16)
        judge = Judge(self.book, "personal")
        return judge.verdict((found,), judge.destination(Target("https", host, 443, (host,))))

    async def ask(self, *, maskable=False, **about):
        """Put a question on the desk; returns it and the task that waits."""
        task = asyncio.ensure_future(self.desk.ask(self.verdict(**about), cut="words" if maskable else ""))
        await asyncio.sleep(0)
        return self.desk.waiting()[-1], task

    def happened(self, name, at, outcome="refused", **about):
        event = Event(name, at, self.verdict(**about), outcome, "http", "POST", 2_500_000)
        self.journal.write(event)
        return event

    def token(self):
        return write_run_file(self.home, "127.0.0.1:8080", self.port).token

    @asynccontextmanager
    async def browser(self, *, enter=True, language="en", **headers):
        """An HTTP client that behaves as a browser on our own page does."""
        sent = {"accept-language": language, "sec-fetch-site": "same-origin", "origin": self.url}
        client = httpx.AsyncClient(base_url=self.url, headers={**sent, **headers}, transport=AsyncLoopback())
        async with client:
            if enter:
                await client.get(self.link())
            yield client


@pytest.fixture
async def page(tmp_path, book):
    desk, journal, stop = Desk(60), Journal(tmp_path / "journal.sqlite"), asyncio.Event()
    app = make_app(desk, journal, book, tmp_path, Settings())
    listener = listen(0)
    port = listener.getsockname()[1]
    serving = asyncio.ensure_future(serve(app, listener, stop))
    yield Running(app, port, desk, journal, tmp_path, book)
    desk.close()
    stop.set()
    await serving
    journal.close()
