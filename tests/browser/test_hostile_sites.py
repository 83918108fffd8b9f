"""What hostile sites do with what they may: names that are code, workers, floods, imitations."""

import json
import os
import re
import socket
import sys

import pytest
from playground import PASSPORT
from websites import CARD, EVIL, Hostile, arrived, ask, still_asked, waiting

from sakchy.locale import catalogue
from sakchy.web.address import OWN_HOST, OWN_ORIGIN

pytestmark = pytest.mark.browser
SAY = catalogue("en")
PLAY = Hostile
CODE = '"><img src=x onerror="window.broken=1"><script>window.broken=1</script>'


def test_names_that_are_code_stay_words(ground, evil, own):
    """Names of files, of fields and keys, and the host: nothing of them becomes a part of the page."""
    broken = []
    own.on("dialog", lambda dialog: broken.append(dialog.message))
    own.on("console", lambda told: broken.append(told.text) if told.type == "error" else None)
    name = f"passport{CODE}\u202egpj.exe"
    evil.set_input_files(
        "input[type=file]",
        {"name": name, "mimeType": "image/jpeg", "buffer": PASSPORT.read_bytes()},
    )
    evil.evaluate("() => { window.sent = upload('photo').catch(String); }")
    question = waiting(ground)
    ask_with_key = (
        "([key, text]) => { fetch('/chat', {method: 'POST', body: JSON.stringify({[key]: text})}); }"
    )
    evil.evaluate(ask_with_key, [CODE, CARD])
    second = waiting(ground, 2)
    for each in (question, second):
        own.goto(f"{OWN_ORIGIN}/question/{each.id}")
        own.goto(f"{OWN_ORIGIN}/")
    shown = own.content()
    assert own.evaluate("window.broken") is None
    assert own.locator("img[src=x]").count() == 0
    assert "\u202e" not in shown
    assert broken == []


def test_a_host_of_foreign_letters_is_shown_as_it_is_looked_up(ground, own):
    """The desk is asked directly: the name need not exist."""
    from sakchy.model import Target  # noqa: PLC0415

    site = ground.service.app.state.site
    place = site.judge.destination(Target("https", "xn--pypal-4ve.com", 443, ("xn--pypal-4ve.com",)))
    assert place.host == "xn--pypal-4ve.com"
    own.goto(f"{OWN_ORIGIN}/receivers?q=xn--pypal-4ve.com")
    assert "xn--pypal-4ve.com" in own.content()


def test_a_worker_of_the_site_sees_no_finding_no_id_and_no_phrase(ground, evil, own):
    own.goto(f"{OWN_ORIGIN}/phrase")
    own.fill("input[name=phrase]", "the goat ate my hat")
    own.get_by_role("button", name=SAY("phrase.save")).click()
    own.locator(".note[role=status]").wait_for()
    evil.evaluate(
        "() => navigator.serviceWorker.register('/worker.js').then(() => navigator.serviceWorker.ready)"
    )
    evil.goto(f"{EVIL}/")
    evil.set_input_files("input[type=file]", str(PASSPORT))
    evil.evaluate("() => { window.sent = upload('photo'); }")
    question = waiting(ground)
    ground.loop.call_soon_threadsafe(ground.service.desk.answer, question.id, False)
    status, _ = evil.evaluate("() => window.sent")
    assert status == 403, "the control: this went through the worker"
    evil.set_input_files("input[type=file]", str(PASSPORT))
    evil.locator("button").click(no_wait_after=True)
    evil.wait_for_timeout(1500)
    spy = evil.context.new_page()
    spy.goto(f"{EVIL}/")
    seen = spy.evaluate(
        """() => new Promise(done => { navigator.serviceWorker.onmessage = (m) => done(m.data);
        navigator.serviceWorker.controller.postMessage(0); })"""
    )
    assert [each[1] for each in seen if each[0] == "POST"] != []
    told = json.dumps([each for each in seen if "/worker.js" not in each[2]])
    ids = {each.id for each in ground.service.desk.waiting()} | {question.id}
    found = {f.preview for each in ground.events() for f in each.verdict.findings if f.preview}
    for secret in (*ids, *found, "goat", "csrf", ground.service.app.state.site.address.name):
        assert secret not in told
    assert arrived(ground) == []


def test_a_number_that_a_site_may_know_opens_nothing(ground, evil, own):
    question = ask(ground, evil)
    assert re.fullmatch(r"\d{4}", question.number)
    assert re.fullmatch(r"[0-9a-f]{32}", question.id)
    for name in (question.number, question.id[:-1], question.id[:-1] + "x", question.id.upper() + "0"):
        assert own.goto(f"{OWN_ORIGIN}/question/{name}").status == 404
        assert own.evaluate(
            """([url, csrf]) => fetch(url, {method: "POST", redirect: "manual",
            body: new URLSearchParams({csrf, answer: "send", confirmed: "yes"})}).then(r => r.type)""",
            [f"{OWN_ORIGIN}/question/{name}/answer", csrf(own)],
        ) in ("opaqueredirect", "basic")
    assert still_asked(ground, question)


def csrf(own):
    """The secret of this session's forms."""
    own.goto(f"{OWN_ORIGIN}/phrase")
    return own.locator("input[name=csrf]").first.get_attribute("value")


