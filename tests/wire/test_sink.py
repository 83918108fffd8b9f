import asyncio
import contextlib

import pytest

from sakchy.act.replies import Reply
from sakchy.wire.sink import HEADER, Sink

REPLY = Reply(403, (("content-type", "text/plain"),), b"kept back")


@pytest.fixture
async def sink():
    sink = Sink()
    await sink.start()
    yield sink
    sink.close()


async def talk(sink, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", sink.port)
    writer.write(request)
    answer = await reader.read()
    writer.close()
    return answer


def head(ticket: str, length: object) -> bytes:
    return f"POST / HTTP/1.1\r\nHost: x\r\n{HEADER}: {ticket}\r\nContent-Length: {length}\r\n\r\n".encode()


async def test_a_ticket_is_answered_after_the_whole_body(sink):
    answer = await talk(sink, head(sink.ticket(REPLY), 200_000) + bytes(200_000))
    assert answer.startswith(b"HTTP/1.1 403 ")
    assert answer.endswith(b"\r\n\r\nkept back")


async def test_a_ticket_works_once(sink):
    ticket = sink.ticket(REPLY)
    assert await talk(sink, head(ticket, 0))
    assert await talk(sink, head(ticket, 0)) == b""


@pytest.mark.parametrize("request_", [head("guessed", 3) + b"abc", b"GET / HTTP/1.1\r\n\r\n", b"x" * 200_000])
async def test_others_get_nothing(sink, request_):
    sink.ticket(REPLY)
    with contextlib.suppress(ConnectionError):  # closed with bytes unread: a reset is nothing, too
        assert await talk(sink, request_) == b""


async def test_a_nonsense_length_ends_the_connection(sink):
    assert await talk(sink, head(sink.ticket(REPLY), "many")) == b""
