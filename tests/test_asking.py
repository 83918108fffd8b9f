"""What was answered for longer, what was called a mistake, and what can be left out of a message."""

import asyncio
from contextlib import closing

import pytest
from playground import PASSPORT

from sakchy import rulebook
from sakchy.act.desk import Desk
from sakchy.asking import address
from sakchy.engine import Engine
from sakchy.inforce import still
from sakchy.keep.remembered import HOUR, MONTH, Remembered
from sakchy.model import Outgoing, Target
from sakchy.record import Journal
from sakchy.workers import Workers

KEY = b"k" * 32
CARD = b'{"note": "my card 4111 1111 1111 1111"}'
OTHER = b'{"note": "my card 5555 5555 5555 4444"}'
JSON = (("content-type", "application/json"),)


@pytest.fixture
async def engine(tmp_path):
    with closing(Workers(1, None, KEY)) as workers, closing(Journal(tmp_path / "journal.sqlite")) as journal:
        rules = still(rulebook.load(), "personal", KEY)
        yield Engine(
            rules, workers, Desk(30), journal, tell=lambda _: None, remembered=Remembered(tmp_path / "r.json")
        )


def to(host, body=CARD, headers=JSON, **about):
    return Outgoing("http", body, headers=headers, target=Target("https", host, 443, (host,)), **about)


def form(*files):
    parts = [
        b'--XX\r\ncontent-disposition: form-data; name="%b"; filename="%b.jpg"\r\n\r\n%b\r\n'
        % (name, name, data)
        for name, data in files
    ]
    return b"".join(parts) + b"--XX--\r\n"


async def asked(engine, message):
    """Send a message that is asked about: the question and what will become of it."""
    sending = asyncio.ensure_future(engine.handle(message))
    async with asyncio.timeout(60):
        while not engine.desk.waiting():
            await asyncio.sleep(0.01)
    return engine.desk.waiting()[0], sending


async def test_an_answer_for_an_hour_covers_the_kind_and_the_site_and_says_so(engine):
    question, sending = await asked(engine, to("chatgpt.com"))
    assert question.kinds == ("bank-card",)
    assert question.rememberable
    engine.asking.remembered.grant(question.kinds, question.verdict.destination, HOUR)
    engine.desk.answer(question.id, send=True)
    assert (await sending).outcome == "sent"
    ruling = await engine.handle(to("chatgpt.com", OTHER))
    assert ruling.outcome == "sent"
    assert ruling.event.verdict.because[-1].key == "decide.remembered.hour"
    assert [event.outcome for event in engine.journal.read()] == ["sent", "sent"]


@pytest.mark.parametrize(
    "message",
    [
        to("discord.com"),
        to("chatgpt.com", b'{"passport_number": "PE0000001"}'),
        to("chatgpt.com", who="aida"),
    ],
)
async def test_it_covers_no_other_site_kind_or_person(engine, message):
    engine.asking.remembered.grant(["bank-card"], engine.judge.destination(to("chatgpt.com").target), MONTH)
    question, sending = await asked(engine, message)
    engine.desk.answer(question.id, send=False)
    assert (await sending).outcome == "refused"


async def test_what_is_asked_about_twice_is_asked_about_every_time(engine):
    message = to("gofile.io", PASSPORT.read_bytes(), (("content-type", "image/jpeg"),))
    destination = engine.judge.destination(message.target)
    engine.asking.remembered.grant(["passport"], destination, MONTH)
    question, sending = await asked(engine, message)
    assert not question.rememberable
    engine.desk.answer(question.id, send=False)
    assert (await sending).outcome == "refused"


async def test_a_block_is_no_question_and_no_grant_lifts_it(engine):
    destination = engine.judge.destination(to("pastebin.com").target)
    engine.asking.remembered.grant(["bank-card"], destination, MONTH)
    assert (await engine.handle(to("pastebin.com"))).outcome == "blocked"


async def test_a_mistake_is_asked_about_no_more_anywhere_and_leaves_no_trace(engine):
    question, sending = await asked(engine, to("chatgpt.com"))
    engine.asking.remembered.mistake(question.about)
    engine.desk.answer(question.id, send=False)
    await sending
    ruling = await engine.handle(to("discord.com"))
    assert (ruling.passes, ruling.event) == (True, None)
    question, sending = await asked(engine, to("chatgpt.com", OTHER))
    engine.desk.answer(question.id, send=False)
    await sending


async def test_a_picture_in_a_form_is_shown_tiny_and_can_be_left_out(engine):
    body = form((b"scan", PASSPORT.read_bytes()), (b"note", b"salam"))
    headers = (("content-type", "multipart/form-data; boundary=XX"),)
    question, sending = await asked(engine, to("discord.com", body, headers))
    assert question.cut == "files"
    async with asyncio.timeout(60):
        while not engine.desk.picture(question.id):
            await asyncio.sleep(0.02)
    assert engine.desk.picture(question.id).startswith(b"\x89PNG")
    engine.desk.answer(question.id, send=False, mask=True)
    ruling = await sending
    assert ruling.outcome == "masked"
    assert b'name="scan"; filename=""' in ruling.instead.body
    assert b"salam" in ruling.instead.body
    assert engine.desk.picture(question.id) == b""


async def test_words_are_rather_removed_than_a_whole_file(engine):
    question, sending = await asked(engine, to("chatgpt.com"))
    assert question.cut == "words"
    assert engine.desk.picture(question.id) == b""
    engine.desk.answer(question.id, send=False)
    await sending


@pytest.mark.parametrize(
    ("target", "url"),
    [
        (Target("https", "mail.example", 443), "https://mail.example/a?b"),
        (Target("http", "mail.example", 80), "http://mail.example/a?b"),
        (Target("https", "mail.example", 8443), "https://mail.example:8443/a?b"),
        (Target("https", "2001:db8::1", 443), "https://[2001:db8::1]/a?b"),
        (None, ""),
    ],
)
def test_addresses_are_written_as_browsers_write_them(target, url):
    assert address(Outgoing("http", b"", path="/a?b", target=target)) == url
