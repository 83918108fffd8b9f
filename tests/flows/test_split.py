"""However a request is cut and whatever name it gives, it is looked at as the site would read it."""

import socket
import time
from contextlib import contextmanager

import pytest
from playground import in_thread

CARD = b'{"card_number": "4111 1111 1111 1111"}'
HEAD = "POST /x HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\n{}\r\n\r\n"
LENGTH = f"Content-Length: {len(CARD)}"
CHUNKED = "Transfer-Encoding: chunked"


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    with in_thread(tmp_path_factory.mktemp("split")) as ground:
        yield ground


@contextmanager
def tunnel(ground, host):
    """A TLS connection through the guard."""
    with socket.create_connection(("127.0.0.1", ground.service.proxy_port), timeout=30) as plain:
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        plain.sendall(f"CONNECT {host}:443 HTTP/1.1\r\nHost: {host}:443\r\n\r\n".encode())
        assert b" 200 " in plain.recv(4096)
        with ground.trust.wrap_socket(plain, server_hostname=host) as secure:
            yield secure


def stopped(ground, pieces, host="pastebin.com"):
    """True if the guard answers a request sent in these pieces, and the site hears nothing of it."""
    with tunnel(ground, host) as secure:
        for piece in pieces:
            secure.sendall(piece)
            time.sleep(0.005)  # so that each piece travels by itself
        answer = secure.recv(4096)
    return answer.startswith(b"HTTP/1.1 403") and ground.bodies(host) == []


def test_chunks_that_split_the_number(ground):
    chunks = [b"%x\r\n%b\r\n" % (len(piece), piece) for piece in (CARD[:20], CARD[20:23], CARD[23:], b"")]
    assert stopped(ground, [HEAD.format("pastebin.com", CHUNKED).encode(), *chunks])


def test_a_chunk_for_every_byte(ground):
    chunks = [b"1;a=b\r\n%c\r\n" % byte for byte in CARD]
    end = b"0\r\n\r\n"
    assert stopped(ground, [HEAD.format("pastebin.com", CHUNKED).encode() + b"".join(chunks) + end])


def test_a_packet_for_every_byte(ground):
    whole = HEAD.format("pastebin.com", LENGTH).encode() + CARD
    assert stopped(ground, [bytes([byte]) for byte in whole])


@pytest.mark.parametrize("name", ["portal.tunduk.kg", "mbank.kg", "localhost", "pastebin.com.tunduk.kg"])
def test_a_host_header_that_names_a_trusted_site(ground, name):
    assert stopped(ground, [HEAD.format(name, LENGTH).encode() + CARD])
