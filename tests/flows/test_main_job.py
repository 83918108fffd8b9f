"""The main job through a real proxy: see, ask, stop, or let through unchanged."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from playground import HOLIDAY, PASSPORT, Playground, playground, sha256

CARD = "4111 1111 1111 1111"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def start_of_workers():
    """True ones: this is what the guard is for."""


@pytest.fixture
async def ground(tmp_path) -> AsyncIterator[Playground]:
    async with playground(tmp_path) as ground:
        yield ground


def photo(path) -> dict:
    return {"files": {"scan": ("IMG_0001.jpg", path.read_bytes(), "image/jpeg")}, "data": {"note": "hello"}}


async def answered(ground: Playground, request, send: bool) -> httpx.Response:
    """The response to a held request after the person's answer."""
    sending = asyncio.ensure_future(request)
    question = await ground.question()
    assert ground.service.desk.answer(question.id, send=send, confirmed=True) in ("sent", "refused")
    return await sending


async def test_passport_to_messenger_is_held_and_refused(ground):
    request = ground.client().post("https://discord.com/api/upload", **photo(PASSPORT))
    response = await answered(ground, request, send=False)
    assert response.status_code == 403
    assert response.headers["content-type"] == "application/problem+json"
    assert ground.bodies("discord.com") == []
    (event,) = ground.events()
    assert event.outcome == "refused"
    assert [finding.kind for finding in event.verdict.findings] == ["passport"]
    assert event.verdict.destination.category == "messenger"


async def test_passport_sent_once_arrives_byte_for_byte(ground):
    client = ground.client()
    request = client.build_request("POST", "https://discord.com/api/upload", **photo(PASSPORT))
    body = request.read()
    response = await answered(ground, client.send(request), send=True)
    assert response.status_code == 200
    assert [sha256(got) for got in ground.bodies("discord.com")] == [sha256(body)]
    assert [event.outcome for event in ground.events()] == ["sent"]


async def test_unanswered_question_is_blocked_and_listed_as_expired(ground):
    ground.service.desk.waits = lambda _: 0.3
    response = await ground.client().post("https://discord.com/api/upload", **photo(PASSPORT))
    assert response.status_code == 403
    assert [event.outcome for event in ground.events()] == ["expired"]
    assert len(ground.service.desk.missed()) == 1
    assert ground.bodies("discord.com") == []


async def test_harmless_traffic_passes_untouched_and_leaves_no_trace(ground):
    client = ground.client()
    request = client.build_request("POST", "https://discord.com/api/upload", **photo(HOLIDAY))
    body = request.read()
    assert (await client.send(request)).status_code == 200
    assert (await client.post("https://shop.example/cart", data={"item": "teapot", "count": "2"})).is_success
    assert (await client.get("https://shop.example/search?q=teapot&page=3")).is_success
    assert ground.bodies("discord.com") == [body]
    assert ground.events() == []


async def test_card_number_in_chat_is_stopped(ground):
    chat = {"messages": [{"role": "user", "content": f"pay with my card {CARD}, 12/29"}]}
    request = ground.client().post("https://chatgpt.com/backend-api/conversation", json=chat)
    response = await answered(ground, request, send=False)
    assert response.status_code == 403
    assert ground.bodies("chatgpt.com") == []
    (event,) = ground.events()
    assert event.verdict.findings[0].kind == "bank-card"
    assert "4111 1111" not in repr(event)


@pytest.mark.parametrize("host", ["pastebin.com", "instagram.com", "vk.com"])
async def test_a_card_number_is_never_posted_in_public(ground, host):
    response = await ground.client().post(f"https://{host}/x", json={"card_number": CARD})
    assert response.status_code == 403
    assert [event.outcome for event in ground.events()] == ["blocked"]
    assert ground.bodies(host) == []


@pytest.mark.parametrize("host", ["mail.google.com", "gofile.io", "shop.example"])
async def test_elsewhere_the_person_is_asked(ground, host):
    request = ground.client().post(f"https://{host}/x", json={"card_number": CARD})
    assert (await answered(ground, request, send=False)).status_code == 403
    assert [event.outcome for event in ground.events()] == ["refused"]
    assert ground.bodies(host) == []


@pytest.mark.parametrize(
    ("content", "kind", "outcome"),
    [
        (b'{"account": "1090000000000001", "bik": "109000"}', "application/json", "warned"),
        (b'{"otp": "482913"}', "application/json", "noted"),
        (b"PK\x03\x04" + bytes(200), "application/zip", "noted"),
    ],
)
async def test_what_is_warned_of_or_noted_passes_and_is_written_down(ground, content, kind, outcome):
    told = []
    ground.service.engine.tell = told.append
    response = await ground.client().post(
        "https://shop.example/x", content=content, headers={"content-type": kind}
    )
    assert response.status_code == 200
    assert ground.bodies("shop.example") == [content]
    assert [event.outcome for event in ground.events()] == [outcome]
    assert [verdict.action for verdict in told] == (["warn"] if outcome == "warned" else [])


