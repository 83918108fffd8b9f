"""The first page's lamp and pause."""

import html
import re
import time

import pytest
from msgspec.structs import replace

from sakchy.keep.pin import Pins
from sakchy.locale import LANGUAGES, catalogue

SAY = catalogue("en")


def csrf(text):
    return re.search(r'name="csrf" value="([0-9a-f]{64})"', text)[1]


async def pause(client, minutes):
    form = await client.get("/")
    return await client.post(
        "/pause", data={"csrf": csrf(form.text), "minutes": minutes}, follow_redirects=True
    )


def lamp(text):
    return html.unescape(re.search(r'<p class="lamp[^"]*">([^<]*)', text)[1])


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_lamp_tells_of_a_guard_that_nobody_uses(page, language):
    page.app.state.site.used = float
    say = catalogue(language)
    async with page.browser(language=language) as client:
        first = (await client.get("/")).text
        assert lamp(first) == say("now.lamp.unused")
        assert say("now.unused") in html.unescape(first)
        assert 'href="/welcome"' in first
        page.app.state.site.used = time.time
        second = (await client.get("/")).text
        assert lamp(second) == say("now.lamp.guarding")
        assert say("now.calm") in html.unescape(second)


@pytest.mark.parametrize(("minutes", "seconds"), [("5", 300), ("30", 1800), ("60", 3600)])
async def test_a_pause_is_begun_and_ended_by_the_person(page, minutes, seconds):
    site = page.app.state.site
    async with page.browser() as client:
        paused = (await pause(client, minutes)).text
        assert seconds - 10 < site.pause.left <= seconds
        assert lamp(paused) == SAY("now.lamp.paused")
        assert 'name="minutes"' not in paused, "a pause cannot be made longer and longer"
        assert seconds - 10 < int(re.search(r'data-seconds="(\d+)"', paused)[1]) <= seconds
        again = await client.post("/resume", data={"csrf": csrf(paused)}, follow_redirects=True)
        assert lamp(again.text) == SAY("now.lamp.guarding")
        assert site.pause.left == 0


@pytest.mark.parametrize("minutes", ["", "1", "600", "-5", "nonsense", "5.0"])
async def test_no_other_pause_can_be_had(page, minutes):
    async with page.browser() as client:
        await pause(client, minutes)
    assert page.app.state.site.pause.left == 0


@pytest.mark.parametrize("path", ["/pause", "/resume"])
async def test_only_our_own_form_pauses(page, path):
    site = page.app.state.site
    site.pause.begin(5)
    left = site.pause.until
    async with page.browser() as client:
        assert (await client.post(path, data={"minutes": "60"})).status_code == 403
        assert (await client.post(path, data={"minutes": "60", "csrf": "0" * 64})).status_code == 403
        assert (await client.get(path)).status_code == 405
    assert site.pause.until == left


async def test_a_parents_pin_is_asked_for_before_a_pause(page):
    async with page.browser() as client:
        Pins(page.home).set("48151623")
        asked = await pause(client, "5")
        assert SAY("pin.asked.title") in html.unescape(asked.text)
        assert page.app.state.site.pause.left == 0
        right = {"csrf": csrf(asked.text), "minutes": "5", "pin": "48151623"}
        await client.post("/pause", data=right)
    assert page.app.state.site.pause.left > 0


async def test_what_waits_stands_above_the_lamp(page):
    question, _ = await page.ask()
    async with page.browser() as client:
        text = (await client.get("/")).text
    assert text.index(f"/question/{question.id}") < text.index('class="lamp')
    assert re.findall(r"<h1", text) == ["<h1"]


async def test_a_policy_that_only_observes_is_no_guard(page):
    grid = page.app.state.site.judge.grid
    page.app.state.site.judge.grid = replace(grid, observe=True)
    async with page.browser() as client:
        text = (await client.get("/")).text
    assert lamp(text) == SAY("now.lamp.observing")
    assert SAY("now.calm") not in html.unescape(text)
    assert SAY("now.observing") in html.unescape(text)
