"""OLE2 containers (MS-CFB): messages of Outlook, old Word, Excel and PowerPoint files, thumbnails."""

import io
from collections.abc import Iterator
from itertools import islice
from typing import Any

from sakchy.extract import carve
from sakchy.extract.files import lzfu, oldoffice
from sakchy.extract.files.common import Stop, bytes_of, member, named, text, unread
from sakchy.extract.piece import Found, Piece, inside
from sakchy.limits import Limits

PROPERTY = "__substg1.0_"
UNICODE, EIGHT_BIT, BINARY = "001F", "001E", "0102"
HTML, RTF, ATTACHED = "1013", "1009", "3701"
NAMES = ("3707001F", "3707001E", "3704001F", "3704001E")  # long and short file names
MACHINES = frozenset(
    ("001A", "300B", "0FF9", "0C19", "0C1D", "003B", "0041", "0051", "0064", "5D01", "1035", "1039")
)
"""Message class, search keys, addresses in forms for programs: no words of people."""
ENCRYPTED = "encryptedpackage"  # MS-OFFCRYPTO 2.3.4.4
MACROS = ("macros", "_vba_project_cur", "vba")


def read(piece: Piece, limits: Limits) -> Iterator[Found]:
    """Everything in the container, by what its streams are called. Raises Stop, or what olefile raises."""
    import olefile  # noqa: PLC0415  only workers load it

    with olefile.OleFileIO(io.BytesIO(bytes_of(piece))) as container:
        paths = list(islice(container.listdir(), limits.members + 1))
        if any(path[-1].lower() == ENCRYPTED for path in paths):
            raise Stop("encrypted")
        for path in paths[: limits.members]:
            if path[0].lower() not in MACROS:
                yield from stream(piece, container, path, limits)
        if len(paths) > limits.members:
            raise Stop("too-many")


def stream(piece: Piece, container: Any, path: list[str], limits: Limits) -> Iterator[Found]:
    """One stream."""
    name = path[-1]
    try:
        data = container.openstream(path).read()
    except OSError:
        yield unread(piece.place, "broken", bytes_of(piece))
        return
    if name.startswith(PROPERTY):
        yield from property_(piece, container, path, data, limits)
    elif name.lower() in oldoffice.STREAMS:
        yield from oldoffice.read(piece, name.lower(), data)
        yield from carve.read(inside(piece, data), limits)
    elif not name.startswith("__") and data:
        yield member(piece, data, name.strip("\x01\x02\x03\x05"))


def property_(piece: Piece, container: Any, path: list[str], data: bytes, limits: Limits) -> Iterator[Found]:
    """A property of a message, recipient or attachment (MS-OXMSG 2.1.3), by its tag."""
    tag, kind = path[-1][12:16].upper(), path[-1][16:20].upper()
    if tag in MACHINES:
        return
    if tag == ATTACHED and kind == BINARY:
        name = file_name(container, path)
        yield from named(piece, name)
        yield member(piece, data, name)
    elif kind == UNICODE:
        yield from text(piece, data.decode("utf-16-le", "replace"))
    elif kind == EIGHT_BIT or tag == HTML:
        yield inside(piece, data, type_="text/html" if tag == HTML else "")
    elif tag == RTF:
        yield inside(piece, lzfu.unpacked(data, limits.decoded))


def file_name(container: Any, path: list[str]) -> str:
    """What an attachment is called."""
    for tag in NAMES:
        beside = [*path[:-1], PROPERTY + tag]
        if container.exists(beside):
            data: bytes = container.openstream(beside).read()
            return data.decode("utf-16-le" if tag.endswith(UNICODE) else "cp1251", "replace")
    return ""
