import asyncio
import html
import re
import time

import pytest

from sakchy.decide import Judge
from sakchy.locale import LANGUAGES, catalogue
from sakchy.model import Finding, Target
from sakchy.web.address import OWN_ORIGIN


def csrf(text):
    return re.search(r'name="csrf" value="([0-9a-f]{64})"', text)[1]


async def press(client, question, **fields):
    form = await client.get(f"/question/{question.id}")
    return await client.post(
        f"/question/{question.id}/answer", data={"csrf": csrf(form.text), **fields}, follow_redirects=True
    )


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_question_says_what_where_and_why_in_three_languages(page, book, language):
    question, _ = await page.ask()
    async with page.browser(language=language) as client:
        text = html.unescape((await client.get(f"/question/{question.id}")).text)
    say, passport = catalogue(language), book.kinds["passport"]
    for expected in (
        say("web.question.title"),
        say("web.question.stop"),
        say("web.question.send"),
        getattr(passport.harm, language),
        "telegram.org",
        "•••• 11",
        question.number,
        f'<html lang="{language}">',
    ):
        assert expected in text
    assert text.count("autofocus") == 1
    assert re.search(r"<button[^>]*autofocus[^>]*>", text)[0].count('value="stop"') == 1


async def test_what_decided_stands_first_with_its_harm(page, book):
    judge = Judge(book, "personal")
    found = [Finding(kind, "test-rule", 0.9, (), "", "ab" * 16) for kind in ("bank-requisites", "passport")]
    verdict = judge.verdict(found, judge.destination(Target("https", "discord.com", 443)))
    held = asyncio.ensure_future(page.desk.ask(verdict))
    await asyncio.sleep(0)
    async with page.browser() as client:
        text = html.unescape((await client.get(f"/question/{page.desk.waiting()[0].id}")).text)
    first, second = (book.kinds[kind].name.en for kind in ("passport", "bank-requisites"))
    assert text.lower().index(f">{first}") < text.lower().index(f">{second}")
    assert book.kinds["passport"].harm.en in text
    assert book.kinds["bank-requisites"].harm.en not in text
    held.cancel()


@pytest.mark.parametrize(("pressed", "outcome"), [("stop", "refused"), ("send", "sent"), ("", "refused")])
async def test_pressing_a_button_answers(page, pressed, outcome):
    question, task = await page.ask()
    async with page.browser() as client:
        reply = await press(client, question, answer=pressed)
    assert await task == outcome
    assert reply.status_code == 200
    assert catalogue("en")(f"web.over.{outcome}") in reply.text


async def test_what_is_asked_twice_needs_a_second_page(page):
    question, task = await page.ask(kind="medical-record", host="forms.example")
    assert question.verdict.twice
    async with page.browser() as client:
        second = await press(client, question, answer="send")
        assert second.url.query == b"sure"
        assert catalogue("en")("web.question.really") in second.text
        assert page.desk.waiting() == (question,)
        assert "•••• 11" not in second.text, "the strict tier shows no preview"
        await press(client, question, answer="send", confirmed="yes")
    assert await task == "sent"


async def test_a_missed_question_can_be_allowed_and_taken_back(page):
    page.desk.wait = 0.01
    assert await page.desk.ask(page.verdict()) == "expired"
    (missed,) = page.desk.missed()
    async with page.browser() as client:
        first = (await client.get("/")).text
        assert f"/question/{missed.id}" in first
        assert f"<h1>{catalogue('en')('now.missed')}</h1>" in first
        assert catalogue("en")("now.calm") not in first, "a missed question is not quiet"
        reply = await press(client, missed, answer="send")
        assert catalogue("en")("web.over.granted") in reply.text
        await press(client, missed, answer="stop")
    assert await page.desk.ask(page.verdict()) == "refused"


async def test_the_first_page_shows_what_waits_and_what_happened(page):
    async with page.browser() as client:
        assert catalogue("en")("now.calm") in (await client.get("/")).text
        question, _ = await page.ask()
        page.happened("0123456789abcdef", time.time(), "blocked", kind="bank-card")
        text = (await client.get("/")).text
    assert f"/question/{question.id}" in text
    assert "<title>(1) Sakchy</title>" in text
    assert "/history/0123456789abcdef" in text
    assert "Bank card number" in text


@pytest.mark.parametrize("path", ["/question/nothing", "/history/nothing", "/nowhere"])
async def test_what_is_not_there_is_said_so(page, path):
    async with page.browser() as client:
        reply = await client.get(path)
    assert reply.status_code == 404
    assert catalogue("en")("web.nothing.title") in reply.text


async def test_the_number_on_the_blocked_page_opens_no_question(page):
    question, _ = await page.ask()
    async with page.browser() as client:
        assert (await client.get(f"/question/{question.number}")).status_code == 404


async def test_the_language_is_chosen_and_kept(page):
    async with page.browser(language="en") as client:
        reply = await client.get("/language/ky?back=/history", follow_redirects=True)
        assert reply.url.path == "/history"
        assert catalogue("ky")("history.title") in reply.text
        assert '<html lang="ky">' in (await client.get("/")).text
        for elsewhere in ("//evil.example", "https://evil.example", "/\\evil.example", ""):
            assert (await client.get("/language/xx", params={"back": elsewhere})).headers["location"] == "/"


async def test_trouble_with_the_journal_is_shown(page):
    page.happened("0123456789abcdef", time.time())
    page.journal.flush()  # the thread has nothing more to say about trouble
    page.journal.trouble = "full"
    async with page.browser() as client:
        assert catalogue("en")("web.trouble.full") in (await client.get("/")).text


async def test_names_chosen_by_others_are_shown_as_text(page):
    question, _ = await page.ask(name='"><script>alert(1)</script>', host="xn--80ak6aa92e.example")
    async with page.browser() as client:
        text = (await client.get(f"/question/{question.id}")).text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text
    assert "xn--80ak6aa92e.example" in text
    assert "<bdi>аррӏе.example</bdi>" in text


async def test_nothing_is_loaded_from_elsewhere(page):
    await page.ask()
    async with page.browser() as client:
        for path in ("/", "/history", "/static/style.css", "/static/live.js", "/static/icon.svg"):
            reply = await client.get(path)
            assert reply.status_code == 200
            outside = re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]+[^\s\"']*", reply.text)
            others = {each for each in outside if not each.startswith(OWN_ORIGIN)}
            assert others <= {"http://www.w3.org/2000/svg"}
            assert "<style" not in reply.text
            assert "style=" not in reply.text.replace("stylesheet", "")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_removing_is_offered_only_where_it_is_possible(page, language):
    say = catalogue(language)
    for maskable in (False, True):
        question, _ = await page.ask(maskable=maskable, mark="ab"[maskable])
        async with page.browser(language=language) as client:
            text = html.unescape((await client.get(f"/question/{question.id}")).text)
        assert (say("web.question.mask") in text) == maskable
        assert ('class="wide later" name="answer" value="mask"' in text) == maskable


async def test_removing_answers_and_needs_our_own_form(page):
    question, task = await page.ask(maskable=True)
    async with page.browser() as client:
        forged = await client.post(f"/question/{question.id}/answer", data={"answer": "mask"})
        assert forged.status_code == 403
        assert not task.done()
        shown = await press(client, question, answer="mask")
    assert await task == "masked"
    assert catalogue("en")("web.over.masked") in html.unescape(shown.text)
