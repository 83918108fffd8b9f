"""Pages about receivers: what is stopped by name, explained to anybody; what is known of any address."""

import html

import httpx
import pytest

from sakchy.act.desk import Desk
from sakchy.record import Journal
from sakchy.settings import Settings
from sakchy.web import make_app


@pytest.fixture
async def shared(tmp_path, book):
    """The site of a shared computer, for somebody without a cookie."""
    journal = Journal(tmp_path / "journal.sqlite")
    app = make_app(Desk(60), journal, book, tmp_path, Settings(policy="shared-computer"))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url=app.state.site.address.origin(8079)
    ) as client:
        yield client
    journal.close()


async def test_a_stopped_bank_is_explained_to_anybody(shared):
    answer = await shared.get("/stopped?site=online.optimabank.kg", headers={"accept-language": "en"})
    assert answer.status_code == 200
    for words in ("online.optimabank.kg is not opened", "own phone", "own computer", "save a password"):
        assert words in answer.text
    assert "<script" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    ("language", "words"), [("ky", "бул компьютерде ачылбайт"), ("ru", "не открывается на этом компьютере")]
)
async def test_in_the_language_of_who_reads(shared, language, words):
    answer = await shared.get("/stopped?site=mbank.kg", headers={"accept-language": language})
    assert words in answer.text
    assert f"/language/{language}?back=/stopped%3Fsite%3Dmbank.kg" in answer.text


@pytest.mark.parametrize(
    "asked", ["", "shop.example", "call+99655512345+now", "%3Cscript%3E", "mbank.kg.example", "x" * 300]
)
async def test_no_words_of_others_are_shown(shared, asked):
    answer = await shared.get(f"/stopped?site={asked}")
    assert answer.status_code == 404
    assert "99655512345" not in answer.text


async def test_where_banks_are_not_stopped_there_is_no_such_page(page):
    async with page.browser(enter=False) as client:
        assert (await client.get("/stopped?site=mbank.kg")).status_code == 404


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("tunduk-login.com", ("Look-alike site", "tunduk.kg")),
        ("https://mbank.kg@shop.example/", ("shop.example", "mbank.kg")),
        ("ibank.kicb.net", ("Bank", "kicb.net")),
        ("<script>alert(1)</script>", ()),
        ("https://", ("This is no address",)),
        ("", ("Who is this?",)),
    ],
)
async def test_any_receiver_can_be_looked_up(page, address, words):
    async with page.browser(language="en") as client:
        answer = await client.get("/receiver", params={"to": address})
    assert all(word in html.unescape(answer.text) for word in words)
    assert "<script>alert" not in answer.text


async def test_strangers_look_nothing_up(shared):
    answer = await shared.get("/receiver?to=mbank.kg")
    assert "Bank" not in answer.text
    assert answer.status_code in (303, 401, 403)
