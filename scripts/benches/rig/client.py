"""A browser's part: keep-alive connections through a proxy, requests one after the other on each.

Every answer is checked: a proxy that refuses a request, drops part of a body or does not decrypt at all
would otherwise look fast.
"""

import asyncio
import ssl
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

SECONDS = 30  # an answer that takes longer is no measurement any more


class Request(NamedTuple):
    """A request ready to be written, and the length of its body, which the origin answers."""

    data: bytes
    body_length: int


class WrongAnswerError(Exception):
    """The origin's answer did not arrive as it should."""


class Line:
    """One connection: CONNECT to the proxy, TLS with its certificate, HTTP/1.1 keep-alive."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Use `connect`."""
        self.reader = reader
        self.writer = writer

    @classmethod
    async def connect(cls, proxy_port: int, authority: Path, origin_port: int) -> "Line":
        """Open a connection through the proxy on `proxy_port`.

        Only certificates of the proxy's own `authority` are accepted, so one that passes the connection
        on undecrypted fails here with ssl.SSLError.
        """
        reader, writer = await asyncio.open_connection("127.0.0.1", proxy_port)
        writer.write(
            b"CONNECT 127.0.0.1:%d HTTP/1.1\r\nhost: 127.0.0.1:%d\r\n\r\n" % (origin_port, origin_port)
        )
        if b" 200 " not in await reader.readuntil(b"\r\n\r\n"):
            raise WrongAnswerError("the proxy refused the connection")
        context = ssl.create_default_context(cafile=str(authority))
        await writer.start_tls(context, server_hostname="127.0.0.1")
        return cls(reader, writer)

    async def send(self, request: Request) -> None:
        """Send a request and read its answer. Raises WrongAnswerError, TimeoutError."""
        async with asyncio.timeout(SECONDS):
            self.writer.write(request.data)
            await self.writer.drain()
            head = (await self.reader.readuntil(b"\r\n\r\n")).lower()
            body = await self.reader.readexactly(int(head.partition(b"content-length:")[2].split()[0]))
        status = head.split(b" ", 2)[1]
        if status != b"200" or body != b"%d" % request.body_length:
            raise WrongAnswerError(f"answer {status!r} with {len(body)} bytes is not the origin's")

    def close(self) -> None:
        """Hang up."""
        self.writer.close()


async def connect(count: int, proxy_port: int, authority: Path, origin_port: int) -> list[Line]:
    """That many connections, one after the other."""
    return [await Line.connect(proxy_port, authority, origin_port) for _ in range(count)]


async def burst(lines: Sequence[Line], requests: Sequence[Request]) -> list[float]:
    """Send all requests as fast as the answers come, one at a time on each line; seconds each took."""
    waiting = iter(requests)
    took: list[float] = []

    async def work(line: Line) -> None:
        for request in waiting:
            began = perf_counter()
            await line.send(request)
            took.append(perf_counter() - began)

    await asyncio.gather(*map(work, lines))
    return took


async def paced(lines: Sequence[Line], requests: Sequence[Request], rate: float) -> list[float]:
    """Send `rate` requests a second, the lines taking turns; seconds from when each was due to its answer.

    Counting from when it was due keeps a stall visible: a late request would otherwise hide the wait.
    """
    start = perf_counter()
    took: list[float] = []

    async def work(turn: int, line: Line) -> None:
        for index in range(turn, len(requests), len(lines)):
            due = start + index / rate
            await asyncio.sleep(max(due - perf_counter(), 0))
            await line.send(requests[index])
            took.append(perf_counter() - due)

    await asyncio.gather(*(work(turn, line) for turn, line in enumerate(lines)))
    return took
