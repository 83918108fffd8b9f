"""A pause in the engine: nothing is held, everything is written down, the worst stays stopped."""

from contextlib import closing

import pytest

from sakchy import rulebook
from sakchy.act.desk import Desk
from sakchy.act.pause import Pause
from sakchy.engine import Engine
from sakchy.inforce import still
from sakchy.model import Finding, Outgoing, Target
from sakchy.record import Journal
from sakchy.workers import Workers

KEY = b"k" * 32


@pytest.fixture(scope="module")
def book():
    return rulebook.load()


@pytest.fixture
async def engine(book, tmp_path):
    told, pause = [], Pause()
    with closing(Workers(1, None, KEY)) as workers, closing(Journal(tmp_path / "journal.sqlite")) as journal:
        rules = still(book, "personal", KEY)
        engine = Engine(rules, workers, Desk(5), journal, tell=told.append, pause=pause)
        engine.told = told
        yield engine


async def ruled(engine, kind, host):
    """What becomes of a message in which something of a kind is found."""

    async def look(*_):
        return (Finding(kind, "test-rule", 0.9, (), "", "ab" * 16),)

    return await engine.handle(Outgoing("http", b"x", target=Target("https", host, 443, (host,))), look=look)


@pytest.mark.parametrize("host", ["chatgpt.com", "pastebin.com"])
async def test_while_paused_it_goes_and_is_written_down(engine, host):
    engine.pause.begin(5)
    ruling = await ruled(engine, "bank-card", host)
    assert (ruling.outcome, ruling.passes) == ("paused", True)
    assert engine.journal.read() == [ruling.event]
    assert engine.told == []


@pytest.mark.parametrize(("kind", "host"), [("biometric", "pastebin.com"), ("passport", "mbank-kg.com")])
async def test_the_worst_is_stopped_all_the_same(engine, kind, host):
    engine.pause.begin(5)
    ruling = await ruled(engine, kind, host)
    assert (ruling.outcome, ruling.passes) == ("blocked", False)
    assert [verdict.action for verdict in engine.told] == ["block"]


async def test_after_the_pause_it_is_asked_again(engine):
    engine.pause.begin(5)
    engine.pause.end()
    assert (await ruled(engine, "bank-card", "pastebin.com")).outcome == "blocked"


async def test_the_engine_knows_when_it_was_last_used(engine):
    assert engine.used == 0
    await engine.handle(Outgoing("http", b"", target=Target("https", "a.example", 443)))
    assert engine.used > 1_000_000_000


async def test_what_the_person_refused_for_good_is_stopped_also_in_a_pause(engine):
    asked = engine.judge.destination(Target("https", "chatgpt.com", 443, ("chatgpt.com",)))
    engine.asking.remembered.refuse(["bank-card"], asked)
    engine.pause.begin(5)
    ruling = await ruled(engine, "bank-card", "chatgpt.com")
    assert (ruling.outcome, ruling.event.verdict.action) == ("blocked", "block")
    assert ruling.event.verdict.because[-1].key == "decide.remembered.never"
    assert [verdict.action for verdict in engine.told] == ["block"]
    assert (await ruled(engine, "passport", "chatgpt.com")).outcome == "paused"
