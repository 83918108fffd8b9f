"""The PIN on the page: what it is asked for, and that nothing happens without the right one."""

import html
import re

import pytest
from starlette.routing import Route

from sakchy.keep.pin import PAUSES, Pins
from sakchy.locale import LANGUAGES, catalogue
from sakchy.web.pin import Action, pin_asked, pin_needed
from sakchy.web.site import from_our_form, show

PIN, SAY = "2748", catalogue("en")


class Clock:
    now = 1_700_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(page):
    clock = Clock()
    page.app.state.pins = Pins(page.home, clock)
    return clock


@pytest.fixture
def done(page):
    """A screen as others write one: what reached its handler."""
    done = []

    @from_our_form
    async def pause(request):
        if asked := await pin_asked(request, "pause"):
            return asked
        done.append(dict(await request.form()) | {"query": request.url.query})
        return show(request, "nothing.html")

    page.app.router.routes.insert(0, Route("/test-pause", pause, methods=["POST"]))
    return done


def hidden(text):
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', text))


async def token(client):
    return hidden((await client.get("/pin")).text)["csrf"]


async def test_without_a_pin_nobody_is_asked(page, done):
    async with page.browser() as client:
        await client.post("/test-pause", data={"csrf": await token(client), "minutes": "5"})
    assert [each["minutes"] for each in done] == ["5"]
    assert not (page.home / "pin.json").exists()


async def test_the_form_is_sent_again_with_the_pin(page, done, clock):
    page.app.state.pins.set(PIN)
    async with page.browser() as client:
        form = {"csrf": await token(client), "minutes": '"><script>', "for": ["a", "b"]}
        asked = await client.post("/test-pause?x=1", data=form)
        assert (asked.status_code, done) == (200, [])
        assert SAY("pin.asked.pause") in html.unescape(asked.text)
        assert 'action="/test-pause?x=1"' in asked.text
        assert "<script>" not in asked.text
        assert [value for name, value in re.findall(r'name="(for)" value="(\w)"', asked.text)] == ["a", "b"]
        again = {name: html.unescape(value) for name, value in hidden(asked.text).items()}
        wrong = await client.post("/test-pause?x=1", data={**again, "pin": "9999"})
        assert (wrong.status_code, done) == (403, [])
        assert SAY("pin.asked.wrong") in html.unescape(wrong.text)
        assert "9999" not in wrong.text
        assert (await client.post("/test-pause?x=1", data={**again, "pin": PIN})).status_code == 200
    assert [(each["minutes"], each["query"]) for each in done] == [('"><script>', "x=1")]


async def test_the_pin_holds_for_one_form_only(page, done, clock):
    page.app.state.pins.set(PIN)
    async with page.browser() as client:
        form = {"csrf": await token(client)}
        await client.post("/test-pause", data={**form, "pin": PIN})
        await client.post("/test-pause", data=form)
    assert len(done) == 1


async def test_after_mistakes_even_the_right_one_waits(page, done, clock):
    page.app.state.pins.set(PIN)
    async with page.browser() as client:
        form = {"csrf": await token(client)}
        for _ in range(3):
            answer = await client.post("/test-pause", data={**form, "pin": "0000"})
        answer = await client.post("/test-pause", data={**form, "pin": PIN})
        assert SAY.count("pin.asked.wait", PAUSES[2]) in html.unescape(answer.text)
        assert done == []
        clock.now += PAUSES[2]
        await client.post("/test-pause", data={**form, "pin": PIN})
    assert len(done) == 1


async def test_a_pin_is_set_changed_and_removed_on_its_page(page):
    async with page.browser() as client:
        form = {"csrf": await token(client)}
        assert SAY("pin.not_set") in (await client.get("/pin")).text
        await client.post("/pin", data={**form, "fresh": PIN, "again": PIN})
        assert SAY("pin.is_set") in (await client.get("/pin")).text
        asked = await client.post("/pin", data={**form, "fresh": "5139", "again": "5139"})
        assert SAY("pin.asked.pin") in html.unescape(asked.text)
        assert Pins(page.home).check(PIN) == "right"
        await client.post("/pin", data={**hidden(asked.text), "pin": PIN})
        assert Pins(page.home).check("5139") == "right"
        await client.post("/pin", data={**form, "remove": "yes"})
        assert Pins(page.home).is_set
        await client.post("/pin", data={**form, "remove": "yes", "pin": "5139"})
    assert not Pins(page.home).is_set


@pytest.mark.parametrize(
    ("fresh", "again", "why"),
    [
        ("123", "123", "short"),
        ("1111", "1111", "easy"),
        ("27" * 40, "27" * 40, "long"),
        (PIN, "2749", "differ"),
    ],
)
async def test_an_unfit_pin_is_explained(page, fresh, again, why):
    async with page.browser() as client:
        form = {"csrf": await token(client), "fresh": fresh, "again": again}
        answer = await client.post("/pin", data=form)
    assert answer.status_code == 400
    assert SAY(f"pin.wrong.{why}", least=4, most=64) in html.unescape(answer.text)
    assert not Pins(page.home).is_set


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_action_has_its_sentence(page, language, clock):
    say = catalogue(language)
    assert all(say(f"pin.asked.{action}") for action in Action.__args__)
    async with page.browser(language=language) as client:
        assert html.escape(say("pin.lead"), quote=False) in (await client.get("/pin")).text.replace(
            "&#34;", '"'
        )


async def test_strangers_neither_see_nor_set_it(page):
    async with page.browser(enter=False) as client:
        assert (await client.get("/pin")).status_code == 403
        assert (await client.post("/pin", data={"fresh": PIN, "again": PIN})).status_code == 403
    assert not Pins(page.home).is_set


def test_an_unknown_action_is_a_mistake_in_the_program():
    with pytest.raises(ValueError, match="nonsense"):
        pin_needed(None, "nonsense")
