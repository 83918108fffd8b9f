import asyncio
import ssl

from sakchy.wire.origin import Origin


async def test_it_remembers_bodies_with_a_length_and_in_chunks(tmp_path):
    origin = Origin(tmp_path, ("one.example", "two.example"))
    await origin.start()
    trust = ssl.create_default_context(cafile=str(origin.authority))
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", origin.port, ssl=trust, server_hostname="two.example"
    )
    writer.write(b"POST /a HTTP/1.1\r\nHost: two.example\r\nContent-Length: 5\r\n\r\nsalam")
    writer.write(b"POST /b HTTP/1.1\r\nHost: two.example\r\nTransfer-Encoding: chunked\r\n\r\n")
    writer.write(b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: 1\r\n\r\n")
    for _ in range(2):
        assert (await reader.readuntil(b"\r\n\r\nok")).startswith(b"HTTP/1.1 200")
    writer.close()
    origin.close()
    assert [(got.host, got.body) for got in origin.received] == [
        ("two.example", b"salam"),
        ("two.example", b"abcde"),
    ]
