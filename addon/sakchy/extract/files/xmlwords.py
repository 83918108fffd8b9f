"""The text of XML documents, without a parser: broken ones are read as well, and no entity can unfold."""

import html
import re
from collections.abc import Iterator

from sakchy.extract import charset

TOKEN = re.compile(r"<(/?)(?:[\w.-]+:)?([\w.-]+)([^<>]*)>|<\?[^<>]*>|([^<]+)")
"""An element, an instruction to programs or a text; comments and CDATA come out as text, with a few signs."""
ATTRIBUTE = re.compile(r"""(?<![\w.:-])(?:[\w.-]++:)?+([\w.-]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)')""")
LONGEST = 20_000  # characters of one element's attributes
LINES = frozenset(("p", "h", "br", "tr", "table-row", "si", "row", "list-item", "line-break", "comment",
                   "author", "title", "creator", "subject", "description", "keywords", "lpwstr"))  # fmt: skip
GAPS = frozenset(("tc", "tab", "s", "table-cell", "covered-table-cell", "c"))
"""Elements after which a line or a cell ends in OOXML and OpenDocument."""


def decoded(data: bytes) -> str:
    """The document as text: UTF-8 or UTF-16, in practice."""
    return charset.decode(data) or data.decode("utf-8", "replace")


def tokens(xml: str) -> Iterator[tuple[str, str, str]]:
    """Kind (`open`, `close`, `empty`, `text`), local name, and attributes or text, in order."""
    for token in TOKEN.finditer(xml):
        slash, name, more, words = token.groups()
        if name:
            kind = "close" if slash else "empty" if more.endswith("/") else "open"
            yield kind, name, more[:LONGEST]
        elif words:
            yield "text", "", html.unescape(words)


def attributes(text: str) -> dict[str, str]:
    """Attributes of an element by local name."""
    return {found[1]: html.unescape(found[2] or found[3] or "") for found in ATTRIBUTE.finditer(text)}


def words(data: bytes, lines: frozenset[str] = LINES, gaps: frozenset[str] = GAPS) -> str:
    """All text of a document: runs joined, paragraphs and rows as lines, cells apart by tabs."""
    out: list[str] = []
    for kind, name, text in tokens(decoded(data)):
        if kind == "text":
            out.append(text)
        elif kind != "open" and name in lines:
            out.append("\n")
        elif kind != "open" and name in gaps:
            out.append("\t")
    return "".join(out)
