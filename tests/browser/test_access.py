"""Answering without a mouse, on a narrow screen, and by what a screen reader is told."""

import pytest
from playground import in_thread
from websites import CARD, Site, ask, focused, waiting

from sakchy.locale import catalogue
from sakchy.web.address import OWN_ORIGIN

pytestmark = pytest.mark.browser
SAY = catalogue("en")
FOCUSED = """() => { const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
    return {name: (e.labels?.[0] || e).textContent.trim(), tag: e.localName, width: r.width, height: r.height,
            seen: r.bottom > 0 && r.top < innerHeight,
            ring: s.outlineStyle !== "none" && s.outlineWidth !== "0px"}; }"""


@pytest.fixture
def ground(tmp_path):
    with in_thread(tmp_path, play=Site, wait=600) as ground:
        yield ground


@pytest.fixture
def site(page):
    page.goto("https://discord.com/")
    return page


@pytest.fixture
def own(ground, site):
    tab = site.context.new_page()
    tab.goto(f"{OWN_ORIGIN}/enter?token={ground.service.app.state.site.sessions.launch()}")
    tab.wait_for_selector("a.phrase")
    return tab


@pytest.fixture
def asked(ground, site, own):
    """The page of a question, just opened."""
    question = ask(ground, site)
    own.goto(f"{OWN_ORIGIN}/question/{question.id}")
    focused(own)
    return own


def press_until(tab, key, name, most=40):
    """Press a key until the focus is on something of that name; all that it was on meanwhile."""
    seen = []
    for _ in range(most):
        tab.keyboard.press(key)
        seen.append(tab.evaluate(FOCUSED))
        if name in seen[-1]["name"]:
            return seen
    pytest.fail(f"{name!r} is not among {[each['name'] for each in seen]}")


def test_enter_alone_means_do_not_send(asked, site):
    assert asked.evaluate(FOCUSED)["name"] == SAY("web.question.stop")
    asked.keyboard.press("Enter")
    asked.get_by_role("heading", name=SAY("web.over.refused")).wait_for()
    assert site.evaluate("() => window.sent")[0] == 403


@pytest.mark.parametrize("size", [{"width": 1180, "height": 800}, {"width": 320, "height": 568}])
def test_keys_alone_send_it_once_and_the_focus_is_always_seen(ground, asked, site, size):
    asked.set_viewport_size(size)
    asked.get_by_role("button", name=SAY("web.question.send"), disabled=False).wait_for()
    way = press_until(asked, "Tab", SAY("web.question.send"))
    assert all(each["seen"] and each["ring"] for each in way), way
    assert way[-1]["height"] >= 44
    asked.keyboard.press("Space")
    sure = asked.get_by_role("button", name=SAY("web.question.confirm"))
    asked.get_by_role("heading", name=SAY("web.over.sent")).or_(sure).first.wait_for()
    if sure.is_visible():
        focused(asked)
        assert asked.evaluate(FOCUSED)["name"] == SAY("web.question.stop"), "Enter twice sends nothing"
        asked.get_by_role("button", name=SAY("web.question.confirm"), disabled=False).wait_for()
        press_until(asked, "Tab", SAY("web.question.confirm"))
        asked.keyboard.press("Enter")
    assert site.evaluate("() => window.sent")[0] == 200
    assert ground.service.desk.waiting() == ()


def test_every_part_is_reached_by_keys_and_the_page_is_no_trap(asked):
    way = press_until(asked, "Tab", SAY("web.question.why"))
    assert [each for each in way if not each["name"]] == []
    asked.keyboard.press("Enter")
    asked.locator("details.why[open]").wait_for(state="attached")
    press_until(asked, "Shift+Tab", SAY("web.question.stop"))
    press_until(asked, "Shift+Tab", SAY("web.skip"))
    asked.keyboard.press("Enter")
    asked.locator("#main:focus").wait_for()


@pytest.mark.parametrize("language", ["en", "ru", "ky"])
def test_at_320_pixels_and_with_large_letters_nothing_is_cut_off(asked, language):
    asked.goto(f"{OWN_ORIGIN}/language/{language}?back={asked.url.removeprefix(OWN_ORIGIN)}")
    for size, letters in (({"width": 320, "height": 568}, 16), ({"width": 640, "height": 800}, 32)):
        asked.set_viewport_size(size)
        asked.add_style_tag(url=f"{OWN_ORIGIN}/static/style.css")
        asked.evaluate("px => { document.documentElement.style.fontSize = px + 'px'; }", letters)
        assert asked.evaluate("document.documentElement.scrollWidth") <= size["width"]
        for name in ("web.question.stop", "web.question.send"):
            box = asked.get_by_role("button", name=catalogue(language)(name)).bounding_box()
            assert box["height"] >= 44
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= size["width"]
    assert asked.evaluate("document.documentElement.lang") == language


def test_a_screen_reader_hears_what_to_whom_and_why_before_it_comes_to_the_answers(asked):
    told = asked.get_by_role("main").aria_snapshot()
    order = [
        f'heading "{SAY("web.question.title")}" [level=1]', SAY("web.question.what"), "Bank card",
        SAY("web.question.where"), "discord.com", f'button "{SAY("web.question.stop")}"',
        f'button "{SAY("web.question.send")}"', f'progressbar "{SAY("web.question.left")}"',
    ]  # fmt: skip
    places = [told.lower().find(each.lower()) for each in order]
    assert -1 not in places, told
    assert places == sorted(places), told
    assert "4111 1111" not in told
    nameless = [line for line in told.splitlines() if line.strip(" -:") in ("link", "button", "radio", "img")]
    assert nameless == []


def test_what_became_of_it_is_read_out(ground, asked):
    region = asked.get_by_role("status")
    (question,) = ground.service.desk.waiting()
    ground.loop.call_soon_threadsafe(ground.service.desk.answer, question.id, False)
    region.filter(has_text=SAY("web.over.refused")).first.wait_for(state="attached")


def test_a_question_that_comes_is_read_out_on_the_open_page(ground, own, site):
    own.goto(f"{OWN_ORIGIN}/")
    own.wait_for_timeout(300)
    site.evaluate("text => { window.sent = say(text).catch(String); }", CARD)
    waiting(ground)
    heard = own.locator("body > [role=status]").filter(has_text=SAY.count("now.waiting", 1))
    heard.wait_for(state="attached")
