import asyncio
import html
import re
import socket
from urllib.parse import urlencode

import httpx
import pytest
from msgspec.structs import replace

from sakchy.locale import catalogue
from sakchy.web import serve
from sakchy.web.address import OWN_HOST, OWN_ORIGIN, THROUGH, Came
from sakchy.web.session import Sessions

HERE = Came(False, "http://s0.localhost:8079", 1000)
SAFE = Came(True, OWN_ORIGIN, 1000)


async def form_of(client, question):
    text = (await client.get(f"/question/{question.id}")).text
    return {"csrf": re.search(r'name="csrf" value="([0-9a-f]+)"', text)[1], "answer": "send"}


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "sakchy.evil:{port}"]
)
@pytest.mark.parametrize(
    "path", ["/", "/enter", "/events", "/static/style.css", "/api/questions", "/nowhere"]
)
async def test_a_foreign_name_for_our_address_is_refused_everywhere(page, host, path):
    async with page.browser(host=host.format(port=page.port)) as client:
        reply = await client.get(path)
    assert (reply.status_code, reply.text) == (403, "Refused: host.\n")


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]", "other.localhost"])
async def test_the_page_shares_no_name_with_other_servers_of_this_computer(page, name):
    async with page.browser(enter=False, host=f"{name}:{page.port}") as client:
        assert (await client.get("/")).text == "Refused: host.\n"
    async with page.browser(enter=False) as client:
        assert catalogue("en")("web.door.title") in html.unescape((await client.get("/")).text)


async def test_the_command_line_needs_no_name(page):
    bearer = {"authorization": f"Bearer {page.token()}", "host": f"127.0.0.1:{page.port}"}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{page.port}", headers=bearer) as client:
        assert (await client.get("/api/questions")).status_code == 200
        assert (await client.get("/history")).text == "Refused: host.\n"


