"""Send a form without some of its files, as if nobody had chosen any."""

import re
from collections.abc import Collection, Iterator

from sakchy.act.mask.replace import Masked
from sakchy.act.mask.roots import signed
from sakchy.extract import multipart
from sakchy.extract.parameters import options
from sakchy.extract.piece import safe_name
from sakchy.model import Outgoing, Place, Step

DISPOSITION = re.compile(rb"^content-disposition:[ \t]*form-data(?=[ \t]*;)", re.IGNORECASE | re.MULTILINE)
FILE_NAME = re.compile(rb';[ \t]*filename\*?[ \t]*=[ \t]*("(?:[^"\\\r\n]|\\.)*"|[^;"\r\n]*)', re.IGNORECASE)
TYPE = re.compile(rb"^content-type:[^\r\n]*", re.IGNORECASE | re.MULTILINE)
NO_TYPE = b"Content-Type: application/octet-stream"
"""What browsers write for a field in which no file was chosen (HTML, 4.10.21.8), with an empty file name."""
Edit = tuple[int, int, bytes]


def file_of(place: Place) -> Place | None:
    """The file of a form in which a place lies: its field and its name; None if it lies in none."""
    if len(place) >= 2 and place[0].kind == "form" and place[1].kind == "file":
        return place[:2]
    return None


def without_files(message: Outgoing, places: Collection[Place]) -> Masked | None:
    """The message without the files in which `places` lie; None unless every one of them lies in one.

    Nothing else of it is touched, but whoever sends it must look at it again.
    """
    files = {file_of(place) for place in places}
    type_ = message.header("content-type")
    whole = not (message.apart or message.header("content-encoding") or signed(message))
    if not files or None in files or not whole or not type_.lower().startswith("multipart/form-data"):
        return None
    edits = list(emptied(message.body, type_, files))
    if {file for file, _ in edits} != files:
        return None
    body, done = bytearray(), 0
    for _, (start, end, instead) in edits:
        body += message.body[done:start] + instead
        done = end
    return Masked(message.path, bytes(body + message.body[done:]), files=True)


def emptied(body: bytes, type_: str, files: Collection[Place | None]) -> Iterator[tuple[Place, Edit]]:
    """For every part that is one of the files: which, and what stands in its place."""
    boundary = multipart.find_boundary(body, type_)
    start = multipart.delimiter(body, boundary, 0) if boundary else -1
    while start >= 0 and not body.startswith(b"--", after := start + 2 + len(boundary)):
        line = body.find(b"\n", after) + 1 or len(body)
        start = multipart.delimiter(body, boundary, line - 1)
        end = multipart.data_end(body, line, start)
        headers, begin = multipart.part_headers(body, line, end)
        if (file := named(headers)) in files and (head := no_file(body[line:begin])):
            yield file, (line, end, head)


def named(headers: dict[str, str]) -> Place:
    """A part's field and file, as findings name them."""
    given = options(headers.get("content-disposition", ""))[1]
    field, file = (multipart.utf8(given.get(name, b"")) for name in (b"name", b"filename"))
    return Step("form", safe_name(field)), Step("file", safe_name(file.replace("\\", "/").rpartition("/")[2]))


def no_file(head: bytes) -> bytes:
    """A part's headers for no file; empty if they are no browser's."""
    bare = FILE_NAME.sub(b"", head)
    found = list(DISPOSITION.finditer(bare))
    if len(found) != 1 or bare == head:
        return b""
    line_end = bare.find(b"\n", found[0].end())
    at = line_end - (bare[line_end - 1 : line_end] == b"\r")
    return TYPE.sub(NO_TYPE, bare[:at] + b'; filename=""' + bare[at:])
