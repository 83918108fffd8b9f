"""Bodies too large for memory, or of unknown length, are led to this loopback server as a stream.

mitmproxy keeps a body in memory before it asks (200 MB cost 1 GB); led to the sink it costs nothing. The sink
keeps it in a Spool, has it ruled about, and answers with a refusal or with what the site says to a replay:
the same body, sent through the proxy once more. Tickets are secrets of this process and serve once, so other
local programs have no use for the sink, nor for a replay without a question.
"""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from sakchy.act.replies import Reply
from sakchy.engine import Ruling
from sakchy.model import Outgoing
from sakchy.wire.body import BROKEN, CHUNK, chunks, read_head
from sakchy.wire.spool import Spool
from sakchy.wire.tasks import spawn

if TYPE_CHECKING:
    from sakchy.wire.upload import Upload

HEADER = "x-sakchy-ticket"
HEAD_SECONDS = 30  # until mitmproxy has sent the head of a request that it began
MOST_LED = 1000
"""Requests on their way here; one that its page takes back in the same moment never comes."""
Address = tuple[str, int]
Handle = Callable[[Outgoing, asyncio.Event, BinaryIO | None], Awaitable[Ruling]]


class Sink:
    """A small HTTP/1.1 server, and client of the proxy."""

    def __init__(self, folder: Path, most: int, handle: Handle, proxy: Callable[[], Address]) -> None:
        """Not listening yet: see `start`.

        `folder` and `most` are for the Spool, `handle` is the engine's, `proxy` says where the proxy listens.
        """
        self.folder = folder
        self.most = most
        self.handle = handle
        self.proxy = proxy
        self.led: dict[str, Upload] = {}
        self.replays: dict[tuple[str, int], Upload] = {}
        self.server: asyncio.Server | None = None
        self.port = 0

    async def start(self) -> None:
        """Listen on a free loopback port."""
        self.server = await asyncio.start_server(self.serve, "127.0.0.1", 0, limit=CHUNK)
        self.port = self.server.sockets[0].getsockname()[1]

    def close(self) -> None:
        """Stop listening."""
        if self.server:
            self.server.close()

    def ticket(self, upload: "Upload") -> str:
        """What a request must carry to be taken in for `upload`, once."""
        name = secrets.token_hex(16)
        self.led[name] = upload
        while len(self.led) > MOST_LED:
            del self.led[next(iter(self.led))]
        return name

    def awaits(self, ticket: str, source: int) -> bool:
        """Whether a request that comes from port `source` of this computer replays something."""
        return (ticket, source) in self.replays

    def claim(self, ticket: str, source: int) -> "Upload | None":
        """The upload that a request coming from port `source` of this computer replays, once."""
        return self.replays.pop((ticket, source), None)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection: head, ticket, body to the end, answer."""
        with contextlib.suppress(*BROKEN), Spool(self.folder, self.most) as spool:
            async with asyncio.timeout(HEAD_SECONDS):
                fields = await read_head(reader)
            if upload := self.led.pop(fields.get(HEADER, ""), None):
                await self.answer(upload, spool, chunks(reader, fields), reader, writer)
        writer.close()

    async def answer(
        self,
        upload: "Upload",
        spool: Spool,
        body: AsyncIterator[bytes],
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        """Keep the body, have it ruled about, do what was ruled. Raises BROKEN."""
        await spool.fill(body)
        upload.asked = True
        gone = asyncio.Event()
        watching = spawn(watch(reader, gone), "sakchy-watch") if spool.cut is None else None
        try:
            ruling = await self.handle(spool.message(upload.message), gone, spool.file)
            if ruling.passes:
                await self.replay(upload, spool, body, gone, writer)
                return
        finally:
            if watching:
                watching.cancel()
        async for _ in body:
            pass  # what could not be kept
        writer.write(raw(upload.refusal(ruling)))
        await writer.drain()

    async def replay(
        self,
        upload: "Upload",
        spool: Spool,
        rest: AsyncIterator[bytes],
        gone: asyncio.Event,
        writer: asyncio.StreamWriter,
    ) -> None:
        """Send the body through the proxy to the site, and its answer back. Raises BROKEN."""
        answer, site = await asyncio.open_connection(*self.proxy(), limit=CHUNK)
        ticket = (secrets.token_hex(16), site.get_extra_info("sockname")[1])
        self.replays[ticket] = upload
        length = upload.length if spool.cut else spool.size
        tasks = [
            spawn(feed(site, ticket[0], length, spool, rest), "sakchy-feed"),
            spawn(copy(answer, writer), "sakchy-copy"),
            spawn(leave(gone), "sakchy-leave"),
        ]
        feeding, copying, leaving = tasks
        try:
            done, _ = await asyncio.wait({copying, leaving, feeding}, return_when=asyncio.FIRST_COMPLETED)
            if feeding in done and not isinstance(feeding.exception(), asyncio.IncompleteReadError):
                # all is sent, or the site wants no more of it; only what the browser broke off ends here
                await asyncio.wait({copying, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.replays.pop(ticket, None)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            site.transport.abort()  # half a body must not look like a whole one


async def watch(reader: asyncio.StreamReader, gone: asyncio.Event) -> None:
    """Set `gone` when mitmproxy closes the connection, because its client did."""
    with contextlib.suppress(*BROKEN):
        await reader.read(1)
    gone.set()


async def leave(gone: asyncio.Event) -> None:
    """End when the client has left."""
    await gone.wait()


async def feed(
    site: asyncio.StreamWriter, ticket: str, length: int | None, spool: Spool, rest: AsyncIterator[bytes]
) -> None:
    """Write the request of a replay: what was kept, and what was not, as it still comes in. Raises BROKEN."""
    framing = "transfer-encoding: chunked" if length is None else f"content-length: {length}"
    head = f"POST http://sakchy.invalid/ HTTP/1.1\r\nhost: sakchy.invalid\r\n{HEADER}: {ticket}\r\n{framing}"
    site.write(head.encode() + b"\r\n\r\n")
    for body in (spool.blocks(), rest):
        async for block in body:
            site.write(b"%x\r\n%b\r\n" % (len(block), block) if length is None else block)
            await site.drain()
    if length is None:
        site.write(b"0\r\n\r\n")
    await site.drain()


async def copy(answer: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Pass on what comes, to the end. Raises OSError."""
    while data := await answer.read(CHUNK):
        writer.write(data)
        await writer.drain()


def raw(reply: Reply) -> bytes:
    """An HTTP/1.1 response that ends the connection (RFC 9112)."""
    lines = [f"HTTP/1.1 {reply.status} Refused", f"content-length: {len(reply.body)}", "connection: close"]
    lines += [f"{name}: {value}" for name, value in reply.headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + reply.body
