"""What is kept is told, kept as long as the person wants, and wiped when they say so."""

import html
import re
import time

import pytest

from sakchy.keep import OwnFile, ownfile
from sakchy.keep.pin import Pins
from sakchy.locale import LANGUAGES, catalogue
from sakchy.model import Destination
from sakchy.settings import load

SAY = catalogue("en")
DAY = 86400


def csrf(text):
    return re.search(r'name="csrf" value="([0-9a-f]{64})"', text)[1]


async def send(client, path, **fields):
    form = await client.get("/privacy")
    return await client.post(path, data={"csrf": csrf(form.text), **fields}, follow_redirects=True)


@pytest.fixture
def events(page):
    made = [page.happened(f"{number:016x}", time.time() - number * DAY) for number in (0, 5, 20)]
    page.journal.flush()
    return made


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_is_kept_is_told(page, events, language):
    say = catalogue(language)
    async with page.browser(language=language) as client:
        text = html.unescape((await client.get("/privacy")).text)
    for expected in (
        str(page.home),
        "journal.sqlite",
        "page-key",
        say("privacy.purpose.history"),
        say("privacy.purpose.keys"),
        say.count("time.days", 30),
        *(say(f"privacy.never.{name}") for name in ("text", "bodies", "clean")),
        *(say(f"privacy.principle.{name}.does") for name in ("lawful", "short", "answers")),
    ):
        assert expected in text
    assert say("privacy.purpose.own") not in text.replace(say("nav.own"), ""), "nothing was enrolled"


async def test_another_number_of_days_is_kept_from_now_on(page, events):
    (page.home / "settings.yaml").write_text("# mine\nlanguage: en\n", "utf-8")
    async with page.browser() as client:
        reply = await send(client, "/privacy/keep", days="10")
    assert reply.status_code == 200
    assert load(page.home).keep_days == 10
    assert "# mine" in (page.home / "settings.yaml").read_text("utf-8")
    assert [each.id for each in page.journal.read()] == [events[0].id, events[1].id]
    assert events[2].id.encode() not in page.journal.path.read_bytes(), "what is older went at once"
    assert page.app.state.site.settings.keep_days == 10


@pytest.mark.parametrize("days", ["", "0", "3651", "-1", "1.5", "x", "٣", "9" * 400])
async def test_nonsense_changes_no_days(page, events, days):
    async with page.browser() as client:
        reply = await send(client, "/privacy/keep", days=days)
    assert reply.status_code == 400
    assert SAY("privacy.wrong.days", least=1, most=3650) in reply.text
    assert page.journal.keep_days == 30
    assert len(page.journal.read()) == 3


async def test_a_broken_settings_file_is_left_as_it_is(page, events):
    (page.home / "settings.yaml").write_text("{language: en}\n", "utf-8")
    async with page.browser() as client:
        reply = await send(client, "/privacy/keep", days="10")
    assert reply.status_code == 409
    assert SAY("privacy.wrong.settings") in reply.text
    assert page.journal.keep_days == 30
    assert len(page.journal.read()) == 3


async def test_a_pin_is_asked_for_before_less_is_kept_but_not_before_more(page, events):
    Pins(page.home).set("48151623")
    async with page.browser() as client:
        less = await send(client, "/privacy/keep", days="10")
        assert SAY("pin.asked.title") in html.unescape(less.text)
        assert page.journal.keep_days == 30
        await send(client, "/privacy/keep", days="90")
        assert page.journal.keep_days == 90
        everything = await send(client, "/privacy/wipe", what="all")
        assert SAY("pin.asked.title") in html.unescape(everything.text)
    assert len(page.journal.read()) == 3


async def test_everything_is_wiped(page, events):
    site, forgotten = page.app.state.site, []
    site.forget = lambda: forgotten.append(True)
    OwnFile(page.home / ownfile.NAME, b"k" * 32).change(lambda enrolled: enrolled)
    site.remembered.grant(["passport"], Destination("a.example", "unknown", "a.example"), 60)
    (page.home / "journal.sqlite.unreadable-1").write_text("old")
    async with page.browser() as client:
        reply = await send(client, "/privacy/wipe", what="all")
    assert SAY("privacy.done.all") in reply.text
    assert page.journal.read() == []
    assert not (page.home / ownfile.NAME).exists()
    assert not (page.home / "journal.sqlite.unreadable-1").exists()
    assert site.remembered.grants() == ()
    assert forgotten == [True]


@pytest.mark.parametrize("what", ["own", "remembered", "aside"])
async def test_one_thing_is_wiped_and_the_history_stays(page, events, what):
    site = page.app.state.site
    OwnFile(page.home / ownfile.NAME, b"k" * 32).change(lambda enrolled: enrolled)
    site.remembered.grant(["passport"], Destination("a.example", "unknown", "a.example"), 60)
    (page.home / "journal.sqlite.unreadable-1").write_text("old")
    async with page.browser() as client:
        reply = await send(client, "/privacy/wipe", what=what)
    assert SAY(f"privacy.done.{what}") in reply.text
    assert len(page.journal.read()) == 3
    there = {
        "own": (page.home / ownfile.NAME).exists(),
        "remembered": bool(site.remembered.grants()),
        "aside": (page.home / "journal.sqlite.unreadable-1").exists(),
    }
    assert [name for name, is_there in there.items() if not is_there] == [what]


@pytest.mark.parametrize("what", ["", "history", "memory", "nonsense"])
async def test_what_is_not_named_is_not_wiped(page, events, what):
    async with page.browser() as client:
        assert (await send(client, "/privacy/wipe", what=what)).status_code == 400
    assert len(page.journal.read()) == 3


@pytest.mark.parametrize("path", ["/privacy/wipe", "/privacy/keep"])
async def test_only_our_own_form_wipes(page, events, path):
    async with page.browser() as client:
        reply = await client.post(path, data={"csrf": "0" * 64, "what": "all", "days": "1"})
    assert reply.status_code == 403
    assert len(page.journal.read()) == 3


async def test_no_word_from_the_address_is_shown(page):
    async with page.browser() as client:
        assert "<script>" not in (await client.get("/privacy?done=<script>")).text
        assert (await client.get("/privacy?done=nonsense")).status_code == 200
