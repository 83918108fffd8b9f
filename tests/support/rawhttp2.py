"""HTTP/2 by hand, for what ordinary clients and servers have no words for: trailers, streams taken back."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import h2.config
import h2.connection
import h2.events
from playground import Playground

Fields = dict[str, str]


@dataclass
class Got:
    """What came on a stream."""

    head: Fields = field(default_factory=dict)
    body: bytes = b""
    trailers: Fields = field(default_factory=dict)
    ended: asyncio.Event = field(default_factory=asyncio.Event)


class End:
    """One end of a connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, client: bool) -> None:
        self.reader, self.writer = reader, writer
        self.http = h2.connection.H2Connection(
            h2.config.H2Configuration(client_side=client, header_encoding="utf-8")
        )
        self.streams: dict[int, Got] = {}
        self.http.initiate_connection()
        self.flush()

    def flush(self) -> None:
        self.writer.write(self.http.data_to_send())

    async def read(self) -> AsyncIterator[tuple[int, Got]]:
        """Streams on which everything has come, until the connection ends."""
        while data := await self.reader.read(65536):
            for event in self.http.receive_data(data):
                if (got := self.take(event)) and got.ended.is_set():
                    yield event.stream_id, got
            self.flush()

    def take(self, event: h2.events.Event) -> Got | None:
        number = getattr(event, "stream_id", None)
        got = self.streams.setdefault(number, Got()) if number else None
        if got is None:
            return None
        if isinstance(event, h2.events.RequestReceived | h2.events.ResponseReceived):
            got.head = dict(event.headers)
        elif isinstance(event, h2.events.DataReceived):
            got.body += event.data
            self.http.acknowledge_received_data(event.flow_controlled_length, number)
        elif isinstance(event, h2.events.TrailersReceived):
            got.trailers = dict(event.headers)
        elif isinstance(event, h2.events.StreamEnded | h2.events.StreamReset):
            got.ended.set()
        return got if isinstance(event, h2.events.StreamEnded | h2.events.StreamReset) else None

    def send(self, number: int, head: Fields, body: bytes, trailers: Fields) -> None:
        self.http.send_headers(number, list(head.items()))
        self.http.send_data(number, body, end_stream=not trailers)
        if trailers:
            self.http.send_headers(number, list(trailers.items()), end_stream=True)
        self.flush()


class Client(End):
    """The browser's end."""

    def begin(self, site: str, body: bytes, trailers: Fields, **head: str) -> int:
        number = self.http.get_next_available_stream_id()
        first = {":method": "POST", ":path": "/up", ":scheme": "https", ":authority": site}
        self.send(number, {**first, **head}, body, trailers)
        return number

    async def answer(self, number: int) -> Got:
        got = self.streams.setdefault(number, Got())
        async with asyncio.timeout(60):
            await got.ended.wait()
        return got

    def take_back(self, number: int) -> None:
        self.http.reset_stream(number, 8)  # CANCEL, as browsers do
        self.flush()


@asynccontextmanager
async def http2_client(ground: Playground, site: str) -> AsyncIterator[Client]:
    """A connection to a site through the guard."""
    reader, writer = await asyncio.open_connection("127.0.0.1", ground.service.proxy_port)
    writer.write(f"CONNECT {site}:443 HTTP/1.1\r\nHost: {site}:443\r\n\r\n".encode())
    assert b" 200 " in await reader.readuntil(b"\r\n\r\n")
    trust = ssl.create_default_context(cafile=str(ground.home / "ca" / "mitmproxy-ca-cert.pem"))
    trust.set_alpn_protocols(["h2"])
    await writer.start_tls(trust, server_hostname=site)
    client = Client(reader, writer, client=True)

    async def read() -> None:
        async for _ in client.read():
            pass

    reading = asyncio.ensure_future(read())
    try:
        yield client
    finally:
        reading.cancel()
        writer.close()


@asynccontextmanager
async def http2_site(ground: Playground, site: str) -> AsyncIterator[list[Got]]:
    """A site that answers `ok` with a trailer, and what it got."""
    received: list[Got] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        end = End(reader, writer, client=False)
        with contextlib.suppress(OSError):
            async for number, got in end.read():
                received.append(got)
                end.send(number, {":status": "200"}, b"ok", {"server-timing": "a"})

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(ground.origin.folder / "origin.pem")
    context.set_alpn_protocols(["h2"])
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    ground.reroute.hosts[site] = ("127.0.0.1", server.sockets[0].getsockname()[1])
    try:
        yield received
    finally:
        server.close()
