"""A request over HTTP/2 that the page takes back while it is held: nothing leaves; the history says so."""

import asyncio
import json

import pytest
from playground import playground
from rawhttp2 import http2_client, http2_site

BODY = json.dumps({"card_number": "4111 1111 1111 1111"}).encode()
SITE = "modern.example"


@pytest.fixture
async def ground(tmp_path):
    async with playground(tmp_path) as ground:
        yield ground


HEAD = {"content-type": "application/json", "content-length": str(len(BODY))}


def begin(client):
    return client.begin(SITE, BODY, {}, **HEAD)


async def test_the_question_goes_away_by_itself_and_the_connection_stays(ground):
    async with http2_site(ground, SITE) as received, http2_client(ground, SITE) as client:
        number = begin(client)
        await ground.question()
        client.take_back(number)
        async with asyncio.timeout(60):
            while ground.service.desk.waiting():
                await asyncio.sleep(0.02)
        other = await client.answer(client.begin(SITE, b"hello", {}, **{"content-length": "5"}))
        assert other.head[":status"] == "200"
    assert [event.outcome for event in ground.events()] == ["dismissed"]
    assert [got.body for got in received] == [b"hello"]


async def test_an_answer_that_comes_too_late_is_not_called_sent(ground, monkeypatch):
    monkeypatch.setattr("sakchy.wire.guard.GLANCE", 60)
    async with http2_site(ground, SITE) as received, http2_client(ground, SITE) as client:
        number = begin(client)
        question = await ground.question()
        client.take_back(number)
        await asyncio.sleep(0.3)  # the news is there, nobody has looked yet
        ground.service.desk.answer(question.id, send=True, confirmed=True)
        async with asyncio.timeout(60):
            while not ground.events() or ground.events()[0].outcome == "sent":
                await asyncio.sleep(0.02)
        other = await client.answer(client.begin(SITE, b"hello", {}, **{"content-length": "5"}))
        assert other.head[":status"] == "200"
    assert [event.outcome for event in ground.events()] == ["dismissed"]
    assert [got.body for got in received] == [b"hello"]


async def test_one_that_is_waited_for_is_sent(ground):
    async with http2_site(ground, SITE) as received, http2_client(ground, SITE) as client:
        number = begin(client)
        question = await ground.question()
        await asyncio.sleep(0.7)  # longer than a glance
        ground.service.desk.answer(question.id, send=True, confirmed=True)
        assert (await client.answer(number)).head[":status"] == "200"
    assert [event.outcome for event in ground.events()] == ["sent"]
    assert [got.body for got in received] == [BODY]
