"""A body of any length, kept while it is looked at and asked about: short in memory, long in a file.

The file never has a name (`O_TMPFILE`, or unlinked at once; deleted on close on Windows), so that whatever
ends the guard, nothing is left behind. It is written by a thread: a slow disk holds up one upload only.
"""

import asyncio
import hashlib
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

from msgspec.structs import replace

from sakchy.model import Apart, Outgoing, UnreadReason

BLOCK = 1 << 20  # bytes: what is shorter stays in memory; what is longer goes to the disk in such blocks
RESERVE = 256 << 20  # bytes the disk keeps free for everybody else


class Spool:
    """Takes a body once, gives it back as often as wanted. Use it in a `with` statement."""

    def __init__(self, folder: Path, most: int) -> None:
        """`folder` is on the disk that keeps it; `most`: bytes taken, the rest stays where it comes from."""
        self.folder = folder
        self.most = most
        self.size = 0
        self.cut: UnreadReason | None = None
        """Why it is not the whole body; None if it is."""
        self.file: BinaryIO | None = None
        self.memory = b""
        """All of a short body; of one that was cut, what came last and is not counted in `size`."""
        self.hash = hashlib.sha256()

    def __enter__(self) -> Self:
        """Nothing is made before it is needed."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of everything."""
        self.memory = b""
        if self.file:
            self.file.close()

    def message(self, head: Outgoing) -> Outgoing:
        """A message with the body that lies here."""
        if not self.file and not self.cut:
            return replace(head, body=self.memory)
        apart = Apart(self.size, self.hash.hexdigest(), self.cut)
        return replace(head, body=b"" if self.file else self.memory, apart=apart)

    async def fill(self, chunks: AsyncIterator[bytes]) -> None:
        """Take what comes until it ends, or until there is no more room (see `cut`)."""
        block = bytearray()
        async for chunk in chunks:
            block += chunk
            if len(block) >= BLOCK:
                await self.keep(block)
                if self.cut:
                    return
                block = bytearray()
        if self.size:
            await self.keep(block)
        elif len(block) > self.most:
            self.memory, self.cut = bytes(block), "too-large"
        else:
            self.memory, self.size = bytes(block), len(block)

    async def keep(self, block: bytearray) -> None:
        """Write a block, or put it aside and say why it does not fit."""
        if self.size + len(block) > self.most:
            self.cut = "too-large"
        else:
            try:
                await asyncio.to_thread(self.write, block)
            except OSError:
                self.cut = "no-room"
        if self.cut:
            self.memory = bytes(block)
        else:
            self.size += len(block)

    def write(self, block: bytearray) -> None:
        """Add to the file, all or nothing. Raises OSError when the disk has no room for it."""
        if shutil.disk_usage(self.folder).free < RESERVE + len(block):
            raise OSError("the disk is nearly full")
        if self.file is None:
            self.file = nameless(self.folder)
        self.file.seek(self.size)
        view = memoryview(block)
        while view:
            view = view[self.file.write(view) :]
        self.hash.update(block)

    async def blocks(self) -> AsyncIterator[bytes]:
        """Everything that was taken, in order."""
        at = 0
        while self.file and (block := await asyncio.to_thread(self.read, at, BLOCK)):
            at += len(block)
            yield block
        if self.memory:
            yield self.memory

    def read(self, at: int, most: int) -> bytes:
        """At most so many bytes from there on; nothing at the end."""
        if self.file is None:
            return b""
        self.file.seek(at)
        return self.file.read(min(most, self.size - at))


def nameless(folder: Path) -> BinaryIO:
    """A file of mode 0600 that nobody else finds. Raises OSError."""
    return cast(BinaryIO, tempfile.TemporaryFile(dir=folder, buffering=0))
