"""How much of one message is looked at. Reaching a limit is an Unread part, never silence.

`limits:` in settings.yaml changes them; the defaults have their reasons beside them.
"""

from typing import Annotated

from msgspec import Meta

from sakchy.model import Value

MIB = 1 << 20
Count = Annotated[int, Meta(ge=1, le=10_000_000)]
Size = Annotated[int, Meta(ge=1024, le=1 << 34)]


class Limits(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All limits of one message. Sizes are bytes unless something else is said."""

    depth: Annotated[int, Meta(ge=1, le=64)] = 8
    """Wrappings inside each other: clients reach four (gzip, form field, JSON, data URL), quines do not."""
    decoded: Size = 32 * MIB
    """What one decoder may put out: a 600 dpi colour scan has about 30 MB as JPEG; a bomb stops here."""
    opened: Size = 128 * MIB
    """All nested pieces of a message together, so that a thousand small bombs are no way round."""
    text: Size = 8 * MIB
    """Characters handed to the text rules: up to 40 ms for a million, a third of a second in all."""
    parts: Count = 100_000
    """Parts of one message: a page that saves its state sends forty thousand values in a megabyte of JSON;
    each costs some 10 microseconds until it has been looked at, so these take a second."""
    json_depth: Annotated[int, Meta(ge=1, le=300)] = 100
    """Levels of JSON and its relatives: real documents stay under thirty, and recursion must end long before
    Python's own limit."""
    items: Count = 500_000
    """Items of one CBOR or MessagePack document: each costs a microsecond or two and may be a single byte."""
    gzip_members: Count = 1_000
    """Members of one gzip stream: log shippers write tens; an empty member costs 20 bytes and a decoder."""
    form_fields: Count = 10_000
    """Fields split off one form; what follows them is looked at as one text."""
    members: Count = 2_000
    """Files taken out of one archive, and parts of one multipart form: a year of scans has some hundreds."""
    ratio: Count = 200
    """Times its packed size that a member of an archive may unpack to, beyond the first megabyte: text
    reaches 20, an empty bitmap 1,000."""
    pages: Count = 50
    """Pages of one document that are looked at as pictures (text is read on all of them)."""
    pixels: Annotated[int, Meta(ge=10_000, le=1 << 32)] = 120_000_000
    """Of one picture: the largest camera of a phone has 108 or 200 megapixels but sends 12 to 50."""
    frames: Count = 20
    """Frames of one animated picture or pages of one TIFF."""
    seconds: Annotated[float, Meta(ge=1, le=600)] = 20.0
    """Of one message in a worker: thirty photographs of a slow machine fit; a hang must end before the
    person's patience does."""
    memory: Annotated[int, Meta(ge=512 * MIB, le=1 << 36)] = 1024 * MIB
    """Data of one worker: libraries and networks take 0.3 GB, a 100-megapixel picture as much."""
    whole: Size = 32 * MIB
    """A body up to this many bytes is kept in memory to be looked at; mitmproxy needs about five times as
    much meanwhile. Photographs and documents are smaller, films are larger."""
    spool: Size = 4 << 30
    """A larger body, up to this many bytes, waits in a file without a name while it is looked at and asked
    about; beyond that it cannot be held. Four gigabytes are a film, and the most that FAT can keep."""
    joined: Size = 64 * MIB
    """What is kept of one upload in pieces, to be looked at together: documents are smaller, and of a film
    the beginning tells what it is."""

    @property
    def pieces(self) -> int:
        """Things opened on the way to the parts: most hold one, and empty ones must cost something too."""
        return 2 * self.parts


DEFAULT = Limits()

TRIAL = 64 << 10
"""Longest base64 that is decoded on suspicion; longer ones only if they begin like something known."""

LIGHT = 16 << 10
"""Bytes of address and body, and characters of text, that are looked at where a message arrives.
`scripts/bench.py loop`: 64 KiB of digits hold up the event loop for 22 ms, 16 KiB for 6; asking a worker
costs half a millisecond."""
