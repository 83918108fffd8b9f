"""Pages that are opened with something personal: the browser sees the question, the request goes later."""

import asyncio
from urllib.parse import urlsplit

import pytest
from playground import PASSPORT, http2_origin, playground

from sakchy.act.past import GRANT

SITE = "discord.com"
URL = f"https://{SITE}/upload?step=2"
OPENS = {
    "sec-fetch-mode": "navigate", "sec-fetch-dest": "document", "sec-fetch-site": "same-origin",
    "origin": f"https://{SITE}", "cookie": "sid=kept", "user-agent": "Browser/1",
}  # fmt: skip
RETURNS = {
    "sec-fetch-mode": "navigate", "sec-fetch-dest": "document", "sec-fetch-site": "cross-site",
    "user-agent": "Browser/1",
}  # fmt: skip


@pytest.fixture
async def ground(tmp_path):
    async with playground(tmp_path) as ground:
        yield ground


def files():
    return {"scan": ("t.jpg", PASSPORT.read_bytes(), "image/jpeg"), "note": (None, b"salam")}


async def led(ground, client):
    """Open a page with a passport; the question, and where the browser is led."""
    reply = await client.post(URL, files=files(), headers=OPENS)
    return await ground.question(), reply


async def test_the_browser_is_led_to_the_question_at_once_and_nothing_is_sent(ground):
    question, reply = await led(ground, ground.client())
    assert reply.status_code == 303
    assert reply.headers["location"] == f"https://sakchy.internal/asked/{question.number}"
    assert question.id not in str(reply.headers) + reply.text, "the site learns no id"
    assert ground.bodies(SITE) == []
    assert question.leads == URL


async def test_once_allowed_the_kept_request_goes_in_the_place_of_the_next_and_only_once(ground):
    client = ground.client()
    question, _ = await led(ground, client)
    assert ground.service.desk.answer(question.id, send=True, confirmed=True) == "sent"
    assert (await client.get(URL, headers=RETURNS)).status_code == 200
    (got,) = (each for each in ground.origin.received if each.host == SITE)
    assert got.head.startswith(b"POST /upload?step=2 ")
    assert PASSPORT.read_bytes() in got.body
    assert b"cookie: sid=kept" in got.head.lower()
    assert b"sec-fetch-site: same-origin" in got.head.lower()
    assert got.head.lower().count(b"\r\nhost: discord.com\r\n") == 1
    await client.get(URL, headers=RETURNS)
    assert ground.origin.received[-1].head.startswith(b"GET "), "a reload sends nothing again"
    assert [event.outcome for event in ground.events()] == ["sent"]


@pytest.mark.parametrize(
    "other",
    [
        {"user-agent": "Browser/2"},
        {"sec-fetch-mode": "cors"},
        {"sec-fetch-mode": "no-cors"},
    ],
)
async def test_nobody_else_gets_it_sent(ground, other):
    client = ground.client()
    question, _ = await led(ground, client)
    ground.service.desk.answer(question.id, send=True, confirmed=True)
    await client.get(URL, headers=RETURNS | other)
    assert ground.bodies(SITE) == [b""]


@pytest.mark.parametrize(
    "url", [f"https://{SITE}/upload?step=3", f"https://{SITE}/", "https://vk.com/upload?step=2"]
)
async def test_it_goes_to_no_other_address(ground, url):
    client = ground.client()
    question, _ = await led(ground, client)
    ground.service.desk.answer(question.id, send=True, confirmed=True)
    await client.get(url, headers=RETURNS)
    assert not any(PASSPORT.read_bytes() in got.body for got in ground.origin.received)


async def test_before_the_answer_the_address_opens_as_ever(ground):
    client = ground.client()
    await led(ground, client)
    await client.get(URL, headers=RETURNS)
    assert ground.bodies(SITE) == [b""]


async def test_refused_it_does_not_go_and_is_written_down(ground):
    client = ground.client()
    question, _ = await led(ground, client)
    ground.service.desk.answer(question.id, send=False)
    assert await ground.outcomes() == ["refused"]
    await client.get(URL, headers=RETURNS)
    assert ground.bodies(SITE) == [b""]


async def test_it_can_go_without_the_file(ground):
    client = ground.client()
    question, _ = await led(ground, client)
    assert question.cut == "files"
    assert ground.service.desk.answer(question.id, send=False, mask=True) == "masked"
    await client.get(URL, headers=RETURNS)
    (body,) = ground.bodies(SITE)
    assert b'name="scan"; filename=""' in body
    assert b"salam" in body
    assert b"JFIF" not in body
    assert [event.outcome for event in ground.events()] == ["masked"]


async def test_who_missed_the_question_can_still_allow_it(tmp_path):
    async with playground(tmp_path, wait=5) as ground:
        client = ground.client()
        question, _ = await led(ground, client)
        while not ground.service.desk.missed():
            await asyncio.sleep(0.1)
        assert ground.service.desk.answer(question.id, send=True, confirmed=True) == "granted"
        await client.get(URL, headers=RETURNS)
        assert PASSPORT.read_bytes() in ground.bodies(SITE)[0]
        assert [event.outcome for event in ground.events()] == ["sent", "expired"]


async def test_allowed_and_never_fetched_is_written_down_as_not_sent(ground, monkeypatch):
    client = ground.client()
    question, _ = await led(ground, client)
    ground.service.desk.answer(question.id, send=True, confirmed=True)
    ground.service.parking.drop(question.id)  # as after GRANT seconds
    assert await ground.outcomes() == ["dismissed"]
    assert GRANT == 120


async def test_a_frame_and_a_script_are_held_and_not_led_away(ground):
    for headers in ({"sec-fetch-dest": "iframe"}, {"sec-fetch-mode": "cors", "sec-fetch-dest": "empty"}):
        sending = asyncio.ensure_future(ground.client().post(URL, files=files(), headers=OPENS | headers))
        question = await ground.question()
        assert not question.leads
        ground.service.desk.answer(question.id, send=False)
        assert (await sending).status_code == 403
        ground.service.desk.forget()


async def test_the_sink_and_the_page_stay_out_of_it(ground):
    _, reply = await led(ground, ground.client())
    where = urlsplit(reply.headers["location"])
    assert (where.scheme, where.netloc, where.query) == ("https", "sakchy.internal", "")
    assert reply.headers["referrer-policy"] == "no-referrer"
    assert reply.headers["cache-control"] == "no-store"


async def test_it_goes_over_http2_as_well(ground):
    url = "https://modern.example/upload"
    async with http2_origin(ground, "modern.example") as received:
        client = ground.client(http2=True)
        headers = OPENS | {"origin": "https://modern.example"}
        reply = await client.post(url, files=files(), headers=headers)
        assert (reply.status_code, reply.http_version) == (303, "HTTP/2")
        question = await ground.question()
        ground.service.desk.answer(question.id, send=True, confirmed=True)
        assert (await client.get(url, headers=RETURNS)).text == "ok"
        (got,) = received
    sent = dict(got["headers"])
    assert (got["method"], got["http_version"]) == ("POST", "2")
    assert PASSPORT.read_bytes() in got["body"]
    assert (sent[b"cookie"], int(sent[b"content-length"])) == (b"sid=kept", len(got["body"]))
