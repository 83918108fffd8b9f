"""All texts of a message laid out as one string, so that each is searched once and not text by text.

Offsets are the same in `line` (what patterns see), `low` (lower case) and `raw` (one byte a character). The
last two are for finding candidates: in them the inside of files that somebody wrote as base64 is blank.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, count
from operator import add
from typing import AnyStr

from sakchy.detect.fields import parent, plain, unnumbered
from sakchy.model import Text

BREAK = "\0"
"""Stands between two texts; no pattern crosses it."""
ODD = {
    **dict.fromkeys("\u00a0\u2007\u2009\u202f\u3000", " "),  # spaces that banking sites put between digits
    **dict.fromkeys(
        "\u2010\u2011\u2012\u2013\u2212", "-"
    ),  # hyphens and dashes that word processors put there
}
ESCAPES = (("\\n", "  "), ("\\r", "  "), ("\\t", "  "))
"""Written line breaks of undecoded JSON and source text: the letter must not stick to what follows."""

GROWS = "\u0130"
"""The only letter that is two when lowered (Unicode, SpecialCasing): it stays as it is."""
ZEROS = bytes.maketrans(b"123456789", b"0" * 9)
"""Digits as 0."""
FILE = 1024
"""Letters of base64 in a row that are a file and no token: a long JWT has dots, a key in PEM has line breaks.
In random letters any short word turns up by chance, and none of them means anything."""
ROW = bytes(119 if (chr(code).isalnum() and code < 128) or code in b"+/-_" else 32 for code in range(256))
"""The letters of base64 in both alphabets (RFC 4648) as w."""


class Sheet:
    """The texts of one message side by side."""

    def __init__(self, texts: Sequence[Text]) -> None:
        """`texts` in their order; nothing is kept of them but while this sheet lives."""
        self.texts = texts
        said = [text.text for text in texts]
        self.line = tidy(BREAK.join(said))
        self.starts = [0, *map(add, accumulate(map(len, said)), count(1))]  # without a loop in Python
        self.fields = [
            unnumbered(text.field) if "[" in text.field else text.field for text in texts
        ]  # most have none
        self.raw = self.line.encode("latin-1", "replace")
        self.files = files(self.raw) if len(self.raw) > FILE else []
        self.raw = blanked(self.raw, self.files, b"\1")

    @cached_property
    def low(self) -> str:
        """Lower case, same length."""
        return lowered(blanked(self.line, self.files, "\1"))

    @cached_property
    def words(self) -> str:
        """What stands between blanks, each once and in no order: whoever repeats a word says nothing more.

        All digits are 0: nor does whoever counts.
        """
        line = blanked(self.line, self.files, "\1")
        words = {*line.encode("utf-8", "surrogatepass").translate(ZEROS).split()}  # bytes are compared sooner
        return b" ".join(words).decode("utf-8", "surrogatepass")

    @cached_property
    def brief(self) -> str:
        """The same in lower case."""
        return lowered(self.words)

    @cached_property
    def siblings(self) -> dict[str, dict[str, str]]:
        """Form or object -> plain names of the fields in it, each with what it holds."""
        out: dict[str, dict[str, str]] = defaultdict(dict)
        for text, field in zip(self.texts, self.fields, strict=True):
            if field:
                out[parent(text.field)][plain(field)[0]] = text.text
        return out

    def at(self, offset: int) -> int:
        """Index of the text in which an offset lies."""
        return bisect_right(self.starts, offset) - 1

    def bounds(self, index: int) -> tuple[int, int]:
        """Where a text begins and ends."""
        return self.starts[index], self.starts[index + 1] - 1


def files(raw: bytes) -> list[tuple[int, int]]:
    """Where nothing but base64 has stood for long and will for long: the inside of a file or picture."""
    out, rows = [], raw.translate(ROW) + b" "
    at = rows.find(b"w" * FILE)
    while at >= 0:
        end = rows.find(b" ", at)
        out.append((at + FILE // 2, end - FILE // 4))
        at = rows.find(b"w" * FILE, end)
    return out


def blanked(line: AnyStr, spans: Sequence[tuple[int, int]], blank: AnyStr) -> AnyStr:
    """A line with some of it blank."""
    for start, end in spans:
        line = line[:start] + blank * (end - start) + line[end:]
    return line


def lowered(line: str) -> str:
    """A line in lower case, same length."""
    low = line.lower()
    if len(low) != len(line):
        low = low.replace(GROWS.lower(), GROWS)
    if len(low) != len(line):  # it was written as two letters, too
        low = GROWS.join([part.lower() for part in line.split(GROWS)])
    return low


def tidy(line: str) -> str:
    """Odd spaces and dashes as plain ones, without moving anything."""
    if not line.isascii():
        for odd, usual in ODD.items():
            line = line.replace(odd, usual)
    if "\\" in line:
        for written, blank in ESCAPES:
            line = line.replace(written, blank)
    return line
