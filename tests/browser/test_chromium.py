"""The main job with a real browser: Chromium behind the guard, a TLS origin that plays the sites."""

import json
import threading
import time

import pytest
from playground import HOLIDAY, PASSPORT

pytestmark = pytest.mark.browser


def answer(ground, send: bool) -> threading.Thread:
    """The person at the guard's page: waits for the question and answers it, in the guard's own loop."""

    def watch() -> None:
        for _ in range(1200):
            for question in ground.service.desk.waiting():
                ground.loop.call_soon_threadsafe(ground.service.desk.answer, question.id, send, True)
                return
            time.sleep(0.05)

    thread = threading.Thread(target=watch)
    thread.start()
    return thread


def upload(page, site: str, picture) -> tuple[int, str]:
    page.goto(f"https://{site}/")
    page.set_input_files("input[type=file]", str(picture))
    return tuple(page.evaluate("upload('photo')"))


def arrived(ground, site: str) -> list[bytes]:
    """Bodies of POST requests that reached a site."""
    return [got.body for got in ground.origin.received if got.host == site and got.head.startswith(b"POST")]


def test_a_passport_is_held_and_not_sent(ground, page):
    person = answer(ground, send=False)
    status, text = upload(page, "discord.com", PASSPORT)
    person.join()
    assert status == 403
    assert json.loads(text)["type"] == "urn:sakchy:not-sent"
    assert arrived(ground, "discord.com") == []
    assert [event.outcome for event in ground.events()] == ["refused"]


def test_a_passport_sent_once_arrives_unchanged(ground, page):
    person = answer(ground, send=True)
    status, _ = upload(page, "discord.com", PASSPORT)
    person.join()
    assert status == 200
    (body,) = arrived(ground, "discord.com")
    assert PASSPORT.read_bytes() in body
    assert [event.outcome for event in ground.events()] == ["sent"]


def test_a_holiday_photo_and_an_ordinary_form_pass(ground, page):
    assert upload(page, "discord.com", HOLIDAY)[0] == 200
    page.goto("https://shop.example/")
    page.fill("input[name=note]", "two teapots, blue")
    page.click("button")
    page.wait_for_load_state()
    assert HOLIDAY.read_bytes() in arrived(ground, "discord.com")[0]
    assert b"two teapots, blue" in arrived(ground, "shop.example")[0]
    assert ground.events() == []


def test_a_card_number_in_a_chat_is_stopped(ground, page):
    person = answer(ground, send=False)
    page.goto("https://chatgpt.com/")
    status, _ = page.evaluate("say('my card is 4111 1111 1111 1111, thank you')")
    person.join()
    assert status == 403
    assert arrived(ground, "chatgpt.com") == []


def test_a_form_posted_as_a_page_gets_a_page(ground, page):
    page.goto("https://pastebin.com/")
    page.set_input_files("input[type=file]", str(PASSPORT))
    page.click("button")
    page.wait_for_selector("text=Sakchy")
    assert [event.outcome for event in ground.events()] == ["blocked"]
    assert arrived(ground, "pastebin.com") == []
    assert page.url.startswith("https://pastebin.com/")


def test_a_bank_passes_undecrypted(ground, page):
    status, _ = upload(page, "mbank.kg", PASSPORT)
    assert status == 200
    assert page.goto("https://mbank.kg/").security_details()["issuer"] == "Sakchy example origin"
    assert page.goto("https://shop.example/").security_details()["issuer"] == "Sakchy on this computer"
    assert len(arrived(ground, "mbank.kg")) == 1
    assert ground.events() == []
