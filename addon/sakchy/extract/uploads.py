"""Which piece of which upload a request carries, where a file is sent in many requests.

    tus            PATCH with Upload-Offset; POST with Upload-Length  tus.io, protocol 1.0.0
    Content-Range  Google's resumable uploads, upload sessions of Microsoft Graph
    S3             ?partNumber=2&uploadId=...; completed by a POST with uploadId alone
    Azure          ?comp=block&blockid=...; completed by ?comp=blocklist; comp=appendblock
    Google         X-Goog-Upload-Offset
    Dropbox        Dropbox-API-Arg with a cursor; upload_session/start
    libraries      fields of the address or the form: resumable.js, flow.js, Dropzone, Plupload, Fine Uploader

Pure: what the pieces make together is put together elsewhere.
"""

import base64
import contextlib
import re
from collections.abc import Mapping
from urllib.parse import parse_qsl

import msgspec

from sakchy.extract import multipart
from sakchy.extract.piece import Piece
from sakchy.limits import Limits
from sakchy.model import Outgoing, Step, Value

RANGE = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15}|\*)", re.IGNORECASE)  # RFC 9110, 14.4
ENDS = 4 << 10  # bytes at either end of a form in which the fields of a piece stand: libraries put them there
SHORT = 300  # bytes; a field that names or numbers a piece is shorter
NUMBERS = ("resumablechunknumber", "flowchunknumber", "dzchunkindex", "qqpartindex", "chunk", "chunkindex",
           "chunknumber", "partnumber", "part", "blockindex", "blocknumber", "sliceindex")  # fmt: skip
OFFSETS = ("dzchunkbyteoffset", "qqpartbyteoffset", "offset", "byteoffset", "startbyte", "start")
COUNTS = ("resumabletotalchunks", "flowtotalchunks", "dztotalchunkcount", "qqtotalparts", "chunks",
          "totalchunks", "totalparts", "chunkcount", "blockcount", "slicecount")  # fmt: skip
NAMES = ("resumableidentifier", "flowidentifier", "dzuuid", "qquuid", "uploadid", "fileid", "identifier",
         "uuid", "uploaduuid", "name", "filename", "resumablefilename", "flowfilename")  # fmt: skip
PACKED = re.compile(rb"[A-Za-z0-9+/_-]{400,}={0,2}")  # shorter ones are tokens, not pieces of files
URL_SAFE = bytes.maketrans(b"-_", b"+/")
FIELD = re.compile(rb'name="?[a-z_-]{0,24}(?:chunk|part|block|slice)[a-z_-]{0,24}"?\s*[;\r\n]', re.IGNORECASE)


class Chunk(Value, frozen=True):
    """A piece of an upload."""

    key: str
    """Tells uploads to one host from each other; empty for a first piece whose name only the answer tells."""
    data: bytes
    order: int | str
    """Where it belongs among the others: an offset or a number, or a name if it has only that."""
    last: bool = False
    """Nothing comes after it, as far as it says itself; or it is the request that completes the upload."""


def chunk(message: Outgoing, limits: Limits) -> Chunk | None:
    """The piece of an upload that a request carries; None if it is none. Never raises."""
    try:
        return by_headers(message) or by_query(message) or by_fields(message, limits)
    except (ValueError, msgspec.MsgspecError):
        return None


def likely(message: Outgoing) -> bool:
    """Whether it is worth asking, which costs much more than this. May be asked for every request."""
    if message.carrier != "http" or message.method not in ("POST", "PUT", "PATCH"):
        return False
    path = message.path.lower()
    if any(name in HEADERS for name, _ in message.headers) or "upload" in path or "comp=" in path:
        return True
    edges = (message.body[:ENDS], message.body[-ENDS:])
    return any(f"{name}=" in path for name in NUMBERS) or any(FIELD.search(edge) for edge in edges)


HEADERS = frozenset(
    ("content-range", "upload-offset", "upload-length", "x-goog-upload-offset", "dropbox-api-arg")
)


