"""A file or a line of text as the message a browser would make of it."""

import base64
import json
import mimetypes
from typing import Literal, NamedTuple
from urllib.parse import quote_from_bytes

from sakchy.decide.addresses import address
from sakchy.model import Outgoing, Target

Shape = Literal["multipart", "form", "json", "raw"]
SHAPES: tuple[Shape, ...] = ("multipart", "form", "json", "raw")
BOUNDARY = "----SakchyBoundary7MA4YWxkTrZu0gW"  # of the form browsers use; parsers split at it exactly
FIELD = "file"


class Receiver(NamedTuple):
    """Where something would go; an unknown receiver unless an address says more."""

    target: Target | None = None
    path: str = "/"


UNKNOWN = Receiver()


def receiver(to: str | None, page: str | None) -> Receiver:
    """Read both addresses (`https://` may be left out). Raises AddressError."""
    origin = address(page).host if page else None
    if to is None:
        return Receiver()
    place = address(to)
    return Receiver(Target(place.scheme, place.host, place.port, (place.host,), origin), place.path)


def upload(data: bytes, name: str, shape: Shape, to: Receiver = UNKNOWN) -> Outgoing:
    """`data` of a file called `name`, as a browser would send it."""
    content_type, body = BODIES[shape](data, name)
    headers = (("content-type", content_type),) if content_type else ()
    return Outgoing("http", body, path=to.path, headers=headers, target=to.target)


def multipart(data: bytes, name: str) -> tuple[str, bytes]:
    """RFC 7578, file names escaped as the WHATWG form-data algorithm does."""
    shown = name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")
    part_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{FIELD}"; filename="{shown}"\r\n'
        f"Content-Type: {part_type}\r\n\r\n"
    )
    body = head.encode("utf-8", "surrogateescape") + data + f"\r\n--{BOUNDARY}--\r\n".encode()
    return f"multipart/form-data; boundary={BOUNDARY}", body


def form(data: bytes, _: str) -> tuple[str, bytes]:
    """The file's bytes as the one field of an ordinary form."""
    return "application/x-www-form-urlencoded", f"{FIELD}={quote_from_bytes(data, safe='')}".encode()


def in_json(data: bytes, _: str) -> tuple[str, bytes]:
    """A file that holds JSON as it is; other text as the value of one key; other bytes in base64."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = base64.b64encode(data).decode()
    body = text if text.lstrip()[:1] in ("{", "[") and is_json(text) else json.dumps({FIELD: text})
    return "application/json", body.encode()


def is_json(text: str) -> bool:
    """True if `text` parses."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def raw(data: bytes, _: str) -> tuple[str, bytes]:
    """The bytes as they are, unlabelled: they are judged by content."""
    return "", data


BODIES = {"multipart": multipart, "form": form, "json": in_json, "raw": raw}
