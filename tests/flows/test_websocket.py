"""Messages over a WebSocket are looked at one by one; a stopped one is dropped, the rest keep their order."""

import asyncio
import json
import ssl
from contextlib import asynccontextmanager

import pytest
import websockets
from playground import playground


@pytest.fixture
async def ground(tmp_path):
    async with playground(tmp_path) as ground:
        yield ground


@asynccontextmanager
async def chat(ground):
    """A chat site with a WebSocket: the client's end, and what the site received.

    Neither end pings, so that nothing moves but what is sent.
    """
    received: list[str | bytes] = []

    async def site(socket):
        async for message in socket:
            received.append(message)
            await socket.send("got it")

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(ground.origin.folder / "origin.pem")
    async with websockets.serve(site, "127.0.0.1", 0, ssl=context, ping_interval=None) as server:
        ground.reroute.hosts["discord.com"] = ("127.0.0.1", server.sockets[0].getsockname()[1])
        url = "wss://discord.com/gateway"
        way = {"proxy": ground.proxy, "ssl": ground.trust, "ping_interval": None}
        async with websockets.connect(url, **way) as socket:
            yield socket, received


async def test_an_ordinary_chat_flows(ground):
    async with chat(ground) as (socket, received):
        for text in ("salam", '{"op": 1, "d": 251}', "jakshy kal"):
            await socket.send(text)
            assert await socket.recv() == "got it"
        await socket.send(bytes(range(256)))
        assert await socket.recv() == "got it"
    assert received == ["salam", '{"op": 1, "d": 251}', "jakshy kal", bytes(range(256))]
    assert ground.events() == []


async def test_a_card_number_is_dropped_and_the_next_message_arrives(ground):
    async with chat(ground) as (socket, received):
        await socket.send(json.dumps({"op": 4, "content": "my card: 4111 1111 1111 1111"}))
        question = await ground.question()
        await socket.send("after")
        ground.service.desk.answer(question.id, send=False)
        assert await socket.recv() == "got it"
    assert received == ["after"]
    assert [event.outcome for event in ground.events()] == ["refused"]
    assert ground.events()[0].carrier == "websocket"


async def test_a_message_sent_once_arrives_unchanged(ground):
    text = json.dumps({"op": 4, "content": "card 5555 5555 5555 4444, экинчиси жок"}, ensure_ascii=False)
    async with chat(ground) as (socket, received):
        await socket.send(text)
        question = await ground.question()
        ground.service.desk.answer(question.id, send=True, confirmed=True)
        assert await socket.recv() == "got it"
    assert received == [text]


async def test_a_client_that_goes_away_dismisses_the_question(ground):
    async with chat(ground) as (socket, received):
        await socket.send("my card: 4111 1111 1111 1111")
        question = await ground.question()
        socket.transport.abort()
        async with asyncio.timeout(60):
            while ground.service.desk.waiting():
                await asyncio.sleep(0.02)
        assert ground.service.desk.answer(question.id, send=True, confirmed=True) == "granted"
    assert await ground.outcomes() == ["dismissed"]
    assert received == []


async def test_a_message_that_is_dropped_unasked_stands_among_what_was_missed(ground):
    ground.service.desk.waits = lambda _: 0.2
    async with chat(ground) as (socket, received):
        await socket.send("my card: 4111 1111 1111 1111")
        await socket.send("after")
        assert await socket.recv() == "got it"
    assert received == ["after"]
    (missed,) = ground.service.desk.missed()
    assert {finding.kind for finding in missed.verdict.findings} == {"bank-card"}
    assert [event.outcome for event in ground.events()] == ["expired"]


async def test_the_page_is_told_when_it_sends_the_same_again(ground):
    card = json.dumps({"op": 4, "content": "my card: 4111 1111 1111 1111"})
    async with chat(ground) as (socket, received):
        await socket.send(card)
        question = await ground.question()
        ground.service.desk.answer(question.id, send=False)
        await socket.send("one dropped message closes nothing")
        assert await socket.recv() == "got it"
        await socket.send(card)
        with pytest.raises(websockets.ConnectionClosed) as closed:
            await socket.recv()
    assert closed.value.rcvd.code == 1008
    assert question.number in closed.value.rcvd.reason
    assert "4111" not in closed.value.rcvd.reason
    assert received == ["one dropped message closes nothing"]
    assert [event.outcome for event in ground.events()] == ["refused", "refused"]


async def test_other_things_that_are_not_sent_close_nothing(ground):
    async with chat(ground) as (socket, received):
        for number in ("4111 1111 1111 1111", "5555 5555 5555 4444"):
            await socket.send(json.dumps({"op": 4, "content": f"my card: {number}"}))
            ground.service.desk.answer((await ground.question()).id, send=False)
        await socket.send("still open")
        assert await socket.recv() == "got it"
    assert received == ["still open"]
