"""DOCX, XLSX and PPTX (ECMA-376): the text of every part, sheets by rows, targets outside the document."""

import re
from collections.abc import Iterator

from sakchy.extract.files import sheets, xmlwords
from sakchy.extract.files.common import file_step, text, unread
from sakchy.extract.files.contents import Contents
from sakchy.extract.piece import Found, Piece
from sakchy.model import Step

PARTS = re.compile(
    r"(?:word|ppt|visio)/.*\.xml$|docprops/.*\.xml$|customxml/item\d+\.xml$|"
    r"xl/(?:comments|threaded|drawings|charts|persons|richdata).*\.xml$"
)
PLUMBING = re.compile(
    r"theme|styles|fonttable|settings|numbering|webs|presprops|viewprops|tablestyles|_rels/"
)
"""Parts that hold formats and no words of the author."""
RELATIONS = re.compile(r".*_rels/.*\.rels$")
BINARY_SHEET = re.compile(r"xl/worksheets/.*\.bin$")
PAGE = re.compile(r"(?:slides/slide|sheet)(\d+)\.xml$")


def is_one(contents: Contents) -> bool:
    """True for an office document by its table of contents, whatever it is called."""
    return "[content_types].xml" in contents.by_name


def read(piece: Piece, contents: Contents) -> Iterator[Found]:
    """Everything written in the document; pictures and embedded files are left to the archive."""
    contents.take("[Content_Types].xml")
    yield from sheets.read(piece, contents)
    for entry in contents.rest():
        name = entry.name.lower()
        if RELATIONS.match(name):
            yield from text(piece, "\n".join(outside(contents.take(name))), field="link")
        elif PARTS.match(name):
            words = xmlwords.words(contents.take(name))
            if not PLUMBING.search(name):
                yield from text(piece, words, *page(name))
        elif BINARY_SHEET.match(name):
            yield unread((*piece.place, file_step(name)), "unknown-format", contents.data)


def page(name: str) -> list[Step]:
    """The number of a slide."""
    found = PAGE.search(name)
    return [Step("page", found[1])] if found else []


def outside(relations: bytes) -> Iterator[str]:
    """Addresses outside the document that it points to (part 2, 9.3)."""
    for kind, name, more in xmlwords.tokens(xmlwords.decoded(relations)):
        if kind != "close" and name == "Relationship":
            found = xmlwords.attributes(more)
            if found.get("TargetMode") == "External":
                yield found.get("Target", "")
