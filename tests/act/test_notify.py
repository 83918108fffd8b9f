import json
import subprocess
import sys
import threading

import pytest

from sakchy import rulebook
from sakchy.act import notify
from sakchy.act.notify import Notifier, plain, wording
from sakchy.act.question import Question
from sakchy.act.words import shown_host
from sakchy.locale import LANGUAGES
from sakchy.model import Destination, Finding, Step, Verdict
from sakchy.yamlfile import FileError


@pytest.fixture(scope="module")
def book():
    return rulebook.load()


def verdict(host="chat.example", *, action="ask", kind="passport"):
    where = (Step("file", "secret-name.jpg"),)
    found = Finding(kind, "test-rule", 0.9, where, "•••• 1111", "ab" * 16)
    return Verdict(action, (found,), Destination(host, "messenger"), (), "personal")


def question(**about):
    return Question("f" * 32, "4821", verdict(**about), 0.0, 60.0)


def recorder(tmp_path):
    """A bell that writes what it is given, and where it wrote it."""
    heard = tmp_path / "heard"
    code = f"import sys; open({str(heard)!r}, 'ab').write(sys.stdin.buffer.read() + b'\\n')"
    return heard, (sys.executable, "-c", code)


def wait_for_bells():
    for thread in threading.enumerate():
        if thread.name == "sakchy-bell":
            thread.join()


def test_a_question_rings_with_its_number_and_nothing_found(tmp_path, book):
    heard, command = recorder(tmp_path)
    Notifier(book, "en", command).ask(question())
    wait_for_bells()
    words = json.loads(heard.read_text("utf-8"))
    assert words["title"] == "Sakchy: chat.example"
    assert "passport" in words["message"].lower()
    assert "4821" in words["message"]
    for forbidden in ("1111", "secret-name", "f" * 32, "ab" * 16):
        assert forbidden not in json.dumps(words)


@pytest.mark.parametrize("action", ["warn", "block"])
def test_a_warning_and_a_stop_are_told(tmp_path, book, action):
    heard, command = recorder(tmp_path)
    Notifier(book, "en", command).tell(verdict(action=action))
    wait_for_bells()
    assert wording(action, verdict(), "", book, "en")[1] == json.loads(heard.read_text("utf-8"))["message"]


def test_a_flood_of_questions_is_one_balloon(tmp_path, book):
    heard, command = recorder(tmp_path)
    notifier = Notifier(book, "en", command)
    for _ in range(20):
        notifier.ask(question())
    wait_for_bells()
    assert heard.read_text().count("\n") == 1
    notifier.ask(question())
    wait_for_bells()
    assert heard.read_text().count("\n") == 2


@pytest.mark.parametrize(
    "command",
    [
        ("/nonexistent/bell",),
        (sys.executable, "-c", "raise SystemExit('no desktop')"),
        (sys.executable, "-c", "import os; os.abort()"),
        (sys.executable, "-c", "print('x' * 9999999)"),
    ],
    ids=["missing", "raises", "crashes", "prints"],
)
def test_a_machine_without_a_desktop_is_no_error_and_prints_nothing(book, capfd, command):
    notifier = Notifier(book, "en", command)
    notifier.ask(question())
    wait_for_bells()
    assert capfd.readouterr() == ("", "")
    assert not notifier._ringing.locked()


def test_plyer_itself_says_nothing_here(book, capfd):
    Notifier(book, "ky").ask(question())
    wait_for_bells()
    assert capfd.readouterr() == ("", "")


def test_a_bell_that_hangs_is_let_go(book, monkeypatch):
    monkeypatch.setattr(notify, "PATIENCE", 0.2)
    notifier = Notifier(book, "en", (sys.executable, "-c", "import time; time.sleep(600)"))
    notifier.ask(question())
    wait_for_bells()
    assert not notifier._ringing.locked()


def test_what_cannot_be_worded_does_not_reach_the_caller(book):
    Notifier(book, "xx").ask(question())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", ["ask", "warn", "block"])
def test_words_are_there_in_every_language(book, language, what):
    title, message = wording(what, verdict(), "4821", book, language)
    assert "chat.example" in title
    assert message.lower().startswith(getattr(book.kinds["passport"].name, language).lower())
    assert plain(getattr(book.kinds["passport"].harm, language)) in message


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_balloon_is_never_longer_than_windows_bears(book, language):
    found = tuple(Finding(kind, "test-rule", 0.9, (), "", "ab" * 16) for kind in book.kinds)
    for first in range(len(found)):
        for turned in (found[first:] + found[:first], found[first : first + 1]):
            many = Verdict("ask", turned, Destination("x" * 90, "messenger"), (), "personal")
            for what in ("ask", "warn", "block"):
                _, message = wording(what, many, "4821", book, language)
                assert len(message) <= 255
                name = getattr(book.kinds[turned[0].kind].name, language)
                assert message.lower().startswith(plain(name).lower())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("--help", "help"),
        ("a\u202eb\u200fc", "abc"),
        ("a\x00b\nc\x1b[31m", "abc[31m"),
        ("<b>x</b> & 'y'", "‹b›x‹/b› + ’y’"),
        ("a\\u0041", "a/u0041"),
        ("Жөнөтүлсүнбү?", "Жөнөтүлсүнбү?"),
    ],
)
def test_text_is_plain(text, shown):
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("chat.example", "chat.example"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("раураl.example", "xn--l-7sba6dbr.example"),
        ("a..б", "a..?"),
        ("x" * 300, "x" * 60),
    ],
)
def test_hosts_are_shown_as_they_go_over_the_wire(host, shown):
    assert shown_host(host) == shown


def test_a_file_planted_in_the_current_folder_is_not_run(book, tmp_path):
    (tmp_path / "json.py").write_text("open('it-ran', 'w')\n")
    command = Notifier(book, "en").command
    subprocess.run(command, input=b"{}", cwd=tmp_path, capture_output=True, timeout=60, check=False)
    assert not (tmp_path / "it-ran").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mistake_in_a_file_is_told_with_its_line(tmp_path, book, language):
    heard, command = recorder(tmp_path)
    Notifier(book, language, command).mistake(FileError("changes/personal.yaml", "a\nb: <c>\n", 1, 3, "no"))
    wait_for_bells()
    words = json.loads(heard.read_text("utf-8"))
    assert "changes/personal.yaml" in words["message"]
    assert "2" in words["message"]
    assert "<c>" not in words["message"]
