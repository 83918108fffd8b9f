"""A passport sent in many requests or messages: the telling piece is held; one question for all."""

import asyncio
import ssl
from contextlib import asynccontextmanager

import pytest
import websockets
from playground import HOLIDAY, PASSPORT, playground

SCAN = PASSPORT.read_bytes()
SITE = "https://shop.example"


@pytest.fixture
async def ground(tmp_path):
    async with playground(tmp_path) as ground:
        yield ground


def cut(data, count):
    size = -(-len(data) // count)
    return [(at, data[at : at + size]) for at in range(0, len(data), size)]


def tus(client, number, piece, whole, file):
    at, data = piece
    headers = {
        "tus-resumable": "1.0.0",
        "upload-offset": str(at),
        "content-type": "application/offset+octet-stream",
    }
    return client.patch(f"{SITE}/files/{file}", content=data, headers=headers)


def ranges(client, number, piece, whole, file):
    at, data = piece
    span = f"bytes {at}-{at + len(data) - 1}/{whole}"
    return client.put(f"{SITE}/session/{file}", content=data, headers={"content-range": span})


def s3(client, number, piece, whole, file):
    _, data = piece
    return client.put(f"{SITE}/bucket/key?partNumber={number + 1}&uploadId={file}", content=data)


def dropzone(client, number, piece, whole, file):
    at, data = piece
    fields = {
        "dzuuid": file,
        "dzchunkindex": str(number),
        "dztotalchunkcount": "4",
        "dzchunkbyteoffset": str(at),
    }
    return client.post(f"{SITE}/up", data=fields, files={"file": ("blob", data)})


WAYS = [tus, ranges, s3, dropzone]


@pytest.mark.parametrize("way", WAYS)
async def test_a_refused_upload_stays_refused_and_nobody_is_asked_again(ground, way):
    client, answers = ground.client(), []
    for number, (at, data) in enumerate(cut(SCAN, 4)):
        sending = asyncio.ensure_future(way(client, number, (at, data), len(SCAN), "f1"))
        while not sending.done():
            await asyncio.sleep(0.02)
            for question in ground.service.desk.waiting():
                ground.service.desk.answer(question.id, send=False)
        answers.append((await sending).status_code)
    assert answers[0] == 200
    assert answers[-1] == 403
    told = answers.index(403)
    assert answers[told:] == [403] * (4 - told)
    outcomes = [event.outcome for event in ground.events() if event.verdict.action == "ask"]
    assert outcomes == ["refused"]
    assert len(ground.origin.received) == told


@pytest.mark.parametrize("way", [tus, s3])
async def test_an_approved_upload_arrives_with_one_question_whatever_the_order(ground, way):
    client, asked = ground.client(), set()
    order = [2, 0, 3, 1]
    for number in order:
        at, data = cut(SCAN, 4)[number]
        sending = asyncio.ensure_future(way(client, number, (at, data), len(SCAN), "f2"))
        while not sending.done():
            await asyncio.sleep(0.02)
            for question in ground.service.desk.waiting():
                asked.add(question.id)
                ground.service.desk.answer(question.id, send=True, confirmed=True)
        assert (await sending).status_code == 200
    assert len(asked) == 1
    assert [got.body for got in ground.origin.received] == [cut(SCAN, 4)[number][1] for number in order]


async def test_pieces_in_parallel(ground):
    client = ground.client()
    sending = [asyncio.ensure_future(s3(client, n, piece, 0, "f3")) for n, piece in enumerate(cut(SCAN, 6))]
    question = await ground.question()
    ground.service.desk.answer(question.id, send=False)
    codes = [answer.status_code for answer in await asyncio.gather(*sending)]
    assert 403 in codes
    assert ground.service.desk.waiting() == ()
    received = b"".join(got.body for got in ground.origin.received)
    assert len(received) < len(SCAN)


async def test_uploads_beside_each_other_and_an_innocent_one_raise_nothing(ground):
    client, photo = ground.client(), HOLIDAY.read_bytes()
    for (at, data), (at_, data_) in zip(cut(photo, 3), cut(photo[::-1], 3), strict=True):
        assert (await tus(client, 0, (at, data), 0, "a")).status_code == 200
        assert (await tus(client, 0, (at_, data_), 0, "b")).status_code == 200
    assert [event for event in ground.events() if event.verdict.action == "ask"] == []


@asynccontextmanager
async def socket_to(ground):
    received = []

    async def site(socket):
        async for message in socket:
            received.append(message)  # noqa: PERF401  at once, not when the socket is closed

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(ground.origin.folder / "origin.pem")
    async with websockets.serve(site, "127.0.0.1", 0, ssl=context, max_size=None) as server:
        ground.reroute.hosts["socket.example"] = ("127.0.0.1", server.sockets[0].getsockname()[1])
        async with websockets.connect(
            "wss://socket.example/", proxy=ground.proxy, ssl=ground.trust
        ) as socket:
            yield socket, received


async def test_a_picture_in_many_binary_messages_is_still_seen(ground):
    async with socket_to(ground) as (socket, received):
        for _, data in cut(SCAN, 8):
            await socket.send(b"\x01\x00frame" + data)
        question = await ground.question()
        ground.service.desk.answer(question.id, send=False)
        await socket.send("after")
        async with asyncio.timeout(60):
            while "after" not in received:
                await asyncio.sleep(0.02)
    assert len(received) < 9


async def test_a_message_in_fragments_is_one(ground):
    async with socket_to(ground) as (socket, received):
        await socket.send([data for _, data in cut(SCAN, 5)])  # fragments, deflated
        question = await ground.question()
        ground.service.desk.answer(question.id, send=True, confirmed=True)
        async with asyncio.timeout(60):
            while not received:
                await asyncio.sleep(0.02)
    assert received == [SCAN]


async def test_live_data_is_not_kept(ground):
    async with socket_to(ground) as (socket, received):
        for number in range(70):
            await socket.send(bytes([number]) * 2_000)
        async with asyncio.timeout(60):
            while len(received) < 70:
                await asyncio.sleep(0.02)
    assert ground.service.joining.uploads == {}
