"""A question in a real browser: a page that was being opened, the way there and back, and time to think."""

import pytest
from playground import PASSPORT
from screens import until
from websites import PAGE, Site

SAFE = "https://sakchy.internal"
SITE = "discord.com"
DONE = b"<!doctype html><meta charset=utf-8><title>Done</title><h1>Thank you</h1><a href=next>next</a>"

pytestmark = pytest.mark.browser


class Posting(Site):
    """A site whose form leads on to another page, and one that answers the form itself."""

    def answer(self, head: bytes) -> bytes:
        if head.startswith(b"POST /form "):
            return (
                b"HTTP/1.1 303 See Other\r\nlocation: /done\r\nset-cookie: got=it\r\n"
                b"content-length: 0\r\n\r\n"
            )
        if head.startswith(b"GET /strict "):
            return html(PAGE, b"content-security-policy: form-action 'self'\r\n")
        if head.startswith((b"GET /done ", b"POST /here?")):
            return html(DONE)
        return super().answer(head)


def html(body: bytes, more: bytes = b"") -> bytes:
    return (
        b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n"
        + more
        + b"content-length: %d\r\n\r\n" % len(body)
        + body
    )


PLAY = Posting


@pytest.fixture
def inside(ground, page):
    """A browser that has been at the guard's page before."""
    page.goto(f"{SAFE}/enter?token={ground.service.app.state.site.sessions.launch(None)}")
    return page


def post(page, action="/form", start="/"):
    """Fill in the site's form and send it as a page."""
    page.goto(f"https://{SITE}{start}")
    page.evaluate("action => { document.forms[0].action = action }", action)
    page.set_input_files("input[type=file]", str(PASSPORT))
    page.click("button")
    page.wait_for_url(f"{SAFE}/question/**")


def sent(ground):
    return [got for got in ground.origin.received if got.host == SITE and got.head.startswith(b"POST")]


def send(page):
    """Send it once, confirming if that is wanted."""
    page.locator("#send button:enabled").click()
    page.wait_for_url(lambda url: "sure" in url or SITE in url)
    if "sure" in page.url:
        page.locator("button[value=send]:enabled").click()


def test_the_person_lands_where_they_would_have_after_a_redirect(ground, inside):
    post(inside)
    assert inside.get_by_role("heading", name="Send this?").is_visible()
    assert sent(ground) == []
    send(inside)
    inside.wait_for_url(f"https://{SITE}/done")
    assert inside.inner_text("h1") == "Thank you"
    (got,) = sent(ground)
    assert PASSPORT.read_bytes() in got.body
    assert f"origin: https://{SITE}".encode() in got.head.lower()
    arrived = next(got for got in ground.origin.received if got.head.startswith(b"GET /done "))
    assert b"got=it" in arrived.head, "cookies that the answer set count"
    assert "sakchy" not in arrived.head.decode("latin-1").lower(), "the site learns of no guard"
    assert [event.outcome for event in ground.events()] == ["sent"]


def test_an_answer_without_a_redirect_stands_at_its_own_address_and_a_reload_sends_nothing(ground, inside):
    post(inside, "/here?step=2")
    send(inside)
    inside.wait_for_url(f"https://{SITE}/here?step=2")
    assert inside.inner_text("h1") == "Thank you"
    inside.reload()
    assert len(sent(ground)) == 1


def test_without_the_file_the_rest_arrives(ground, inside):
    post(inside)
    inside.locator("button[value=mask]:enabled").click()
    inside.wait_for_url(f"https://{SITE}/done")
    (got,) = sent(ground)
    assert b'name="scan"; filename=""' in got.body
    assert b"salam" in got.body
    assert [event.outcome for event in ground.events()] == ["masked"]


def test_not_sent_stays_not_sent_also_on_the_way_back(ground, inside):
    post(inside)
    inside.locator("button[value=stop]").first.click()
    inside.get_by_role("heading", name="Not sent").wait_for()
    inside.goto(f"https://{SITE}/form")
    assert sent(ground) == []
    assert [event.outcome for event in ground.events()] == ["refused"]


def test_an_answer_given_elsewhere_takes_the_open_page_on(ground, inside):
    post(inside)
    (question,) = ground.service.desk.waiting()
    ground.loop.call_soon_threadsafe(ground.service.desk.answer, question.id, True, True)
    inside.wait_for_url(f"https://{SITE}/done")
    assert len(sent(ground)) == 1


def test_a_page_that_lets_no_form_lead_elsewhere_is_helped(ground, inside):
    opened = []
    ground.service.parking.help_on = opened.append
    inside.goto(f"https://{SITE}/strict")
    inside.set_input_files("input[type=file]", str(PASSPORT))
    inside.click("button", no_wait_after=True)
    for _ in range(600):
        if opened or "question" in inside.url:
            break
        inside.wait_for_timeout(100)
    (question,) = ground.service.desk.waiting()
    if "question" not in inside.url:
        assert opened == [question.id]
        inside.goto(f"{SAFE}/question/{question.id}")
    send(inside)
    inside.wait_for_url(f"https://{SITE}/done")
    assert len(sent(ground)) == 1


def test_the_first_key_stops_the_countdown_and_the_time_bar_goes(ground, inside):
    post(inside)
    inside.locator("[data-time] progress").wait_for()
    inside.keyboard.press("Tab")
    inside.locator("[data-no-hurry]").wait_for(state="visible")
    until(lambda: ground.service.desk.waiting()[0].touched)
    assert inside.locator("[data-time] progress").count() == 0
    assert inside.locator("h1").inner_text() == "Send this?", "the page has not changed under the hand"


def test_a_tiny_picture_is_shown_until_the_answer(ground, inside):
    post(inside)
    picture = inside.locator("img.glimpse")
    picture.wait_for()
    picture.evaluate("picture => picture.decode()")
    assert inside.evaluate("document.querySelector('.glimpse').naturalWidth") in range(8, 25)
    inside.locator("button[value=stop]").first.click()
    inside.get_by_role("heading", name="Not sent").wait_for()
    assert picture.count() == 0


def test_everything_works_without_script(ground, inside):
    inside.route("**/static/*.js", lambda route: route.abort())
    post(inside)
    inside.get_by_role("button", name="Give me more time").click()
    until(lambda: ground.service.desk.waiting()[0].touched)
    inside.wait_for_timeout(1100)  # a hasty press sends nothing, without script too
    send(inside)
    inside.wait_for_url(f"https://{SITE}/done")
    assert len(sent(ground)) == 1
