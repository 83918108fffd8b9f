"""7z archives, unpacked by py7zr into memory."""

import io
from collections.abc import Iterator
from typing import Any

from sakchy.extract.files.common import FREE, Stop, bytes_of, member, unread
from sakchy.extract.piece import Found, Piece
from sakchy.limits import Limits

DICTIONARY = 96 << 20  # bytes of memory that one decoder may ask for: level 9 asks for 64 MiB


class Full(Exception):  # noqa: N818  it does its work: the library has no limit of its own
    """Enough was unpacked."""


class Sink:
    """Where the library writes a member."""

    def __init__(self, sinks: "Sinks") -> None:
        self.sinks = sinks
        self.out = io.BytesIO()

    def write(self, data: bytes) -> int:
        """Take more of the member. Raises Full."""
        self.sinks.left -= len(data)
        if self.sinks.left < 0:
            raise Full
        return self.out.write(data)

    def read(self, size: int | None = None) -> bytes:
        """Never asked for anything that matters."""
        return self.out.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        """As of a file."""
        return self.out.seek(offset, whence)

    def flush(self) -> None:
        """Nothing to do."""

    def close(self) -> None:
        """The member is whole."""

    def size(self) -> int:
        """Bytes so far."""
        return len(self.out.getbuffer())


class Sinks:
    """What the library asks for a place to write to."""

    def __init__(self, left: int) -> None:
        self.left = left
        self.made: list[tuple[str, Sink]] = []

    def create(self, filename: str) -> Sink:
        """A place for one member."""
        sink = Sink(self)
        self.made.append((filename, sink))
        return sink


def read(piece: Piece, limits: Limits) -> Iterator[Found]:
    """Every member, as far as the limits go. Raises Stop, or what the library raises."""
    import py7zr  # noqa: PLC0415  only workers load it

    data = bytes_of(piece)
    room = min(limits.decoded, FREE + len(data) * limits.ratio)
    sinks = Sinks(room)
    try:
        with py7zr.SevenZipFile(io.BytesIO(data)) as archive:
            check(archive, limits)
            archive.extractall(factory=sinks)
    except Stop:
        raise
    except Full:
        yield unread(piece.place, "too-large" if room == limits.decoded else "too-dense", data)
    except (py7zr.exceptions.PasswordRequired, py7zr.exceptions.UnsupportedCompressionMethodError) as error:
        locked = isinstance(error, py7zr.exceptions.PasswordRequired)
        yield unread(piece.place, "encrypted" if locked else "unknown-format", data)
    except Exception:  # noqa: BLE001  what was unpacked until then is looked at all the same
        yield unread(piece.place, "broken", data)
    for name, sink in sinks.made:
        if content := sink.out.getvalue():
            yield member(piece, content, name)


def check(archive: Any, limits: Limits) -> None:
    """Look at what the archive wants before it gets it. Raises Stop."""
    if archive.needs_password():
        raise Stop("encrypted")
    if len(archive.files) > limits.members:
        raise Stop("too-many")
    for folder in archive.header.main_streams.unpackinfo.folders if archive.header.main_streams else []:
        for coder in folder.coders:
            if memory(coder["method"], coder.get("properties") or b"") > DICTIONARY:
                raise Stop("too-large")


def memory(method: bytes, properties: bytes) -> int:
    """Bytes that a decoder will take, by its properties (7zFormat.txt, Methods.txt of the LZMA SDK)."""
    if method in (b"\x03\x01\x01", b"\x03\x04\x01"):  # LZMA: dictionary; PPMd: memory, both after one byte
        return int.from_bytes(properties[1:5], "little")
    if method == b"\x21" and properties:  # LZMA2: 2 or 3 times a power of two
        bits = properties[0] & 63
        return (2 | (bits & 1)) << (bits // 2 + 11)
    return 0
