"""Who sees what: made from what is set, the same for everybody; people added and removed on the page."""

import html
import os
import re
import time
from pathlib import Path

import pytest
from msgspec.structs import replace
from playground import free_port

from sakchy import people
from sakchy.inforce import Rules
from sakchy.keep.pin import Pins, hashed, matches
from sakchy.locale import LANGUAGES, catalogue
from sakchy.model import Event
from sakchy.office import Managed, Office
from sakchy.people import Crowd, People, Person

SAY = catalogue("en")
CHILD = Person(id="aizada", name="Айзада <b>", policy="family", child=True, port=8081)


def crowd(page, *known, office=None):
    now = page.app.state.site.rules.now
    now.crowd = Crowd(People(people=known))
    now.managed = Managed(Path("/etc/firm"), office, True) if office else None


async def post(client, path, **fields):
    form = (await client.get("/pin")).text
    token = re.search(r'name="csrf" value="([0-9a-f]{64})"', form)[1]
    return await client.post(path, data={"csrf": token, **fields}, follow_redirects=True)


@pytest.fixture
def files(page):
    """The page of a guard that reads its folder again."""
    site = page.app.state.site
    site.rules = Rules(site.rules.now, page.home)
    return page


def stored(page):
    return people.load(page.home / people.NAME, ("personal", "family", "office")).people.people


@pytest.mark.parametrize("language", LANGUAGES)
async def test_alone_it_says_what_is_kept_and_that_nothing_leaves(page, language):
    say = catalogue(language)
    async with page.browser(language=language) as client:
        text = html.unescape((await client.get("/seen")).text)
    for key in ("seen.alone", "seen.see.never", "seen.see.accounts", "seen.see.nobody", "pin.not_set"):
        assert say(key) in text
    assert say("seen.see.here", days=30) in text


async def test_a_child_reads_what_a_parent_can_see_of_it(page):
    crowd(page, CHILD)
    verdict = replace(page.verdict(), who="aizada")
    page.journal.write(Event("a1", time.time(), verdict, "refused", "http", "POST", 10))
    page.journal.flush()
    async with page.browser() as client:
        text = (await client.get("/seen")).text
    assert SAY("seen.see.child", name="Айзада <b>") in html.unescape(text)
    assert "<b>" not in text.partition("<main")[2]
    assert re.search(r'href="/history\?who=aizada"[^>]*>1</a>', text)
    assert SAY("seen.way.port", value=8081) in text
    assert SAY("seen.others")[1:] in text


async def test_an_office_says_who_reads_what(page):
    head = Person(id="head", name="Head", approver=hashed("2748"))
    crowd(page, head, office=Office(reason=True, approve="always", contact="room 4"))
    async with page.browser() as client:
        text = html.unescape((await client.get("/seen")).text)
        assert SAY("seen.see.office", folder="/etc/firm") in text
        assert SAY("seen.see.reason") in text
        assert SAY("seen.see.approvers", names="Head") in text
        assert SAY("seen.open", folder="/etc/firm") in text
        assert "room 4" in text
        assert "/seen/add" not in text
        for path in ("add", "remove"):
            answer = await post(client, f"/seen/{path}", name="x", id="head")
            assert answer.status_code == 403
            assert SAY("seen.wrong.managed") in answer.text
    assert not (page.home / people.NAME).exists()


async def test_a_person_is_added_and_counts_at_once(files):
    port = free_port()
    async with files.browser() as client:
        answer = await post(
            client,
            "/seen/add",
            name="Айзада",
            policy="family",
            child="yes",
            way="port",
            told=str(port),
        )
        assert "Айзада" in answer.text
        assert files.app.state.site.rules.judge_for("aizada").grid.profile == "family"
        assert files.app.state.site.rules.crowd.children == {"aizada"}
        await post(client, "/seen/add", name="Айзада", policy="office", way="account", told=str(os.getuid()))
        assert [each.id for each in stored(files)] == ["aizada", "aizada-2"]
        await post(client, "/seen/remove", id="aizada")
    assert [each.id for each in stored(files)] == ["aizada-2"]


async def test_a_log_ins_password_is_kept_as_a_hash(files):
    async with files.browser() as client:
        await post(client, "/seen/add", name="Gul", way="login", told="gul", password="six teapots")
    (gul,) = stored(files)
    assert matches(gul.password, "six teapots")
    assert "teapots" not in (files.home / people.NAME).read_text()


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"name": "", "way": "port", "told": "9000"}, "name"),
        ({"name": "x" * 61, "way": "port", "told": "9000"}, "name"),
        ({"name": "A", "way": "port", "told": ""}, "told"),
        ({"name": "A", "way": "magic", "told": "1"}, "told"),
        ({"name": "A", "way": "port", "told": "80"}, "port"),
        ({"name": "A", "way": "port", "told": "x"}, "port"),
        ({"name": "A", "way": "login", "told": "a:b", "password": "six teapots"}, "login"),
        ({"name": "A", "way": "login", "told": "a", "password": "1111"}, "password"),
        ({"name": "A", "way": "account", "told": "nobody-has-this-name"}, "file"),
        ({"name": "A", "way": "account", "told": "0", "policy": "famly"}, "file"),
    ],
)
async def test_what_cannot_be_meant_is_said_and_changes_nothing(files, fields, why):
    async with files.browser() as client:
        answer = await post(client, "/seen/add", **fields)
    assert answer.status_code == 400
    assert SAY(f"seen.wrong.{why}") in html.unescape(answer.text)
    assert [path.name for path in files.home.iterdir() if people.NAME in path.name] == []


async def test_a_port_that_is_taken_is_refused(files):
    async with files.browser() as client:
        answer = await post(client, "/seen/add", name="A", way="port", told=str(files.port))
    assert SAY("seen.wrong.taken") in answer.text


async def test_changes_want_the_pin(files):
    Pins(files.home).set("2748")
    async with files.browser() as client:
        asked = await post(client, "/seen/add", name="A", way="account", told="0")
        assert SAY("pin.asked.weaken") in html.unescape(asked.text)
        assert not (files.home / people.NAME).exists()
        await post(client, "/seen/add", name="A", way="account", told="0", pin="2748")
        assert [each.id for each in stored(files)] == ["a"]
        await post(client, "/seen/remove", id="a")
    assert [each.id for each in stored(files)] == ["a"]


async def test_strangers_neither_see_nor_change_it(files):
    async with files.browser(enter=False) as client:
        assert (await client.get("/seen")).status_code == 403
        assert (await client.post("/seen/add", data={})).status_code == 403
