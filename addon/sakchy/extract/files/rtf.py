"""RTF 1.9: words with their escapes undone, pictures and objects out of their hexadecimal digits."""

import codecs
import re
from collections.abc import Iterator

from sakchy.extract.files.common import bytes_of, text, unread
from sakchy.extract.piece import Found, Piece, inside
from sakchy.limits import Limits

TOKEN = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\([^a-zA-Z'])|([{}])|([^\\{}\r\n]+)",
    re.DOTALL,
)
SILENT = frozenset([
    "fonttbl", "colortbl", "stylesheet", "themedata", "datastore", "listtable", "latentstyles",
    "colorschememapping", "rsidtbl", "generator", "listoverridetable", "xmlnstbl",
])  # fmt: skip
"""Destinations that hold formats and no words of the author."""
HELD = frozenset(("pict", "objdata"))
BREAKS = {"par": "\n", "line": "\n", "tab": "\t", "cell": "\t", "row": "\n", "sect": "\n", "page": "\n"}
NOT_HEX = re.compile(rb"[^0-9a-fA-F]")
SIGNS = {b"~": b" ", b"_": b"-", b"\\": b"\\", b"{": b"{", b"}": b"}"}
DEEPEST = 2000  # groups inside each other; documents have some tens


class Reading:
    """What has been read so far."""

    def __init__(self) -> None:
        self.codec = "cp1252"
        self.words: list[str] = []
        self.raw = bytearray()
        self.held: list[bytearray] = []
        self.stack: list[tuple[str, int]] = []
        self.into = ""
        """Destination of the group: "" is the text."""
        self.fallback = 1
        """Characters after a \\u that old readers show instead."""
        self.skip = 0

    def take(self, token: re.Match[bytes]) -> None:
        """One token, whatever it is."""
        escaped, word, value, sign, brace, plain = token.groups()
        if plain or escaped:
            self.say(plain or bytes.fromhex(escaped.decode()))
        elif word:
            self.word(word.decode(), int(value) if value else None)
        elif brace:
            self.group(brace)
        elif sign in SIGNS:
            self.say(SIGNS[sign])

    def say(self, data: bytes) -> None:
        """Bytes of text, or digits of a picture."""
        if self.into in HELD:
            self.held[-1] += data
        elif self.skip and self.into == "":
            taken = min(self.skip, len(data))
            self.skip -= taken
            self.raw += data[taken:]
        elif self.into == "":
            self.raw += data

    def add(self, words: str) -> None:
        """Text that is no longer bytes."""
        self.words.append(self.raw.decode(self.codec, "replace"))
        self.raw.clear()
        if self.into == "":
            self.words.append(words)

    def group(self, brace: bytes) -> None:
        """A group begins or ends."""
        if brace == b"{" and len(self.stack) < DEEPEST:
            self.stack.append((self.into, self.fallback))
        elif brace == b"}" and self.stack:
            self.into, self.fallback = self.stack.pop()
        self.skip = 0

    def word(self, name: str, value: int | None) -> None:
        """A control word."""
        if name in BREAKS:
            self.add(BREAKS[name])
        elif name == "u" and value is not None:
            self.add(chr(value & 0xFFFF))
            self.skip = self.fallback
        elif name == "uc":
            self.fallback = min(max(value or 0, 0), 100)
        elif name == "ansicpg" and value:
            self.codec = codec(value)
        elif name in HELD:
            self.into = name
            self.held.append(bytearray())
        elif name in SILENT:
            self.into = "-"


def read(piece: Piece, _limits: Limits) -> Iterator[Found]:
    """The text, then everything that stands in it as digits."""
    data = bytes_of(piece)
    reading, at = Reading(), 0
    while token := TOKEN.search(data, at):
        at = token.end()
        if token[2] == b"bin" and token[3]:
            length = max(0, int(token[3]))
            yield inside(piece, data[at : at + length])
            at += length
        else:
            reading.take(token)
    reading.into = ""
    reading.add("")
    yield from text(piece, paired("".join(reading.words)))
    for digits in reading.held:
        pure = NOT_HEX.sub(b"", bytes(digits))
        if pure:
            yield inside(piece, bytes.fromhex(pure[: len(pure) & ~1].decode()))
    if reading.stack:
        yield unread(piece.place, "broken", data)


def codec(page: int) -> str:
    """Python's name of a code page; that of Western Europe for those nobody has."""
    try:
        return codecs.lookup(f"cp{page}").name
    except LookupError:
        return "cp1252"


def paired(words: str) -> str:
    """Text in which letters beyond the first plane came as two halves."""
    return words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
