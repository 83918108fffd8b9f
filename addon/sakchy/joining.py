"""A file sent in many requests, or many messages of one WebSocket, is looked at as one.

Each piece is looked at alone, and together with what came before it. Pieces of one upload are ruled about one
after the other, so that there is one question for all of them: an answer holds for the rest of that upload.
What this cannot do: pieces before the telling one have left. The one that completes it is stopped.
"""

import asyncio
import re
import time
from collections import OrderedDict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import BinaryIO

from sakchy.engine import Engine, Ruling
from sakchy.extract import uploads
from sakchy.extract.uploads import Chunk
from sakchy.inspect import not_read
from sakchy.limits import Limits
from sakchy.model import Finding, Outgoing
from sakchy.wire.spool import BLOCK, Spool

MOST = 64  # uploads at a time; a page that begins more loses the oldest
AGE = 600.0  # seconds after its last piece in which an upload is remembered: people pause a film's upload
REFUSED_FOR = 60.0  # seconds in which the rest of a refused upload is refused without another question
OFTEN = 8 << 20  # bytes up to which every piece has everything before it looked at again
GROWN = 1.125  # beyond that, when so much more of it is there
MESSAGES = 64  # of one WebSocket that are looked at together, from one on in which a file begins
BEGINS = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r|GIF8|RIFF....WEBP|II\*\0|MM\0\*|ftyp(?:hei|mif|avi)|%PDF-|PK\x03\x04|7z\xbc\xaf",
    re.DOTALL,
)
"""A picture, document or archive; sound and other live data begin like none, and must not wait for others."""
START = 512  # bytes of a message in which a file may begin, after what the site puts before it


@dataclass
class Upload:
    """What is known of one upload. Its pieces lie in a file without a name."""

    spool: Spool
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    places: dict[tuple[bool, int | str], tuple[int, int]] = field(default_factory=dict)
    """Where a piece lies in the file, by its order: begin and end."""
    looked: int = 0
    """Bytes that were there when they were looked at together."""
    full: bool = False
    known: set[tuple[str, str]] = field(default_factory=set)
    """Findings that may be sent: somebody said so, or the policy did."""
    refused: Ruling | None = None
    at: float = 0.0

    @property
    def size(self) -> int:
        """Bytes of all pieces."""
        return sum(end - begin for begin, end in self.places.values())


