"""One message through all the rooms, without a proxy."""

import asyncio
from contextlib import closing

import pytest
from playground import HOLIDAY, PASSPORT

from sakchy import rulebook
from sakchy.act.desk import Desk
from sakchy.engine import Engine
from sakchy.inforce import still
from sakchy.model import Outgoing, Target
from sakchy.record import Journal
from sakchy.workers import Workers

KEY = b"k" * 32
CARD = b'{"note": "my card 4111 1111 1111 1111"}'
JSON = (("content-type", "application/json"),)


@pytest.fixture(scope="module")
def book():
    return rulebook.load()


@pytest.fixture
async def engine(book, tmp_path):
    told = []
    with closing(Workers(1, None, KEY)) as workers, closing(Journal(tmp_path / "journal.sqlite")) as journal:
        engine = Engine(still(book, "personal", KEY), workers, Desk(5), journal, tell=told.append)
        engine.told = told
        yield engine


def to(host: str, body: bytes, headers=JSON, scheme="https") -> Outgoing:
    return Outgoing("http", body, headers=headers, target=Target(scheme, host, 443, names=(host,)))


async def answer(engine, send: bool) -> None:
    while not engine.desk.waiting():
        await asyncio.sleep(0.01)
    engine.desk.answer(engine.desk.waiting()[0].id, send, confirmed=True)


async def test_a_clean_message_has_no_event(engine):
    ruling = await engine.handle(to("shop.example", b'{"item": "teapot"}'))
    assert (ruling.passes, ruling.event) == (True, None)
    assert engine.journal.written == 0


async def test_pictures_are_read_by_a_worker(engine):
    clean, held = (engine.handle(to("discord.com", path.read_bytes(), ())) for path in (HOLIDAY, PASSPORT))
    assert (await clean).passes
    ruling, _ = await asyncio.gather(held, answer(engine, send=False))
    assert (ruling.outcome, ruling.passes) == ("refused", False)
    assert ruling.event.verdict.findings[0].rule == "mrz-picture"


@pytest.mark.parametrize(("send", "outcome"), [(True, "sent"), (False, "refused")])
async def test_what_is_asked_is_done(engine, send, outcome):
    ruling, _ = await asyncio.gather(engine.handle(to("chatgpt.com", CARD)), answer(engine, send))
    assert (ruling.outcome, ruling.passes) == (outcome, send)
    assert engine.journal.read()[0].outcome == outcome


async def test_a_block_is_told_and_written_down(engine):
    ruling = await engine.handle(to("pastebin.com", CARD))
    assert ruling.outcome == "blocked"
    assert [verdict.action for verdict in engine.told] == ["block"]
    assert "4111 1111" not in repr(engine.journal.read())


async def test_what_the_policy_plainly_allows_leaves_no_trace(engine):
    passport = b'{"passport_number": "PE0000001"}'
    ruling = await engine.handle(to("portal.tunduk.kg", passport))
    assert (ruling.outcome, ruling.event.verdict.action) == ("allowed", "allow")
    assert engine.journal.written == 0


async def test_without_a_worker_a_picture_is_not_read_and_asked_about(engine):
    engine.workers.close()
    held = engine.handle(to("discord.com", PASSPORT.read_bytes(), ()))
    ruling, _ = await asyncio.gather(held, answer(engine, send=False))
    assert [finding.rule for finding in ruling.event.verdict.findings] == ["worker-lost"]


async def test_a_client_that_leaves_takes_no_more_of_a_workers_time(engine):
    gone = asyncio.Event()
    held = asyncio.ensure_future(engine.handle(to("discord.com", PASSPORT.read_bytes(), ()), gone))
    await asyncio.sleep(0)
    gone.set()
    ruling = await held
    assert (ruling.outcome, ruling.event, ruling.passes) == ("dismissed", None, False)


async def test_an_exception_shows_nothing_of_the_message(engine, monkeypatch, caplog):
    def fail(_):
        raise ValueError(CARD.decode())

    monkeypatch.setattr(engine.inspector, "inspect_light", fail)
    ruling, _ = await asyncio.gather(engine.handle(to("shop.example", CARD)), answer(engine, send=False))
    assert ruling.event.verdict.findings[0].rule == "error"
    assert "4111" not in caplog.text + repr(ruling)


async def test_it_settles_when_everything_has_its_ruling(engine):
    held = asyncio.ensure_future(engine.handle(to("chatgpt.com", CARD)))
    while not engine.desk.waiting():
        await asyncio.sleep(0.01)
    engine.desk.close()
    await engine.settled()
    assert (await held).outcome == "dismissed"
    assert engine.journal.written == 1
