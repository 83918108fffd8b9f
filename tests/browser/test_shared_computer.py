"""Banks in a real browser: a password keeps away from imitations; a shared computer explains the bank."""

import secrets
import shutil
import subprocess
import time

import pytest
from msgspec.structs import replace
from playground import in_thread
from playwright.sync_api import Error

from sakchy.detect.own import passwords
from sakchy.keep import OwnFile
from sakchy.wire.origin import ANSWER, Origin

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SECRET = "Correct-Horse9"
PAGE = b"""<!doctype html><meta charset=utf-8><title>Bank</title>
<form method=post action=/login><input name=user value=tilek><input type=password name=password>
<button>Enter</button></form>"""


class Bank(Origin):
    """An origin with a page to log in."""

    def answer(self, head):
        if not head.startswith(b"GET / "):
            return ANSWER
        kind = b"content-type: text/html; charset=utf-8\r\n"
        return b"HTTP/1.1 200 OK\r\n" + kind + b"content-length: %d\r\n\r\n" % len(PAGE) + PAGE


@pytest.fixture
def settings(request):
    return getattr(request, "param", {})


@pytest.fixture
def ground(tmp_path, settings):
    with in_thread(tmp_path, play=Bank, **settings) as ground:
        yield ground


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """A browser of the person's that only writes down what it is told to open."""
    record, script = tmp_path / "opened", tmp_path / "browser"
    script.write_text(f'#!/bin/sh\necho "$1" >> {record}\n')
    script.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"{script} %s")

    def urls():
        for _ in range(200):
            if record.exists() and record.read_text().endswith("\n"):
                break
            time.sleep(0.05)
        return record.read_text().split()

    return urls


def shown(url):
    """What a Chromium that does not go through the guard shows at an address."""
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", url]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout


def log_in(page, site):
    page.goto(f"https://{site}/")
    page.fill("input[name=password]", SECRET)
    page.click("button")
    page.wait_for_load_state()


def logged_in(ground, site):
    return [got for got in ground.origin.received if got.host == site and got.head.startswith(b"POST")]


def test_a_bank_password_passes_at_the_bank_and_is_stopped_at_its_imitation(ground, page):
    file = OwnFile(ground.home / "own.json", (ground.home / "fingerprint-key").read_bytes())
    mine = passwords.enrol(file.key, "id01", SECRET, "mbank.kg", secrets.token_bytes(16))
    file.change(lambda enrolled: replace(enrolled, passwords=(mine,)))
    log_in(page, "mbank.kg")
    assert SECRET.encode() in logged_in(ground, "mbank.kg")[0].body
    assert ground.events() == []
    log_in(page, "mbamk.kg")
    page.wait_for_selector("text=Sakchy")
    assert logged_in(ground, "mbamk.kg") == []
    (event,) = ground.events()
    assert (event.outcome, event.verdict.destination.category) == ("blocked", "lookalike")
    assert "own-password" in {finding.rule for finding in event.verdict.findings}


SHARED = {"policy": "shared-computer", "open_page": True, "forget_on_exit": False}


@pytest.mark.parametrize("settings", [SHARED], indirect=True)
def test_on_a_shared_computer_a_bank_is_explained_untouched(opened, ground, page):
    answers = []
    page.on("response", lambda answer: answers.append(answer.url))
    with pytest.raises(Error, match="ERR_TUNNEL_CONNECTION_FAILED"):
        page.goto("https://mbank.kg/")
    assert answers == []
    (url,) = opened()
    assert url == ground.service.reachable("/stopped?site=mbank.kg")
    explained = shown(url)
    assert "mbank.kg" in explained
    assert 'class="lead"' in explained
    with pytest.raises(Error):
        page.goto("https://www.mbank.kg/login")
    assert opened() == [url]
    assert ground.origin.received == []
    assert [(e.outcome, e.verdict.destination.host) for e in ground.events()] == [("blocked", "mbank.kg")]


@pytest.mark.parametrize("settings", [SHARED], indirect=True)
@pytest.mark.usefixtures("opened")
def test_logging_out_clears_what_the_browser_keeps(ground, page):
    page.goto("https://shop.example/")
    page.evaluate("document.cookie = 'session=1; path=/'; localStorage.setItem('name', 'Tilek')")
    page.evaluate("fetch('/logout', {method: 'POST'}).then(answer => answer.text())")
    page.goto("https://shop.example/")
    assert page.evaluate("[document.cookie, localStorage.length]") == ["", 0]
    assert len(ground.origin.received) >= 3
