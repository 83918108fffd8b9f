"""What is known of one upload that comes in pieces, and its pieces, which lie in a file without a name."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from sakchy.engine import Ruling
from sakchy.extract.uploads import Chunk
from sakchy.model import Finding
from sakchy.wire.spool import BLOCK, Spool

OFTEN = 8 << 20  # bytes up to which every piece has everything before it looked at again
GROWN = 1.125  # beyond that, when so much more of it is there


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
