"""A page that asks and asks: after so many questions an hour the milder ones become a list."""

import asyncio

import pytest
from playground import playground

CHAT = "https://chatgpt.com/chat"
JSON = {"content-type": "application/json"}
CARDS = ("4111 1111 1111 1111", "5555 5555 5555 4444", "4012 8888 8888 1881")


def says(card):
    return f'{{"message": "my card is {card}"}}'.encode()


async def test_the_second_question_is_one_too_many_and_can_still_be_allowed(tmp_path):
    async with playground(tmp_path, questions=1) as ground:
        client, desk = ground.client(), ground.service.desk
        first = asyncio.ensure_future(client.post(CHAT, content=says(CARDS[0]), headers=JSON))
        question = await ground.question()
        reply = await client.post(CHAT, content=says(CARDS[1]), headers=JSON)
        assert (reply.status_code, reply.json()["reference"]) == (403, desk.missed()[0].number)
        assert desk.missed()[0].many
        desk.answer(desk.missed()[0].id, send=True)
        assert (await client.post(CHAT, content=says(CARDS[1]), headers=JSON)).status_code == 200
        desk.answer(question.id, send=False)
        assert (await first).status_code == 403
        assert sorted(event.outcome for event in ground.events()) == ["expired", "refused", "sent"]


async def test_a_hushed_site_gets_no_more_questions(tmp_path):
    async with playground(tmp_path) as ground:
        client = ground.client()
        first = asyncio.ensure_future(client.post(CHAT, content=says(CARDS[0]), headers=JSON))
        ground.service.desk.hush((await ground.question()).id)
        assert (await first).status_code == 403
        assert (await client.post(CHAT, content=says(CARDS[1]), headers=JSON)).status_code == 403
        assert ground.service.desk.waiting() == ()
        assert ground.bodies("chatgpt.com") == []


@pytest.mark.parametrize(
    ("chosen", "policy", "most"), [(None, "personal", 12), (0, "personal", 0), (None, "office", 0)]
)
async def test_the_number_is_the_policys_unless_the_settings_say_another(tmp_path, chosen, policy, most):
    async with playground(tmp_path, questions=chosen, policy=policy) as ground:
        assert ground.service.desk.flood.most == most
