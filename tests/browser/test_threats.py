"""Requests of a hostile page in a real browser that want to answer in the person's place, or to look.

The table of threats is in docs/security-and-limits.md. The hostile page is given what it could never know:
the question's id and the secret of the person's form. Attacks are shown to arrive, and the same to work
from the guard's own page.
"""

from importlib.resources import files

import pytest
from playwright.sync_api import Error
from websites import CHROMIUM, Hostile, arrived, ask, still_asked

from sakchy.locale import catalogue
from sakchy.web import rails
from sakchy.web.address import OWN_HOST, OWN_ORIGIN

pytestmark = pytest.mark.browser
SAY = catalogue("en")
PLAY = Hostile


@pytest.fixture
def question(ground, evil):
    """A question about something that the hostile page sends."""
    return ask(ground, evil)


def form(own, question):
    """Address and fields with which the person's own page sends."""
    own.goto(f"{OWN_ORIGIN}/question/{question.id}")
    csrf = own.locator("input[name=csrf]").first.get_attribute("value")
    return {"url": f"{OWN_ORIGIN}/question/{question.id}/answer", "csrf": csrf}


def works_from_own_page(ground, own, known):
    """The positive control: the very same request, from the page itself, does answer."""
    own.evaluate(
        """k => fetch(k.url, {method: "POST", redirect: "manual",
        body: new URLSearchParams({csrf: k.csrf, answer: "stop"})}).then(r => r.type)""",
        known,
    )
    return ground.service.desk.waiting() == ()


def heard(page, told):
    """Let the browser work until something is told of it."""
    for _ in range(600):
        if told:
            break
        page.wait_for_timeout(50)


@pytest.fixture
def refused(monkeypatch):
    """What the guard refused of all that came: method and reason."""
    told, object_to = [], rails.object_to

    def listening(scope, came):
        if objection := object_to(scope, came):
            told.append((scope["method"], objection))
        return objection

    monkeypatch.setattr(rails, "object_to", listening)
    return told


POSTS = {
    "fetch": "fetch(k.url, quiet)",
    "fetch with cors": "fetch(k.url, {...quiet, mode: 'cors'})",
    "keepalive": "fetch(k.url, {...quiet, keepalive: true})",
    "without a referrer": "fetch(k.url, {...quiet, referrerPolicy: 'no-referrer'})",
    "json": "fetch(k.url, {...quiet, body: JSON.stringify({send: true, confirmed: true})})",
    "beacon": "navigator.sendBeacon(k.url, body)",
    "xhr": "const x = new XMLHttpRequest(); x.withCredentials = true; x.open('POST', k.url); x.send(body)",
}


@pytest.mark.parametrize("how", POSTS)
def test_another_sites_request_answers_nothing(ground, evil, own, refused, how):
    question = ask(ground, evil)
    known = form(own, question)
    evil.evaluate(
        """k => { const body = new URLSearchParams({csrf: k.csrf, answer: "send", confirmed: "yes"});
        const quiet = {method: "POST", mode: "no-cors", credentials: "include", body}; """
        + POSTS[how]
        + "; }",
        known,
    )
    heard(evil, refused)
    assert refused == [("POST", "site")], "it arrived"
    assert still_asked(ground, question)
    assert works_from_own_page(ground, own, known)


@pytest.mark.parametrize("target", ["_self", "_blank"])
def test_another_sites_form_answers_nothing(ground, evil, own, refused, target):
    question = ask(ground, evil)
    known = form(own, question)
    evil.evaluate(
        """([k, target]) => { const f = document.createElement("form");
        f.method = "post"; f.action = k.url; f.target = target;
        for (const [name, value] of [["csrf", k.csrf], ["answer", "send"], ["confirmed", "yes"]]) {
          const i = document.createElement("input"); i.name = name; i.value = value; f.append(i); }
        document.body.append(f); f.submit(); }""",
        [known, target],
    )
    heard(own, refused)
    assert refused[:1] == [("POST", "site")], "it arrived"
    if target == "_blank":  # the other one left the page, and with it its own request
        assert still_asked(ground, question)
    assert arrived(ground) == []


