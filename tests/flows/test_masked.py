"""Remove and send, through a real proxy: what was found is gone, everything else arrives as it was."""

import asyncio
import gzip
import json
import ssl

import pytest
import websockets
from playground import http2_origin, playground

CARD = "4111 1111 1111 1111"
CHAT = "https://chatgpt.com/backend-api/conversation"
BODY = json.dumps({"n": 1, "messages": [{"role": "user", "content": f"моя карта {CARD}, ок?"}]}).encode()
WANT = BODY.replace(CARD.encode(), b"[removed]")
JSON = {"content-type": "application/json", "x-one": "1"}


@pytest.fixture
async def ground(tmp_path):
    async with playground(tmp_path) as ground:
        yield ground


async def masked(ground, request):
    """The response to a held request after "remove and send"."""
    sending = asyncio.ensure_future(request)
    question = await ground.question()
    assert question.maskable
    assert ground.service.desk.answer(question.id, send=False, mask=True) == "masked"
    return await sending


async def test_over_http1_the_rest_arrives_with_the_right_length(ground):
    response = await masked(ground, ground.client().post(CHAT, content=BODY, headers=JSON))
    assert response.status_code == 200
    (got,) = [one for one in ground.origin.received if b"chatgpt.com" in one.head]
    assert got.body == WANT
    assert b"content-length: %d\r\n" % len(WANT) in got.head.lower() + b"\r\n"
    assert b"x-one: 1" in got.head.lower()
    (event,) = ground.events()
    assert event.outcome == "masked"
    assert "4111 1111" not in repr(event)


async def test_compressed_bodies_arrive_uncompressed(ground):
    headers = JSON | {"content-encoding": "gzip"}
    await masked(ground, ground.client().post(CHAT, content=gzip.compress(BODY), headers=headers))
    (got,) = [one for one in ground.origin.received if b"chatgpt.com" in one.head]
    assert got.body == WANT
    assert b"content-encoding" not in got.head.lower()


async def test_over_http2(tmp_path):
    async with playground(tmp_path) as ground, http2_origin(ground, "chatgpt.com") as received:
        client = ground.client(http2=True)
        response = await masked(ground, client.post(CHAT, content=BODY, headers=JSON))
        assert response.http_version == "HTTP/2"
    (got,) = received
    assert got["body"] == WANT
    assert (b"content-length", b"%d" % len(WANT)) in {tuple(pair) for pair in got["headers"]}


async def test_a_query_is_masked(ground):
    await masked(ground, ground.client().get("https://chatgpt.com/?q=card+4111+1111+1111+1111&x=%20"))
    (got,) = [one for one in ground.origin.received if b"chatgpt.com" in one.head]
    assert got.head.startswith(b"GET /?q=card+%5Bremoved%5D&x=%20 HTTP/1.1\r\n")


async def test_a_message_of_a_websocket_is_masked(ground):
    received = []

    async def site(socket):
        async for message in socket:
            received.append(message)
            await socket.send("got it")

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(ground.origin.folder / "origin.pem")
    async with websockets.serve(site, "127.0.0.1", 0, ssl=context) as server:
        ground.reroute.hosts["discord.com"] = ("127.0.0.1", server.sockets[0].getsockname()[1])
        url = "wss://discord.com/gateway"
        async with websockets.connect(url, proxy=ground.proxy, ssl=ground.trust) as socket:
            await socket.send(BODY.decode())
            await masked(ground, socket.recv())
    assert received == [WANT.decode()]


async def test_a_signed_request_is_asked_about_without_that_offer(ground):
    headers = JSON | {"content-digest": "sha-256=:AAAA:"}
    sending = asyncio.ensure_future(ground.client().post(CHAT, content=BODY, headers=headers))
    question = await ground.question()
    assert not question.maskable
    assert ground.service.desk.answer(question.id, send=False, mask=True) == "over"
    ground.service.desk.answer(question.id, send=False)
    assert (await sending).status_code == 403


async def test_who_shares_a_question_but_cannot_be_masked_is_refused(ground):
    client = ground.client()
    first = asyncio.ensure_future(client.post(CHAT, content=BODY, headers=JSON))
    question = await ground.question()
    second = asyncio.ensure_future(
        client.post(CHAT, content=BODY, headers=JSON | {"content-digest": "sha-256=:AAAA:"})
    )
    while ground.service.desk._waiting[question.id].clients < 2:
        await asyncio.sleep(0.01)
    ground.service.desk.answer(question.id, send=False, mask=True)
    assert [(await each).status_code for each in (first, second)] == [200, 403]
    assert sorted(event.outcome for event in ground.events()) == ["masked", "refused"]
