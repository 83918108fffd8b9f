"""winmail.dat: what Outlook makes of attachments for those who have no Outlook (MS-OXTNEF)."""

import struct
from collections.abc import Iterator

from sakchy.extract.files import lzfu
from sakchy.extract.files.common import bytes_of, member, unread
from sakchy.extract.piece import Found, Piece, inside
from sakchy.limits import Limits

SUBJECT, BODY, TITLE, DATA = 0x18004, 0x2800C, 0x18010, 0x6800F
PROPERTIES = (0x69003, 0x69005)  # of the message and of an attachment, as MAPI has them


def read(piece: Piece, limits: Limits) -> Iterator[Found]:
    """Every attribute that holds somebody's words or files."""
    data, at, name = bytes_of(piece), 6, ""
    held: list[bytes] = []
    while at + 9 <= len(data) and len(held) <= limits.members:
        tag, length = struct.unpack_from("<II", data, at + 1)
        body = data[at + 9 : at + 9 + length]
        at += 9 + length + 2  # a checksum follows
        if tag == TITLE:
            name = body.rstrip(b"\0").decode("cp1251", "replace")
            yield from (member(piece, one, name) for one in held)
            held.clear()
        elif tag == DATA:
            held.append(body)
        elif tag in (SUBJECT, BODY):
            yield inside(piece, body.rstrip(b"\0"))
        elif tag in PROPERTIES:
            yield from properties(piece, body, limits)
    yield from (member(piece, one, name) for one in held)
    if at > len(data):
        yield unread(piece.place, "broken", data)


def properties(piece: Piece, body: bytes, limits: Limits) -> Iterator[Found]:
    """The compressed text among the properties, and whatever else can be read in them."""
    at = body.find(lzfu.PACKED)
    if at >= 8:
        yield inside(piece, lzfu.unpacked(body[at - 8 :], limits.decoded))
    yield inside(piece, body)
