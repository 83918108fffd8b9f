"""What is done from an event is remembered as on the question itself, and taken back on a page of its own."""

import html
import re
import time

import pytest
from msgspec.structs import replace

from sakchy.keep.pin import Pins
from sakchy.locale import catalogue

SAY = catalogue("en")


def csrf(text):
    return re.search(r'name="csrf" value="([0-9a-f]{64})"', text)[1]


async def do(client, event, what, **more):
    shown = await client.get(f"/history/{event.id}")
    fields = {"csrf": csrf(shown.text), "do": what, **more}
    return await client.post(f"/history/{event.id}/do", data=fields, follow_redirects=True)


@pytest.fixture
def kept(page):
    return page.app.state.site.remembered


@pytest.fixture
def event(page):
    return page.happened("0123456789abcdef", time.time(), "refused", kind="bank-card", host="chatgpt.com")


@pytest.mark.parametrize(("what", "seconds"), [("hour", 3600), ("month", 30 * 86400)])
async def test_it_is_allowed_here_for_a_while(page, kept, event, what, seconds):
    async with page.browser() as client:
        reply = await do(client, event, what)
    assert SAY(f"history.did.{what}", site="chatgpt.com") in html.unescape(reply.text)
    (grant,) = kept.grants()
    assert (grant.kinds, grant.site) == (("bank-card",), "chatgpt.com")
    assert grant.until - grant.since == seconds


async def test_it_is_refused_here_for_good(page, kept, event):
    async with page.browser() as client:
        reply = await do(client, event, "never")
        assert SAY("history.did.never", site="chatgpt.com") in html.unescape(reply.text)
        again = await client.get(f"/history/{event.id}")
    assert 'value="never"' not in again.text, "said once"
    assert kept.refused(["bank-card"], event.verdict.destination)


async def test_it_is_called_a_mistake(page, kept, event):
    async with page.browser() as client:
        reply = await do(client, event, "wrong")
        assert SAY("history.did.wrong") in html.unescape(reply.text)
        assert 'value="wrong"' not in reply.text
    assert kept.without_mistakes(event.verdict.findings) == ()


async def test_strict_kinds_are_never_allowed_for_longer_and_no_mistake_by_one_click(page, kept):
    event = page.happened("1" * 16, time.time(), "refused", kind="medical-record", host="forms.example")
    async with page.browser() as client:
        shown = (await client.get(f"/history/{event.id}")).text
        assert 'value="hour"' not in shown
        assert 'name="sure"' in shown
        for what in ("hour", "month", "wrong"):
            await do(client, event, what)
        assert (kept.grants(), kept.mistakes()) == ((), ())
        await do(client, event, "wrong", sure="yes")
    assert len(kept.mistakes()) == 1


async def test_what_could_not_be_read_offers_nothing(page, kept, event):
    (found,) = event.verdict.findings
    unread = replace(found, kind="not-read", rule="encrypted")
    page.journal.write(replace(event, verdict=replace(event.verdict, findings=(unread,))))
    async with page.browser() as client:
        shown = (await client.get(f"/history/{event.id}")).text
        assert 'name="do"' not in shown
        for what in ("hour", "never", "wrong"):
            await do(client, event, what)
    assert (kept.grants(), kept.mistakes(), kept.refusals()) == ((), (), ())


@pytest.mark.parametrize("what", ["", "allow", "all", "<b>"])
async def test_nothing_else_is_done(page, kept, event, what):
    async with page.browser() as client:
        assert (await do(client, event, what)).status_code == 200
    assert (kept.grants(), kept.mistakes(), kept.refusals()) == ((), (), ())


async def test_only_our_own_form_does_anything(page, kept, event):
    async with page.browser() as client:
        reply = await client.post(f"/history/{event.id}/do", data={"do": "month", "csrf": "0" * 64})
    assert reply.status_code == 403
    assert kept.grants() == ()


async def test_an_event_that_is_gone_changes_nothing(page, kept, event):
    async with page.browser() as client:
        form = await client.get(f"/history/{event.id}")
        page.journal.delete()
        reply = await client.post(f"/history/{event.id}/do", data={"csrf": csrf(form.text), "do": "month"})
    assert reply.status_code == 404
    assert kept.grants() == ()


async def test_a_parents_pin_stands_before_what_makes_the_guard_milder(page, kept, event):
    Pins(page.home).set("48151623")
    async with page.browser() as client:
        for what in ("hour", "month", "wrong"):
            asked = await do(client, event, what)
            assert SAY("pin.asked.title") in html.unescape(asked.text)
        assert (kept.grants(), kept.mistakes()) == ((), ())
        await do(client, event, "never")
    assert len(kept.refusals()) == 1, "stricter needs no PIN"


async def test_a_disk_that_refuses_is_told(page, kept, event, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept, "change", full)
    async with page.browser() as client:
        assert SAY("history.did.disk") in html.unescape((await do(client, event, "month")).text)
