import asyncio

import pytest

from sakchy.wire.body import BROKEN, chunks, read_head


def reader(data):
    made = asyncio.StreamReader()
    made.feed_data(data)
    made.feed_eof()
    return made


async def body(data, **fields):
    fields = {name.replace("_", "-"): value for name, value in fields.items()}
    return b"".join([chunk async for chunk in chunks(reader(data), fields)])


async def test_a_head_is_read_up_to_its_end():
    stream = reader(b"POST / HTTP/1.1\r\nHost: a:1\r\nX-Empty:\r\n\r\nrest")
    assert await read_head(stream) == {"host": "a:1", "x-empty": ""}
    assert await stream.read() == b"rest"


async def test_bodies_by_length_and_in_chunks():
    assert await body(b"abcdef", content_length="3") == b"abc"
    assert await body(b"abc") == b""
    assert (
        await body(b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\na: b\r\n\r\nnext", transfer_encoding="Chunked")
        == b"abcde"
    )
    assert await body(bytes(200_000), content_length="200000") == bytes(200_000)


@pytest.mark.parametrize(
    ("data", "fields"),
    [
        (b"ab", {"content_length": "3"}),
        (b"ab", {"content_length": "many"}),
        (b"5\r\nab", {"transfer_encoding": "chunked"}),
        (b"zz\r\nab", {"transfer_encoding": "chunked"}),
        (b"", {"transfer_encoding": "chunked"}),
    ],
)
async def test_half_a_body_is_none(data, fields):
    with pytest.raises(BROKEN):
        await body(data, **fields)
