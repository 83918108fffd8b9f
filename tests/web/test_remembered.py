import html
import re

import pytest

from sakchy.keep.remembered import HOUR, MONTH
from sakchy.locale import LANGUAGES, catalogue
from sakchy.model import Destination, Finding, Step

SITE = Destination("www.mail.example", "mail", "mail.example")


@pytest.fixture
def kept(page):
    remembered = page.app.state.site.remembered
    return {
        "hour": remembered.grant(["passport"], SITE, HOUR),
        "month": remembered.grant(["bank-card"], SITE, MONTH),
        "never": remembered.refuse(["secret"], SITE),
        "mistake": remembered.mistake([Finding("iban", "some-rule", 1, (Step("body"),), "", "aa")])[0],
    }


async def take_back(client, id_):
    text = (await client.get("/remembered")).text
    token = re.search(r'name="csrf" value="([0-9a-f]{64})"', text)
    data = {"csrf": token[1] if token else ""}
    return await client.post(f"/remembered/{id_}/back", data=data, follow_redirects=True)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_everything_that_is_remembered_is_listed(page, kept, book, language):
    async with page.browser(language=language) as client:
        text = html.unescape((await client.get("/remembered")).text)
    for kind in ("passport", "bank-card", "secret"):
        assert getattr(book.kinds[kind].name, language).lower() in text.lower()
    assert text.count("→ mail.example") == 3
    assert "some-rule" in text
    assert all(f'action="/remembered/{each.id}/back"' in text for each in kept.values())


async def test_each_can_be_taken_back(page, kept):
    remembered = page.app.state.site.remembered
    async with page.browser() as client:
        for each in kept.values():
            assert f"/remembered/{each.id}" not in (await take_back(client, each.id)).text
    assert remembered.grants() == remembered.refusals() == remembered.mistakes() == ()


async def test_nothing_remembered_is_said_plainly(page):
    async with page.browser() as client:
        text = html.unescape((await client.get("/remembered")).text)
    assert catalogue("en")("remembered.none") in text


async def test_strangers_see_and_change_nothing(page, kept):
    async with page.browser(enter=False) as stranger:
        assert "mail.example" not in (await stranger.get("/remembered")).text
        assert (await take_back(stranger, kept["hour"].id)).status_code == 403
    assert len(page.app.state.site.remembered.grants()) == 2
