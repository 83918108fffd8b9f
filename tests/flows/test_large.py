"""Bodies too large for memory, or of unknown length: kept in a file, looked at, held, sent on byte-exact."""

import asyncio

import pytest
from playground import PASSPORT, http2_origin, playground

from sakchy.limits import Limits
from sakchy.wire.origin import Origin

WHOLE = 100_000
FILM = bytes(range(256)) * 12_000
URL = "https://shop.example/film"


class Talkative(Origin):
    """A site whose answer has headers of all sorts and a body in chunks."""

    def answer(self, head):
        headers = b"set-cookie: a=1\r\nset-cookie: b=2\r\nX-Odd-Case: yes\r\nlocation: /done\r\n"
        return (
            b"HTTP/1.1 201 Made\r\n"
            + headers
            + b"transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
        )


@pytest.fixture
async def ground(tmp_path):
    async with playground(tmp_path, limits=Limits(whole=WHOLE)) as ground:
        yield ground


async def pieces(data, size=70_000):
    """A body that does not say how long it is."""
    for start in range(0, len(data), size):
        yield data[start : start + size]
        await asyncio.sleep(0)


def form(data, name="scan.jpg"):
    head = f'--e\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return head.encode() + data + b"\r\n--e--\r\n"


FORM = {"content-type": "multipart/form-data; boundary=e"}


@pytest.mark.parametrize("http2", [False, True])
@pytest.mark.parametrize("known", [True, False])
async def test_an_innocent_one_arrives_byte_exact(ground, http2, known):
    client = ground.client(http2=http2)
    response = await client.post(URL, content=FILM if known else pieces(FILM), headers={"x-One": "1"})
    assert (response.status_code, response.content) == (200, b"ok")
    (got,) = ground.origin.received
    assert got.body == FILM
    assert got.head.startswith(b"POST /film HTTP/1.1\r\n")
    assert b"sakchy" not in got.head.lower()
    assert b"\r\nhost: shop.example\r\n" in got.head.lower()


@pytest.mark.parametrize("http2", [False, True])
@pytest.mark.parametrize("known", [True, False])
async def test_an_approved_passport_arrives_byte_exact(ground, http2, known):
    body = form(PASSPORT.read_bytes() + FILM)
    content = body if known else pieces(body)
    sending = asyncio.ensure_future(ground.client(http2=http2).post(URL, content=content, headers=FORM))
    question = await ground.question()
    assert ground.bodies("shop.example") == []
    ground.service.desk.answer(question.id, send=True, confirmed=True)
    assert (await sending).status_code == 200
    assert ground.bodies("shop.example") == [body]
    (event,) = ground.events()
    assert (event.outcome, event.size) == ("sent", len(body))


@pytest.mark.parametrize("http2", [False, True])
@pytest.mark.parametrize("known", [True, False])
async def test_a_refused_one_shows_the_page(ground, http2, known):
    body = form(PASSPORT.read_bytes() + FILM)
    content = body if known else pieces(body)
    headers = {**FORM, "sec-fetch-mode": "navigate"}
    sending = asyncio.ensure_future(ground.client(http2=http2).post(URL, content=content, headers=headers))
    question = await ground.question()
    ground.service.desk.answer(question.id, send=False)
    response = await sending
    assert response.status_code == 403
    assert question.number in response.text
    assert ground.bodies("shop.example") == []


async def test_http2_to_the_end(ground):
    async with http2_origin(ground, "modern.example") as received:
        for content in (FILM, pieces(FILM)):
            response = await ground.client(http2=True).post(
                "https://modern.example/a%20b?q=1", content=content
            )
            assert (response.status_code, response.http_version) == (200, "HTTP/2")
        await ground.client(http2=True).delete("https://modern.example/nothing")
    assert [got["body"] for got in received] == [FILM, FILM, b""]
    assert {got["http_version"] for got in received} == {"2"}
    assert received[0]["raw_path"] == b"/a%20b"


@pytest.mark.parametrize("http2", [False, True])
async def test_the_answer_comes_back_as_it_is(tmp_path, http2):
    async with playground(tmp_path, Talkative, limits=Limits(whole=WHOLE)) as ground:
        client = ground.client(http2=http2)
        for _ in range(2):
            response = await client.post(URL, content=FILM)
            assert (response.status_code, response.content) == (201, b"abcde")
            assert response.headers.get_list("set-cookie") == ["a=1", "b=2"]
            assert "connection" not in response.headers
        assert len(ground.origin.received) == 2


async def test_a_site_that_cannot_be_reached_is_reported_as_ever(ground):
    ground.reroute.hosts["gone.example"] = ("127.0.0.1", 1)
    response = await ground.client().post("http://gone.example/", content=FILM)
    assert response.status_code == 502


async def test_a_small_body_of_unknown_length_is_an_ordinary_message(ground):
    response = await ground.client().post(URL, content=pieces(b'{"card": "4111 1111 1111 1112"}'))
    assert response.status_code == 200
    sending = asyncio.ensure_future(
        ground.client().post(URL, content=pieces(b'{"card": "4111 1111 1111 1111"}'))
    )
    question = await ground.question()
    assert {finding.kind for finding in question.verdict.findings} == {"bank-card"}
    ground.service.desk.answer(question.id, send=False)
    assert (await sending).status_code == 403
    assert len(ground.bodies("shop.example")) == 1


