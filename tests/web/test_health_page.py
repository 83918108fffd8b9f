import html

import pytest

from sakchy import health
from sakchy.health import Check
from sakchy.locale import LANGUAGES, catalogue
from sakchy.web.address import OWN_HOST, THROUGH


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_check_stands_on_the_page(page, language):
    say = catalogue(language)
    page.app.state.site.running = lambda told: [health.proxy(told, "127.0.0.1:8080", 0)]
    async with page.browser(language=language) as client:
        text = html.unescape((await client.get("/health")).text)
    for name in (
        "browser",
        "proxy",
        "unread",
        "journal",
        "certificate",
        "rules",
        "pictures",
        "text",
        "versions",
    ):
        assert say(f"health.check.{name}") in text
    assert say("health.proxy.unused") in text
    assert say.count("health.careful", 1) in text


async def test_all_in_order_is_said_when_nothing_needs_a_look(page):
    async with page.browser() as client:
        text = html.unescape((await client.get("/health")).text)
    assert catalogue("en")("health.all_good") in text


async def test_a_browser_that_came_through_the_proxy_is_set_up(page):
    say, site = catalogue("en"), page.app.state.site
    async with page.browser() as direct:
        text = html.unescape((await direct.get("/health")).text)
    assert say("health.browser.direct") in text
    assert 'action="/move"' in text
    headers = {"host": OWN_HOST, THROUGH: site.address.through(None), "origin": f"https://{OWN_HOST}"}
    async with page.browser(enter=False, **headers) as own:
        token = site.sessions.launch(None)
        cookie = (await own.get(f"/enter?token={token}")).headers["set-cookie"].partition(";")[0]
        text = html.unescape((await own.get("/health", headers={"cookie": cookie})).text)
    assert say("health.browser.own") in text


async def test_what_a_check_says_is_escaped(page):
    page.app.state.site.running = lambda _: [Check("mistake", "careful", ("<script>alert(1)</script>",))]
    async with page.browser() as client:
        text = (await client.get("/health")).text
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


async def test_the_certificate_can_be_downloaded_and_its_key_cannot(page):
    async with page.browser() as client:
        assert (await client.get("/health/certificate")).status_code == 404
        (page.home / "ca").mkdir()
        (page.home / health.AUTHORITY).write_text("-----BEGIN CERTIFICATE-----\nmade up\n")
        (page.home / "ca" / "mitmproxy-ca.pem").write_text("the key")
        reply = await client.get("/health/certificate")
        assert reply.headers["content-type"] == "application/x-x509-ca-cert"
        assert "sakchy.crt" in reply.headers["content-disposition"]
        assert "made up" in reply.text
        assert (await client.get("/health/certificate/mitmproxy-ca.pem")).status_code == 404


async def test_the_command_line_hears_the_same_with_its_token_only(page):
    async with page.browser(enter=False) as client:
        assert (await client.get("/api/health")).status_code == 403
        reply = await client.get("/api/health", headers={"authorization": f"Bearer {page.token()}"})
    checks = reply.json()["checks"]
    assert {"name", "state", "told"} == set(checks[0])
    assert {"journal", "versions"} <= {check["name"] for check in checks}