async def test_each_install_has_a_name_of_its_own(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    names = [Sessions(tmp_path / each).name for each in "aab"]
    assert names[0] == names[1] != names[2]
    assert all(re.fullmatch(r"s[0-9a-f]{12}\.localhost", name) for name in names)


def has_ipv6():
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


both = pytest.mark.skipif(not has_ipv6(), reason="no IPv6 here")


@both
async def test_nobody_else_can_answer_by_the_other_loopback_address(page):
    with pytest.raises(OSError):
        socket.create_server(("::1", page.port), family=socket.AF_INET6).close()
    _, writer = await asyncio.open_connection("::1", page.port)
    writer.close()


@both
async def test_a_page_whose_other_loopback_address_is_taken_does_not_start(page):
    with socket.create_server(("127.0.0.1", 0)) as first:
        port = first.getsockname()[1]
    with socket.create_server(("::1", port), family=socket.AF_INET6), pytest.raises(OSError, match="in use"):
        await serve(page.app, port, asyncio.Event())


@pytest.mark.parametrize("said", ["", "0", "wrong 0", "{secret}0", "0 {secret}"])
async def test_only_the_proxy_can_say_that_it_forwards(page, said):
    secret = page.app.state.site.address.secret
    async with page.browser(enter=False, host=OWN_HOST) as client:
        assert (await client.get("/")).text == "Refused: host.\n"
        forged = {THROUGH: said.format(secret=secret)}
        assert (await client.get("/", headers=forged)).text == "Refused: host.\n"
        true = {THROUGH: f"{secret} 0"}
        assert catalogue("en")("web.door.title") in html.unescape((await client.get("/", headers=true)).text)
        for host in (page.url.removeprefix("http://"), f"{OWN_HOST}:443", f"x.{OWN_HOST}", f"{OWN_HOST}."):
            assert (await client.get("/", headers=true | {"host": host})).text == "Refused: host.\n"


async def test_two_hosts_in_one_request_are_refused(page):
    reader, writer = await asyncio.open_connection("127.0.0.1", page.port)
    hosts = f"Host: 127.0.0.1:{page.port}\r\nHost: evil.example\r\n"
    writer.write(f"GET / HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n".encode())
    assert (await reader.readline()).split()[1] in (b"400", b"403")
    writer.close()
    await writer.wait_closed()


@pytest.mark.parametrize(
    "change",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
async def test_a_form_sent_from_elsewhere_changes_nothing(page, change):
    question, _ = await page.ask()
    async with page.browser() as client:
        form = await form_of(client, question)
        reply = await client.post(f"/question/{question.id}/answer", data=form, headers=change)
    assert reply.status_code == 403
    assert page.desk.waiting() == (question,)


async def test_a_form_without_an_origin_changes_nothing(page):
    question, _ = await page.ask()
    async with page.browser() as client:
        form = await form_of(client, question)
        del client.headers["origin"]
        reply = await client.post(f"/question/{question.id}/answer", data=form)
    assert reply.status_code == 403
    assert page.desk.waiting() == (question,)


@pytest.mark.parametrize("given", ["", "0" * 64, "é"])
async def test_a_form_needs_the_token_of_this_session(page, given):
    question, _ = await page.ask()
    async with page.browser() as client:
        reply = await client.post(f"/question/{question.id}/answer", data={"csrf": given, "answer": "send"})
    assert reply.status_code == 403
    assert page.desk.waiting() == (question,)


async def test_the_token_of_another_session_is_no_good(page):
    question, _ = await page.ask()
    async with page.browser() as one, page.browser() as other:
        form = await form_of(one, question)
        reply = await other.post(f"/question/{question.id}/answer", data=form)
    assert reply.status_code == 403
    assert page.desk.waiting() == (question,)


async def test_reading_an_address_answers_nothing(page):
    question, _ = await page.ask()
    async with page.browser() as client:
        form = await form_of(client, question)
        assert (await client.get(f"/question/{question.id}/answer", params=form)).status_code in (404, 405)
        for method in ("PUT", "DELETE", "OPTIONS", "PATCH"):
            assert (
                await client.request(method, f"/question/{question.id}/answer")
            ).text == "Refused: method.\n"
    assert page.desk.waiting() == (question,)


async def test_a_long_body_is_not_read(page):
    question, _ = await page.ask()
    async with page.browser() as client:
        form = await form_of(client, question)
        reply = await client.post(f"/question/{question.id}/answer", data=form | {"more": "x" * 10_000})
    assert reply.text == "Refused: length.\n"


async def test_a_body_of_unknown_length_is_not_read(page):
    question, _ = await page.ask()
    async with page.browser() as client:
        form = urlencode(await form_of(client, question)).encode()
        headers = {"content-type": "application/x-www-form-urlencoded", "transfer-encoding": "chunked"}
        reply = await client.post(f"/question/{question.id}/answer", content=form, headers=headers)
    assert reply.text == "Refused: length.\n"
    assert page.desk.waiting() == (question,)


@pytest.mark.parametrize("path", ["/", "/history", "/history/0123", "/question/0123", "/events"])
async def test_without_a_cookie_there_is_a_door_and_no_data(page, path):
    question, _ = await page.ask()
    async with page.browser(enter=False) as client:
        reply = await client.get(path)
        assert reply.status_code == 403
        assert catalogue("en")("web.door.title") in html.unescape(reply.text)
        assert "telegram" not in reply.text
        forged = {"cookie": f"sakchy-{page.port}=InNvbWVib2R5Ig.abc.def"}
        assert (await client.get(path, headers=forged)).status_code == 403
    assert question.id not in reply.text


async def test_following_a_link_from_another_site_loads_once_more(page):
    async with page.browser(enter=False, **{"sec-fetch-site": "cross-site"}) as client:
        assert '<meta http-equiv="refresh" content="0">' in (await client.get("/history")).text
    async with page.browser(enter=False) as client:
        assert "refresh" not in (await client.get("/history")).text


async def test_a_launch_link_works_once_and_leaves_a_strict_cookie(page):
    link = page.link()
    async with page.browser(enter=False) as first, page.browser(enter=False) as second:
        reply = await first.get(link)
        assert (reply.status_code, reply.headers["location"]) == (303, "/")
        assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(reply.headers["set-cookie"].split("; "))
        assert reply.headers["referrer-policy"] == "no-referrer"
        assert (await first.get("/")).status_code == 200
        again = await second.get(link)
        assert again.status_code == 403
        assert "set-cookie" not in again.headers
        assert (await second.get("/enter?token=guess")).status_code == 403


async def test_a_used_link_leads_who_is_inside_to_the_page(page):
    link = page.link()
    async with page.browser(enter=False) as client:
        await client.get(link)
        again = await client.get(link)
        assert (again.status_code, again.headers["location"]) == (303, "/")
        assert "set-cookie" not in again.headers
        client.cookies.clear()
        crossed = await client.get(link, headers={"sec-fetch-site": "cross-site"})
        assert crossed.status_code == 403
        assert '<meta http-equiv="refresh" content="0">' in crossed.text, "the reload carries the cookie"


def test_launch_links_end_and_are_few(tmp_path):
    class Clock:
        now = 0.0

        def __call__(self):
            return self.now

    clock = Clock()
    sessions = Sessions(tmp_path, clock)
    late = sessions.launch()
    clock.now += 600
    assert sessions.enter(late, HERE) is None
    links = [sessions.launch() for _ in range(21)]
    assert sessions.enter(links[0], HERE) is None, "only the newest twenty are kept"
    assert len(sessions.who(sessions.enter(links[1], HERE), HERE)) == 32


def test_a_cookie_counts_only_where_it_was_given(tmp_path):
    sessions, later = Sessions(tmp_path), Sessions(tmp_path)
    safe, here = (sessions.enter(sessions.launch(), came) for came in (SAFE, HERE))
    assert sessions.who(safe, SAFE)
    assert sessions.who(here, HERE)
    assert later.who(safe, SAFE) == sessions.who(safe, SAFE), "a restart does not log the person out"
    assert later.who(here, HERE) is None, "while no guard runs, others may listen on its port"
    assert sessions.who(safe, HERE) is sessions.who(here, SAFE) is None
    for cookie, came in ((safe, SAFE), (here, HERE)):
        for account in (1001, 0, None):
            assert sessions.who(cookie, replace(came, account=account)) is None
        assert sessions.who(cookie + "x", came) is None
    signer = sessions._signer
    for shape in ("0" * 32, {}, [], 7, ["0" * 32, "own"]):
        assert sessions.who(signer.dumps(shape), SAFE) is None


def test_a_link_in_the_list_of_processes_is_of_use_to_one_account(tmp_path):
    sessions = Sessions(tmp_path)
    link = sessions.launch(1000)
    assert sessions.enter(link, replace(HERE, account=1001)) is None
    assert sessions.enter(link, HERE), "and whoever tried it did not use it up"
    assert sessions.enter(sessions.launch(1000), replace(HERE, account=None)), "not every system tells"


@pytest.mark.parametrize("path", ["/", "/history", "/nowhere", "/static/live.js", "/static/nothing"])
async def test_every_answer_carries_the_headers(page, path):
    async with page.browser() as client:
        headers = (await client.get(path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    kept = "private, max-age=600" if path == "/static/live.js" else "no-store"
    assert headers["cache-control"] == kept
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fsession.py"])
async def test_only_the_static_files_are_static(page, path):
    async with page.browser() as client:
        assert (await client.get(path)).status_code == 404
