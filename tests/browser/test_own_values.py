"""What a person typed into a page, with a real browser: their name, and their password."""

import secrets
import threading
import time

import pytest
from msgspec.structs import replace

from sakchy.detect.own import passwords, values
from sakchy.keep.ownfile import OwnFile

pytestmark = pytest.mark.browser
SECRET = "Correct-Horse9"


@pytest.fixture
def enrolled(ground):
    file = OwnFile(ground.home / "own.json", (ground.home / "fingerprint-key").read_bytes())
    name = values.enrol(file.key, "id01", "name", "Асанов Тилек", "my name")
    mine = passwords.enrol(file.key, "id02", SECRET, "discord.com", secrets.token_bytes(16))
    file.change(lambda enrolled: replace(enrolled, values=(name,), passwords=(mine,)))


def refuse(ground):
    """The person at the guard's page, who says no to the first question."""
    for _ in range(1200):
        for question in ground.service.desk.waiting():
            ground.loop.call_soon_threadsafe(ground.service.desk.answer, question.id, False)
            return
        time.sleep(0.05)


def arrived(ground, site):
    return [got for got in ground.origin.received if got.host == site and got.head.startswith(b"POST")]


def typed(page, site, text):
    page.goto(f"https://{site}/")
    page.fill("input[name=note]", text)
    page.click("button")
    page.wait_for_load_state()


@pytest.mark.usefixtures("enrolled")
def test_an_own_name_in_latin_letters_is_asked_about(ground, page):
    person = threading.Thread(target=refuse, args=(ground,))
    person.start()
    typed(page, "shop.example", "for Tilek ASANOV, two teapots")
    person.join()
    (event,) = ground.events()
    assert (event.outcome, event.verdict.findings[0].rule) == ("refused", "own-name")
    assert arrived(ground, "shop.example") == []


@pytest.mark.usefixtures("enrolled")
def test_an_own_password_passes_at_home_and_is_stopped_elsewhere(ground, page):
    typed(page, "discord.com", SECRET)
    assert len(arrived(ground, "discord.com")) == 1
    typed(page, "shop.example", SECRET)
    page.wait_for_selector("text=Sakchy")
    assert arrived(ground, "shop.example") == []
    (event,) = ground.events()
    assert (event.outcome, event.verdict.findings[0].rule) == ("blocked", "own-password")
