"""multipart/form-data and its relatives (RFC 7578, RFC 2046), byte-exact and forgiving.

Parts are found by searching for the delimiter, which no binary byte disturbs. A strict parser stops at a
preamble, a bare line feed or an odd header, and a guard that stops there is blind.
"""

import binascii
import itertools
import quopri
import re
from collections.abc import Iterator

from sakchy.extract.graphqlmap import Map
from sakchy.extract.names import decoded, told
from sakchy.extract.parameters import options
from sakchy.extract.piece import Found, Piece, inside, safe_name
from sakchy.extract.value import is_telling, value
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Step, Text, Unread

FIRST_LINE = re.compile(rb"\s{0,4}--([^\r\n]{1,200})\r?\n[Cc]ontent-[A-Za-z-]{4,40}:")
"""A form without its declaration; a PEM block with headers (`Proc-Type:`, `Version:`) is none."""
DELIMITER_END = (b"\r", b"\n", b" ", b"\t", b"-")
HEADERS = 16 << 10  # bytes of one part's headers; what is longer is data
BLANK = re.compile(rb"\r?\n\r?\n")


def read(piece: Piece, limits: Limits = DEFAULT) -> Iterator[Found] | None:
    """Fields and files of a multipart body; None if this is none."""
    body = piece.data
    if isinstance(body, str):
        if not body.lstrip().startswith("--"):
            return None
        body = body.encode("utf-8", "replace")
    boundary = find_boundary(body, piece.type)
    start = delimiter(body, boundary, 0) if boundary else -1
    return parts(piece, body, start, boundary, limits.members) if start >= 0 else None


def find_boundary(body: bytes, type_: str) -> bytes:
    """The declared boundary if the body uses it, else that of its first line."""
    if type_[:10].lower() == "multipart/":
        declared: bytes = options(type_)[1].get(b"boundary", b"")
        if declared and b"--" + declared in body:
            return declared
    first = FIRST_LINE.match(body)
    return first[1] if first else b""


def parts(piece: Piece, body: bytes, start: int, boundary: bytes, most: int) -> Iterator[Found]:
    """Every part, and what stands around them. A missing last delimiter ends the last part with the body.

    What follows `most` parts is one text, and said to be too large.
    """
    yield from around(piece, body[:start])
    form = Form()
    for count in itertools.count():
        if start < 0:
            return
        if count == most:
            yield Text(piece.place, body[start:].decode("utf-8", "replace"), piece.field)
            yield Unread(piece.place, "too-large")
            return
        after = start + 2 + len(boundary)
        if body.startswith(b"--", after):
            yield from around(piece, body[after + 2 :])
            return
        begin = body.find(b"\n", after) + 1 or len(body)
        start = delimiter(body, boundary, begin - 1)
        yield from part(piece, form, body, begin, data_end(body, begin, start))


def around(piece: Piece, data: bytes) -> Iterator[Found]:
    """Preamble or epilogue, which parsers throw away (RFC 2046, 5.1.1) and a page may fill all the same."""
    if data.strip():
        yield inside(piece, data.strip(b"\r\n"))


def delimiter(body: bytes, boundary: bytes, start: int) -> int:
    """Position of the next delimiter that begins a line, or -1."""
    mark = b"--" + boundary
    while (start := body.find(mark, start)) >= 0:
        begins = start == 0 or body[start - 1 : start] == b"\n"
        if begins and body[start + len(mark) : start + len(mark) + 1] in (*DELIMITER_END, b""):
            return start
        start += len(mark)
    return -1


def data_end(body: bytes, begin: int, end: int) -> int:
    """The line break before a delimiter belongs to the delimiter (RFC 2046, 5.1.1)."""
    if end < 0:
        return len(body)
    end -= 2 if body[end - 2 : end] == b"\r\n" else 1
    return max(begin, end)


class Form:
    """What earlier fields of a form say about later ones."""

    def __init__(self) -> None:
        self.charset = ""
        """Of the fields that name none: the value of `_charset_` (RFC 7578, 4.6)."""
        self.map = Map()

    def hear(self, name: str, data: bytes) -> None:
        """Take in a field."""
        if name == "_charset_":
            self.charset = data[:40].decode("ascii", "replace").strip()
        self.map.hear(name, data)

    def type(self, declared: str) -> str:
        """Content type of a field."""
        return declared or (f"text/plain;charset={self.charset}" if self.charset else "")


def part(piece: Piece, form: Form, body: bytes, begin: int, end: int) -> Iterator[Found]:
    """One part: a value if it is a plain field, else a piece that is read by content."""
    headers, begin = part_headers(body, begin, end)
    type_ = headers.get("content-type", "")
    given = options(headers.get("content-disposition", ""))[1]
    name = utf8(given.get(b"name", b""))
    file = utf8(given.get(b"filename", b"") or options(type_)[1].get(b"name", b""))
    if is_telling(name):
        yield value(piece, name, Step("form", "*"), "*")
    form.hear(name, body[begin : min(end, begin + HEADERS)])
    name = safe_name(form.map.name(name))
    steps = [Step("form", name)] if name else []
    if file:
        yield value(piece, file, Step("form", name), "filename")
        steps.append(Step("file", safe_name(file.replace("\\", "/").rpartition("/")[2])))
    data = transfer_decoded(body[begin:end], headers.get("content-transfer-encoding", ""))
    if data:
        yield inside(piece, data, *steps, field=name, type_=form.type(type_))


def part_headers(body: bytes, begin: int, end: int) -> tuple[dict[str, str], int]:
    """Headers of a part (lower-case names) and where its data begins."""
    if first := re.compile(rb"\r?\n").match(body, begin, end):
        return {}, first.end()
    blank = BLANK.search(body, begin, min(end, begin + HEADERS))
    if not blank:
        return {}, begin
    headers = {}
    for line in re.sub(rb"\r?\n[ \t]+", b" ", body[begin : blank.start()]).splitlines():
        name, _, text = line.partition(b":")
        headers[name.strip().decode("latin-1").lower()] = text.strip().decode("latin-1")
    return headers, blank.end()


def transfer_decoded(data: bytes, encoding: str) -> bytes:
    """Undo Content-Transfer-Encoding, which multipart/related uploads still use."""
    if encoding.lower() == "quoted-printable":
        return quopri.decodestring(data)
    if encoding.lower() != "base64":
        return data
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        return data


def utf8(text: bytes) -> str:
    """A name as browsers send it: raw UTF-8, with quotes and line breaks percent-encoded (HTML 4.10.21.7)."""
    name = decoded(text, "")
    if "=?" in name or "'" in name:
        name = told(name)
    return name.replace("%22", '"').replace("%0D", "\r").replace("%0A", "\n")
