"""A balloon in a real D-Bus session: what the desktop's notification service is asked to show."""

import asyncio
import contextlib
import json
import os
import shutil
import subprocess
import sys
import threading

import pytest
from jeepney import DBusAddress, new_method_call, new_method_return
from jeepney.io.blocking import open_dbus_connection
from playground import PASSPORT, in_thread

from sakchy import rulebook
from sakchy.act.notify import RING, Notifier
from sakchy.act.question import Question
from sakchy.act.words import words
from sakchy.model import Destination, Finding, Step, Verdict

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is Linux's")
BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
NOTHING = "nothing was shown"


class Desktop(threading.Thread):
    """A notification service that keeps what it is asked to show."""

    def __init__(self, address):
        super().__init__(daemon=True)
        self.bus = open_dbus_connection(address)
        name = new_method_call(BUS, "RequestName", "su", ("org.freedesktop.Notifications", 4))
        assert self.bus.send_and_get_reply(name).body == (1,)
        self.shown, self.heard = [], threading.Event()

    def run(self):
        with contextlib.suppress(ConnectionResetError):  # the bus has ended
            self.answer()

    def answer(self):
        while True:
            message = self.bus.receive()
            if message.header.fields.get(3) == "Notify":  # header field MEMBER
                self.shown.append(message.body)
                self.bus.send(new_method_return(message, "u", (1,)))
                self.heard.set()


@pytest.fixture
def session(monkeypatch):
    """A session bus of its own, as `dbus-run-session` starts one; its address."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        if os.environ.get("CI"):
            pytest.fail("CI must bring D-Bus: see .ci/run")
        pytest.skip("no D-Bus on this machine")
    command = [daemon, "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        address = process.stdout.readline().strip()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address
        process.terminate()


@pytest.fixture
def desktop(session):
    desktop = Desktop(session)
    desktop.start()
    return desktop


def verdict(host="chat.example"):
    found = Finding("passport", "test-rule", 0.9, (Step("file", "secret-name.jpg"),), "•••• 1111", "ab" * 16)
    return Verdict("ask", (found,), Destination(host, "messenger", host), (), "personal")


def test_a_question_rings_on_the_desktop_in_the_words_of_the_page(desktop):
    book = rulebook.load()
    Notifier(book, "en").ask(Question("f" * 32, "4821", verdict(), 0.0, 60.0))
    assert desktop.heard.wait(30), NOTHING
    (shown,) = desktop.shown
    app, _, _, title, message, actions, _, stays = shown
    told = words(verdict(), "en", book)
    assert (app, title, actions, stays) == ("Sakchy", "Sakchy: chat.example", [], 10_000)
    assert told.what in message.lower()
    assert told.why in message.replace("’", "'")
    assert "4821" in message
    assert "1111" not in str(shown)
    assert "secret-name" not in str(shown)


def test_the_whole_guard_rings_for_an_upload(desktop, tmp_path):
    with in_thread(tmp_path, notify=True) as ground:
        client = ground.client(timeout=60)

        async def upload():
            return await client.post("https://discord.com/api", content=PASSPORT.read_bytes())

        sending = asyncio.run_coroutine_threadsafe(upload(), ground.loop)
        assert desktop.heard.wait(60), NOTHING
        (question,) = ground.service.desk.waiting()
        assert question.number in desktop.shown[0][4]
        ground.loop.call_soon_threadsafe(ground.service.desk.answer, question.id, False)
        assert sending.result(60).status_code == 403


@pytest.mark.parametrize("there", ["no service", "no bus"])
def test_without_a_service_or_a_bus_nothing_else_breaks(session, monkeypatch, there):
    if there == "no bus":
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all")
    words_ = json.dumps({"title": "t", "message": "m"}).encode()
    done = subprocess.run([sys.executable, "-P", RING], input=words_, capture_output=True, timeout=60)  # noqa: PLW1510
    assert done.returncode in (0, 1), "plyer is asked then, and may have nothing either"
    rung = Notifier(rulebook.load(), "en")
    rung.ask(Question("f" * 32, "4821", verdict(), 0.0, 60.0))
    for thread in threading.enumerate():
        if thread.name == "sakchy-bell":
            thread.join(30)
            assert not thread.is_alive()
