"""The queue of an office: a second person agrees once, never to what is their own."""

import asyncio
import html
from pathlib import Path

import pytest
from msgspec.structs import replace

from sakchy.keep.pin import hashed
from sakchy.locale import catalogue
from sakchy.model import Why
from sakchy.office import Managed, Office
from sakchy.people import Crowd, People, Person

SAY = catalogue("en")
PIN = "2748"
GUL = Person(id="gul", name="Gul", port=8081)
HEAD = Person(id="head", name="Head", port=8082, approver=hashed(PIN))
OTHER = Person(id="other", name="Other", port=8083, approver=hashed("5139"))


@pytest.fixture
async def asked(page):
    """A question of Gul's, who has pressed *send*."""
    now = page.app.state.site.rules.now
    now.managed = Managed(Path("/nowhere"), Office(approve="always", contact="room 4"), False)
    now.crowd = Crowd(People(people=(GUL, HEAD, OTHER)))
    return await ask(page, "gul")


async def ask(page, who):
    verdict = replace(page.verdict(mark=who[:1] + "0"), who=who)
    task = asyncio.ensure_future(page.desk.ask(verdict))
    await asyncio.sleep(0)
    question = page.desk.waiting()[-1]
    page.desk.note(question.id, (Why("office.because.agreed"),), awaits=True)
    return question, task


async def decide(client, question, approver="head", pin=PIN, decision="agree"):
    form = await client.get("/pin")
    token = form.text.partition('name="csrf" value="')[2][:64]
    return await client.post(
        f"/queue/{question.id}",
        data={"csrf": token, "approver": approver, "pin": pin, "decision": decision},
        follow_redirects=True,
    )


async def test_the_queue_says_who_wants_what_and_why(page, asked):
    async with page.browser() as client:
        text = html.unescape((await client.get("/queue")).text)
    for expected in (
        SAY("office.queue.wants", name="Gul"),
        SAY("office.because.agreed"),
        "telegram.org",
        asked[0].number,
        ">Head<",
        ">Other<",
    ):
        assert expected in text
    assert ">Gul<" not in text.partition("<select")[2]


async def test_a_second_person_agrees_and_it_goes(page, asked):
    question, task = asked
    async with page.browser() as client:
        shown = await decide(client, question)
    assert await task == "sent"
    assert SAY("office.queue.none") in shown.text
    notes = page.desk.about(question.verdict).notes
    assert [why.key for why in notes] == ["office.because.agreed", "office.agreed"]
    assert notes[-1].values == (("name", "Head"),)


async def test_or_says_no(page, asked):
    question, task = asked
    async with page.browser() as client:
        await decide(client, question, decision="decline")
    assert await task == "refused"
    assert page.desk.awaiting() == ()


@pytest.mark.parametrize(
    ("approver", "pin", "why"),
    [
        ("head", "2749", "wrong"),
        ("head", "5139", "wrong"),
        ("head", "", "wrong"),
        ("gul", PIN, "who"),
        ("nobody", PIN, "who"),
    ],
)
async def test_nobody_else_does(page, asked, approver, pin, why):
    question, task = asked
    async with page.browser() as client:
        answer = await decide(client, question, approver, pin)
    assert answer.status_code == 403
    assert SAY(f"office.queue.wrong.{why}") in html.unescape(answer.text)
    assert not task.done()
    assert page.desk.awaiting()


async def test_nobody_agrees_to_their_own(page, asked):
    question, task = await ask(page, "head")
    async with page.browser() as client:
        text = (await client.get("/queue")).text
        assert text.count(">Head<") == 1
        answer = await decide(client, question, "head", PIN)
        assert answer.status_code == 403
        assert SAY("office.queue.wrong.own") in html.unescape(answer.text)
        assert not task.done()
        await decide(client, question, "other", "5139")
    assert await task == "sent"


async def test_agreeing_counts_once(page, asked):
    question, task = asked
    async with page.browser() as client:
        await decide(client, question)
        assert await task == "sent"
        await decide(client, question)
    again = asyncio.ensure_future(page.desk.ask(question.verdict))
    await asyncio.sleep(0)
    assert page.desk.waiting()[0].id != question.id
    assert not page.desk.waiting()[0].notes
    again.cancel()


async def test_who_agrees_late_gives_a_ticket_for_one_time(page, asked):
    question, task = asked
    page.desk._expire(question.id)
    assert await task == "expired"
    async with page.browser() as client:
        await decide(client, question)
    assert await page.desk.ask(question.verdict) == "sent"
    assert page.desk.about(question.verdict).notes[-1].key == "office.agreed"
    again = asyncio.ensure_future(page.desk.ask(question.verdict))
    await asyncio.sleep(0)
    assert not again.done()
    again.cancel()


async def test_guessing_an_approvers_pin_costs_pauses(page, asked):
    question, task = asked
    async with page.browser() as client:
        for _ in range(3):
            await decide(client, question, pin="0000")
        answer = await decide(client, question)
    assert SAY("office.queue.wrong.wait") in html.unescape(answer.text)
    assert not task.done()


async def test_without_anybody_to_ask_it_says_whom_to_turn_to(page, asked):
    page.app.state.site.rules.now.crowd = Crowd(People(people=(GUL,)))
    async with page.browser() as client:
        text = html.unescape((await client.get("/queue")).text)
    assert SAY("office.queue.nobody") in text
    assert SAY("office.contact", contact="room 4") in text


async def test_strangers_see_no_queue(page, asked):
    async with page.browser(enter=False) as client:
        assert (await client.get("/queue")).status_code == 403
        assert (await client.post(f"/queue/{asked[0].id}", data={})).status_code == 403
