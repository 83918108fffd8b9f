import asyncio
import contextlib
from types import SimpleNamespace

import pytest

from sakchy.act.replies import Reply
from sakchy.engine import Ruling
from sakchy.model import Outgoing
from sakchy.wire.sink import HEADER, MOST_LED, Sink

REPLY = Reply(403, (("content-type", "text/plain"),), b"kept back")
UPLOAD = SimpleNamespace(message=Outgoing("http", b""), refusal=lambda _ruling: REPLY, length=None)


class Proxy:
    """What stands where the proxy listens: remembers a replay, gives `answer`."""

    def __init__(self):
        self.got, self.answer = b"", b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"

    async def serve(self, reader, writer):
        while not self.got.endswith((b"end", b"end\r\n0\r\n\r\n")):
            self.got += await reader.read(65536)
        writer.write(self.answer)
        writer.close()


@pytest.fixture
async def ground(tmp_path):
    """A sink that rules as `rules` says, and keeps what it was asked about."""
    proxy, asked, rules = Proxy(), [], {}
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)

    async def handle(message, gone, file):
        asked.append((message, file.fileno() if file else None))
        if rules.get("wait"):
            await gone.wait()
        return Ruling(rules.get("outcome", "refused"))

    sink = Sink(tmp_path, 8 << 20, handle, server.sockets[0].getsockname)
    await sink.start()
    yield SimpleNamespace(sink=sink, proxy=proxy, asked=asked, rules=rules)
    sink.close()
    server.close()


async def talk(sink, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", sink.port)
    writer.write(request)
    answer = await reader.read()
    writer.close()
    return answer


def head(ticket: str, length: object) -> bytes:
    return f"POST / HTTP/1.1\r\nHost: x\r\n{HEADER}: {ticket}\r\nContent-Length: {length}\r\n\r\n".encode()


async def test_a_refusal_comes_after_the_whole_body(ground):
    answer = await talk(ground.sink, head(ground.sink.ticket(UPLOAD), 200_000) + bytes(200_000))
    assert answer.startswith(b"HTTP/1.1 403 ")
    assert answer.endswith(b"\r\n\r\nkept back")
    ((message, file),) = ground.asked
    assert (message.body, message.apart, file) == (bytes(200_000), None, None)


async def test_what_passes_is_sent_through_the_proxy_and_answered_as_the_proxy_does(ground):
    ground.rules["outcome"] = "sent"
    body = bytes(3_000_000) + b"end"
    assert await talk(ground.sink, head(ground.sink.ticket(UPLOAD), len(body)) + body) == ground.proxy.answer
    start, _, sent = ground.proxy.got.partition(b"\r\n\r\n")
    assert sent == body
    assert b"content-length: 3000003" in start
    ((message, file),) = ground.asked
    assert message.body == b""
    assert message.size == len(body)
    assert file is not None


@pytest.mark.parametrize("length", [None, 10_000_003])
async def test_beyond_what_is_kept_the_rest_follows_as_it_comes(ground, length):
    ground.rules["outcome"] = "noted"
    body = bytes(10_000_000) + b"end"
    upload = SimpleNamespace(**{**vars(UPLOAD), "length": length})
    answer = await talk(ground.sink, head(ground.sink.ticket(upload), len(body)) + body)
    assert answer == ground.proxy.answer
    ((message, _),) = ground.asked
    assert message.apart.cut == "too-large"
    assert message.apart.size <= 8 << 20
    assert ground.proxy.got.count(b"\0") == 10_000_000


async def test_a_refused_one_beyond_that_is_swallowed(ground):
    answer = await talk(ground.sink, head(ground.sink.ticket(UPLOAD), 10_000_000) + bytes(10_000_000))
    assert answer.endswith(b"kept back")


async def test_a_client_that_leaves_is_noticed(ground):
    ground.rules["wait"] = True
    _, writer = await asyncio.open_connection("127.0.0.1", ground.sink.port)
    writer.write(head(ground.sink.ticket(UPLOAD), 3) + b"abc")
    async with asyncio.timeout(60):
        while not ground.asked:
            await asyncio.sleep(0.01)
        writer.close()
        await writer.wait_closed()
    assert ground.proxy.got == b""


async def test_a_ticket_works_once(ground):
    ticket = ground.sink.ticket(UPLOAD)
    assert await talk(ground.sink, head(ticket, 0))
    assert await talk(ground.sink, head(ticket, 0)) == b""


async def test_a_replay_is_claimed_once_and_from_its_own_port(ground):
    ground.sink.replays["ticket", 1234] = UPLOAD
    assert ground.sink.claim("ticket", 1235) is None
    assert ground.sink.claim("tickets", 1234) is None
    assert ground.sink.claim("ticket", 1234) is UPLOAD
    assert ground.sink.claim("ticket", 1234) is None


@pytest.mark.parametrize("request_", [head("guessed", 3) + b"abc", b"GET / HTTP/1.1\r\n\r\n", b"x" * 200_000])
async def test_others_get_nothing(ground, request_):
    ground.sink.ticket(UPLOAD)
    with contextlib.suppress(ConnectionError):  # closed with bytes unread: a reset is nothing, too
        assert await talk(ground.sink, request_) == b""
    assert ground.asked == []


async def test_a_nonsense_length_ends_the_connection(ground):
    assert await talk(ground.sink, head(ground.sink.ticket(UPLOAD), "many")) == b""


async def test_requests_that_never_come_are_not_kept_for_ever(ground):
    names = [ground.sink.ticket(UPLOAD) for _ in range(MOST_LED + 5)]
    assert len(ground.sink.led) == MOST_LED
    assert await talk(ground.sink, head(names[0], 0)) == b""
    assert (await talk(ground.sink, head(names[-1], 3) + b"end")).endswith(b"kept back")
