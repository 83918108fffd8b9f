"""The body of an HTTP/1.1 message from a stream, piece by piece (RFC 9112, 6 and 7.1)."""

import asyncio
from collections.abc import AsyncIterator, Mapping

CHUNK = 64 << 10  # bytes taken at once
BROKEN = (OSError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError)
"""What reading raises when the other end goes away or talks nonsense."""


async def read_head(reader: asyncio.StreamReader) -> dict[str, str]:
    """Header fields, names in lower case. Raises BROKEN."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    lines = (line.partition(":") for line in head.split("\r\n")[1:] if ":" in line)
    return {name.lower(): value.strip() for name, _, value in lines}


async def chunks(reader: asyncio.StreamReader, fields: Mapping[str, str]) -> AsyncIterator[bytes]:
    """The body that these header fields announce, without trailers. Raises BROKEN."""
    if "chunked" not in fields.get("transfer-encoding", "").lower():
        async for data in exactly(reader, int(fields.get("content-length", "0"))):
            yield data
        return
    while size := int((await reader.readline()).partition(b";")[0], 16):
        async for data in exactly(reader, size):
            yield data
        await reader.readexactly(2)
    while (await reader.readline()).strip():
        pass  # trailers


async def exactly(reader: asyncio.StreamReader, size: int) -> AsyncIterator[bytes]:
    """So many bytes. Raises IncompleteReadError if there are fewer."""
    while size > 0:
        data = await reader.read(min(CHUNK, size))
        if not data:
            raise asyncio.IncompleteReadError(b"", size)
        size -= len(data)
        yield data
