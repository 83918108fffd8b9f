"""The question's screen: everything a person can do besides sending and not sending."""

import asyncio
import html
import re

import pytest
from msgspec.structs import replace

from sakchy.act.desk import PATIENCE
from sakchy.keep.remembered import HOUR, MONTH
from sakchy.locale import LANGUAGES, catalogue
from sakchy.model import Destination, Finding, Step, Why

PNG = b"\x89PNG tiny"


def csrf(text):
    return re.search(r'name="csrf" value="([0-9a-f]{64})"', text)[1]


async def look(client, question, step=""):
    return html.unescape((await client.get(f"/question/{question.id}{step}")).text)


async def press(client, question, **fields):
    token = csrf(await look(client, question))
    return await client.post(
        f"/question/{question.id}/answer", data={"csrf": token, **fields}, follow_redirects=True
    )


async def put(page, verdict, **about):
    opened = page.desk.open(verdict, **about)
    await asyncio.sleep(0)
    return opened.question


@pytest.mark.parametrize(("chosen", "lasts"), [("hour", HOUR), ("month", MONTH)])
async def test_an_answer_can_hold_for_longer(page, chosen, lasts):
    question, task = await page.ask(kind="bank-card", host="chatgpt.com")
    async with page.browser() as client:
        text = await look(client, question)
        assert text.count('name="remember"') == 3
        assert 'name="remember" value="" checked' in text
        after = await press(client, question, answer="send", remember=chosen)
    assert await task == "sent"
    (grant,) = page.app.state.site.remembered.grants()
    assert (grant.kinds, grant.site, grant.until - grant.since) == (("bank-card",), "chatgpt.com", lasts)
    assert catalogue("en")(f"question.then.{chosen}", site="chatgpt.com") in html.unescape(after.text)


@pytest.mark.parametrize("chosen", ["", "for ever", "once"])
async def test_nothing_else_is_remembered(page, chosen):
    question, task = await page.ask(kind="bank-card", host="chatgpt.com")
    async with page.browser() as client:
        await press(client, question, answer="send", remember=chosen)
    assert await task == "sent"
    assert page.app.state.site.remembered.grants() == ()


@pytest.mark.parametrize("about", [{"host": "gofile.io"}, {"kind": "not-read", "host": "chatgpt.com"}])
async def test_what_is_asked_about_twice_or_not_read_offers_no_remembering(page, about):
    question, task = await page.ask(**about)
    async with page.browser() as client:
        assert 'name="remember"' not in await look(client, question)
        await press(client, question, answer="send", remember="month", confirmed="yes")
    assert await task == "sent"
    assert page.app.state.site.remembered.grants() == ()


async def test_a_mistake_is_learned_after_a_second_look(page):
    question, task = await page.ask(kind="bank-card", host="chatgpt.com")
    say, kept = catalogue("en"), page.app.state.site.remembered
    async with page.browser() as client:
        assert say("question.wrong.title") in await look(client, question)
        second = html.unescape((await press(client, question, answer="wrong")).text)
        assert say("question.wrong.really") in second
        assert not task.done()
        assert kept.mistakes() == ()
        after = html.unescape((await press(client, question, answer="wrong", confirmed="yes")).text)
        assert say("question.then.mistake") in after
    assert await task == "sent"
    (mistake,) = kept.mistakes()
    assert mistake.fingerprint == question.verdict.findings[0].fingerprint


async def test_what_was_not_read_is_no_mistake_and_waits_on_beside_one(page):
    unread = Finding("not-read", "encrypted", 1.0, (Step("body"),), "", "cd" * 16)
    card = page.verdict(kind="bank-card", host="chatgpt.com")
    question = await put(page, replace(card, findings=(*card.findings, unread)))
    async with page.browser() as client:
        await press(client, question, answer="wrong", confirmed="yes")
    assert len(page.app.state.site.remembered.mistakes()) == 1
    assert page.desk.waiting()[0].id == question.id
    alone, _ = await page.ask(kind="not-read", mark="ef", host="chatgpt.com")
    async with page.browser() as client:
        assert catalogue("en")("question.wrong.title") not in await look(client, alone)


async def test_a_missed_question_can_be_called_a_mistake_too(page):
    page.desk.wait = 0.01
    question, task = await page.ask(kind="bank-card", host="chatgpt.com")
    assert await task == "expired"
    async with page.browser() as client:
        await press(client, question, answer="wrong", confirmed="yes")
    assert len(page.app.state.site.remembered.mistakes()) == 1
    assert not page.desk.has_ticket(question.id)


async def test_more_time_is_given_once_on_request(page):
    question, _ = await page.ask()
    say = catalogue("en")
    async with page.browser() as client:
        assert say("question.time.ask") in await look(client, question)
        after = html.unescape((await press(client, question, answer="time")).text)
    assert "<progress" not in after
    assert say("question.time.ask") not in after
    assert page.desk.waiting()[0].until - question.asked_at == PATIENCE


