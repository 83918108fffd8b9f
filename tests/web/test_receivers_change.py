"""Who is who, and putting a receiver into another group."""

import html
import re
import time

import pytest

from sakchy.inforce import InForce, Rules
from sakchy.inspect import Inspector
from sakchy.model import Why


@pytest.fixture
def rules(page, book):
    page.app.state.site.rules = Rules(InForce(book, "personal", lambda b: Inspector(b, bytes(32))), page.home)
    return page.app.state.site.rules


def plain(answer):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.text)))


async def send(client, path, **fields):
    form = (await client.get("/receiver?to=shop.example")).text
    csrf = re.search(r'name="csrf" value="([^"]+)"', form)[1]
    return await client.post(path, data={"csrf": csrf, **fields}, follow_redirects=True)


def category(rules, host):
    return rules.judge.where_to.listed(host)


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
async def test_groups_are_shown_with_their_counts(page, rules, language):
    async with page.browser(language=language) as client:
        answer = await client.get("/receivers")
    assert answer.status_code == 200
    assert 'href="/receivers?category=mail"' in answer.text
    assert 'href="/receivers?category=unknown"' not in answer.text


async def test_those_that_something_went_to_come_with_number_and_first_day(page, rules):
    for number in range(3):
        page.happened(f"{number:x}" * 16, time.time() - number, host="discord.com")
    page.happened("e" * 16, time.time() - 40, host="mail.google.com")
    page.happened("d" * 16, time.time() - 50, host="tunduk-login.com")
    async with page.browser() as client:
        seen = plain(await client.get("/receivers"))
    assert re.search(r"discord\.com 3 events, first on \d+ \w+ \d{4} messenger", seen)
    assert re.search(r"mail\.google\.com one event, first on \d+ \w+ \d{4} e-mail", seen), "not as google.com"
    assert re.search(r"tunduk-login\.com one event, first on \d+ \w+ \d{4} look-alike site", seen)


async def test_names_and_notes_are_searched(page, rules):
    async with page.browser() as client:
        assert "discord.com" in (await client.get("/receivers?q=disco")).text
        nothing = await client.get("/receivers", params={"q": "<script>nobody.example"})
        assert "No list has such a name." in plain(nothing)
        assert "<script>nobody" not in nothing.text
        assert "mail.google.com" in (await client.get("/receivers?category=mail")).text


async def test_a_stricter_group_counts_at_once(page, rules):
    async with page.browser() as client:
        answer = await send(client, "/receiver", host="www.shop.example", category="social", days="")
        assert "You put it into this group" in plain(answer)
        assert (category(rules, "shop.example"), category(rules, "www.shop.example")) == ("social", "social")
        shown = plain(await client.get("/receivers"))
        assert "shop.example social network" in shown
        await send(client, "/receivers/remove", host="shop.example", sure="yes")
        assert category(rules, "shop.example") == ""


async def test_what_lets_more_through_wants_a_second_yes(page, rules):
    async with page.browser() as client:
        asked = await send(client, "/receiver", host="shop.example", category="bank", days="7")
        assert "Shall shop.example count as “bank”?" in plain(asked)
        assert "will not look inside" in plain(asked)
        assert category(rules, "shop.example") == ""
        done = await send(client, "/receiver", host="shop.example", category="bank", days="7", sure="yes")
        assert category(rules, "shop.example") == "bank"
        assert "until " in plain(done)


async def test_one_name_only(page, rules):
    async with page.browser() as client:
        await send(client, "/receiver", host="pay.shop.example", category="social", only="yes")
    assert (category(rules, "pay.shop.example"), category(rules, "shop.example")) == ("social", "")


async def test_an_entry_takes_the_place_of_the_shipped_one(page, rules):
    assert category(rules, "mail.google.com") == "mail"
    async with page.browser() as client:
        await send(client, "/receiver", host="mail.google.com", category="social")
        assert category(rules, "mail.google.com") == "social"
        await send(client, "/receivers/remove", host="mail.google.com")
    assert category(rules, "mail.google.com") == "mail"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"host": "github.io", "category": "approved", "sure": "yes"},
            "Strangers have sites under this name",
        ),
        ({"category": "mail", "days": "many"}, "This is no number of days."),
        ({"category": "mail", "days": "99999"}, "This is no number of days."),
        ({"category": "lookalike"}, "There is nothing here"),
        ({"category": "nowhere"}, "There is nothing here"),
        ({"host": "", "category": "mail"}, "There is nothing here"),
    ],
)
async def test_nonsense_is_said_and_changes_nothing(page, rules, fields, words):
    async with page.browser() as client:
        assert words in plain(await send(client, "/receiver", **{"host": "shop.example", **fields}))
        assert "There is nothing here" in plain(await send(client, "/receivers/remove", host="shop.example"))
    assert not (page.home / "destinations").exists()


async def test_where_an_office_decides_nothing_is_changed(page, rules):
    async with page.browser() as client:
        page.app.state.site.rules.locked = lambda _row="", _column="": None
        form = (await client.get("/receiver?to=shop.example")).text
        csrf = re.search(r'name="csrf" value="([^"]+)"', form)[1]
        rules.locked = lambda _row="", _column="": Why("decide.nothing")
        fields = {"csrf": csrf, "host": "shop.example", "category": "social"}
        answer = await client.post("/receiver", data=fields)
        assert answer.status_code == 403
        assert 'action="/receiver"' not in (await client.get("/receiver?to=a.example")).text.replace(
            'method="get" action="/receiver"', ""
        )
    assert category(rules, "shop.example") == ""
