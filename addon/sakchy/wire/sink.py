"""A refused upload too large to keep in memory is led to this loopback sink, which swallows and answers.

mitmproxy buffers a whole body before it can answer for itself (a 200 MB upload costs 1 GB); led to the
sink as a stream it costs nothing. The sink answers only requests that carry a ticket of this process, so
other local programs have no use for it.
"""

import asyncio
import contextlib
import secrets

from sakchy.act.replies import Reply

HEADER = "x-sakchy-ticket"
CHUNK = 65536
MAX_HEAD = 65536  # as many bytes of header as a browser ever sends
BROKEN = (OSError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError)  # the client's trouble
SECONDS = 600  # a slow upload of a large film may take long; then the connection is closed


class Sink:
    """A tiny HTTP/1.1 server that reads a body to its end and gives a prepared answer."""

    def __init__(self) -> None:
        """Not listening yet: see `start`."""
        self.replies: dict[str, Reply] = {}
        self.server: asyncio.Server | None = None
        self.port = 0

    async def start(self) -> None:
        """Listen on a free loopback port."""
        self.server = await asyncio.start_server(self.serve, "127.0.0.1", 0, limit=MAX_HEAD)
        self.port = self.server.sockets[0].getsockname()[1]

    def close(self) -> None:
        """Stop listening."""
        if self.server:
            self.server.close()

    def ticket(self, reply: Reply) -> str:
        """A single-use ticket that will be answered with `reply`."""
        name = secrets.token_hex(16)
        self.replies[name] = reply
        return name

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection: head, ticket, body to the end, answer."""
        with contextlib.suppress(*BROKEN):
            async with asyncio.timeout(SECONDS):
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
                fields = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
                reply = self.replies.pop(fields.get(HEADER, ""), None)
                if reply:
                    await swallow(reader, int(fields.get("content-length", "0")))
                    writer.write(raw(reply))
                    await writer.drain()
        writer.close()


async def swallow(reader: asyncio.StreamReader, length: int) -> None:
    """Read and forget `length` bytes."""
    while length > 0 and (data := await reader.read(min(CHUNK, length))):
        length -= len(data)


def raw(reply: Reply) -> bytes:
    """An HTTP/1.1 response that ends the connection (RFC 9112)."""
    lines = [f"HTTP/1.1 {reply.status} Refused", f"content-length: {len(reply.body)}", "connection: close"]
    lines += [f"{name}: {value}" for name, value in reply.headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + reply.body
