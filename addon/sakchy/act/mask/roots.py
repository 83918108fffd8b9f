"""Where texts begin in a message, and which messages are never touched."""

import re
from collections.abc import Iterator

import msgspec

from sakchy.act.mask.layer import Layer, root
from sakchy.act.mask.notation import layers, pairs
from sakchy.extract import content_encoding, multipart
from sakchy.extract.forms import URLENCODED
from sakchy.limits import Limits
from sakchy.model import Outgoing

LARGEST = 1 << 20  # bytes of a body: what people write themselves is far smaller, and the work grows with it
TEXTS = re.compile(
    r"text/|application/(?:[\w.-]+\+)?(?:json|xml)|application/(?:x-)?(?:ndjson|json-seq|jsonlines|graphql)"
    rf"|{URLENCODED}|multipart/form-data"
)
SIGNED = re.compile(
    r"(?:repr-|content-|want-)?digest|content-md5|signature(?:-input)?|x-amz-(?:content-sha256|signature|checksum-\w+)"
    r"|x-goog-(?:content-sha256|hash|signature)|x-ms-content-(?:sha256|crc64|md5)|x-bz-content-sha1"
    r"|(?:\w+-)*(?:signature|sign|hmac|checksum)(?:-\w+)*"
)
"""Headers that tell a hash or signature of the body (RFC 9421, RFC 9530, RFC 1864, and clouds' own)."""
SCHEMES = re.compile(r"(?:AWS4-|Signature |OAuth |Hawk |SharedKey|GOOG4-|GOOG1 |HMAC|Digest )", re.IGNORECASE)
"""Authorization schemes that sign the request."""
SIGNED_QUERY = re.compile(r"[?&](?:[\w.-]*[_.-])?(?:signature|sig|sign|hmac)=", re.IGNORECASE)
FRAMED = re.compile(rb"\s*\d{1,9}:[^\d\s]|\s*(?:CONNECT|SEND|STOMP)\n")
"""Texts that tell their own length: Engine.IO 3, netstrings, STOMP."""
COUNTED = frozenset(
    ["content-length", "content-md5", "digest", "content-digest", "content-transfer-encoding"]
)
"""Headers of a part that say something about its bytes."""


class Roots(msgspec.Struct, frozen=True):
    """The bytes of a message and the layers in them."""

    body: bytes
    """Without its Content-Encoding."""
    in_path: list[Layer]
    in_body: list[Layer]

    def __repr__(self) -> str:
        return "Roots(…)"


def roots(message: Outgoing, limits: Limits) -> Roots | None:
    """All layers of a message; None for one that must not be touched."""
    if message.apart or signed(message) or not message.path.isascii():
        return None
    body, reason = message.body, None
    if coding := message.header("content-encoding"):
        body, reason = content_encoding.decode_all(body, coding, limits)
    type_ = message.header("content-type").lower()
    known = TEXTS.match(type_) or message.carrier == "websocket" or not body
    if reason or not known or len(body) > LARGEST or FRAMED.match(body):
        return None
    return Roots(body, list(in_path(message)), list(in_body(body, message.header("content-type"))))


def signed(message: Outgoing) -> bool:
    """Whether somebody would notice that a message is another one."""
    return (
        any(SIGNED.fullmatch(name) or name.startswith("trailer:") for name, _ in message.headers)
        or SCHEMES.match(message.header("authorization")) is not None
        or SIGNED_QUERY.search(message.path) is not None
    )


def in_path(message: Outgoing) -> Iterator[Layer]:
    """Names and values of the query; the path before it says where a message goes and stays."""
    start = message.path.find("?") + 1
    if start and message.carrier == "http":
        data = message.path.encode()
        if query := root(data, start, len(data)):
            for layer in pairs(query):
                yield from layers(layer)


def in_body(body: bytes, type_: str) -> Iterator[Layer]:
    """The body as one text, or part by part."""
    boundary = multipart.find_boundary(body, type_)
    if boundary and multipart.delimiter(body, boundary, 0) >= 0:
        for start, end in parts(body, boundary):
            if layer := root(body, start, end):
                yield from layers(layer)
    elif layer := root(body, 0, len(body)):
        yield from layers(layer, form=type_.lower().startswith(URLENCODED))


def parts(body: bytes, boundary: bytes) -> Iterator[tuple[int, int]]:
    """Where the data of each part lies that says nothing of its own bytes."""
    start = multipart.delimiter(body, boundary, 0)
    while start >= 0 and not body.startswith(b"--", after := start + 2 + len(boundary)):
        line = body.find(b"\n", after) + 1 or len(body)
        start = multipart.delimiter(body, boundary, line - 1)
        end = multipart.data_end(body, line, start)
        headers, begin = multipart.part_headers(body, line, end)
        if COUNTED.isdisjoint(headers):
            yield begin, end
