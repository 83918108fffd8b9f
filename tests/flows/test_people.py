"""People told apart through a true proxy: by port, by account, by log-in; each with a policy of their own."""

import asyncio
import base64
import os
import socket
import sys

import pytest
from playground import free_port, playground

from sakchy import people
from sakchy.keep.pin import hashed
from sakchy.people import Group, People, Person

CARD = {"note": "my card 4111 1111 1111 1111"}
SECRET = "six teapots"


def proxy(port, login=""):
    return f"http://{login}@127.0.0.1:{port}" if login else f"http://127.0.0.1:{port}"


async def refused(ground, sending):
    """The question that a message raises; it is then refused."""
    question = await ground.question()
    ground.service.desk.answer(question.id, False)
    await sending
    return question


@pytest.fixture
async def family(tmp_path):
    port = free_port()
    child = Person(id="aizada", name="Айзада", policy="family", child=True, port=port)
    people.save(tmp_path / people.NAME, People(people=(child,)))
    async with playground(tmp_path) as ground:
        ground.childs = proxy(port)
        yield ground


async def test_a_port_of_ones_own_has_a_policy_of_its_own(family):
    grown, child = family.client(), family.client(proxy=family.childs)
    sending = asyncio.ensure_future(grown.post("https://chatgpt.com/", json=CARD))
    verdict = (await refused(family, sending)).verdict
    assert (verdict.who, verdict.policy, verdict.twice) == ("", "personal", False)
    sending = asyncio.ensure_future(child.post("https://chatgpt.com/", json=CARD))
    verdict = (await refused(family, sending)).verdict
    assert (verdict.who, verdict.policy, verdict.twice) == ("aizada", "family", True)
    assert [event.verdict.who for event in family.events()] == ["aizada", ""]


async def test_what_one_person_calls_a_mistake_the_others_are_asked_about(family):
    grown, child = family.client(), family.client(proxy=family.childs)
    sending = asyncio.ensure_future(child.post("https://chatgpt.com/", json=CARD))
    question = await refused(family, sending)
    family.service.remembered.mistake(question.about, question.verdict.who)
    assert (await child.post("https://chatgpt.com/", json=CARD)).status_code == 200
    sending = asyncio.ensure_future(grown.post("https://chatgpt.com/", json=CARD))
    assert (await refused(family, sending)).verdict.who == ""


async def test_a_question_waits_as_long_as_the_policy_of_its_person_says(tmp_path):
    port = free_port()
    child = Person(id="aizada", name="Айзада", policy="family", child=True, port=port)
    people.save(tmp_path / people.NAME, People(people=(child,)))
    async with playground(tmp_path, wait=None) as ground:
        for client, wait in ((ground.client(), 60), (ground.client(proxy=proxy(port)), 120)):
            sending = asyncio.ensure_future(client.post("https://chatgpt.com/", json=CARD))
            question = await refused(ground, sending)
            assert round(question.until - question.asked_at) == wait


async def test_an_answer_for_one_is_none_for_another(family):
    sending = [
        asyncio.ensure_future(client.post("https://chatgpt.com/", json=CARD))
        for client in (family.client(), family.client(proxy=family.childs))
    ]
    while len(family.service.desk.waiting()) < 2:
        await asyncio.sleep(0.02)
    for question in family.service.desk.waiting():
        family.service.desk.answer(question.id, question.verdict.who == "", True)
    assert [(await each).status_code for each in sending] == [200, 403]


async def test_neither_port_leads_to_the_guard_itself(family):
    for client in (family.client(), family.client(proxy=family.childs)):
        answer = await client.get(family.childs)
        assert answer.status_code == 403


async def test_the_guards_own_port_may_be_somebodys(tmp_path):
    port = free_port()
    people.save(
        tmp_path / people.NAME, People(people=(Person(id="a", name="A", policy="family", port=port),))
    )
    async with playground(tmp_path, port=port) as ground:
        sending = asyncio.ensure_future(ground.client().post("https://chatgpt.com/", json=CARD))
        assert (await refused(ground, sending)).verdict.who == "a"


