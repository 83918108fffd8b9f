"""Ways in: by a link, from loopback to the safe address, and for the account whose guard it is."""

import re
from contextlib import asynccontextmanager

import httpx
import pytest
from loopback import AsyncLoopback

from sakchy.web.address import OWN_HOST, OWN_ORIGIN, THROUGH
from sakchy.web.site import OURSELVES

pytestmark = pytest.mark.skipif(OURSELVES is None, reason="accounts as POSIX numbers them")

OPENS = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document", "sec-fetch-site": "none"}


class Proxy(AsyncLoopback):
    """Forwards to the page as the proxy does, which the flow tests show with the true one."""

    def __init__(self, page, account):
        super().__init__()
        self.page, self.word = page, page.app.state.site.address.through(account)

    async def handle_async_request(self, request):
        request.headers[THROUGH] = self.word
        sent = httpx.Request(
            request.method, f"http://127.0.0.1:{self.page.port}{request.url.raw_path.decode()}",
            headers=request.headers, stream=request.stream, extensions=request.extensions,
        )  # fmt: skip
        return await httpx.AsyncHTTPTransport.handle_async_request(self, sent)


@asynccontextmanager
async def safe(page, account=OURSELVES, **headers):
    client = httpx.AsyncClient(
        base_url=OWN_ORIGIN, transport=Proxy(page, account), headers={"accept-language": "en", **headers}
    )
    async with client:
        yield client


def token_in(text):
    return re.search(r'name="csrf" value="([0-9a-f]+)"', text)[1]


async def test_from_loopback_one_goes_on_to_the_safe_address(page):
    async with page.browser() as here, safe(page) as there:
        form = {"csrf": token_in((await here.get("/")).text), "to": "/history?kind=passport"}
        moved = await here.post("/move", data=form)
        assert moved.headers["location"].startswith(f"{OWN_ORIGIN}/enter?")
        assert moved.headers["referrer-policy"] == "no-referrer"
        entered = await there.get(moved.headers["location"])
        assert (entered.status_code, entered.headers["location"]) == (303, "/history?kind=passport")
        page_there = (await there.get("/")).text
        assert 'action="/move"' not in page_there
        assert (await there.get(moved.headers["location"])).headers["location"].startswith("/history")


async def test_nobody_is_moved_who_is_not_inside(page):
    async with page.browser(enter=False) as stranger:
        assert (await stranger.post("/move", data={"csrf": "0" * 64})).status_code == 403


async def test_only_the_page_on_loopback_can_read_whether_the_safe_address_is_there(page):
    async with safe(page, origin="https://evil.example") as there, page.browser() as here:
        answer = await there.get("/here")
        assert answer.status_code == 204
        assert answer.headers["access-control-allow-origin"] == page.url
        assert "access-control-allow-origin" not in (await here.get("/here")).headers


@pytest.mark.parametrize("fetched_from", ["none", "cross-site"])
async def test_the_account_whose_guard_it_is_needs_no_link_at_the_safe_address(page, fetched_from):
    question, _ = await page.ask()
    async with safe(page, **OPENS | {"sec-fetch-site": fetched_from}) as there:
        door = await there.get(f"/question/{question.id}")
        assert (door.status_code, "Send this?" in door.text) == (403, False)
        assert '<meta http-equiv="refresh" content="0">' in door.text
        assert {"Secure", "HttpOnly", "SameSite=strict"} <= set(door.headers["set-cookie"].split("; "))
        assert "Send this?" in (await there.get(f"/question/{question.id}")).text


@pytest.mark.parametrize(
    ("account", "changed"),
    [
        ((OURSELVES or 0) + 1, {}),
        (None, {}),
        (OURSELVES, {"sec-fetch-mode": "no-cors"}),
        (OURSELVES, {"sec-fetch-dest": "iframe"}),
        (OURSELVES, {"sec-fetch-mode": ""}),
        (OURSELVES, {"sec-fetch-site": "same-origin"}),
    ],
)
async def test_everybody_else_needs_one(page, account, changed):
    async with safe(page, account, **OPENS | changed) as there:
        door = await there.get("/")
        assert "set-cookie" not in door.headers
        assert (await there.get("/")).status_code == 403


async def test_where_people_share_an_account_it_lets_nobody_in(page):
    page.app.state.site.alone = lambda: False
    async with safe(page, **OPENS) as there:
        assert "set-cookie" not in (await there.get("/")).headers


async def test_on_loopback_the_account_alone_is_not_enough(page):
    async with page.browser(enter=False, **OPENS) as here:
        assert "set-cookie" not in (await here.get("/")).headers


async def test_a_cookie_of_another_account_is_a_door(page):
    async with safe(page, 1000) as mine:
        await mine.get(f"/enter?token={page.app.state.site.sessions.launch()}")
        cookie = mine.cookies["__Host-sakchy"]
    async with safe(page, 1001, cookie=f"__Host-sakchy={cookie}", host=OWN_HOST) as theirs:
        assert (await theirs.get("/")).status_code == 403
    async with safe(page, 1000, cookie=f"__Host-sakchy={cookie}") as mine:
        assert (await mine.get("/")).status_code == 200