async def test_a_client_that_leaves_dismisses_the_question(ground):
    for http2 in (False, True):
        body = form(PASSPORT.read_bytes() + FILM + bytes(http2))
        client = ground.client(http2=http2)
        sending = asyncio.ensure_future(client.post(URL, content=body, headers=FORM))
        await ground.question()
        sending.cancel()
        async with asyncio.timeout(60):
            while ground.service.desk.waiting():
                await asyncio.sleep(0.02)
    assert ground.bodies("shop.example") == []
    assert await ground.outcomes(2) == ["dismissed"] * 2


async def raw(ground, *parts, pause=0.0):
    """Bytes sent through the proxy without TLS, with pauses; what comes back until the end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", ground.service.proxy_port)
    for part in parts:
        writer.write(part)
        await writer.drain()
        await asyncio.sleep(pause)
    answer = await reader.readuntil(b"ok")
    writer.close()
    return answer


async def test_expect_100_continue_and_a_slow_client(ground, tmp_path):
    plain = await asyncio.start_server(ground.origin.serve, "127.0.0.1", 0)
    ground.reroute.hosts["plain.example"] = ("127.0.0.1", plain.sockets[0].getsockname()[1])
    head = b"POST http://plain.example/a HTTP/1.1\r\nHost: plain.example\r\nExpect: 100-continue\r\n"
    body = FILM[:300_000]
    length = b"Content-Length: %d\r\n\r\n" % len(body)
    parts = [body[at : at + 50_000] for at in range(0, len(body), 50_000)]
    answer = await raw(ground, head + length, *parts, pause=0.1)
    assert answer.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n")
    chunked = [b"%x\r\n%b\r\n" % (len(part), part) for part in parts]
    answer = await raw(
        ground, head + b"Transfer-Encoding: chunked\r\n\r\n", *chunked, b"0\r\n\r\n", pause=0.1
    )
    assert answer.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n")
    assert [got.body for got in ground.origin.received] == [body] * 2
    assert all(b"100-continue" not in got.head for got in ground.origin.received)
    plain.close()


@pytest.mark.parametrize("http2", [False, True])
@pytest.mark.parametrize("known", [False, True])
async def test_beyond_what_can_be_kept_the_policy_decides_at_once(tmp_path, http2, known):
    async with playground(tmp_path, limits=Limits(whole=WHOLE, spool=2 << 20)) as ground:
        film = FILM * 2
        response = await ground.client(http2=http2).post(URL, content=film if known else pieces(film))
        assert response.status_code == 200
        assert ground.bodies("shop.example") == [film]
        (event,) = ground.events()
        assert (event.outcome, event.verdict.findings[0].rule) == ("noted", "too-large")
        scan = form(PASSPORT.read_bytes() + film)
        response = await ground.client(http2=http2).post(
            URL, content=scan if known else pieces(scan), headers=FORM
        )
        assert response.status_code == 403
        assert ground.events()[0].outcome == "blocked"
        assert ground.bodies("shop.example") == [film]


async def test_the_address_is_looked_at_too(ground):
    ground.service.desk.waits = lambda _: 0.2
    response = await ground.client().post(URL + "?card_number=4111111111111111", content=FILM)
    assert response.status_code == 403
    assert ground.bodies("shop.example") == []
    (event,) = ground.events()
    assert {finding.kind for finding in event.verdict.findings} >= {"bank-card"}


async def test_where_nothing_matters_it_streams_past(ground, monkeypatch):
    monkeypatch.setattr(ground.service.judge, "indifferent", lambda _destination: True)
    monkeypatch.setattr(ground.service.sink, "ticket", None)
    assert (await ground.client().post(URL, content=FILM)).status_code == 200
    assert ground.bodies("shop.example") == [FILM]


async def test_a_guessed_ticket_opens_nothing(ground):
    body = form(PASSPORT.read_bytes() + FILM)
    headers = {**FORM, "x-sakchy-ticket": "0" * 32}
    sending = asyncio.ensure_future(ground.client().post(URL, content=body, headers=headers))
    question = await ground.question()
    ground.service.desk.answer(question.id, send=False)
    assert (await sending).status_code == 403
    through = await ground.client().get(f"http://127.0.0.1:{ground.service.sink.port}/")
    assert through.status_code == 403


async def test_missed_and_sent_again_with_a_ticket(ground):
    body = form(PASSPORT.read_bytes() + FILM)
    ground.service.desk.waits = lambda _: 0.5
    assert (await ground.client().post(URL, content=body, headers=FORM)).status_code == 403
    (missed,) = ground.service.desk.missed()
    assert ground.service.desk.answer(missed.id, send=True, confirmed=True) == "granted"
    assert (await ground.client().post(URL, content=body, headers=FORM)).status_code == 200
    assert ground.bodies("shop.example") == [body]
