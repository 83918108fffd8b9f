"""Fields after a body: looked at and sent on where both sides have them, else left out."""

import asyncio

import pytest
from playground import playground
from rawhttp2 import http2_client, http2_site

from sakchy.wire.origin import Origin

CARD = "4111 1111 1111 1111"
SITE = "modern.example"


class WithTrailer(Origin):
    """A site whose answer in chunks has something after it."""

    def answer(self, head):
        return b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-Took: 1\r\n\r\n"


@pytest.fixture
async def ground(tmp_path):
    async with playground(tmp_path) as ground:
        yield ground


@pytest.mark.parametrize("length", [True, False])
async def test_over_http2_they_arrive(ground, length):
    head = {"content-length": "5"} if length else {}
    async with http2_site(ground, SITE) as received, http2_client(ground, SITE) as client:
        got = await client.answer(client.begin(SITE, b"hello", {"x-sum": "12"}, **head))
        assert (got.head[":status"], got.body, got.trailers) == ("200", b"ok", {"server-timing": "a"})
    assert [(one.body, one.trailers) for one in received] == [(b"hello", {"x-sum": "12"})]


@pytest.mark.parametrize("length", [True, False])
async def test_over_http2_they_are_looked_at(ground, length):
    head = {"content-length": "5"} if length else {}
    async with http2_site(ground, SITE) as received, http2_client(ground, SITE) as client:
        number = client.begin(SITE, b"hello", {"x-card-number": CARD}, **head)
        question = await ground.question()
        assert {finding.kind for finding in question.verdict.findings} == {"bank-card"}
        ground.service.desk.answer(question.id, send=False)
        assert (await client.answer(number)).head[":status"] == "403"
    assert received == []


async def test_over_http1_neither_request_nor_answer_hangs(tmp_path):
    async with playground(tmp_path, WithTrailer) as ground:
        plain = await asyncio.start_server(ground.origin.serve, "127.0.0.1", 0)
        ground.reroute.hosts["plain.example"] = ("127.0.0.1", plain.sockets[0].getsockname()[1])
        reader, writer = await asyncio.open_connection("127.0.0.1", ground.service.proxy_port)
        head = b"POST http://plain.example/a HTTP/1.1\r\nHost: plain.example\r\n"
        head += b"Transfer-Encoding: chunked\r\n\r\n"
        for _ in range(2):  # the connection is still good for another
            writer.write(head + b"5\r\nhello\r\n0\r\nX-Sum: 12\r\n\r\n")
            async with asyncio.timeout(60):
                answer = await reader.readuntil(b"0\r\n\r\n")
            assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
            assert b"\r\n\r\n2\r\nok\r\n0\r\n" in answer
        writer.close()
        plain.close()
    assert [got.body for got in ground.origin.received] == [b"hello"] * 2
