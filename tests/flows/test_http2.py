"""HTTP/2 on both sides: what is let through arrives unchanged, what is held holds its stream alone."""

import asyncio

import pytest
from playground import PASSPORT, http2_origin, playground


@pytest.mark.parametrize("size", [0, 1, 16_384, 300_000])
async def test_http2(tmp_path, size):
    body = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    async with playground(tmp_path) as ground, http2_origin(ground, "modern.example") as received:
        client = ground.client(http2=True)
        headers = {"x-One": "1", "x-two": "a, b", "content-type": "application/octet-stream"}
        response = await client.post("https://modern.example/a%20b?q=1", content=body, headers=headers)
        assert response.http_version == "HTTP/2"
    (got,) = received
    assert got["http_version"] == "2"
    assert (got["raw_path"], got["query_string"], got["body"]) == (b"/a%20b", b"q=1", body)
    assert {(b"x-one", b"1"), (b"x-two", b"a, b")} <= {tuple(pair) for pair in got["headers"]}


async def test_a_held_stream_does_not_hold_the_others_of_its_connection(tmp_path):
    async with playground(tmp_path) as ground, http2_origin(ground, "modern.example") as received:
        client = ground.client(http2=True)
        assert (await client.get("https://modern.example/")).http_version == "HTTP/2"
        scan = {"scan": ("a.jpg", PASSPORT.read_bytes(), "image/jpeg")}
        held = asyncio.ensure_future(client.post("https://modern.example/upload", files=scan))
        question = await ground.question()
        assert [(await client.get(f"https://modern.example/{n}")).status_code for n in range(5)] == [200] * 5
        ground.service.desk.answer(question.id, send=False)
        assert (await held).status_code == 403
    assert all(got["method"] == "GET" for got in received)
