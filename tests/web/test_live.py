import asyncio
import time

import pytest

from sakchy.locale import catalogue


async def until(lines, wanted):
    async with asyncio.timeout(60):
        async for line in lines:
            if line == wanted:
                return


async def test_the_live_stream_tells_of_questions_and_of_events(page, monkeypatch):
    monkeypatch.setattr("sakchy.web.live.LOOK", 0.02)
    async with page.browser() as client, client.stream("GET", "/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        lines = stream.aiter_lines()
        await until(lines, "event: changed")
        question, _ = await page.ask()
        await until(lines, "event: changed")
        page.desk.answer(question.id, send=False)
        await until(lines, "event: changed")
        page.happened("0123456789abcdef", time.time())
        await until(lines, "event: changed")


async def test_what_came_and_went_between_two_looks_is_told_of(page, monkeypatch):
    monkeypatch.setattr("sakchy.web.live.LOOK", 0.1)
    async with page.browser() as client, client.stream("GET", "/events") as stream:
        lines = stream.aiter_lines()
        await until(lines, "event: changed")
        page.app.state.site.pause.begin(30)
        page.app.state.site.pause.end()
        await until(lines, "event: changed")


async def test_a_quiet_stream_shows_signs_of_life_and_carries_no_data(page, monkeypatch):
    monkeypatch.setattr("sakchy.web.live.LOOK", 0.01)
    monkeypatch.setattr("sakchy.web.live.BEAT", 0.03)
    async with page.browser() as client, client.stream("GET", "/events") as stream:
        await until(stream.aiter_lines(), ": still here")


async def test_open_streams_end_when_the_guard_stops(page):
    async with page.browser() as client, client.stream("GET", "/events") as stream:
        page.app.state.site.stopping.set()
        async with asyncio.timeout(60):
            lines = [line async for line in stream.aiter_lines()]
    assert set(lines) <= {"event: changed", "data:", ""}


@pytest.fixture
async def chromium():
    playwright = pytest.importorskip("playwright.async_api", reason="playwright is not installed")
    async with playwright.async_playwright() as play:
        try:
            browser = await play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        except playwright.Error:
            pytest.skip("no Chromium at /usr/bin/chromium")
        yield browser
        await browser.close()


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize(
    ("name", "outcome"), [("web.question.stop", "refused"), ("web.question.send", "sent")]
)
async def test_a_person_answers_in_a_browser(page, chromium, script, name, outcome):
    question, task = await page.ask()
    tab = await chromium.new_page(java_script_enabled=script, locale="en")
    await tab.goto(page.link())
    await tab.get_by_role("link", name=catalogue("en")("now.look")).click()
    await tab.wait_for_url(f"**/question/{question.id}")
    await tab.get_by_role("button", name=catalogue("en")(name)).click()
    await tab.get_by_role("heading", name=catalogue("en")(f"web.over.{outcome}")).wait_for()
    assert await task == outcome


@pytest.mark.browser
async def test_enter_means_do_not_send(page, chromium):
    question, task = await page.ask()
    tab = await chromium.new_page(locale="en")
    await tab.goto(page.link())
    await tab.goto(f"{page.url}/question/{question.id}")
    await tab.locator("button:focus").wait_for()
    await tab.keyboard.press("Enter")
    assert await task == "refused"


@pytest.mark.browser
async def test_a_hasty_click_sends_nothing(page, chromium):
    question, _ = await page.ask()
    tab = await chromium.new_page(locale="en")
    await tab.goto(page.link())
    await tab.clock.install(time=0)
    await tab.clock.pause_at(1000)
    await tab.goto(f"{page.url}/question/{question.id}")
    send = tab.get_by_role("button", name=catalogue("en")("web.question.send"))
    assert await send.is_disabled()
    await tab.clock.run_for(1100)
    assert await send.is_enabled()
    assert page.desk.waiting() == (question,)


@pytest.mark.browser
async def test_an_open_page_shows_a_new_question_by_itself(page, chromium):
    tab = await chromium.new_page(locale="en")
    broken = []
    tab.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
    await tab.goto(page.link())
    await tab.get_by_role("heading", name=catalogue("en")("now.calm")).wait_for()
    await page.ask()
    await tab.get_by_role("link", name=catalogue("en")("now.look")).wait_for()
    assert (await tab.title()).startswith("(1)")
    assert broken == []


@pytest.mark.browser
async def test_a_link_from_another_site_opens_the_page_of_who_is_inside(page, chromium):
    context = await chromium.new_context(locale="en")
    tab = await context.new_page()
    await tab.goto(page.link())
    await context.route(
        "http://blocked.example/",
        lambda route: route.fulfill(body=f"<a href={page.url}/>x</a>", content_type="text/html"),
    )
    await tab.goto("http://blocked.example/")
    await tab.get_by_role("link").click()
    await tab.get_by_role("heading", name=catalogue("en")("now.calm")).wait_for()


@pytest.mark.browser
@pytest.mark.parametrize("language", ["ky", "ru", "en"])
async def test_every_page_fits_a_narrow_screen(page, chromium, language):
    question, _ = await page.ask(name="x" * 80, host=f"{'long' * 15}.{'name' * 15}.example")
    page.happened("0123456789abcdef", time.time() - 86400, host=f"{'long' * 15}.example")
    tab = await chromium.new_page(viewport={"width": 320, "height": 600}, locale=language)
    await tab.goto(page.link())
    for path in ("/", f"/question/{question.id}", "/history", "/history/0123456789abcdef", "/nowhere"):
        await tab.goto(page.url + path)
        assert await tab.evaluate("document.documentElement.scrollWidth") <= 320, path


@pytest.mark.browser
async def test_every_control_has_a_name_and_headings_begin_at_one(page, chromium):
    question, _ = await page.ask()
    page.happened("0123456789abcdef", time.time())
    tab = await chromium.new_page(locale="en")
    await tab.goto(page.link())
    for path in ("/", f"/question/{question.id}", "/history", "/history/0123456789abcdef"):
        await tab.goto(page.url + path)
        tree = await tab.locator("body").aria_snapshot()
        nameless = [line for line in tree.splitlines() if line.strip(" -:") in ("link", "button", "combobox")]
        assert nameless == [], path
        assert await tab.locator("h1").count() == 1
