"""From piece to piece until only parts are left; all limits on the way are kept here."""

import time
from collections.abc import Callable, Iterable

import msgspec

from sakchy.extract import (
    amid,
    binarystring,
    cbor,
    encoded,
    escapes,
    eventstream,
    forms,
    framed,
    graphql,
    jsonbody,
    known,
    markup,
    message,
    msgpack,
    multipart,
    protobuf,
    strings,
    text,
    xmlbody,
)
from sakchy.extract.files import buried
from sakchy.extract.piece import Found, Piece
from sakchy.extract.runs import marked
from sakchy.extract.value import is_bare
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Outgoing, Part, Picture, Place, Sample, Step, Text, Unread, UnreadReason

Reader = Callable[[Piece, Limits], Iterable[Found] | None]
"""Takes a piece apart, or says None: not mine. A new format is a new file with such a function."""

BYTES: tuple[Reader, ...] = (
    known.read,
    jsonbody.read,
    multipart.read,
    framed.read,  # before protobuf and text, of which a frame's head may be the beginning
    cbor.read,  # these three before text: lengths that look like letters would stick to the words after them
    msgpack.read,
    protobuf.read,
    text.read,
    buried.read,
    strings.read,
)
TEXT: tuple[Reader, ...] = (
    known.read_text,
    jsonbody.read,
    multipart.read,
    forms.read,
    eventstream.read,
    graphql.read,
    xmlbody.read,
    markup.read,  # before base64, whose picture may stand in an attribute, and escapes, which may hide a tag
    encoded.read,
    amid.read,  # before escapes, of which a form in a line may be full
    binarystring.read,
    escapes.read,
    text.plain,
)
"""Asked in this order; the last of each takes everything."""
WORDS, PLAIN = (encoded.read, text.plain), (text.plain,)
"""Of those, the ones that may take a single word, and a short text without any sign."""
BODY = (Step("body"),)
SHARE = 0.6
"""Of a message's time that opening it may take: what was found until then is still looked at."""


SHORT, FEW = 200, 8
"""Bytes or letters of a piece that is remembered, and things found in it: there may be thousands alike."""


class Full(Exception):  # noqa: N818  no error: the walk has enough
    """No more parts are taken."""


class Walk:
    """One walk through one message."""

    def __init__(self, whole: Outgoing, limits: Limits = DEFAULT) -> None:
        """`whole`: the message; nothing of it is looked at yet."""
        self.whole = whole
        self.until = time.monotonic() + limits.seconds * SHARE
        self.limits = limits
        self.parts: list[Part] = []
        self.bytes_left = limits.opened
        self.text_left = limits.text
        self.pieces_left = limits.pieces
        self.met: dict[Piece, list[Found]] = {}
        """Short pieces of this message with what was in them."""

    def parts_of_all(self) -> tuple[Part, ...]:
        """All parts of the message."""
        try:
            for found in message.pieces(self.whole, self.limits):
                self.take(found)
        except Full:
            pass
        except Exception:  # noqa: BLE001  whatever a hostile body breaks, the policy must hear of it
            self.parts.append(self.unread((), "error"))
        return tuple(self.parts)

    def take(self, found: Found) -> None:
        """Keep a part, read a piece. Raises Full."""
        if isinstance(found, Text):  # asked first: most are, and a miss costs these classes six hits
            if len(found.text) <= self.text_left:
                self.text_left -= len(found.text)
                self.keep(found)
            else:
                self.cut(found)
        elif isinstance(found, Piece):
            self.read(found)
        else:
            self.rare(found)

    def read(self, piece: Piece) -> None:
        """Give a piece to the first reader that knows it. Raises Full."""
        self.bytes_left -= len(piece.data)
        self.pieces_left -= 1
        if time.monotonic() > self.until:
            self.stop(piece.place, "out-of-time")
        elif piece.depth > self.limits.depth:
            self.keep(self.unread(piece.place, "too-deep"))
        elif self.bytes_left < 0 or self.pieces_left < 0:
            self.stop(piece.place, "too-large")
        else:
            self.take_all(self.found_in(piece))

    def found_in(self, piece: Piece) -> Iterable[Found]:
        """What a reader makes of a piece; of a short one that comes again, what it was the first time."""
        if len(piece.data) > SHORT:
            return first(readers(piece), piece, self.limits)
        found = self.met.get(piece)
        if found is None:
            found = [*first(readers(piece), piece, self.limits)]
            if len(found) <= FEW and all(map(is_short, found)):
                self.met[piece] = found
        return found

    def take_all(self, several: Iterable[Found]) -> None:
        """The same as `take` for each; usual texts are kept, pieces read right here. Raises Full."""
        parts, most, left = self.parts, self.limits.parts, self.text_left
        for found in several:
            if type(found) is Text:
                size = len(found.text)
                if size <= left and found.place and len(parts) < most:
                    left -= size
                    parts.append(found)
                    continue
            self.text_left = left
            self.take(found)
            left = self.text_left
        self.text_left = left

    def rare(self, part: Picture | Unread | Sample) -> None:
        """Keep a picture, or what could not be read. Raises Full."""
        if isinstance(part, Unread) and not part.digest:
            part = self.unread(part.place, part.reason)
        self.keep(part)

    def keep(self, part: Part) -> None:
        """Add a part to the result; what stood in no particular field stood in the body. Raises Full."""
        if len(self.parts) >= self.limits.parts:
            self.stop(part.place, "too-large")
        self.parts.append(part if part.place else msgspec.structs.replace(part, place=BODY))

    def cut(self, part: Text) -> None:
        """The last text that is looked at, and only its beginning; pictures are still taken."""
        if self.text_left:
            self.keep(Text(part.place, part.text[: self.text_left], part.field))
            self.keep(self.unread(part.place, "too-large"))
            self.text_left = 0

    def stop(self, place: Place, reason: UnreadReason) -> None:
        """Say that something was left unread, and end the walk. Raises Full."""
        self.parts.append(self.unread(place, reason))
        raise Full

    def unread(self, place: Place, reason: UnreadReason) -> Unread:
        """What could not be read, with the whole message's digest: another message is another question."""
        return Unread(place or BODY, reason, message.digest(self.whole))


def is_short(found: Found) -> bool:
    """Whether it takes hardly any memory."""
    return (
        isinstance(found, Text | Piece)
        and len(found.text if isinstance(found, Text) else found.data) <= SHORT
    )


def readers(piece: Piece) -> tuple[Reader, ...]:
    """Those that may take a piece: of thousands of values in a message, most are nothing but text."""
    data = piece.data
    if isinstance(data, bytes):
        return BYTES
    if not piece.type and is_bare(data) and not marked(data):
        return PLAIN
    return WORDS if encoded.is_word(piece) else TEXT


def first(readers: tuple[Reader, ...], piece: Piece, limits: Limits) -> Iterable[Found]:
    """What the first reader that takes the piece makes of it."""
    for reader in readers:
        found = reader(piece, limits)
        if found is not None:
            return found
    return ()
