"""The server behind the proxies: TLS, HTTP/1.1, keep-alive; answers every request with its body's length.

Run as a process of its own (`python -m benches.rig.origin FOLDER`): writes its authority's certificate into
FOLDER, then prints its port.
"""

import asyncio
import ipaddress
import ssl
import sys
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from mitmproxy.certs import CertStore

HOST = "127.0.0.1"
NAME = "origin"
AUTHORITY = f"{NAME}-ca-cert.pem"  # what CertStore.create_store calls it
KEY_BITS = 2048


class Counter(asyncio.Protocol):
    """One connection. Requests come one after the other, as our client sends them, never pipelined."""

    def __init__(self) -> None:
        self.head = b""
        self.length = self.missing = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        if not self.missing:
            self.head += data
            head, end, data = self.head.partition(b"\r\n\r\n")
            if not end:
                return
            self.head = b""
            self.length = self.missing = body_length(head)
        self.missing -= len(data)
        if not self.missing:
            body = str(self.length).encode()
            self.transport.write(
                b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: %d\r\n\r\n%b"
                % (len(body), body)
            )


def body_length(head: bytes) -> int:
    """Content-Length of a request, 0 if it has none."""
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


def tls_context(folder: Path) -> ssl.SSLContext:
    """A server context for loopback, vouched for by a fresh authority in `folder`."""
    CertStore.create_store(folder, NAME, KEY_BITS, organization="Sakchy bench", cn="Sakchy bench origin")
    store = CertStore.from_store(folder, NAME, KEY_BITS)
    entry = store.get_cert(HOST, [x509.IPAddress(ipaddress.ip_address(HOST))])
    key = entry.privatekey.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    pem = folder / "origin.pem"
    pem.touch(mode=0o600)
    pem.write_bytes(key + entry.cert.to_pem())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


async def serve(folder: Path) -> None:
    """Listen until the process is ended."""
    server = await asyncio.get_running_loop().create_server(Counter, HOST, 0, ssl=tls_context(folder))
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