def test_an_answer_that_is_sent_again_sends_nothing_again(ground, evil, own):
    send = """k => fetch(k.url, {method: "POST", redirect: "manual",
        body: new URLSearchParams({csrf: k.csrf, answer: "send", confirmed: "yes"})}).then(r => r.type)"""
    question = ask(ground, evil)
    known = {"url": f"{OWN_ORIGIN}/question/{question.id}/answer", "csrf": csrf(own)}
    own.evaluate(send, known)
    assert evil.evaluate("() => window.sent")[0] == 200
    assert len(arrived(ground)) == 1
    again = ask(ground, evil)
    assert again.id != question.id
    own.evaluate(send, known)
    assert [each.id for each in ground.service.desk.waiting()] == [again.id]
    assert len(arrived(ground)) == 1


def test_a_flood_of_one_site_leaves_room_for_others_and_is_no_flood_on_the_page(ground, evil, own):
    texts = [f"my card is {card(n)}, thank you" for n in range(60)]
    evil.evaluate("texts => { window.all = texts.map(text => say(text).catch(String)); }", texts)
    waiting(ground)
    evil.wait_for_timeout(2500)
    assert len(ground.service.desk.waiting()) <= 10
    other = evil.context.new_page()
    other.goto("https://chatgpt.com/")
    other.evaluate("text => { window.sent = say(text).catch(String); }", CARD)
    for _ in range(600):
        if any(each.verdict.destination.host == "chatgpt.com" for each in ground.service.desk.waiting()):
            return
        other.wait_for_timeout(50)
    pytest.fail("the other site's question has no room")


def card(number):
    """A card number that nobody has: the last digit is the check (ISO/IEC 7812-1, annex B)."""
    digits = f"41111111{number:07}"
    total = sum(sum(divmod(int(d) * 2, 10)) if i % 2 == 0 else int(d) for i, d in enumerate(digits))
    return f"{digits}{-total % 10}"


@pytest.mark.parametrize(
    "name", ["127.0.0.1", "localhost", "127.1", "0.0.0.0", "2130706433", "0x7f.1", "[::1]"]
)
def test_the_proxy_does_not_fetch_its_own_page_by_any_other_name(ground, page, name):
    site = ground.service.app.state.site
    for port in (ground.service.page_port, ground.service.proxy_port, ground.service.sink.port):
        for host in (name, site.address.name, f"{OWN_HOST}.", f"x.{OWN_HOST}"):
            assert page.goto(f"http://{host}:{port}/").text() == "Sakchy stopped this request.\n"


@pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="wants another account")
def test_another_account_of_this_computer_gets_in_nowhere(ground, evil, own):
    question = ask(ground, evil)
    (cookie,) = [each for each in own.context.cookies(OWN_ORIGIN) if each["name"] == "__Host-sakchy"]
    assert (cookie["secure"], cookie["httpOnly"], cookie["sameSite"]) == (True, True, "Strict")
    stolen = f"__Host-sakchy={cookie['value']}"
    assert question.id in through_proxy(ground, stolen), "the control: it is the person's own cookie"
    os.seteuid(65534)
    try:
        theirs = through_proxy(ground, stolen)
    finally:
        os.seteuid(0)
    assert SAY("web.door.how") in theirs.replace("&#39;", "'")
    assert question.id not in theirs


def through_proxy(ground, cookie):
    """The first page, as a program fetches it that is set up for the proxy and has somebody's cookie."""
    with socket.create_connection(("127.0.0.1", ground.service.proxy_port)) as plain:
        plain.sendall(f"CONNECT {OWN_HOST}:443 HTTP/1.1\r\n\r\n".encode())
        assert b" 200 " in plain.recv(200)
        with ground.trust.wrap_socket(plain, server_hostname=OWN_HOST) as tls:
            head = f"GET / HTTP/1.1\r\nhost: {OWN_HOST}\r\ncookie: {cookie}\r\naccept-language: en\r\n"
            opens = "sec-fetch-mode: navigate\r\nsec-fetch-dest: document\r\nsec-fetch-site: none\r\n"
            tls.sendall(f"{head}{opens}connection: close\r\n\r\n".encode())
            told = b""
            while data := tls.recv(65536):
                told += data
    return told.decode()


def test_an_imitation_of_the_page_cannot_know_the_phrase(ground, evil, own):
    csrf(own)
    own.fill("input[name=phrase]", "the goat ate my hat")
    own.get_by_role("button", name=SAY("phrase.save")).click()
    own.locator(".note[role=status]").wait_for()
    question = ask(ground, evil)
    for path in ("/", f"/question/{question.id}"):
        own.goto(OWN_ORIGIN + path)
        assert own.get_by_role("banner").get_by_text("the goat ate my hat").is_visible()
    ground.loop.call_soon_threadsafe(ground.service.desk.answer, question.id, False)
    _, told = evil.evaluate("() => window.sent")
    assert "goat" not in told
    for url in (f"{OWN_ORIGIN}/", f"{OWN_ORIGIN}/static/live.js", f"{OWN_ORIGIN}/phrase"):
        assert (
            evil.evaluate("url => fetch(url).then(r => r.text()).catch(() => 'unreadable')", url)
            == "unreadable"
        )


def test_the_address_of_the_page_cannot_be_taken_without_the_guards_certificate(ground, own):
    """Whoever listens in its place has no certificate for the name, so no browser sends the cookie."""
    assert own.evaluate("location.protocol") == "https:"
    assert own.goto(f"{OWN_ORIGIN}/").security_details()["issuer"] == "Sakchy on this computer"
