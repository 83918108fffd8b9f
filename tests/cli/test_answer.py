"""`sakchy answer` and `sakchy page` against the true page server with a true desk."""

import asyncio
import threading
from concurrent.futures import Future
from pathlib import Path

import click
import httpx
import pytest
from click.testing import CliRunner
from loopback import Loopback
from msgspec.structs import replace

from sakchy import rulebook
from sakchy.act.desk import Desk
from sakchy.cli import answer as module
from sakchy.keep.pin import Pins
from sakchy.locale import catalogue
from sakchy.model import Destination, Finding, Step, Verdict
from sakchy.record import Journal
from sakchy.settings import Settings, home_folder
from sakchy.web import make_app, serve
from sakchy.web.app import listen
from sakchy.web.session import remove_run_file, write_run_file


def verdict(mark="aa", twice=False):
    finding = Finding("passport", "mrz-picture", 0.99, (Step("form", "scan"),), "TD3 KGZ", mark)
    place = Destination("www.facebook.com", "social", "facebook.com")
    return Verdict("ask", (finding,), place, (), "personal", twice=twice)


class Guard:
    """The page of a guard in a thread of its own, and somebody who wants to send a passport."""

    def __init__(self, home):
        self.home, self.loop, self.stop = home, asyncio.new_event_loop(), asyncio.Event()
        self.desk = Desk(60)
        self.journal = Journal(home / "journal.sqlite")
        socket = listen(0)
        app = make_app(self.desk, self.journal, rulebook.load(), home, Settings())
        self.run = write_run_file(home, "127.0.0.1:8080", socket.getsockname()[1])
        self.thread = threading.Thread(
            target=self.loop.run_until_complete, args=[serve(app, socket, self.stop)]
        )
        self.thread.start()

    def hold(self, held, maskable=False):
        """Ask about a verdict; returns its number and what will become of it."""
        begun: Future[str] = Future()

        async def asking():
            outcome = asyncio.ensure_future(self.desk.ask(held, cut="words" if maskable else ""))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            begun.set_result(self.desk.waiting()[-1].number)
            return await outcome

        outcome = asyncio.run_coroutine_threadsafe(asking(), self.loop)
        return begun.result(10), outcome

    def close(self):
        self.loop.call_soon_threadsafe(self.stop.set)
        self.thread.join(10)
        self.loop.close()
        self.journal.close()
        remove_run_file(self.home)


@pytest.fixture
def guard(home):
    guard = Guard(home_folder(home))
    yield guard
    guard.close()


def test_without_a_guard_every_command_says_so(sakchy):
    for command in (["answer"], ["answer", "1234", "send"], ["page"]):
        said = sakchy(*command)
        assert said.code == 2
        assert "sakchy run" in said.errors


def test_the_command_that_was_typed_is_named(sakchy, monkeypatch):
    monkeypatch.setenv("SAKCHY_COMMAND", "python3 scripts/run.py")
    assert "python3 scripts/run.py run" in sakchy("answer").errors


def test_run_file_of_a_guard_that_is_gone(sakchy, home):
    with listen(0) as socket:
        port = socket.getsockname()[1]
    write_run_file(home_folder(home), "127.0.0.1:8080", port)
    assert sakchy("answer").code == 2


def test_nothing_waits(sakchy, guard):
    said = sakchy("answer")
    assert (said.code, said.text.strip()) == (0, "No question is waiting.")


def test_waiting_questions_are_listed(sakchy, guard):
    number, outcome = guard.hold(verdict())
    said = sakchy("answer")
    assert number in said.text
    assert "facebook.com" in said.text
    assert sakchy("answer", number, "stop").code == 0
    assert outcome.result(10) == "refused"


def test_send_releases_the_message(sakchy, guard):
    number, outcome = guard.hold(verdict())
    said = sakchy("answer", number, "send")
    assert (said.code, said.text.strip()) == (0, "Sent, this once.")
    assert outcome.result(10) == "sent"


def test_a_second_confirmation_is_asked_for(sakchy, guard):
    number, outcome = guard.hold(verdict(twice=True))
    said = sakchy("answer", number, "send", stdin="n\n")
    assert "Really send" in said.text
    assert "still waiting" in said.text
    assert not outcome.done()
    assert "Sent" in sakchy("answer", number, "send", stdin="y\n").text
    assert outcome.result(10) == "sent"


@pytest.mark.parametrize("word", ["y", "YES", "д", "Да", "о", "ооба"])
def test_yes_in_every_language(word):
    @click.command()
    def asking():
        here = module.Install(Path(), Settings(), catalogue("ky"))
        click.echo(module.sure(here, "?"))

    assert CliRunner().invoke(asking, input=f"{word}\n").output.endswith("True\n")
    assert CliRunner().invoke(asking, input=f"no{word}\n").output.endswith("False\n")
    assert CliRunner().invoke(asking, input="\n").output.endswith("False\n")


def test_yes_gives_the_second_confirmation(sakchy, guard):
    number, outcome = guard.hold(verdict(twice=True))
    assert sakchy("answer", number, "send", "--yes").code == 0
    assert outcome.result(10) == "sent"


def test_what_wants_a_pin_is_answered_on_the_page(sakchy, guard, home):
    Pins(home).set("2748")
    number, outcome = guard.hold(replace(verdict(), strict=True))
    said = sakchy("answer", number, "send", "--yes")
    assert said.code == 2
    assert "sakchy page --open" in said.text
    assert not outcome.done()
    assert sakchy("answer", number, "stop").code == 0


def test_an_answered_question_cannot_be_answered_again(sakchy, guard):
    number, outcome = guard.hold(verdict())
    sakchy("answer", number, "send")
    assert outcome.result(10) == "sent"
    assert sakchy("answer", number, "send").code == 2


@pytest.mark.parametrize("words", [["0000", "send"], ["1234"], ["1234", "maybe"]])
def test_wrong_words_are_a_mistake(sakchy, guard, words):
    said = sakchy("answer", *words)
    assert said.code == 2
    assert said.errors.strip()


def test_page_prints_a_link_that_lets_in_once(sakchy, guard):
    url = sakchy("page").text.strip()
    with httpx.Client(transport=Loopback()) as one, httpx.Client(transport=Loopback()) as two:
        assert one.get(url).status_code == 303
        assert two.get(url).status_code == 403


def test_page_opens_the_browser_when_asked(sakchy, guard, monkeypatch):
    opened = []
    monkeypatch.setattr(module.webbrowser, "open", opened.append)
    assert sakchy("page", "--open").text.strip() == opened[0]
    with httpx.Client(transport=Loopback()) as browser:
        assert browser.get(opened[0]).status_code == 303


def test_a_token_of_somebody_else_opens_nothing(sakchy, guard, tmp_path):
    theirs = home_folder(tmp_path / "theirs")
    write_run_file(theirs, guard.run.proxy, guard.run.page_port)
    assert sakchy("--home", theirs, "answer").code == 2
    assert sakchy("answer").code == 0


def test_what_was_found_can_be_removed_where_the_list_says_so(sakchy, guard):
    number, outcome = guard.hold(verdict(twice=True), maskable=True)
    assert "mask is possible" in sakchy("answer").text
    assert sakchy("answer", number, "mask").text.strip() == "Sent, without what was found."
    assert outcome.result(10) == "masked"


def test_removing_is_refused_where_it_is_not_possible(sakchy, guard):
    number, outcome = guard.hold(verdict())
    assert "mask is possible" not in sakchy("answer").text
    assert sakchy("answer", number, "mask").code == 2
    assert not outcome.done()
    sakchy("answer", number, "stop")
