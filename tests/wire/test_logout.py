"""Log-out pages of a shared computer clear what the browser keeps; nothing else is touched."""

import pytest
from mitmproxy import http
from playground import playground

from sakchy.wire.logout import clear, logs_out, named
from sakchy.wire.origin import Origin


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("mail.example", "/logout"), ("mail.example", "/users/sign_out"), ("x.example", "/a/LogOff.aspx?a=1"),
        ("x.example", "/wp-login.php?action=logout&_wpnonce=1"), ("x.example", "/?logout"),
        ("x.example", "/oidc/end_session?id=1"), ("x.example", "/connect/endsession"),
        ("login.live.example", "/logout.srf"), ("logout.x.example", "/now"), ("x.example", "//log-out/"),
        ("x.example", "/%D0%B2%D1%8B%D1%85%D0%BE%D0%B4"), ("x.example", "/логин/выйти"),
        ("x.example", "/logout;jsessionid=1"), ("x.example", "/index.php?route=account%2Fx&do=signout"),
    ],
)  # fmt: skip
def test_addresses_that_log_out(host, path):
    assert named(host, path)


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("x.example", "/"), ("x.example", "/login"), ("x.example", "/help/how-to-log-out-of-chat"),
        ("x.example", "/static/logout.js"), ("x.example", "/img/logout.svg"), ("x.example", "/find?q=logout"),
        ("x.example", "/about-sign-out"), ("x.example", "/exit"), ("logouts.example", "/"), ("", "*"),
    ],
)  # fmt: skip
def test_addresses_that_do_not(host, path):
    assert not named(host, path)


def request(method="GET", **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return http.Request.make(method, "https://x.example/logout", headers=named)


def test_only_what_a_person_opens_logs_out():
    assert logs_out(request())
    assert logs_out(request("POST", sec_fetch_site="same-origin", sec_fetch_mode="cors"))
    assert logs_out(request(sec_fetch_site="cross-site", sec_fetch_mode="navigate"))
    assert not logs_out(request(sec_fetch_site="cross-site", sec_fetch_mode="no-cors"))
    assert not logs_out(request("HEAD"))
    assert not logs_out(request(sec_purpose="prefetch"))


def test_what_the_site_clears_itself_stays():
    headers = http.Headers(
        ((b"Clear-Site-Data", b'"executionContexts", "cookies"'), (b"Cache-Control", b"public"))
    )
    clear(headers)
    assert headers["clear-site-data"] == '"executionContexts", "cookies", "cache", "storage"'
    assert headers["cache-control"] == "no-store"


class Site(Origin):
    def answer(self, head):
        status = b"404 None" if b"/missing/" in head else b"303 See Other"
        return (
            b"HTTP/1.1 "
            + status
            + b"\r\nlocation: /\r\ncache-control: max-age=600\r\ncontent-length: 0\r\n\r\n"
        )


@pytest.mark.parametrize(
    ("policy", "path", "kept"),
    [
        ("shared-computer", "/logout", "no-store"), ("shared-computer", "/login", "max-age=600"),
        ("shared-computer", "/missing/logout", "max-age=600"), ("personal", "/logout", "max-age=600"),
    ],
)  # fmt: skip
async def test_through_the_proxy(tmp_path, policy, path, kept):
    async with playground(tmp_path, play=Site, policy=policy) as ground:
        answer = await ground.client().get(f"https://shop.example{path}")
        assert answer.headers["cache-control"] == kept
        cleared = '"cache", "cookies", "storage"' if kept == "no-store" else None
        assert answer.headers.get("clear-site-data") == cleared
