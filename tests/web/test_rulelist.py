"""All rules, what they have found, and switching one off and on."""

import html
import re
import time

import pytest

from sakchy.inforce import InForce, Rules
from sakchy.inspect import Inspector
from sakchy.locale import LANGUAGES, catalogue
from sakchy.model import Event, Finding, Outgoing, Step, Target
from sakchy.rulebook.checks import RECOGNISERS
from sakchy.web.rulelist import finds, recogniser

CARD = Outgoing("http", b"card 4111 1111 1111 1111")


@pytest.fixture
def rules(page, book):
    page.app.state.site.rules = Rules(InForce(book, "personal", lambda b: Inspector(b, bytes(32))), page.home)
    return page.app.state.site.rules


def plain(answer):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.text)))


async def switch(client, rule, **fields):
    csrf = re.search(r'name="csrf" value="([^"]+)"', (await client.get("/receiver?to=a.example")).text)[1]
    return await client.post(f"/rules/{rule}", data={"csrf": csrf, **fields}, follow_redirects=True)


def happened(page, rule, number):
    found = Finding("bank-card", rule, 0.9, (Step("form", "x"),), "•••• 11", "aa" * 16)
    judge = page.app.state.site.judge
    verdict = judge.verdict((found,), judge.destination(Target("https", "discord.com", 443)))
    for each in range(number):
        event = Event(f"{rule}{each}", time.time() - each, verdict, "refused", "http", "POST", 9)
        page.journal.write(event)


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
async def test_every_kind_is_shown_with_its_rules(page, rules, language):
    async with page.browser(language=language) as client:
        answer = await client.get("/rules")
        assert answer.status_code == 200
        for kind in rules.rulebook.kinds:
            assert f'href="/rules?kind={kind}"' in answer.text
        assert 'href="/rules/mrz-picture"' in (await client.get("/rules?kind=passport")).text
        assert 'href="/rules/card-number-grouped"' in (await client.get("/rules?q=card+grouped")).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_recogniser_has_a_name_and_finds_kinds_that_exist(book, language):
    for name in RECOGNISERS:
        assert recogniser(name, catalogue(language)) != name
        assert finds(name)
        assert set(finds(name)) <= set(book.kinds)


async def test_what_finds_most_stands_first(page, rules):
    happened(page, "card-number-grouped", 3)
    happened(page, "mrz-picture", 1)
    async with page.browser() as client:
        shown = plain(await client.get("/rules"))
        assert re.search(r"What finds most .*3 events.* one event", shown)
        one = await client.get("/rules/card-number-grouped")
    assert 'href="/history?rule=card-number-grouped"' in one.text
    assert "3 events" in plain(one)


async def test_mistakes_are_counted(page, rules):
    page.app.state.site.remembered.mistake([Finding("bank-card", "card-number-grouped", 1.0, (), "", "ab")])
    async with page.browser() as client:
        assert "once called a mistake" in plain(await client.get("/rules/card-number-grouped"))


async def test_a_rule_is_switched_off_and_on(page, rules):
    file = page.home / "rules-off.yaml"
    assert rules.inspector.inspect(CARD)
    async with page.browser() as client:
        shown = await switch(client, "card-number-grouped", to="off")
        assert "State off" in plain(shown)
        assert "card-number-grouped" in file.read_text("utf-8")
        assert rules.inspector.inspect(CARD) == ()
        assert "Switched off" in plain(await client.get("/rules"))
        await switch(client, "card-number-grouped", to="on")
    assert rules.inspector.inspect(CARD)
    assert not file.exists()


async def test_a_rule_for_sensitive_data_wants_a_second_yes(page, rules):
    async with page.browser() as client:
        asked = await switch(client, "medical-record", to="off")
        assert "Shall it really find nothing any more?" in plain(asked)
        assert rules.rulebook.off == frozenset()
        await switch(client, "medical-record", to="off", sure="yes")
        assert rules.rulebook.off == {"medical-record"}


@pytest.mark.parametrize("rule", ["own-password", "no-such-rule"])
async def test_what_is_no_rule_to_switch_stays(page, rules, rule):
    async with page.browser() as client:
        assert (await switch(client, rule, to="off", sure="yes")).status_code == 404
        assert 'name="to"' not in (await client.get("/rules/own-password")).text
    assert not (page.home / "rules-off.yaml").exists()


async def test_examples_are_text_and_nothing_else(page, rules):
    async with page.browser() as client:
        for rule in rules.rulebook.rules[::40]:
            answer = await client.get(f"/rules/{rule.id}")
            assert answer.status_code == 200
            assert answer.text.count("<script") == 1, "our own"
