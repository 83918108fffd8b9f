"""A body too large for memory, as messages of bearable size: what of it is looked at, and what is not.

It lies in a file that is mapped, so that only what is cut out of it here takes memory. Every file of a form
that fits is read whole; of what is larger, its beginning and its end. The rest is said to be too large.
"""

import mmap
from collections.abc import Iterator
from itertools import chain

from msgspec.structs import replace

from sakchy.extract import multipart
from sakchy.limits import Limits
from sakchy.model import Outgoing, Step, Unread

EDGE = (
    4 << 20
)  # bytes at either end of a file too large to be read: headers and indexes of formats, its first pages
FIRST = 64 << 10  # bytes in which a form's first delimiter stands
BODY = (Step("body"),)


def messages(whole: Outgoing, data: mmap.mmap | bytes, limits: Limits) -> Iterator[Outgoing | Unread]:
    """The message in pieces, address and headers with the first one; Unread for what is left out."""
    left, omitted = limits.opened, False
    head = whole
    for begin, end in cuts(data, whole.header("content-type"), limits.whole):
        for begin_, end_ in edges(begin, end, limits.opened):
            omitted |= end_ - begin_ < end - begin
            if end_ - begin_ > left:
                omitted = True
                continue
            left -= end_ - begin_
            yield replace(head, body=data[begin_:end_], apart=None)
            head = replace(whole, path="/", headers=plain(whole))
    reason = (whole.apart.cut if whole.apart else None) or ("too-large" if omitted else None)
    if reason:
        yield Unread(BODY, reason, whole.apart.digest if whole.apart else "")


def plain(whole: Outgoing) -> tuple[tuple[str, str], ...]:
    """The headers that say how to read a body, without those that carry words of their own."""
    return tuple((name, text) for name, text in whole.headers if name in ("content-type", "content-encoding"))


def edges(begin: int, end: int, most: int) -> tuple[tuple[int, int], ...]:
    """All of a stretch, or its two ends."""
    if end - begin <= most:
        return ((begin, end),)
    edge = min(EDGE, most // 8)  # room for others, too
    return ((begin, begin + edge), (end - edge, end))


def cuts(data: mmap.mmap | bytes, type_: str, most: int) -> Iterator[tuple[int, int]]:
    """Stretches of a form, each of whole parts and at most `most` bytes unless one part is larger."""
    boundary = multipart.find_boundary(data[:FIRST], type_)
    begin = end = 0
    for mark in chain(delimiters(data, boundary), [len(data)]):
        if mark - begin > most and end > begin:
            yield begin, end
            begin = end
        end = mark
    yield begin, end


def delimiters(data: mmap.mmap | bytes, boundary: bytes) -> Iterator[int]:
    """Where the delimiters of a form begin; none if it is none."""
    mark, at = b"--" + boundary, -1
    while boundary and (at := data.find(mark, at + 1)) >= 0:
        if at == 0 or data[at - 1 : at] == b"\n":
            yield at
