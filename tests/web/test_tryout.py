"""The rules tried on a text or a picture: shown masked, kept nowhere."""

import html
import re
import tempfile

import pytest
from playground import HOLIDAY, PASSPORT

from sakchy.web.rails import MOST_TRIED

CARD = "my card is 4111 1111 1111 1111"


def plain(answer):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.text)))


async def attempt(client, file=None, **fields):
    csrf = re.search(r'name="csrf" value="([^"]+)"', (await client.get("/rules/try")).text)[1]
    parts = {name: (None, value) for name, value in {"csrf": csrf, **fields}.items()}
    return await client.post("/rules/try", files={**parts, **({"file": ("x.bin", file)} if file else {})})


async def test_a_text_is_looked_at_and_shown_masked(page):
    async with page.browser() as client:
        answer = await attempt(client, text=CARD)
    seen = plain(answer)
    assert "One thing found" in seen
    assert "•••• 1111" in seen
    assert "4111" not in answer.text
    assert "On its way there (unknown site) this would happen: ask first." in seen
    assert page.journal.read() == []


async def test_a_picture_is_looked_at(page):
    async with page.browser() as client:
        assert "Passport" in plain(await attempt(client, file=PASSPORT.read_bytes()))
        assert "Nothing found" in plain(await attempt(client, file=HOLIDAY.read_bytes()))


async def test_what_would_happen_depends_on_the_receiver(page):
    async with page.browser() as client:
        assert "this would happen: stop." in plain(await attempt(client, text=CARD, to="tunduk-login.com"))
        assert "this would happen: let through." in plain(await attempt(client, text=CARD, to="mbank.kg"))
        assert "This is no address of a site." in plain(await attempt(client, text=CARD, to="https://"))


async def test_nothing_of_it_goes_to_the_disk(page, monkeypatch):
    """Starlette would put what is larger than a megabyte into a temporary file."""

    def refuse(*_args, **_options):
        pytest.fail("a temporary file was made")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    large = PASSPORT.read_bytes() + bytes(3 << 20)
    async with page.browser() as client:
        assert "Passport" in plain(await attempt(client, file=large))
    assert sorted(path.name for path in page.home.iterdir() if "journal" not in path.name) == ["page-key"]


@pytest.mark.parametrize("fields", [{}, {"text": "   "}])
async def test_an_empty_form_is_said_to_be_empty(page, fields):
    async with page.browser() as client:
        answer = await attempt(client, **fields)
    assert (answer.status_code, "choose a file first" in plain(answer)) == (400, True)


async def test_what_is_too_large_is_refused(page):
    async with page.browser() as client:
        answer = await attempt(client, file=bytes(MOST_TRIED + 1))
        assert "too large" in plain(answer)
        answer = await attempt(client, text="a" * 70_000)
        assert "too large" in plain(answer)
        answer = await attempt(client, text="a" * 300_000)
        assert "too large" in plain(answer)


async def test_only_our_own_form_is_looked_at(page):
    async with page.browser() as client:
        answer = await client.post("/rules/try", files={"csrf": (None, "guess"), "text": (None, CARD)})
        assert answer.status_code == 403
        assert "••••" not in answer.text
        answer = await client.post("/rules/try", data={"text": CARD})
        assert answer.status_code in (400, 403)
    async with page.browser(enter=False) as stranger:
        assert (await stranger.get("/rules/try")).status_code == 403
        answer = await stranger.post("/rules/try", files={"text": (None, CARD)})
        assert answer.status_code == 403
