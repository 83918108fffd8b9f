"""A small TLS origin on loopback that remembers what reached it, for `sakchy try` and the tests.

Its certificates come from an authority of its own, made for the occasion in a folder the caller gives.
"""

import asyncio
import contextlib
import hashlib
import ssl
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from mitmproxy.certs import CertStore

KEY_BITS = 2048
ANSWER = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\naccess-control-allow-origin: *\r\n\r\nok"


@dataclass(frozen=True)
class Received:
    """A request that reached the origin."""

    host: str
    head: bytes
    body: bytes

    @property
    def sha256(self) -> str:
        """Hex SHA-256 of the body."""
        return hashlib.sha256(self.body).hexdigest()


@dataclass
class Origin:
    """An HTTP/1.1 server that answers `ok` to everything and keeps what it was sent."""

    folder: Path
    names: tuple[str, ...]
    received: list[Received] = field(default_factory=list)
    port: int = 0
    server: asyncio.Server | None = None

    @property
    def authority(self) -> Path:
        """PEM file of the authority that vouches for this origin."""
        return self.folder / "origin-ca-cert.pem"

    async def start(self) -> None:
        """Make certificates and listen on a free loopback port."""
        context = tls_context(self.folder, self.names)
        self.server = await asyncio.start_server(self.serve, "127.0.0.1", 0, ssl=context)
        self.port = self.server.sockets[0].getsockname()[1]

    def close(self) -> None:
        """Stop listening."""
        if self.server:
            self.server.close()

    def answer(self, _head: bytes) -> bytes:
        """The whole response to a request with this head."""
        return ANSWER

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Requests of one connection, one after the other."""
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, ValueError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                body = await read_body(reader, head)
                self.received.append(Received(header(head, b"host").decode("latin-1"), head, body))
                writer.write(self.answer(head))
                await writer.drain()
        writer.close()


async def read_body(reader: asyncio.StreamReader, head: bytes) -> bytes:
    """The body by Content-Length or in chunks (RFC 9112, 6 and 7.1)."""
    if header(head, b"transfer-encoding").lower() != b"chunked":
        return await reader.readexactly(int(header(head, b"content-length") or b"0"))
    body = b""
    while size := int((await reader.readline()).split(b";")[0], 16):
        body += await reader.readexactly(size)
        await reader.readline()
    while (await reader.readline()).strip():
        pass  # trailers
    return body


def header(head: bytes, name: bytes) -> bytes:
    """First value of a header field, or nothing."""
    for line in head.split(b"\r\n")[1:]:
        key, _, value = line.partition(b":")
        if key.lower() == name:
            return value.strip()
    return b""


def tls_context(folder: Path, names: tuple[str, ...]) -> ssl.SSLContext:
    """A server context whose certificate names all of `names`, from a fresh authority in `folder`."""
    CertStore.create_store(folder, "origin", KEY_BITS, organization="Sakchy", cn="Sakchy example origin")
    store = CertStore.from_store(folder, "origin", KEY_BITS)
    entry = store.get_cert(names[0], [x509.DNSName(name) for name in names])
    pem = folder / "origin.pem"
    pem.touch(mode=0o600)
    key = entry.privatekey.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem.write_bytes(key + entry.cert.to_pem())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context
