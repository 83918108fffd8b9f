"""The receiver of the test upload: asked about like any stranger, and nothing goes on to anybody."""

import asyncio

import pytest
from playground import playground

from sakchy.web.address import OWN_ORIGIN
from sakchy.web.welcome import ARRIVED, STRANGER, passport


@pytest.fixture
async def ground(tmp_path):
    async with playground(tmp_path) as ground:
        yield ground


@pytest.mark.parametrize(("send", "status"), [(True, 303), (False, 403)])
async def test_the_made_up_passport_is_asked_about_and_goes_nowhere(ground, send, status):
    client = ground.client()
    posted = asyncio.ensure_future(
        client.post(f"https://{STRANGER}/anketa", files={"photo": (None, passport())})
    )
    question = await ground.question()
    assert question.verdict.findings[0].kind == "passport"
    assert question.verdict.destination.host == STRANGER
    assert ground.service.desk.answer(question.id, send, confirmed=True) in ("sent", "refused")
    reply = await posted
    assert reply.status_code == status
    assert (reply.headers.get("location") == OWN_ORIGIN + ARRIVED) is send
    assert ground.origin.received == []


@pytest.mark.parametrize(
    "address",
    [f"https://{STRANGER}", f"http://{STRANGER}", f"http://{STRANGER}.", f"http://{STRANGER.upper()}"],
)
async def test_nothing_else_of_it_reaches_anybody(ground, address):
    reply = await ground.client().get(f"{address}/any?path")
    assert (reply.status_code, reply.headers["location"]) == (303, OWN_ORIGIN + ARRIVED)
    assert ground.origin.received == []
    assert ground.events() == []


async def test_another_name_is_no_stranger(ground):
    client = ground.client()
    reply = await client.post("https://shop.example/anketa", data={"item": "teapot"})
    assert reply.text == "ok"
    assert [got.body for got in ground.origin.received] == [b"item=teapot"]