async def test_looking_at_a_question_alone_changes_nothing(page):
    question, _ = await page.ask()
    async with page.browser() as client:
        for step in ("", "?sure", "?wrong", "/picture"):
            await client.get(f"/question/{question.id}{step}")
    assert page.desk.waiting() == (question,)


async def test_a_site_can_be_hushed_and_heard_again(page):
    question, task = await page.ask()
    say = catalogue("en")
    async with page.browser() as client:
        after = html.unescape((await press(client, question, answer="hush")).text)
        assert say("question.hush.hushed", site="telegram.org") in after
        assert await task == "refused"
        assert await page.desk.ask(page.verdict(mark="bb")) == "refused"
        await press(client, question, answer="hear")
    again, _ = await page.ask(mark="cc")
    assert page.desk.waiting() == (again,)


async def test_a_picture_is_shown_to_who_is_inside_while_it_waits(page):
    async def paint():
        return PNG

    question = await put(page, page.verdict(), picture=paint)
    async with page.browser() as client:
        assert f'src="/question/{question.id}/picture"' in await look(client, question)
        shown = await client.get(f"/question/{question.id}/picture")
        assert (shown.content, shown.headers["content-type"]) == (PNG, "image/png")
        assert shown.headers["cache-control"] == "no-store"
        page.desk.answer(question.id, send=False)
        assert (await client.get(f"/question/{question.id}/picture")).status_code == 404
        assert "/picture" not in await look(client, question)
    other = await put(page, page.verdict(mark="bb"), picture=paint)
    async with page.browser(enter=False) as stranger:
        assert (await stranger.get(f"/question/{other.id}/picture")).status_code == 403


async def test_files_are_left_out_by_their_own_words(page):
    question = await put(page, page.verdict(), cut="files")
    say = catalogue("en")
    async with page.browser() as client:
        assert say("question.files.mask") in await look(client, question)
        after = html.unescape((await press(client, question, answer="mask")).text)
    assert say("question.files.done") in after
    assert page.desk.find(question.id).state == "masked"


async def test_the_browser_is_led_by_number_and_goes_on_by_itself_once_it_may(page):
    leads = 'https://mail.example/send?a="b"&c'
    question = await put(page, page.verdict(), leads=leads)
    async with page.browser() as client:
        led = await client.get(f"/asked/{question.number}")
        assert (led.status_code, led.headers["location"]) == (303, f"/question/{question.id}")
        assert "http-equiv" not in await look(client, question)
        after = (await press(client, question, answer="send")).text
        assert 'content="1;url=https://mail.example/send?a=&#34;b&#34;&amp;c"' in after
        assert (await page.desk.ask(page.verdict())) == "sent"
        assert "http-equiv" not in await look(client, question), "once"
        assert (await client.get("/asked/0000")).headers["location"] == "/"
    async with page.browser(enter=False) as stranger:
        assert (await stranger.get(f"/asked/{question.number}")).status_code == 403


async def test_the_page_tells_of_a_browser_that_came(page):
    parking = page.app.state.site.parking
    question = await put(page, page.verdict(), leads="https://mail.example/send")
    parking.keep(question.id, question.leads, "me", "request", 1)
    async with page.browser() as client:
        await look(client, question)
    assert parking.kept[question.id].seen


async def test_beyond_so_many_the_page_says_why_nothing_was_asked(page):
    page.desk.flood.most = 1
    await page.ask()
    assert await page.desk.ask(page.verdict(mark="bb")) == "expired"
    (missed,) = page.desk.missed()
    async with page.browser() as client:
        text = await look(client, missed)
        assert catalogue("en")("question.flood_hint", n=1) in text
        assert catalogue("en")("question.flood_note") in (await client.get("/")).text
        await press(client, missed, answer="send")
    assert page.desk.has_ticket(missed.id)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_receiver_is_new_known_or_an_imitation(page, language):
    say = catalogue(language)
    question, _ = await page.ask()
    async with page.browser(language=language) as client:
        assert say("act.words.new") in await look(client, question)
        page.happened("a" * 16, question.asked_at - 10 * 86400)
        page.journal.flush()
        assert say("act.words.new") not in await look(client, question)
        like = Destination("mbamk.kg", "lookalike", "mbamk.kg")
        why = (Why("decide.lookalike", (("host", "mbamk.kg"), ("protected", "mbank.kg"))),)
        other = await put(page, replace(page.verdict(mark="bb"), destination=like, because=why))
        assert say("act.words.like", protected="mbank.kg") in await look(client, other)


async def test_a_stranger_and_a_form_from_elsewhere_change_nothing(page):
    question, task = await page.ask(kind="bank-card", host="chatgpt.com")
    async with page.browser() as client:
        for pressed in ("send", "wrong", "hush", "time"):
            data = {"answer": pressed, "confirmed": "yes", "remember": "month", "csrf": "0" * 64}
            assert (await client.post(f"/question/{question.id}/answer", data=data)).status_code == 403
    assert page.desk.waiting() == (question,)
    assert not task.done()
    assert page.app.state.site.remembered.grants() == page.app.state.site.remembered.mistakes() == ()
