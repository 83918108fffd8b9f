"""ZIP archives, and the office documents that are ZIP archives."""

from collections.abc import Iterator

from sakchy.extract.files import odf, ooxml, zipped
from sakchy.extract.files.common import bytes_of, file_step, member, named, unread
from sakchy.extract.files.contents import Contents
from sakchy.extract.piece import Found, Piece, inside
from sakchy.limits import Limits
from sakchy.model import UnreadReason

PADDING = 8  # bytes; fewer than that before or after an archive are no file


def read(piece: Piece, limits: Limits) -> Iterator[Found]:
    """Every member, what an office document says by its members, and what stands around the archive."""
    data = bytes_of(piece)
    entries, overlap, more = zipped.entries(data, limits.members)
    if not entries or zipped.END not in data[-zipped.SEARCH :]:  # cut off: what is missing cannot be known
        yield unread(piece.place, "broken", data)
    contents = Contents(data, entries, limits)
    if ooxml.is_one(contents):
        yield from ooxml.read(piece, contents)
    elif odf.is_one(contents):
        yield from odf.read(piece, contents)
    yield from members(piece, contents)
    yield from around(piece, data)
    if overlap:
        yield unread(piece.place, "too-dense", data)
    if more:
        yield unread(piece.place, "too-many", data)


def members(piece: Piece, contents: Contents) -> Iterator[Found]:
    """Members that are files of their own; of those that cannot be read, the first for each reason."""
    told: set[UnreadReason] = set()
    for entry in contents.rest():
        yield from named(piece, entry.name)
        data, reason = contents.bytes_of(entry)
        if reason and reason not in told:
            told.add(reason)
            yield unread((*piece.place, file_step(entry.name)), reason, contents.data)
        if data:
            yield member(piece, data, entry.name)


def around(piece: Piece, data: bytes) -> Iterator[Found]:
    """What stands before the first header (a program, another file) and the comment at the end."""
    begin = data.find(zipped.LOCAL)
    if begin > PADDING:
        yield inside(piece, data[:begin])
    end = data.rfind(zipped.END)
    if 0 <= end < len(data) - 22 - PADDING:
        yield inside(piece, data[end + 22 :])
