"""Where there is a parent's PIN, milder rules want it; stricter ones do not."""

import re

import pytest

from sakchy.inforce import InForce, Rules
from sakchy.inspect import Inspector
from sakchy.keep.pin import Pins

PIN = "4 sary alma"


@pytest.fixture
def rules(page, book):
    Pins(page.home).set(PIN)
    page.app.state.pins = Pins(page.home)
    page.app.state.site.rules = Rules(InForce(book, "family", lambda b: Inspector(b, bytes(32))), page.home)
    return page.app.state.site.rules


async def send(client, path, **fields):
    text = (await client.get("/receiver?to=a.example")).text
    csrf = re.search(r'name="csrf" value="([^"]+)"', text)[1]
    return await client.post(path, data={"csrf": csrf, **fields}, follow_redirects=True)


CELL = {"policy": "family", "row": "passport", "column": "mail"}
MILDER = [
    ("/protection/cell", {**CELL, "cell": "allow"}, lambda rules: rules.judge.grid.changed),
    ("/protection/profile", {"choose": "personal"}, lambda rules: rules.now.policy == "personal"),
    (
        "/receiver",
        {"host": "shop.example", "category": "approved", "sure": "yes"},
        lambda rules: rules.judge.where_to.listed("shop.example"),
    ),
    ("/rules/card-number", {"to": "off"}, lambda rules: rules.rulebook.off),
]
STRICTER = [
    ("/protection/cell", {**CELL, "cell": "block"}, lambda rules: rules.judge.grid.changed),
    (
        "/receiver",
        {"host": "shop.example", "category": "social"},
        lambda rules: rules.judge.where_to.listed("shop.example"),
    ),
]


@pytest.mark.parametrize(("path", "fields", "happened"), MILDER)
async def test_what_is_milder_wants_the_pin(page, rules, path, fields, happened):
    async with page.browser() as client:
        asked = await send(client, path, **fields)
        assert 'name="pin"' in asked.text
        assert not happened(rules)
        await send(client, path, **fields, pin="wrong guess")
        assert not happened(rules)
        await send(client, path, **fields, pin=PIN)
        assert happened(rules)


@pytest.mark.parametrize(("path", "fields", "happened"), STRICTER)
async def test_what_is_stricter_does_not(page, rules, path, fields, happened):
    async with page.browser() as client:
        await send(client, path, **fields)
    assert happened(rules)


async def test_taking_a_stricter_cell_back_is_milder(page, rules):
    async with page.browser() as client:
        await send(client, "/protection/cell", **CELL, cell="block")
        for fields in ({}, {"all": "yes"}):
            asked = await send(client, "/protection/undo", policy="family", **fields)
            assert 'name="pin"' in asked.text
            assert rules.judge.grid.changed
