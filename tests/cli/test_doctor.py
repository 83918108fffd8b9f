"""`sakchy doctor` with no guard, and against the true page server."""

import asyncio
import threading

import pytest

from sakchy import health, rulebook
from sakchy.act.desk import Desk
from sakchy.locale import catalogue
from sakchy.record import Journal
from sakchy.settings import Settings, home_folder
from sakchy.web import make_app, serve
from sakchy.web.app import listen
from sakchy.web.session import write_run_file

SAY = catalogue("en")


@pytest.fixture
def guard(home):
    """The page of a guard in a thread of its own."""
    home_folder(home)
    loop, stop, journal, socket = (
        asyncio.new_event_loop(),
        asyncio.Event(),
        Journal(home / "journal.sqlite"),
        listen(0),
    )
    app = make_app(Desk(60), journal, rulebook.load(), home, Settings())
    app.state.site.running = lambda say: [health.proxy(say, "127.0.0.1:8080", 1.0)]
    write_run_file(home, "127.0.0.1:8080", socket.getsockname()[1])
    thread = threading.Thread(target=loop.run_until_complete, args=[serve(app, socket, stop)])
    thread.start()
    yield app.state.site
    loop.call_soon_threadsafe(stop.set)
    thread.join(10)
    loop.close()
    journal.close()


def test_without_a_guard_it_says_so_and_what_else_it_knows(sakchy):
    said = sakchy("doctor")
    assert said.code == 1
    assert "! Proxy" in said.text
    assert SAY("health.proxy.stopped") in said.text
    for name in ("certificate", "rules", "pictures", "text", "versions"):
        assert SAY(f"health.check.{name}") in said.text


def test_a_guard_that_runs_tells_of_itself(sakchy, guard):
    said = sakchy("doctor")
    assert said.code == 0
    assert SAY("health.proxy.listens", address="127.0.0.1:8080") in said.text
    assert SAY("health.unread.none") in said.text


def test_something_to_look_at_makes_a_code(sakchy, guard):
    guard.running = lambda say: [health.Check("mistake", "careful", ("one\ntwo",))]
    said = sakchy("doctor")
    assert said.code == 1
    first, second = said.text.splitlines()[:2]
    assert first.startswith("! A mistake")
    assert second.index("two") == first.index("one")
