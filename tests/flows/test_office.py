"""An office through a true proxy: its folder wins, watching before asking, reasons and a second person."""

import asyncio

import pytest
from playground import playground

from sakchy import office, people
from sakchy.keep.pin import hashed
from sakchy.model import Target, Why
from sakchy.people import People, Person
from sakchy.web.sending import second_person

CARD = {"note": "my card 4111 1111 1111 1111"}
POLICY = """
profile: firm
title: {ky: Биздин, ru: Наша, en: Ours}
extends: office
observe: OBSERVE
"""


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "etc"
    (folder / "policies").mkdir(parents=True)
    (folder / office.NAME).write_text("{policy: firm, reason: true, approve: always}", "utf-8")
    head = Person(id="head", name="Head", approver=hashed("2748"))
    people.save(folder / people.NAME, People(people=(head,)))
    observe(folder, True)
    return folder


def observe(folder, on):
    text = POLICY.replace("OBSERVE", str(on).lower())
    (folder / "policies" / "firm.yaml").write_text(text, "utf-8")


@pytest.fixture
async def ground(tmp_path, folder):
    home = tmp_path / "home"
    home.mkdir()
    (home / "changes").mkdir()
    (home / "changes" / "firm.yaml").write_text("policy: firm\ncells: {bank-card: {ai-chat: allow}}", "utf-8")
    async with playground(home, managed=str(folder)) as ground:
        ground.folder = folder
        yield ground


async def test_first_it_only_watches_then_it_asks(ground):
    client = ground.client()
    assert (await client.post("https://chatgpt.com/", json=CARD)).status_code == 200
    assert (await client.post("https://pastebin.com/", json=CARD)).status_code == 200
    assert [(e.outcome, e.verdict.action) for e in ground.events()] == [
        ("observed", "block"),
        ("observed", "ask"),
    ]
    observe(ground.folder, False)
    assert await ground.service.rules.refresh() is None
    assert (await client.post("https://pastebin.com/", json=CARD)).status_code == 403
    sending = asyncio.ensure_future(client.post("https://chatgpt.com/", json=CARD))
    question = await ground.question()
    assert question.verdict.policy == "firm"
    ground.service.desk.answer(question.id, False)
    assert (await sending).status_code == 403


async def test_what_was_said_about_sending_stands_in_the_history(ground):
    observe(ground.folder, False)
    await ground.service.rules.refresh()
    sending = asyncio.ensure_future(ground.client().post("https://chatgpt.com/", json=CARD))
    question = await ground.question()
    assert second_person(question, ground.service.rules.office)
    notes = (Why("office.because.required"), Why("office.agreed", (("name", "Head"),)))
    ground.service.desk.note(question.id, notes, awaits=False)
    ground.service.desk.answer(question.id, True, True)
    assert (await sending).status_code == 200
    (event,) = ground.events()
    assert event.outcome == "sent"
    assert event.verdict.because[-2:] == notes


async def test_neither_what_was_remembered_before_nor_a_pause_counts_there(ground):
    observe(ground.folder, False)
    await ground.service.rules.refresh()
    judge = ground.service.judge
    place = judge.destination(Target("https", "chatgpt.com", 443, ("chatgpt.com",)))
    ground.service.engine.asking.remembered.grant(["bank-card"], place, 3600.0)
    ground.service.engine.pause.begin(5)
    sending = asyncio.ensure_future(ground.client().post("https://chatgpt.com/", json=CARD))
    question = await ground.question()
    ground.service.desk.answer(question.id, False)
    assert (await sending).status_code == 403


async def test_a_mistake_in_the_offices_files_leaves_the_last_right_ones(ground):
    (ground.folder / office.NAME).write_text("policy: nowhere", "utf-8")
    assert "nowhere" in str(await ground.service.rules.refresh())
    assert (ground.service.rules.office.approve, ground.service.judge.grid.profile) == ("always", "firm")
