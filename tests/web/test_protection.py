"""The policy grid on the guard's page: changed by click, tried on last week's events, undone."""

import html
import re
import time

import pytest

from sakchy import settings
from sakchy.inforce import InForce, Rules
from sakchy.inspect import Inspector
from sakchy.model import Why

OFFERS = ("You can change everything", "Choose a square", "See what would change")
CELL = {"policy": "personal", "row": "passport", "column": "messenger"}


@pytest.fixture
def rules(page, book):
    """What is in force, read from the folder of the page."""
    page.app.state.site.rules = Rules(InForce(book, "personal", lambda b: Inspector(b, bytes(32))), page.home)
    return page.app.state.site.rules


def plain(answer):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def token(answer):
    return re.search(r'name="csrf" value="([^"]+)"', answer.text)[1]


async def send(client, path, **fields):
    """Post a form of ours; follows to where it leads."""
    form = token(await client.get("/protection/cell", params={**CELL, "cell": "block"}))
    return await client.post(path, data={"csrf": form, **fields}, follow_redirects=True)


def passport(rules, column="messenger"):
    return rules.judge.grid.cell("passport", "", column)[1]


async def test_the_grid_names_every_row_and_column_and_what_happens_there(page, rules):
    async with page.browser() as client:
        answer = await client.get("/protection")
    text = html.unescape(answer.text)
    assert answer.status_code == 200
    assert text.count('<th scope="row">') == len(rules.judge.grid.rows)
    assert 'aria-label="passport → social network: stop"' in text
    assert 'aria-label="medical record → messenger: ask first, and confirm"' in text  # strict: always twice
    assert "In force: Personal computer." in text
    assert "/protection/row?policy=personal&row=driving-licence%2F" in text or "driving-licence/" in text


@pytest.mark.parametrize(("language", "words"), [("ky", "Коргоо"), ("ru", "Защита"), ("en", "Protection")])
async def test_it_speaks_three_languages(page, rules, language, words):
    async with page.browser(language=language) as client:
        for path in ("/protection", "/protection/row?row=passport", "/protection/profile?choose=family"):
            answer = await client.get(path)
            assert answer.status_code == 200
        assert words in (await client.get("/protection")).text


async def test_one_kind_on_a_phone(page, rules):
    async with page.browser() as client:
        answer = await client.get("/protection/row", params={"row": "passport"})
        assert "With a copy of a passport" in html.unescape(answer.text)
        assert answer.text.count('class="pick"') == len(rules.rulebook.categories)
        assert (await client.get("/protection/row?row=pasport")).status_code == 404


async def test_a_change_shows_first_what_it_would_have_done(page, rules):
    now = time.time()
    for number in range(3):
        page.happened(f"{number:x}" * 16, now - number * 86400, host="discord.com", mark=f"a{number}")
    page.happened("c" * 16, now - 30, host="mail.google.com", mark="dd")
    page.happened("d" * 16, now - 8 * 86400, host="discord.com", mark="ee")
    async with page.browser() as client:
        answer = await client.get("/protection/cell", params={**CELL, "cell": "block"})
        seen = plain(answer)
        assert "It would have changed 3 of 4 events" in seen
        assert "lets more through" not in seen
        milder = plain(await client.get("/protection/cell", params={**CELL, "cell": "allow"}))
        assert "This lets more through than before." in milder
        same = plain(await client.get("/protection/cell", params={**CELL, "cell": "ask"}))
        assert "all 4 events would have ended just the same" in same
    assert passport(rules) == "ask", "looking changes nothing"


async def test_a_change_counts_at_once_stands_in_a_file_and_can_be_undone(page, rules):
    file = page.home / "changes" / "personal.yaml"
    async with page.browser() as client:
        shown = await send(client, "/protection/cell", **CELL, cell="block")
        assert shown.url.path == "/protection"
        assert "Passport → messenger : stop (usually: ask first)" in plain(shown)
        assert "passport: {messenger: block}" in file.read_text("utf-8")
        assert "passport: {messenger: block}" in shown.text
        assert passport(rules) == "block"
        await send(client, "/protection/cell", **{**CELL, "column": "mail"}, cell="allow")
        assert (passport(rules), passport(rules, "mail")) == ("block", "allow")
        await send(client, "/protection/undo", policy="personal")
        assert (passport(rules), passport(rules, "mail")) == ("block", "ask")
        shown = await send(client, "/protection/undo", policy="personal")
        assert passport(rules) == "ask"
        assert not file.exists()
        assert "None yet." in plain(shown)
        await send(client, "/protection/undo", policy="personal")  # nothing before it: nothing happens
        assert passport(rules) == "ask"


