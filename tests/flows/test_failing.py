"""When something fails, the policy decides and the journal says so: nothing slips through."""

import asyncio
import contextlib

import httpx
import pytest
from playground import PASSPORT, playground

from sakchy.record.journal import Journal

UPLOAD = {"files": {"scan": ("IMG_0001.jpg", PASSPORT.read_bytes(), "image/jpeg")}}


@pytest.fixture
async def ground(tmp_path):
    async with playground(tmp_path) as ground:
        yield ground


def raising(*_args, **_kwargs):
    raise RuntimeError("out of order")


async def test_a_failing_look_is_judged_as_not_read(ground, monkeypatch):
    monkeypatch.setattr(ground.service.engine, "look", raising)
    ground.service.desk.waits = lambda _: 0.2
    response = await ground.client().post("https://discord.com/api/upload", **UPLOAD)
    assert response.status_code == 403
    (event,) = ground.events()
    assert (event.verdict.findings[0].kind, event.verdict.findings[0].rule) == ("not-read", "error")
    assert ground.bodies("discord.com") == []


async def test_a_failing_look_does_not_break_ordinary_browsing(ground, monkeypatch):
    monkeypatch.setattr(ground.service.engine, "look", raising)
    response = await ground.client().get("http://127.0.0.1:9/nothing-listens-here")
    assert response.status_code == 502  # the proxy tried: the policy only notes it for this computer
    assert [event.outcome for event in ground.events()] == ["noted"]


@pytest.mark.parametrize("broken", ["judge.verdict", "desk.ask", "journal.write"])
async def test_whatever_breaks_the_passport_does_not_leave(ground, monkeypatch, broken):
    room, name = broken.split(".")
    monkeypatch.setattr(getattr(ground.service, room), name, raising)
    ground.service.desk.waits = lambda _: 0.2
    response = await ground.client().post("https://discord.com/api/upload", **UPLOAD)
    assert response.status_code == 403
    assert ground.bodies("discord.com") == []


async def test_an_exception_in_the_hook_itself_stops_the_request(ground, monkeypatch):
    monkeypatch.setattr("sakchy.wire.flows.from_request", raising)
    response = await ground.client().post("https://discord.com/api/upload", **UPLOAD)
    assert response.status_code == 403
    assert ground.bodies("discord.com") == []


async def test_a_killed_worker_lets_nothing_out(ground):
    """Kill every worker process again and again while the passport is being read."""
    sending = asyncio.ensure_future(ground.client().post("https://discord.com/api/upload", **UPLOAD))
    killed = 0
    while not (ground.service.desk.waiting() or sending.done()):
        for hand in ground.service.workers.hands:
            if hand.process and hand.process.poll() is None:
                hand.process.kill()
                killed += 1
        await asyncio.sleep(0.02)
    question = await ground.question()
    assert killed >= 2
    assert [finding.rule for finding in question.verdict.findings] == ["worker-lost"]
    ground.service.desk.answer(question.id, send=False)
    assert (await sending).status_code == 403
    assert ground.bodies("discord.com") == []


async def test_the_next_picture_is_read_by_a_fresh_worker(ground):
    for hand in ground.service.workers.hands:
        hand.running().kill()
    sending = asyncio.ensure_future(ground.client().post("https://discord.com/api/upload", **UPLOAD))
    question = await ground.question()
    assert [finding.kind for finding in question.verdict.findings] == ["passport"]
    ground.service.desk.answer(question.id, send=False)
    await sending


async def test_a_stopping_guard_lets_nothing_held_out_and_writes_it_down(tmp_path):
    async with playground(tmp_path) as ground:
        sending = asyncio.ensure_future(ground.client().post("https://discord.com/api/upload", **UPLOAD))
        await ground.question()
        ground.clients.clear()  # the client stays: the guard goes first
    with contextlib.suppress(httpx.HTTPError):  # refused or cut off, as the race goes
        assert (await sending).status_code == 403
    assert ground.bodies("discord.com") == []
    (event,) = Journal(tmp_path / "journal.sqlite", writes=False).read()
    assert event.outcome == "dismissed"