class Joining:
    """Stands before the engine; same call, same answer."""

    def __init__(self, engine: Engine, folder: Path, limits: Limits) -> None:
        """`folder`: on the disk where pieces lie."""
        self.engine = engine
        self.folder = folder
        self.limits = limits
        self.uploads: OrderedDict[tuple[str, str], Upload] = OrderedDict()
        self.numbers = count()

    async def handle(
        self, message: Outgoing, gone: asyncio.Event | None = None, file: BinaryIO | None = None
    ) -> Ruling:
        """As `Engine.handle`; a piece of an upload is ruled about together with the pieces before it."""
        if message.apart or not uploads.likely(message):
            return await self.engine.handle(message, gone, file)
        piece = await asyncio.to_thread(uploads.chunk, message, self.limits)
        if piece is None:
            return await self.engine.handle(message, gone, file)
        return await self.rule(self.upload(message, piece.key), message, piece, gone)

    async def handle_message(
        self, message: Outgoing, socket: str, gone: asyncio.Event | None = None
    ) -> Ruling:
        """The same for a binary message of the WebSocket of this name."""
        name = (host(message), socket)
        begins = BEGINS.search(message.body, 0, START)
        if not begins and name not in self.uploads:
            return await self.engine.handle(message, gone)
        upload = self.upload(message, socket)
        ended = len(upload.places) >= MESSAGES or upload.spool.size + len(message.body) > self.limits.joined
        if ended and not upload.lock.locked():
            del self.uploads[name]
            return await self.handle_message(message, socket, gone)
        return await self.rule(upload, message, Chunk(socket, message.body, next(self.numbers)), gone)

    def forget(self) -> None:
        """Let go of all pieces."""
        self.uploads.clear()  # files without a name are gone when they are closed

    def upload(self, message: Outgoing, key: str) -> Upload:
        """The upload of this key to the message's host; the oldest make room for it."""
        now, name = time.monotonic(), (host(message), key)
        while self.uploads and next(iter(self.uploads.values())).at < now - AGE:
            self.uploads.popitem(last=False)  # its file is closed with the last reference
        upload = self.uploads.pop(name, None) or Upload(Spool(self.folder, self.limits.joined))
        self.uploads[name] = upload
        upload.at = now
        if len(self.uploads) > MOST:
            self.uploads.popitem(last=False)
        return upload

    def refused(self, upload: Upload) -> Ruling | None:
        """The refusal that still holds for an upload, unless the person has changed their mind."""
        ruling = upload.refused
        if ruling is None or ruling.event is None:
            return ruling
        question, now = self.engine.desk.about(ruling.event.verdict), time.time()
        if now - ruling.event.at > REFUSED_FOR or (question and question.granted_until > now):
            upload.refused = None
        return upload.refused

    async def rule(
        self, upload: Upload, message: Outgoing, piece: Chunk, gone: asyncio.Event | None
    ) -> Ruling:
        """One piece after the other: what was answered for one holds for the next."""
        async with upload.lock:
            if refused := self.refused(upload):
                return refused

            async def look(
                whole: Outgoing, gone: asyncio.Event | None, file: BinaryIO | None
            ) -> tuple[Finding, ...]:
                alone = await self.engine.look(whole, gone, file)
                found = (*alone, *await self.together(upload, message, piece, gone))
                return tuple({mark(one): one for one in found if mark(one) not in upload.known}.values())

            ruling = await self.engine.handle(message, gone, None, look)
            settle(upload, ruling, piece)
            return ruling

    async def together(
        self, upload: Upload, message: Outgoing, piece: Chunk, gone: asyncio.Event | None
    ) -> tuple[Finding, ...]:
        """Findings in all pieces so far, as one file."""
        if not await add(upload, piece):
            upload.full = True
            return (not_read(self.engine.inspector.key, "too-large", message),)
        if len(upload.places) < 2 or not due(upload, piece):
            return ()
        upload.looked = upload.size
        with Spool(self.folder, self.limits.joined) as whole:
            await whole.fill(pieces(upload))
            head = Outgoing(message.carrier, b"", message.method, "/", (), message.target)
            found = await self.engine.look(whole.message(head), gone, whole.file)
        return tuple(one for one in found if one.kind != "not-read" or piece.last)


def host(message: Outgoing) -> str:
    """Where a message goes."""
    return message.target.host if message.target else ""


def settle(upload: Upload, ruling: Ruling, piece: Chunk) -> None:
    """Remember what a ruling means for the pieces to come. One that was not sent is no part of the upload."""
    if ruling.passes:
        findings = ruling.event.verdict.findings if ruling.event else ()
        upload.known |= {mark(one) for one in findings}
        return
    upload.places.pop(place(piece), None)
    if ruling.outcome in ("refused", "blocked"):
        upload.refused = ruling


def mark(finding: Finding) -> tuple[str, str]:
    """What makes two findings one; of what could not be read, the reason: each piece would be another."""
    return finding.kind, finding.rule if finding.kind == "not-read" else finding.fingerprint


def due(upload: Upload, piece: Chunk) -> bool:
    """Whether it is time to look at everything again."""
    return piece.last or upload.size <= OFTEN or upload.size >= upload.looked * GROWN


def place(piece: Chunk) -> tuple[bool, int | str]:
    """Sorts numbers among numbers, names among names."""
    return isinstance(piece.order, str), piece.order


async def add(upload: Upload, piece: Chunk) -> bool:
    """Put a piece to the others; one sent again takes the place of the first. False if there is no room."""
    if not piece.data:
        return True
    begin = upload.spool.size
    if begin + len(piece.data) > upload.spool.most:
        return False
    await upload.spool.keep(bytearray(piece.data))
    upload.places[place(piece)] = (begin, upload.spool.size)
    return upload.spool.cut is None


async def pieces(upload: Upload) -> AsyncIterator[bytes]:
    """All pieces in order."""
    for _, (begin, end) in sorted(upload.places.items()):
        for at in range(begin, end, BLOCK):
            yield await asyncio.to_thread(upload.spool.read, at, min(BLOCK, end - at))