@pytest.mark.parametrize("tag", ["img", "script", "link", "iframe", "object", "video", "audio", "embed"])
def test_an_address_that_a_page_loads_answers_nothing_and_shows_nothing(ground, evil, own, question, tag):
    known = form(own, question)
    loads = """([tag, url, most]) => new Promise(done => { const e = document.createElement(tag);
        e.onload = e.onloadedmetadata = () => done("loaded"); e.onerror = () => done("error");
        e.rel = "stylesheet"; e[{link: "href", object: "data"}[tag] || "src"] = url;
        document.body.append(e); setTimeout(() => done("nothing"), most); })"""
    query = f"?csrf={known['csrf']}&answer=send&confirmed=yes"
    outcome = evil.evaluate(loads, [tag, known["url"] + query, 1500])
    assert outcome in (
        {"loaded", "error", "nothing"} if tag in ("iframe", "object", "embed") else {"error", "nothing"}
    )
    if tag in ("img", "script", "link"):
        file = {"img": "icon.svg", "script": "live.js", "link": "style.css"}[tag]
        assert evil.evaluate(loads, [tag, f"{OWN_ORIGIN}/static/{file}", 20_000]) == "error"
        assert own.evaluate(loads, [tag, f"{OWN_ORIGIN}/static/{file}", 20_000]) == "loaded"
    assert still_asked(ground, question)


def test_nothing_of_the_page_can_be_read(ground, evil, own, question):
    own.goto(f"{OWN_ORIGIN}/question/{question.id}")
    read = "url => fetch(url, {credentials: 'include'}).then(r => r.text()).catch(() => 'unreadable')"
    for path in ("/", "/history", f"/question/{question.id}", "/static/style.css", "/api/questions", "/here"):
        assert evil.evaluate(read, OWN_ORIGIN + path) == "unreadable"
    assert "<!doctype html>" in own.evaluate(read, f"{OWN_ORIGIN}/question/{question.id}")
    opaque = """url => fetch(url, {mode: 'no-cors', credentials: 'include'})
        .then(r => r.type).catch(() => 'unreadable')"""
    assert evil.evaluate(opaque, f"{OWN_ORIGIN}/question/{question.id}") in ("opaque", "unreadable")


def test_neither_a_websocket_nor_an_event_stream_opens(evil, own):
    listen = """url => new Promise(done => { const s = new EventSource(url, {withCredentials: true});
        s.addEventListener("changed", () => { s.close(); done("told"); });
        s.onerror = () => { s.close(); done("closed"); }; })"""
    assert evil.evaluate(listen, f"{OWN_ORIGIN}/events") == "closed"
    assert own.evaluate(listen, f"{OWN_ORIGIN}/events") == "told"
    connect = """url => new Promise(done => { let s;
        try { s = new WebSocket(url); } catch { return done("refused"); }
        s.onopen = () => done("open"); s.onclose = () => done("closed"); })"""
    for path in ("/events", "/", "/api/questions"):
        assert evil.evaluate(connect, f"wss://{OWN_HOST}{path}") == "closed"
        assert own.evaluate(connect, f"wss://{OWN_HOST}{path}") in ("closed", "refused")


@pytest.fixture
def rebound(playwright):
    """A browser without the proxy, for which a foreign name and the safe address lead to this computer."""
    names = ", ".join(f"MAP {name} 127.0.0.1" for name in ("evil.example", OWN_HOST))
    flags = ["--no-sandbox", f"--host-resolver-rules={names}"]
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
    yield browser.new_page()
    browser.close()


