"""A file sent in many requests, or many messages of one WebSocket, is looked at as one.

Each piece is looked at alone, and together with what came before it. Pieces of one upload are ruled about one
after the other, so that there is one question for all of them: an answer holds for the rest of that upload.
What this cannot do: pieces before the telling one have left. The one that completes it is stopped.
"""

import asyncio
import re
import time
from collections import OrderedDict
from itertools import count
from pathlib import Path
from typing import BinaryIO

from sakchy.engine import Engine, Ruling
from sakchy.extract import uploads
from sakchy.extract.uploads import Chunk
from sakchy.inspect import not_read
from sakchy.limits import Limits
from sakchy.model import Finding, Outgoing
from sakchy.pieces import Upload, add, due, mark, pieces, settle
from sakchy.wire.spool import Spool

MOST = 64  # uploads at a time; a page that begins more loses the oldest
AGE = 600.0  # seconds after its last piece in which an upload is remembered: people pause a film's upload
REFUSED_FOR = 60.0  # seconds in which the rest of a refused upload is refused without another question
MESSAGES = 64  # of one WebSocket that are looked at together, from one on in which a file begins
BEGINS = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r|GIF8|RIFF....WEBP|II\*\0|MM\0\*|ftyp(?:hei|mif|avi)|%PDF-|PK\x03\x04|7z\xbc\xaf",
    re.DOTALL,
)
"""A picture, document or archive; sound and other live data begin like none, and must not wait for others."""
UNNAMED = "\0"  # how the key of an upload begins whose name only the site's answer tells
START = 512  # bytes of a message in which a file may begin, after what the site puts before it


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
        return await self.rule(self.upload(message, piece), message, piece, gone)

    async def handle_message(
        self, message: Outgoing, socket: str, gone: asyncio.Event | None = None, *, text: bool = False
    ) -> Ruling:
        """The same for a message of the WebSocket of this name; of text, for what is packed in it."""
        data = uploads.packed(message.body) if text else message.body
        name = (host(message), f"{socket} {text}")
        begins = BEGINS.search(data, 0, START)
        if not data or (not begins and name not in self.uploads):
            return await self.engine.handle(message, gone)
        piece = Chunk(name[1], data, next(self.numbers))
        upload = self.upload(message, piece)
        ended = len(upload.places) >= MESSAGES or upload.spool.size + len(data) > self.limits.joined
        if ended and not upload.lock.locked():
            del self.uploads[name]
            return await self.handle_message(message, socket, gone, text=text)
        return await self.rule(upload, message, piece, gone)

    def forget(self) -> None:
        """Let go of all pieces."""
        self.uploads.clear()  # files without a name are gone when they are closed

    def upload(self, message: Outgoing, piece: Chunk) -> Upload:
        """The upload that a piece belongs to; the oldest make room for it."""
        now, name = time.monotonic(), (host(message), piece.key or f"{UNNAMED}{next(self.numbers)}")
        while self.uploads and next(iter(self.uploads.values())).at < now - AGE:
            self.uploads.popitem(last=False)  # its file is closed with the last reference
        upload = self.uploads.pop(name, None) or self.begun(name[0], piece)
        upload = upload or Upload(Spool(self.folder, self.limits.joined))
        self.uploads[name] = upload
        upload.at = now
        if len(self.uploads) > MOST:
            self.uploads.popitem(last=False)
        return upload

    def begun(self, site: str, piece: Chunk) -> Upload | None:
        """An upload whose first piece came before the site had named it, and ends where this piece begins."""
        for name, upload in self.uploads.items():
            if name[0] == site and name[1].startswith(UNNAMED) and upload.size == piece.order:
                return self.uploads.pop(name)
        return None

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
    """Where a message goes, and whose it is: what two people send is never put together."""
    place = message.target.host if message.target else ""
    return f"{message.who} {place}" if message.who else place