async def test_state_body_and_bank_pass_undecrypted(ground):
    for host in ("portal.tunduk.kg", "mbank.kg"):
        response = await ground.client().post(f"https://{host}/upload", **photo(PASSPORT))
        assert response.status_code == 200
        assert len(ground.bodies(host)) == 1
    assert await issuer(ground, "mbank.kg", "mbank.kg") == "Sakchy example origin"
    assert ground.events() == []


async def test_a_borrowed_bank_name_earns_no_trust(ground):
    assert await issuer(ground, "shop.example", "mbank.kg") == "Sakchy on this computer"
    headers = {"host": "mbank.kg"}
    request = ground.client().post("https://shop.example/upload", headers=headers, **photo(PASSPORT))
    assert (await answered(ground, request, send=False)).status_code == 403
    assert ground.origin.received == []


async def test_held_requests_do_not_slow_others(ground):
    client = ground.client()
    held = asyncio.ensure_future(client.post("https://discord.com/api/upload", **photo(PASSPORT)))
    question = await ground.question()
    for number in range(5):
        assert (await client.get(f"https://shop.example/page/{number}")).is_success
    assert not held.done()
    ground.service.desk.answer(question.id, send=False)
    assert (await held).status_code == 403


async def test_retries_join_the_same_question(ground):
    client = ground.client()
    sending = [
        asyncio.ensure_future(client.post("https://discord.com/api/upload", **photo(PASSPORT)))
        for _ in range(3)
    ]
    question = await ground.question()
    await asyncio.sleep(1)
    assert len(ground.service.desk.waiting()) == 1
    ground.service.desk.answer(question.id, send=False)
    assert [response.status_code for response in await asyncio.gather(*sending)] == [403] * 3


async def test_a_client_that_goes_away_dismisses_the_question(ground):
    client = ground.client()
    sending = asyncio.ensure_future(client.post("https://discord.com/api/upload", **photo(PASSPORT)))
    await ground.question()
    sending.cancel()
    await client.aclose()
    async with asyncio.timeout(60):
        while ground.service.desk.waiting():
            await asyncio.sleep(0.02)
    assert await ground.outcomes() == ["dismissed"]
    assert ground.bodies("discord.com") == []


async def test_a_page_gets_a_page_and_a_script_gets_a_problem_report(ground):
    body = f"text=card+number+{CARD.replace(' ', '+')}"
    headers = {"content-type": FORM, "sec-fetch-mode": "navigate", "accept-language": "ru"}
    client = ground.client()
    page = await client.post("https://pastebin.com/new", content=body, headers=headers)
    assert page.status_code == 403
    assert page.headers["content-type"].startswith("text/html")
    assert "4111" not in page.text
    headers = {"content-type": FORM, "origin": "https://pastebin.com", "sec-fetch-mode": "cors"}
    report = await client.post("https://pastebin.com/new", content=body, headers=headers)
    assert report.json()["status"] == report.status_code == 403
    assert report.headers["access-control-allow-origin"] == "https://pastebin.com"


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "127.1", "0.0.0.0", "2130706433", "x.localhost"])
async def test_the_guard_does_not_proxy_to_its_own_page(ground, name):
    client = ground.client()
    for port in (ground.service.page_port, ground.service.proxy_port):
        assert (await client.get(f"http://{name}:{port}/")).status_code == 403
    with pytest.raises(httpx.ProxyError):
        await client.get(f"https://{name}:{ground.service.page_port}/")


async def test_what_is_no_http_does_not_pass_unseen(ground):
    reader, writer = await tunnel(ground, "shop.example", "shop.example")
    writer.write(b"AB / \r\n\r\n" + CARD.encode())
    await writer.drain()
    assert b"200 OK" not in await reader.read(1000)
    writer.close()
    assert ground.origin.received == []


async def issuer(ground: Playground, connect: str, name: str) -> str:
    """Who vouches for the certificate that a client sees when it tunnels to `connect` and asks for `name`."""
    _, writer = await tunnel(ground, connect, name)
    certificate = writer.get_extra_info("ssl_object").getpeercert()
    writer.close()
    return dict(pair for entry in certificate["issuer"] for pair in entry)["commonName"]


async def tunnel(ground: Playground, connect: str, name: str):
    """A TLS connection through the guard: asked for as `connect`, the server called `name`."""
    reader, writer = await asyncio.open_connection("127.0.0.1", ground.service.proxy_port)
    writer.write(f"CONNECT {connect}:443 HTTP/1.1\r\nHost: {connect}:443\r\n\r\n".encode())
    await reader.readuntil(b"\r\n\r\n")
    await writer.start_tls(ground.trust, server_hostname=name)
    return reader, writer