def by_headers(message: Outgoing) -> Chunk | None:
    """tus, Content-Range, Google's and Dropbox's own."""
    place = message.path
    if found := RANGE.match(message.header("content-range")):
        last = found[3].isdecimal() and int(found[2]) + 1 == int(found[3])
        return Chunk(place, message.body, int(found[1]), last)
    if offset := message.header("upload-offset"):
        return Chunk(place, message.body, int(offset))
    if message.header("upload-length") and message.method == "POST" and message.body:
        return Chunk("", message.body, 0)
    if offset := message.header("x-goog-upload-offset"):
        return Chunk(place, message.body, int(offset), "finalize" in message.header("x-goog-upload-command"))
    if argument := message.header("dropbox-api-arg"):
        return dropbox(message, msgspec.json.decode(argument.encode("latin-1"), type=dict))
    return None


def dropbox(message: Outgoing, argument: Mapping[str, object]) -> Chunk | None:
    """`upload_session/append_v2` and `finish` tell session and offset in a header; `start` has neither."""
    if message.path.endswith("/upload_session/start") and message.body:
        return Chunk("", message.body, 0)
    cursor = argument.get("cursor")
    if not isinstance(cursor, dict):
        return None
    last = bool(argument.get("close")) or message.path.endswith("/finish")
    return Chunk(str(cursor.get("session_id")), message.body, int(cursor.get("offset", 0)), last)


def by_query(message: Outgoing) -> Chunk | None:
    """S3 and Azure, and libraries that put the fields into the address and the bytes into the body."""
    path, _, query = message.path.partition("?")
    fields = {name.lower(): text for name, text in parse_qsl(query)}
    if "uploadid" in fields and "partnumber" in fields:
        return Chunk(path + fields["uploadid"], message.body, int(fields["partnumber"]))
    if "uploadid" in fields and message.method == "POST":
        return Chunk(path + fields["uploadid"], b"", 0, last=True)
    if fields.get("comp") == "block":
        return Chunk(path, message.body, fields.get("blockid", ""))
    if fields.get("comp") in ("blocklist", "appendblock"):
        listed = fields["comp"] == "blocklist"
        return Chunk(
            path, b"" if listed else message.body, message.header("x-ms-blob-condition-appendpos"), listed
        )
    return (
        None
        if message.header("content-type").startswith("multipart/")
        else numbered(path, fields, message.body)
    )


def by_fields(message: Outgoing, limits: Limits) -> Chunk | None:
    """Libraries that send a form: short fields tell what the long one is a piece of."""
    fields, data = dict(parse_qsl(message.path.partition("?")[2])), b""
    form = Piece(message.body, type=message.header("content-type"))
    for part in multipart.read(form, limits) or ():
        if not isinstance(part, Piece) or not isinstance(part.data, bytes):
            continue
        if len(part.data) > len(data) and Step("file") in (Step(step.kind) for step in part.place):
            data = part.data
        elif len(part.data) <= SHORT:
            fields[part.field] = part.data.decode("utf-8", "replace")
    lower = {name.lower().replace("_", "").replace("-", ""): text for name, text in fields.items()}
    return numbered(message.path.partition("?")[0], lower, data)


def numbered(path: str, fields: Mapping[str, str], data: bytes) -> Chunk | None:
    """A piece by its number, or its offset, and what it is a piece of."""
    number, offset, count = (first(fields, names) for names in (NUMBERS, OFFSETS, COUNTS))
    if not data or not number.isdecimal():
        return None
    whole = [fields[name] for name in NAMES if fields.get(name)]
    if not whole and not count:
        return None
    begins = 0 if any(name in fields for name in ("dzchunkindex", "qqpartindex", "chunk")) else 1
    last = count.isdecimal() and int(number) - begins + 1 >= int(count)
    order = int(offset) if offset.isdecimal() else int(number)
    return Chunk("\0".join([path, *whole, count]), data, order, last)


def packed(text: bytes) -> bytes:
    """The longest stretch of base64 in a text, as far as it is whole; nothing if there is none of use."""
    longest = max(PACKED.findall(text), key=len, default=b"").translate(URL_SAFE)
    with contextlib.suppress(ValueError):
        return base64.b64decode(longest[: len(longest) // 4 * 4])
    return b""


def first(fields: Mapping[str, str], names: tuple[str, ...]) -> str:
    """The first of these fields that is there, or nothing."""
    return next((fields[name] for name in names if fields.get(name)), "")