async def test_all_changes_can_be_taken_back_and_that_undone(page, rules):
    async with page.browser() as client:
        await send(client, "/protection/cell", **CELL, cell="block")
        await send(client, "/protection/undo", policy="personal", all="yes")
        assert (passport(rules), rules.judge.grid.changed) == ("ask", frozenset())
        await send(client, "/protection/undo", policy="personal")
        assert passport(rules) == "block"


async def test_what_is_as_shipped_is_no_change(page, rules):
    async with page.browser() as client:
        await send(client, "/protection/cell", **CELL, cell="block")
        await send(client, "/protection/cell", **CELL, cell="ask")
    assert rules.judge.grid.changed == frozenset()


async def test_another_set_of_rules_is_compared_before_it_is_used(page, rules):
    page.happened("a" * 16, time.time() - 60)
    async with page.browser() as client:
        answer = await client.get("/protection/profile?choose=family")
        assert "It would have changed one of 1 events" in plain(answer)
        assert rules.now.policy == "personal"
        shown = await send(client, "/protection/profile", choose="family")
        assert (rules.now.policy, settings.load(page.home).policy) == ("family", "family")
        assert "In force: Family." in plain(shown)
        assert (await client.get("/protection/profile?choose=none")).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [{"row": "pasport"}, {"column": "nowhere"}, {"cell": "send"}, {"cell": ""}],
)
async def test_nonsense_changes_nothing(page, rules, fields):
    async with page.browser() as client:
        answer = await send(client, "/protection/cell", **{**CELL, "cell": "block", **fields})
    assert answer.status_code == 404
    assert not (page.home / "changes").exists()


async def test_only_our_own_forms_change_anything(page, rules):
    async with page.browser() as client:
        answer = await client.post("/protection/cell", data={**CELL, "cell": "allow", "csrf": "guessed"})
        assert answer.status_code == 403
        assert (await client.post("/protection/undo", data={"policy": "personal"})).status_code == 403
    async with page.browser(enter=False) as stranger:
        assert (await stranger.get("/protection")).status_code == 403
    assert passport(rules) == "ask"


async def test_what_can_be_changed_is_offered(page, rules):
    async with page.browser() as client:
        shown = plain(await client.get("/protection"))
    assert [each for each in OFFERS if each not in shown] == []


async def test_what_somebody_else_decides_is_shown_locked(page, rules):
    rules.locked = lambda _row="", _column="": Why("decide.nothing")
    async with page.browser() as client:
        shown = plain(await client.get("/protection"))
        assert "Nothing personal was found." in shown
        assert [each for each in OFFERS if each in shown] == []
        form = await client.get("/protection/cell", params={**CELL, "cell": "block"})
        assert 'name="csrf"' not in form.text
        other = await client.get("/")
        answer = await client.post("/protection/cell", data={"csrf": token(other), **CELL, "cell": "block"})
        assert answer.status_code == 403
    assert passport(rules) == "ask"


async def test_a_broken_file_is_shown_with_its_place_and_can_be_undone(page, rules):
    async with page.browser() as client:
        await send(client, "/protection/cell", **CELL, cell="block")
        path = page.home / "changes" / "personal.yaml"
        path.write_text("policy: personal\ncells:\n  pasport: {mail: ask}\n", "utf-8")
        await rules.refresh()
        shown = await client.get("/protection")
        assert "The file changes/personal.yaml has a mistake in line 3, column 3." in plain(shown).replace(
            f"{page.home.name}/", ""
        )
        assert "did you mean `passport`?" in plain(shown)
        assert passport(rules) == "block", "the last good one stays"
        await send(client, "/protection/undo", policy="personal")
    assert (rules.trouble, passport(rules)) == (None, "ask")


async def test_a_change_beside_a_broken_file_is_not_saved(page, rules):
    async with page.browser() as client:
        (page.home / "changes").mkdir()
        path = page.home / "changes" / "personal.yaml"
        path.write_text("policy: personal\ncells: [1]\n", "utf-8")
        answer = await send(client, "/protection/cell", **CELL, cell="block")
        assert (answer.status_code, path.read_text("utf-8")) == (409, "policy: personal\ncells: [1]\n")
        assert "Nothing was saved" in plain(answer)
        assert "line 2, column 8" in plain(answer)


async def test_a_disk_that_takes_nothing_is_said(page, rules, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sakchy.keep.changes.replace", full)
    async with page.browser() as client:
        answer = await send(client, "/protection/cell", **CELL, cell="block")
    assert "could not be written" in plain(answer)
    assert passport(rules) == "ask"


async def test_another_language_shows_the_same_cell(page, rules):
    async with page.browser() as client:
        shown = await client.get("/protection/cell", params=CELL)
        link = html.unescape(re.search(r'href="(/language/ru\?back=[^"]+)"', shown.text)[1])
        answer = await client.get(link, follow_redirects=True)
    assert answer.url.path == "/protection/cell"
    assert "Паспорт" in answer.text
