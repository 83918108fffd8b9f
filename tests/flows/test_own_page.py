"""The guard's page through its own proxy: at one address, over TLS, and by no other way."""

import asyncio
import os
import re
import socket
import sys

import httpx
import pytest
from playground import playground

from sakchy.web.address import OWN_HOST, OWN_ORIGIN, THROUGH, Address, Came


@pytest.fixture
async def ground(tmp_path):
    async with playground(tmp_path) as ground:
        yield ground


def token(ground):
    return ground.service.app.state.site.sessions.launch()


async def test_the_page_answers_under_its_own_name_over_tls(ground):
    client = ground.client()
    door = await client.get(f"{OWN_ORIGIN}/")
    assert door.status_code == 403
    assert "This is Sakchy" in door.text
    entered = await client.get(f"{OWN_ORIGIN}/enter", params={"token": token(ground), "to": "/history"})
    assert (entered.status_code, entered.headers["location"]) == (303, "/history")
    name, *flags = entered.headers["set-cookie"].split("; ")
    assert name.startswith("__Host-sakchy=")
    assert {"HttpOnly", "Path=/", "SameSite=strict", "Secure"} <= set(flags)
    assert "Domain" not in entered.headers["set-cookie"]
    assert (await client.get(f"{OWN_ORIGIN}/history")).status_code == 200
    assert ground.service.app.state.site.sessions.moved
    assert ground.events() == []


async def test_a_question_is_answered_there(ground):
    client, site = ground.client(), ground.client()
    await client.get(f"{OWN_ORIGIN}/enter", params={"token": token(ground)})
    sending = asyncio.ensure_future(
        site.post("https://chatgpt.com/", json={"message": "my card is 4111 1111 1111 1111, thank you"})
    )
    question = await ground.question()
    text = (await client.get(f"{OWN_ORIGIN}/question/{question.id}")).text
    form = {"csrf": re.search(r'name="csrf" value="([0-9a-f]+)"', text)[1], "answer": "stop"}
    url = f"{OWN_ORIGIN}/question/{question.id}/answer"
    for origin in (None, "null", "https://vk.com", ground.service.app.state.site.address.origin(1)):
        refused = await client.post(url, data=form, headers={"origin": origin} if origin else {})
        assert refused.text == "Refused: origin.\n"
    assert (await client.post(url, data=form, headers={"origin": OWN_ORIGIN})).status_code == 303
    assert (await sending).status_code == 403


async def test_live_events_come_through(ground):
    client = ground.client()
    await client.get(f"{OWN_ORIGIN}/enter", params={"token": token(ground)})
    async with client.stream("GET", f"{OWN_ORIGIN}/events") as stream, asyncio.timeout(60):
        assert await anext(stream.aiter_lines()) == "event: changed"


async def test_the_page_knows_whose_browser_it_is(ground, monkeypatch):
    seen, came = [], Address.came
    monkeypatch.setattr(Address, "came", lambda self, scope: seen.append(came(self, scope)) or seen[-1])
    await ground.client().get(f"{OWN_ORIGIN}/here")
    account = os.getuid() if sys.platform == "linux" else None
    assert seen == [Came(True, OWN_ORIGIN, account)]


async def test_the_cookie_of_one_address_is_no_good_at_the_other(ground):
    client = ground.client()
    await client.get(f"{OWN_ORIGIN}/enter", params={"token": token(ground)})
    cookie = client.cookies["__Host-sakchy"]
    port, name = ground.service.page_port, ground.service.app.state.site.address.name
    with_it = {"host": f"{name}:{port}", "cookie": f"sakchy-{port}={cookie}; __Host-sakchy={cookie}"}
    async with httpx.AsyncClient() as beside:
        assert (await beside.get(f"http://127.0.0.1:{port}/", headers=with_it)).status_code == 403


@pytest.mark.parametrize(
    "url",
    [
        f"https://{OWN_HOST}:8443/", f"https://x.{OWN_HOST}/", f"https://{OWN_HOST}.:443/",
        f"http://x.{OWN_HOST}/", f"http://{OWN_HOST}.:8079/", f"https://{OWN_HOST}:{{port}}/",
    ],
)  # fmt: skip
async def test_no_other_spelling_of_the_name_leads_anywhere(ground, url):
    url = url.format(port=ground.service.page_port)
    if url.startswith("https"):
        with pytest.raises(httpx.ProxyError, match="403"):
            await ground.client().get(url)
    else:
        assert (await ground.client().get(url)).text == "Sakchy stopped this request.\n"


async def test_without_tls_there_is_only_a_way_to_tls(ground):
    client = ground.client()
    sent = await client.get(f"http://{OWN_HOST}/history?kind=passport")
    assert (sent.status_code, sent.headers["location"]) == (307, f"{OWN_ORIGIN}/history?kind=passport")
    assert (await client.post(f"http://{OWN_HOST}/api/launch")).status_code == 403


@pytest.mark.parametrize("forged", [b"", b"0", b"x 0"])
async def test_who_forges_the_proxys_word_gains_nothing(ground, forged):
    client = ground.client()
    through = await client.get(f"{OWN_ORIGIN}/here", headers={THROUGH: forged.decode()})
    assert through.status_code == 204, "the proxy says it itself"
    reader, writer = await asyncio.open_connection("127.0.0.1", ground.service.page_port)
    head = b"GET /here HTTP/1.1\r\nhost: %s\r\n%s: %s\r\nconnection: close\r\n\r\n"
    writer.write(head % (OWN_HOST.encode(), THROUGH.encode(), forged))
    assert (await reader.readline()).split()[1] == b"403"
    writer.close()


async def test_the_page_cannot_be_had_under_a_sites_name(ground):
    """A tunnel to a site, and the page's name in Host: it goes where the tunnel goes."""
    site = await ground.client().get("https://vk.com/", headers={"host": OWN_HOST})
    assert site.text == "ok"
    assert ground.origin.received[-1].host == OWN_HOST
    page = await ground.client().get(f"{OWN_ORIGIN}/", headers={"host": "vk.com"})
    assert page.text == "Refused: host.\n"


async def test_large_and_odd_requests_to_the_page_do_no_harm(ground):
    client = ground.client()
    headers = {"origin": OWN_ORIGIN}
    big = await client.post(f"{OWN_ORIGIN}/move", content=b"x" * 3_000_000, headers=headers)
    assert big.status_code in (403, 502)
    assert (await client.get(f"{OWN_ORIGIN}/here")).status_code == 204
    with socket.create_connection(("127.0.0.1", ground.service.page_port)):
        assert (await client.request("DELETE", f"{OWN_ORIGIN}/")).text == "Refused: method.\n"
