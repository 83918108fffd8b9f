"""Pause, month, history and privacy in a real browser over the real proxy, with and without script."""

import asyncio
import re

import pytest

from sakchy.locale import catalogue

SAFE = "https://sakchy.internal"
SAY = catalogue("en")
CARD = "my card is 4111 1111 1111 1111"


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def inside(ground, page, request):
    """The browser on the guard's page."""
    if not request.param:
        page.route("**/*.js", lambda route: route.abort())
    page.goto(f"{SAFE}/enter?token={ground.service.app.state.site.sessions.launch(None)}")
    page.goto(f"{SAFE}/language/en")
    return page


def send(ground, text, host="discord.com"):
    """A chat message through the guard; its status."""

    async def post():
        return (await ground.client().post(f"https://{host}/chat", json={"message": text})).status_code

    return asyncio.run_coroutine_threadsafe(post(), ground.loop).result(60)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def test_a_pause_lets_by_what_would_be_asked_about(ground, inside):
    inside.get_by_text(SAY("now.pause")).click()
    press(inside, SAY.count("time.minutes", 5))
    inside.get_by_text(SAY("now.lamp.paused"), exact=True).wait_for()
    assert send(ground, CARD) == 200
    inside.goto(f"{SAFE}/history")
    row = inside.get_by_role("link", name=re.compile("discord.com"))
    assert SAY("web.outcome.paused") in row.inner_text()
    inside.goto(SAFE)
    press(inside, SAY("now.resume"))
    inside.get_by_text(SAY("now.lamp.guarding"), exact=True).wait_for()
    assert ground.service.engine.pause.left == 0


def test_from_a_number_of_the_month_to_an_event_and_never_again(ground, inside):
    ground.service.engine.pause.begin(5)
    assert send(ground, CARD) == 200
    ground.service.engine.pause.end()
    inside.goto(f"{SAFE}/month")
    inside.get_by_role("link", name="1 " + SAY("month.figure.let_through")).first.click()
    inside.wait_for_url("**/history?outcome=let_through*")
    inside.get_by_role("link", name=re.compile("discord.com")).click()
    press(inside, SAY("history.do.never"))
    inside.get_by_text(SAY("history.did.never", site="discord.com")).wait_for()
    assert send(ground, CARD) == 403
    assert send(ground, "good morning") == 200
    inside.goto(f"{SAFE}/history?outcome=blocked")
    inside.get_by_role("link", name=re.compile("discord.com")).click()
    inside.get_by_text(SAY("decide.remembered.never", host="discord.com")).wait_for()


def test_a_filter_is_set_by_hand_and_its_events_deleted(ground, inside):
    ground.service.engine.pause.begin(5)
    assert send(ground, CARD) == 200
    assert send(ground, CARD, "chatgpt.com") == 200
    inside.goto(f"{SAFE}/history")
    inside.get_by_role("searchbox").fill("chatgpt")
    inside.keyboard.press("Enter")
    inside.get_by_text(SAY.count("history.count", 1), exact=True).wait_for()
    inside.get_by_role("link", name=SAY("history.delete.these")).click()
    inside.get_by_role("heading", name=SAY.count("history.delete.sure", 1)).wait_for()
    press(inside, SAY("history.delete.now"))
    inside.get_by_text(SAY.count("history.gone", 1)).wait_for()
    assert [each.verdict.destination.site for each in ground.service.journal.read()] == ["discord.com"]


def test_everything_is_wiped_from_the_page(ground, inside):
    ground.service.engine.pause.begin(5)
    assert send(ground, CARD) == 200
    inside.goto(f"{SAFE}/privacy")
    inside.get_by_text(SAY("privacy.wipe.all"), exact=True).click()
    inside.locator("details[open]").get_by_role("button", name=SAY("privacy.wipe.now")).click()
    inside.get_by_text(SAY("privacy.done.all")).wait_for()
    assert ground.service.journal.read() == []


@pytest.mark.parametrize("inside", [True], indirect=True)
def test_the_lamp_changes_by_itself(ground, inside):
    ground.service.engine.pause.begin(30)
    inside.get_by_text(SAY("now.lamp.paused"), exact=True).wait_for()
    assert re.fullmatch(r"29:\d\d|30:00", inside.locator("[data-seconds]").inner_text())
    ground.service.engine.pause.end()
    inside.get_by_text(SAY("now.lamp.guarding"), exact=True).wait_for()
