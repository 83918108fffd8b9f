"""Headers that carry people's words: file names and what clients tell about an upload.

Cookies, Authorization and tokens belong to the site.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from sakchy.extract.names import told
from sakchy.extract.parameters import options
from sakchy.extract.piece import Found, Piece, safe_name
from sakchy.extract.value import SHORTEST, value
from sakchy.model import Place, Step, Text

NAMES = frozenset([
    "content-disposition", "content-description", "slug", "upload-metadata", "dropbox-api-arg", "title",
    "subject", "x-file-name", "x-filename", "x-name", "x-title", "x-caption",
    "x-comment", "x-description", "x-subject",
])  # fmt: skip
LIKE = re.compile(
    r"x-(?:[a-z0-9-]{0,40}-)?file-?(?:name|path|info)|x-goog-upload-(?:file|header)-.+"
    r"|x-(?:amz|ms|goog|oss|cos|obs)-meta-.+"
    r"|x-(?:object|container)-meta-.+|x-bz-info-.+"
    r"|x-(?:upload|file)-(?:meta.*|title|description|content-disposition)"
    r"|trailer:.+"
)
"""Headers of upload protocols; a trailer is sent after the body, and by none of the usual clients."""
LISTED = "upload-metadata"  # tus 1.0: `filename d29ybGQ=,type aW1hZ2U=`
KEEP = 512  # header names remembered; browsers send the same twenty


@lru_cache(KEEP)
def carries(name: str) -> bool:
    """True for a header (lower-case name) that is looked at."""
    return name in NAMES or LIKE.fullmatch(name) is not None


def read(name: str, text: str) -> Iterator[Found]:
    """What a header says: its fields one by one, as meant."""
    place: Place = (Step("header", safe_name(name)),)
    name = name.removeprefix("trailer:")
    if name == LISTED:
        yield from pairs(place, text)
    elif name.endswith("disposition") or (";" in text and "=" in text):
        yield from parameters(place, name, text)
    elif len(meant := told(text)) >= SHORTEST:
        yield value(Piece(text), meant, place[0], name)


def pairs(place: Place, text: str) -> Iterator[Found]:
    """Name and base64 value of every pair."""
    for pair in text.split(","):
        name, _, encoded = pair.strip().partition(" ")
        words = told(encoded) if encoded else name
        if len(words) >= SHORTEST:
            yield value(Piece(text, place), words, Step("form", safe_name(name)), safe_name(name))


def parameters(place: Place, name: str, text: str) -> Iterator[Found]:
    """The value before the first semicolon and every parameter."""
    first, given = options(text)
    words = [(name, first), *((key.decode("latin-1"), each) for key, each in given.items())]
    for key, each in words:
        meant = told(each.decode("utf-8", "replace"))
        if len(meant) >= SHORTEST and meant.lower() not in ("form-data", "attachment", "inline"):
            yield Text(place, meant, safe_name(key.rstrip("*")))
