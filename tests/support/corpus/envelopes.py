"""What goes over the wire: an address, headers, a body with its encodings, a chat's frame."""

import base64
import gzip as gzip_file
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import brotli
import zstandard

from corpus.item import FITS, Form, Item
from sakchy.model import Outgoing

Seal = Callable[[Item], Outgoing]


@dataclass(frozen=True)
class Envelope:
    """One way for an item to leave."""

    name: str
    takes: Form
    seal: Seal

    def fits(self, item: Item) -> bool:
        """True if it can carry the item."""
        return item.form in FITS[self.takes]


ENVELOPES: dict[str, Envelope] = {}


def envelope(takes: Form) -> Callable[[Seal], Seal]:
    """Register a function as an envelope under its own name."""

    def register(seal: Seal) -> Seal:
        name = seal.__name__.strip("_")
        assert name not in ENVELOPES, name
        ENVELOPES[name] = Envelope(name, takes, seal)
        return seal

    return register


def post(body: bytes, type_: str, *headers: tuple[str, str], path: str = "/send") -> Outgoing:
    """A POST with a declared type, if any."""
    declared = (("content-type", type_),) if type_ else ()
    return Outgoing("http", body, path=path, headers=(*declared, *headers))


@envelope("bytes")
def body(item: Item) -> Outgoing:
    return post(item.bytes, item.type)


@envelope("bytes")
def body_without_type(item: Item) -> Outgoing:
    return post(item.bytes, "")


@envelope("bytes")
def body_wrong_type(item: Item) -> Outgoing:
    return post(item.bytes, "image/x-icon", path="/style.css")


@envelope("bytes")
def gzip(item: Item) -> Outgoing:
    return post(gzip_file.compress(item.bytes, mtime=0), item.type, ("content-encoding", "gzip"))


@envelope("bytes")
def gzip_two_members(item: Item) -> Outgoing:
    half = len(item.bytes) // 2
    packed = b"".join(gzip_file.compress(data, mtime=0) for data in (item.bytes[:half], item.bytes[half:]))
    return post(packed, item.type, ("content-encoding", "gzip"))


@envelope("bytes")
def gzip_undeclared(item: Item) -> Outgoing:
    return post(gzip_file.compress(item.bytes, mtime=0), item.type)


@envelope("bytes")
def deflate(item: Item) -> Outgoing:
    return post(zlib.compress(item.bytes), item.type, ("content-encoding", "deflate"))


@envelope("bytes")
def deflate_raw(item: Item) -> Outgoing:
    return post(zlib.compress(item.bytes, wbits=-15), item.type, ("content-encoding", "deflate"))


@envelope("bytes")
def br(item: Item) -> Outgoing:
    return post(brotli.compress(item.bytes, quality=1), item.type, ("content-encoding", "br"))


@envelope("bytes")
def zstd(item: Item) -> Outgoing:
    return post(zstandard.compress(item.bytes), item.type, ("content-encoding", "zstd"))


@envelope("bytes")
def stacked(item: Item) -> Outgoing:
    packed = brotli.compress(zstandard.compress(zlib.compress(item.bytes)), quality=1)
    return post(packed, item.type, ("content-encoding", "deflate, zstd, br"))


@envelope("text")
def query(item: Item) -> Outgoing:
    return Outgoing("http", b"", "GET", "/search?" + urlencode({"page": "1", "q": item.text}))


@envelope("words")
def path(item: Item) -> Outgoing:
    return Outgoing("http", b"", "GET", "/search/" + quote(item.text, safe=""))


@envelope("words")
def header_file_name(item: Item) -> Outgoing:
    return post(b"hello", "text/plain", ("x-file-name", quote(item.text)))


@envelope("words")
def header_disposition(item: Item) -> Outgoing:
    value = f"attachment; filename*=UTF-8''{quote(item.text, safe='')}"
    return post(b"hello", "text/plain", ("content-disposition", value))


@envelope("words")
def header_tus(item: Item) -> Outgoing:
    value = "filename " + base64.b64encode(item.bytes).decode()
    return post(b"", "application/offset+octet-stream", ("upload-metadata", value))


@envelope("words")
def header_dropbox(item: Item) -> Outgoing:
    return post(b"a", "application/octet-stream", ("dropbox-api-arg", json.dumps({"path": "/" + item.text})))


@envelope("text")
def websocket_text(item: Item) -> Outgoing:
    return Outgoing("websocket", item.bytes)


@envelope("bytes")
def websocket_binary(item: Item) -> Outgoing:
    return Outgoing("websocket", item.bytes)


@envelope("text")
def websocket_socketio(item: Item) -> Outgoing:
    return Outgoing("websocket", ("42" + json.dumps(["send", {"body": item.text}])).encode())


@envelope("bytes")
def file(item: Item) -> Outgoing:
    return Outgoing("file", item.bytes, path=item.name)
