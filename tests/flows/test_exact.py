"""Whatever is let through reaches the origin unchanged: bodies, headers, chunking."""

import socket
import string
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playground import in_thread

TOKEN = st.text(string.ascii_letters + string.digits + "-_", min_size=1, max_size=20)
VALUE = st.text(string.ascii_letters + string.digits + " ;,=/()*'\"é", max_size=60).map(str.strip)
HEADERS = st.lists(st.tuples(TOKEN.map("X-".__add__), VALUE), max_size=8)
CHUNKS = st.lists(st.binary(min_size=1, max_size=3000), max_size=5)
EXAMPLES = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    with in_thread(tmp_path_factory.mktemp("exact")) as ground:
        yield ground


@contextmanager
def tunnel(ground):
    """A TLS connection to shop.example through the guard."""
    with socket.create_connection(("127.0.0.1", ground.service.proxy_port), timeout=30) as plain:
        plain.sendall(b"CONNECT shop.example:443 HTTP/1.1\r\nHost: shop.example:443\r\n\r\n")
        assert b" 200 " in plain.recv(4096)
        with ground.trust.wrap_socket(plain, server_hostname="shop.example") as secure:
            yield secure


def exchange(ground, request: bytes) -> tuple[bytes, bytes]:
    """Send raw bytes through the guard over TLS; head and body as the origin got them."""
    ground.origin.received.clear()
    with tunnel(ground) as secure:
        secure.sendall(request)
        assert secure.recv(4096).startswith(b"HTTP/1.1 200")
    (got,) = ground.origin.received
    return got.head, got.body


@EXAMPLES
@given(headers=HEADERS, body=st.binary(max_size=5000), query=TOKEN)
def test_a_body_with_a_length(ground, headers, body, query):
    lines = ["POST /a%20b/?q=" + query + " HTTP/1.1", "Host: shop.example", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers]
    head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
    assert exchange(ground, head + body) == (head, body)


@EXAMPLES
@given(headers=HEADERS, chunks=CHUNKS)
def test_a_chunked_body(ground, headers, chunks):
    lines = ["PUT /file HTTP/1.1", "Host: shop.example", "Transfer-Encoding: chunked"]
    head = (
        "\r\n".join([*lines, *(f"{name}: {value}" for name, value in headers)]).encode("latin-1")
        + b"\r\n\r\n"
    )
    body = b"".join(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n" for chunk in chunks) + b"0\r\n\r\n"
    assert exchange(ground, head + body) == (head, b"".join(chunks))


def test_expect_100_continue(ground):
    head = b"POST / HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n"
    ground.origin.received.clear()
    with tunnel(ground) as secure:
        secure.sendall(head)
        assert secure.recv(4096).startswith(b"HTTP/1.1 100")
        secure.sendall(b"body")
        assert secure.recv(4096).startswith(b"HTTP/1.1 200")
    assert ground.origin.received[0].body == b"body"