def is_open(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


async def test_people_may_come_and_go_while_it_runs(family):
    late = free_port()
    kept = family.service.crowd.people.people
    more = Person(id="late", name="Late", policy="shared-computer", port=late)
    people.save(family.home / people.NAME, People(people=(*kept, more)))
    assert await family.service.rules.refresh() is None
    family.service.desk.waits = lambda _: 0.2
    async with asyncio.timeout(20):
        while not is_open(late):  # the proxy opens it in a task of its own
            await asyncio.sleep(0.05)
    client = family.client(proxy=proxy(late))
    blocked = await client.post("https://mail.google.com/", json=CARD, headers={"accept": "*/*"})
    assert blocked.status_code in (403, 502)
    assert family.events()[0].verdict.policy == "shared-computer"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells whose a connection is")
async def test_an_account_of_this_computer_is_known(tmp_path):
    mine = Person(id="me", name="Me", policy="family", account=os.getuid())
    people.save(tmp_path / people.NAME, People(people=(mine,)))
    async with playground(tmp_path) as ground:
        sending = asyncio.ensure_future(ground.client().post("https://chatgpt.com/", json=CARD))
        assert (await refused(ground, sending)).verdict.who == "me"


@pytest.fixture
async def office(tmp_path):
    port = free_port()
    people.save(
        tmp_path / people.NAME,
        People(
            people=(
                Person(id="gul", name="Гүл", login="gul", password=hashed(SECRET)),
                Person(id="desk", name="Desk", port=port),
            ),
            groups=(Group(name="Accounts", policy="office", people=("gul",)),),
        ),
    )
    async with playground(tmp_path) as ground:
        ground.desks = proxy(port)
        yield ground


async def test_whoever_is_not_told_apart_otherwise_logs_in(office):
    plain = office.client()
    with pytest.raises(Exception, match="407"):
        await plain.get("https://shop.example/")
    answer = await plain.get("http://shop.example/")
    assert answer.status_code == 407
    assert answer.headers["proxy-authenticate"].startswith("Basic realm=")
    assert office.origin.received == []
    known = office.client(proxy=office.desks)
    assert (await known.get("https://shop.example/")).status_code == 200


async def test_a_log_in_has_its_groups_policy_and_never_reaches_the_site(office):
    login = proxy(office.service.proxy_port, f"gul:{SECRET.replace(' ', '%20')}")
    client = office.client(proxy=login)
    sending = asyncio.ensure_future(client.post("https://chatgpt.com/", json=CARD))
    verdict = (await refused(office, sending)).verdict
    assert (verdict.who, verdict.policy) == ("gul", "office")
    await client.get("https://shop.example/")
    assert all(b"proxy-authorization" not in got.head.lower() for got in office.origin.received)
    assert len(office.origin.received) == 1


@pytest.mark.parametrize("told", [b"gul:wrong", b"nobody:six teapots", b"gul", b"\xff\xfe"])
async def test_a_wrong_log_in_is_none(office, told):
    header = {"proxy-authorization": f"Basic {base64.b64encode(told).decode()}"}
    assert (await office.client().get("http://shop.example/", headers=header)).status_code == 407
    assert office.origin.received == []


async def test_guessing_passwords_costs_pauses(office):
    client = office.client()
    for guess in range(4):
        told = base64.b64encode(b"gul:guess %d" % guess).decode()
        await client.get("http://shop.example/", headers={"proxy-authorization": f"Basic {told}"})
    right = base64.b64encode(f"gul:{SECRET}".encode()).decode()
    answer = await client.get("http://shop.example/", headers={"proxy-authorization": f"Basic {right}"})
    assert answer.status_code == 407
    assert office.service.pins.wait("proxy gul") > 0


async def test_a_large_upload_of_a_log_in_goes_through_the_sink(office):
    login = proxy(office.service.proxy_port, f"gul:{SECRET.replace(' ', '%20')}")
    body = os.urandom(office.service.settings.limits.whole + 100_000)
    answer = await office.client(proxy=login).post("https://shop.example/up", content=body)
    assert answer.status_code == 200
    assert office.bodies("shop.example")[0] == body
