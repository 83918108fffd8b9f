"""`sakchy pause` against the true page server."""

import asyncio
import threading

import pytest

from sakchy import rulebook
from sakchy.act.desk import Desk
from sakchy.keep.pin import Pins
from sakchy.record import Journal
from sakchy.settings import Settings, home_folder
from sakchy.web import listen, make_app, serve
from sakchy.web.session import remove_run_file, write_run_file


@pytest.fixture
def guard(home):
    """The page of a guard in a thread of its own."""
    folder, loop, stop = home_folder(home), asyncio.new_event_loop(), asyncio.Event()
    journal, socket = Journal(folder / "journal.sqlite"), listen(0)
    app = make_app(Desk(60), journal, rulebook.load(), folder, Settings())
    write_run_file(folder, "127.0.0.1:8080", socket.getsockname()[1])
    thread = threading.Thread(target=loop.run_until_complete, args=[serve(app, socket, stop)])
    thread.start()
    yield app
    loop.call_soon_threadsafe(stop.set)
    thread.join(10)
    loop.close()
    journal.close()
    remove_run_file(folder)


def test_a_pause_begins_is_told_and_ends(sakchy, guard):
    assert sakchy("pause").text.strip() == "Sakchy is on guard."
    begun = sakchy("pause", "30")
    assert begun.code == 0
    assert begun.text.startswith("Paused for 30 more minutes.")
    assert sakchy("pause").text.startswith("Paused for 30 more minutes.")
    assert sakchy("pause", "--end").text.strip() == "Sakchy is on guard."
    assert sakchy("pause").text.strip() == "Sakchy is on guard."


@pytest.mark.parametrize("minutes", ["0", "1", "600", "-5", "x"])
def test_other_lengths_are_refused(sakchy, guard, minutes):
    assert sakchy("pause", "--", minutes).code == 2
    assert sakchy("pause").text.strip() == "Sakchy is on guard."


def test_a_pause_with_a_pin_is_had_on_the_page_alone(sakchy, guard, home):
    Pins(home).set("48151623")
    refused = sakchy("pause", "5")
    assert refused.code == 2
    assert "PIN" in refused.text
    assert sakchy("pause").text.strip() == "Sakchy is on guard."
    assert sakchy("pause", "--end").code == 0, "to be on guard needs no PIN"


def test_without_a_guard_it_is_said(sakchy):
    assert sakchy("pause", "5").code == 2
