import html
import re

import pytest

from sakchy import settings
from sakchy.web.phrase import tidy


async def save(client, phrase, **more):
    token = re.search(r'name="csrf" value="([0-9a-f]+)"', (await client.get("/phrase")).text)[1]
    return await client.post("/phrase", data={"csrf": token, "phrase": phrase, **more})


async def test_a_phrase_stands_on_every_page_and_never_at_the_door(page):
    question, _ = await page.ask()
    async with page.browser() as client, page.browser(enter=False) as stranger:
        assert "Choose your phrase" in (await client.get("/")).text
        assert (await save(client, "the goat <ate> my hat")).headers["location"] == "/phrase?saved"
        for path in ("/", "/history", f"/question/{question.id}", "/phrase?saved", "/nowhere"):
            assert "<bdi>the goat &lt;ate&gt; my hat</bdi>" in (await client.get(path)).text
            assert "goat" not in html.unescape((await stranger.get(path)).text)
    assert settings.load(page.home).phrase == "the goat <ate> my hat"


async def test_no_phrase_takes_it_away_and_the_way_back_is_ours(page):
    async with page.browser() as client:
        await save(client, "blue yurt")
        assert (await save(client, " ", to="/welcome")).headers["location"] == "/welcome"
        assert (await save(client, "x", to="https://evil.example/")).headers["location"] == "/"
        assert (await save(client, "", to="//evil.example/")).headers["location"] == "/"
        assert "Choose your phrase" in (await client.get("/")).text
    assert settings.load(page.home).phrase == ""


async def test_another_sites_form_cannot_change_it(page):
    async with page.browser() as client:
        await save(client, "blue yurt")
        client.headers["origin"] = "https://evil.example"
        assert (await save(client, "red")).status_code == 403
    assert settings.load(page.home).phrase == "blue yurt"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  blue \n yurt ", "blue yurt"),
        ("a\u202eb\u200bc\x00d", "a b c d"),
        ("кызыл алма", "кызыл алма"),
        ("x" * 100, "x" * 60),
        ("e\u0301", "é"),
    ],
)
def test_only_what_is_seen_is_kept(written, kept):
    assert tidy(written) == kept
