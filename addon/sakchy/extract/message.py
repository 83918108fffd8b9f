"""Where to look in a message: address, the headers that carry people's words, and the body."""

import hashlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from sakchy.extract import content_encoding, forms, headers
from sakchy.extract.known import unread
from sakchy.extract.piece import Found, Piece, safe_name
from sakchy.limits import Limits
from sakchy.model import Outgoing, Place, Step, Text

SHORT_PATH = 8  # characters; nothing that anybody looks for fits in fewer


def pieces(message: Outgoing, limits: Limits) -> Iterator[Found]:
    """What a message is made of, cheapest first."""
    if message.carrier == "http":
        yield from address(message.path, limits)
        for name, text in message.headers:
            if headers.carries(name):
                yield from headers.read(name, clean(text))
    if message.body:
        yield from body(message, root(message), limits)


def digest(message: Outgoing) -> str:
    """Hex SHA-256 of everything that is looked at."""
    announced = [text for name, text in message.headers if headers.carries(name)]
    apart = [message.apart.digest] if message.apart else []
    head = "\0".join([message.path, *announced, *apart, ""])
    return hashlib.sha256(head.encode("utf-8", "surrogatepass") + message.body).hexdigest()


def root(message: Outgoing) -> Place:
    """Where the body stands: nowhere in particular, in a chat message, or in a file."""
    if message.carrier == "websocket":
        return (Step("message"),)
    if message.carrier == "file":
        return (Step("file", safe_name(PurePosixPath(message.path.replace("\\", "/")).name)),)
    return ()


def address(target: str, limits: Limits) -> Iterator[Found]:
    """Path and query of the request target."""
    path, _, query = clean(target).partition("?")
    if len(path) > SHORT_PATH:
        yield Text((Step("path"),), forms.decoded(path.replace("+", "%2B"), "replace"))
    if query:
        yield from forms.fields(Piece(query), query, "query", limits)


def body(message: Outgoing, place: Place, limits: Limits) -> Iterator[Found]:
    """The body with its Content-Encoding undone."""
    data, coding = message.body, message.header("content-encoding")
    if coding:
        data, reason = content_encoding.decode_all(data, coding, limits)
        if reason:
            yield unread(place, reason, message.body)
        if not data:
            data = message.body  # the header may be wrong: judge the bytes as they are
    yield Piece(data, place, "", message.header("content-type"))


def clean(text: str) -> str:
    """Headers and paths may hold raw bytes as lone surrogates, which nothing after this can encode."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