def test_a_name_that_is_made_to_lead_here_opens_nothing(ground, rebound):
    """DNS rebinding: the page's own name is the only one it answers to."""
    port = ground.service.page_port
    for name in ("evil.example", OWN_HOST, "127.0.0.1", "localhost", "evil.localhost"):
        for path in ("/", "/static/style.css", "/api/questions", "/enter?token=x"):
            if name == "127.0.0.1" and path.startswith("/api/"):
                continue  # the command line's, which wants its token
            assert rebound.goto(f"http://{name}:{port}{path}").text() == "Refused: host.\n"
    name = ground.service.app.state.site.address.name
    assert SAY("web.door.title") in rebound.goto(f"http://{name}:{port}/").text().replace("&#39;", "'")


def test_nor_does_such_a_name_through_the_proxy(ground, page):
    ground.reroute.hosts["evil.example"] = ("127.0.0.1", ground.service.page_port)
    assert page.goto("http://evil.example/").text() == "Refused: host.\n"
    ground.reroute.hosts["evil.example"] = ("127.0.0.1", ground.service.sink.port)
    try:
        assert page.goto("http://evil.example/").status >= 400
    except Error as error:
        assert "ERR_" in str(error)  # noqa: PT017  Chromium shows an empty answer so


def test_the_page_cannot_be_framed(ground, evil, own, question):
    for path in ("/", f"/question/{question.id}", "/nowhere"):
        inner = evil.evaluate_handle(
            """url => new Promise(done => { const f = document.createElement("iframe"); f.src = url;
            f.onload = () => done(f); document.body.append(f); })""",
            OWN_ORIGIN + path,
        ).content_frame()
        assert inner.url.startswith("chrome-error://"), path
        assert inner.locator("form").count() == 0
    assert still_asked(ground, question)


def test_a_window_that_a_page_opened_is_out_of_its_reach(evil, own, question):
    with evil.context.expect_page() as opened:
        evil.evaluate(
            "url => { window.w = window.open(url, 'prey'); }", f"{OWN_ORIGIN}/question/{question.id}"
        )
    opened.value.wait_for_selector("h1")
    assert opened.value.evaluate("window.opener === null && window.name === ''")
    assert evil.evaluate("window.w.closed"), "the guard's page has left the group of its opener"


def goes(ground, own):
    """Whether an answer counts: it goes, or the page wants to be sure."""
    for _ in range(600):
        if ground.service.desk.waiting() == () or "sure" in own.url:
            return True
        own.wait_for_timeout(50)
    return False


@pytest.mark.parametrize("clicks", [1, 2])
def test_a_click_meant_for_something_else_sends_nothing(ground, own, question, clicks):
    own.clock.install(time=0)
    own.clock.pause_at(1000)
    own.goto(f"{OWN_ORIGIN}/question/{question.id}", wait_until="commit")
    send = own.get_by_role("button", name=SAY("web.question.send"))
    spot = send.bounding_box()
    own.mouse.click(spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2, click_count=clicks)
    assert still_asked(ground, question)
    own.clock.run_for(1100)
    assert send.is_enabled()
    own.evaluate("window.dispatchEvent(new Event('focus'))")  # a window that lay over it went away
    own.mouse.click(spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2)
    assert still_asked(ground, question)
    own.clock.run_for(1100)
    send.click()
    assert goes(ground, own)


def test_without_script_a_hasty_click_sends_nothing_either(ground, own, question):
    style = (files("sakchy.web") / "static" / "forms.css").read_text("utf-8")
    assert "arm 1s" in style
    longer = style.replace("arm 1s", "arm 5s")  # this machine may be busy
    own.route("**/static/forms.css", lambda route: route.fulfill(body=longer, content_type="text/css"))
    own.context.new_cdp_session(own).send("Emulation.setScriptExecutionDisabled", {"value": True})
    own.goto(f"{OWN_ORIGIN}/question/{question.id}", wait_until="commit")
    send = own.get_by_role("button", name=SAY("web.question.send"))
    spot = send.bounding_box()
    own.mouse.click(spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2)
    assert still_asked(ground, question)
    send.click()  # as soon as it takes clicks
    assert goes(ground, own)
