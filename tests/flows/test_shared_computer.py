"""On a computer of many people: banks are stopped by their names, and nothing is connected or decrypted."""

import asyncio
import ssl

import httpx
import pytest
from playground import playground

BANK = "ibank.kicb.net"


@pytest.fixture
async def ground(tmp_path):
    async with playground(tmp_path, policy="shared-computer") as ground:
        ground.opened = []
        ground.service.stopped.open_page = ground.opened.append
        ground.reroute.hosts["mbank.kg"] = ("127.0.0.1", ground.origin.port)
        yield ground


async def connect(ground, host):
    """CONNECT as a program does it; the status line and all that comes with it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", ground.service.proxy_port)
    writer.write(f"CONNECT {host}:443 HTTP/1.1\r\nHost: {host}:443\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(
        next(line for line in head.lower().split(b"\r\n") if b"content-length" in line).split(b":")[1]
    )
    body = await reader.readexactly(length)
    writer.close()
    return head.split(b"\r\n")[0], body.decode()


async def test_a_tunnel_to_a_bank_is_refused_with_the_reason(ground):
    status, body = await connect(ground, "mbank.kg")
    assert status.startswith(b"HTTP/1.1 403")
    assert "mbank.kg is not opened on this computer" in body
    assert "the bank's own app" in body
    assert ground.origin.received == []
    assert ground.opened == ["/stopped?site=mbank.kg"]


async def test_nothing_is_connected_to(ground):
    connections = []
    ground.reroute.server_connect = lambda data: connections.append(data.server.address)
    for host in ("mbank.kg", "online.optimabank.kg", BANK, "elsom.kg"):
        with pytest.raises(httpx.ProxyError, match="403"):
            await ground.client().get(f"https://{host}/")
    assert connections == []


async def test_one_event_for_many_tries(ground):
    for host in ("mbank.kg", "www.mbank.kg", "mbank.kg"):
        await connect(ground, host)
    (event,) = ground.events()
    assert (event.outcome, event.method, event.verdict.destination.category) == ("blocked", "CONNECT", "bank")
    assert event.verdict.because[-1].key == "decide.stopped"
    assert len(ground.opened) == 1
    await connect(ground, "optimabank.kg")
    assert len(ground.events()) == 2


async def test_a_plain_address_opened_as_a_page_gets_the_page(ground):
    answer = await ground.client().get("http://mbank.kg/", headers={"accept": "text/html,*/*;q=0.8"})
    assert answer.status_code == 403
    assert "mbank.kg is not opened on this computer" in answer.text
    assert f"{ground.service.page_url}stopped?site=mbank.kg" in answer.text
    assert answer.headers["content-type"].startswith("text/html")


async def test_a_plain_request_of_a_script_gets_a_report(ground):
    answer = await ground.client().post("http://mbank.kg/api", json={"a": 1})
    assert answer.json()["type"] == "urn:sakchy:not-sent"
    assert "mbank.kg" in answer.json()["title"]


async def test_a_bank_named_in_the_handshake_only_gets_no_certificate(ground):
    """CONNECT to an address, and a bank in SNI: no certificate in its place, no word to anybody."""
    reader, writer = await asyncio.open_connection("127.0.0.1", ground.service.proxy_port)
    writer.write(f"CONNECT 127.0.0.1:{ground.origin.port} HTTP/1.1\r\n\r\n".encode())
    assert b" 200 " in await reader.readuntil(b"\r\n\r\n")
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with pytest.raises((ssl.SSLError, ConnectionError)):
        await writer.start_tls(context, server_hostname="mbank.kg")
    assert ground.origin.received == []
    assert [event.verdict.destination.host for event in ground.events()] == ["mbank.kg"]


async def test_a_bank_named_in_a_tunnel_to_elsewhere_is_stopped(ground):
    answer = await ground.client().post("https://shop.example/", headers={"host": "mbank.kg"}, content=b"x")
    assert answer.status_code == 403
    assert ground.origin.received == []


async def test_everything_else_goes_on(ground):
    answer = await ground.client().post("https://shop.example/", content=b"two teapots")
    assert answer.text == "ok"
    assert (await ground.client().get("https://portal.tunduk.kg/")).text == "ok"
    assert ground.events() == []


async def test_personal_stops_no_bank(tmp_path):
    async with playground(tmp_path) as ground:
        assert (await ground.client().get("https://mbank.kg/")).text == "ok"
        assert ground.events() == []


async def test_a_failure_refuses(ground, monkeypatch):
    def broken(*_):
        raise RuntimeError

    monkeypatch.setattr(ground.service.stopped, "verdict", broken)
    with pytest.raises(httpx.ProxyError, match="403"):
        await ground.client().get("https://shop.example/")
    assert (await ground.client().get("http://shop.example/")).status_code == 403
