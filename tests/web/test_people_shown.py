"""What the first page and a question show of people and offices."""

import asyncio
import html
import re
import time
from pathlib import Path

from msgspec.structs import replace

from sakchy.decide import Judge
from sakchy.locale import catalogue
from sakchy.office import Managed, Office
from sakchy.people import Crowd, People, Person

SAY = catalogue("en")


async def test_a_question_says_whose_it_is(page):
    page.app.state.site.rules.now.crowd = Crowd(People(people=(Person(id="gul", name="Gül & Co", port=1),)))
    held = asyncio.ensure_future(page.desk.ask(replace(page.verdict(), who="gul")))
    await asyncio.sleep(0)
    async with page.browser() as client:
        text = (await client.get(f"/question/{page.desk.waiting()[0].id}")).text
    assert html.escape(SAY("people.whose", name="Gül & Co")) in text
    held.cancel()


async def test_a_policy_that_only_observes_says_what_it_would_have_done(page, book):
    now = page.app.state.site.rules.now
    now.judge = Judge(book, "personal")
    now.judge.grid = replace(now.judge.grid, observe=True)
    for name in ("a1", "a2"):
        page.happened(name, time.time(), "observed")
    page.journal.flush()
    async with page.browser() as client:
        text = html.unescape((await client.get("/")).text)
    assert SAY.count("office.watched", 2) in text
    assert 'href="/history?outcome=observed"' in text


async def test_under_an_offices_rules_there_is_no_pause(page):
    async with page.browser() as client:
        text = (await client.get("/")).text
        assert 'name="minutes"' in text
        page.app.state.site.rules.now.managed = Managed(Path("/nowhere"), Office(), False)
        assert 'name="minutes"' not in (await client.get("/")).text
        token = re.search(r'name="csrf" value="([0-9a-f]{64})"', text)[1]
        await client.post("/pause", data={"csrf": token, "minutes": "5"})
    assert page.app.state.site.pause.left == 0
