import asyncio

import pytest
from msgspec.structs import replace

from sakchy import parking as parking_module
from sakchy.model import Apart, Outgoing, Target
from sakchy.parking import Parking

URL = "https://mail.example/send"
PAGE = Outgoing(
    "http", b"x" * 10, headers=(("sec-fetch-dest", "document"),),
    target=Target("https", "mail.example", 443, navigates=True),
)  # fmt: skip


@pytest.fixture
def parking():
    parking = Parking()
    parking.open = True
    return parking


def always(_):
    return True


@pytest.mark.parametrize(
    "other",
    [
        replace(PAGE, target=None),
        replace(PAGE, target=Target("https", "mail.example", 443)),
        replace(PAGE, headers=()),
        replace(PAGE, headers=(("sec-fetch-dest", "iframe"),)),
        replace(PAGE, method="PUT"),
        replace(PAGE, carrier="websocket"),
        replace(PAGE, apart=Apart(10, "aa")),
    ],
)
async def test_only_whole_pages_that_are_opened_are_kept(parking, other):
    assert parking.room(PAGE)
    assert not parking.room(other)


async def test_nothing_is_kept_where_there_is_no_page_to_show(parking):
    parking.close()
    assert not parking.room(PAGE)


async def test_there_is_room_for_so_many_and_so_much(parking, monkeypatch):
    monkeypatch.setattr(parking_module, "MOST_BYTES", 15)
    parking.keep("a", URL, "me", "request", 5)
    assert parking.room(PAGE)
    parking.keep("b", URL, "me", "request", 1)
    assert not parking.room(PAGE)
    monkeypatch.setattr(parking_module, "MOST", 2)
    assert not parking.room(replace(PAGE, body=b""))


async def test_a_request_is_given_once_to_its_browser_if_it_may_go(parking):
    parking.keep("a", URL, "me", "request", 5)
    assert parking.waits_at(URL)
    assert not parking.waits_at(URL + "?")
    assert parking.take(URL, "somebody else", always) is None
    assert parking.take(URL, "me", lambda id_: id_ != "a") is None
    waiting = asyncio.ensure_future(parking.taken("a"))
    await asyncio.sleep(0)
    assert parking.take(URL, "me", always) == "request"
    assert await waiting is True
    assert parking.take(URL, "me", always) is None
    assert not parking.waits_at(URL)


async def test_what_nobody_takes_is_let_go_of(parking):
    parking.keep("a", URL, "me", "request", 5)
    assert await parking.taken("a", within=0.01) is False
    assert parking.kept == {}
    assert await parking.taken("a") is False


async def test_the_same_question_keeps_the_newest_request(parking):
    parking.keep("a", URL, "me", "old", 5)
    waiting = asyncio.ensure_future(parking.taken("a"))
    await asyncio.sleep(0)
    parking.keep("a", URL, "me", "new", 5)
    assert await waiting is False
    assert parking.take(URL, "me", always) == "new"


async def test_the_end_lets_go_of_everything(parking):
    parking.keep("a", URL, "me", "request", 5)
    waiting = asyncio.ensure_future(parking.taken("a"))
    await asyncio.sleep(0)
    parking.close()
    assert await waiting is False
    assert parking.kept == {}


@pytest.mark.parametrize(("comes", "helped"), [(True, []), (False, ["a"])])
async def test_a_browser_that_does_not_come_is_helped(monkeypatch, comes, helped):
    monkeypatch.setattr(parking_module, "SEEN_WITHIN", 0.02)
    asked = []
    parking = Parking(asked.append)
    parking.keep("a", URL, "me", "request", 5)
    if comes:
        parking.saw("a")
    await asyncio.sleep(0.1)
    assert asked == helped


async def test_help_comes_once_in_a_while(monkeypatch):
    monkeypatch.setattr(parking_module, "SEEN_WITHIN", 0.01)
    asked = []
    parking = Parking(asked.append)
    for name in "abc":
        parking.keep(name, URL, "me", "request", 5)
        await asyncio.sleep(0.05)
    assert asked == ["a"]
    parking.helped -= parking_module.HELPED_EVERY
    parking.keep("d", URL, "me", "request", 5)
    await asyncio.sleep(0.05)
    assert asked == ["a", "d"]
