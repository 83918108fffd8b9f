"""OpenDocument (ISO/IEC 26300): text, sheets, presentations."""

from collections.abc import Iterator

from sakchy.extract.files import xmlwords
from sakchy.extract.files.common import file_step, text, unread
from sakchy.extract.files.contents import Contents
from sakchy.extract.piece import Found, Piece

PARTS = ("content.xml", "styles.xml", "meta.xml")
LONG = 12  # digits of a number that a cell may show shortened (4.11E+15)


def is_one(contents: Contents) -> bool:
    """True for the layout that all of these share."""
    return "content.xml" in contents.by_name and bool(
        contents.by_name.keys() & {"mimetype", "meta-inf/manifest.xml"}
    )


def read(piece: Piece, contents: Contents) -> Iterator[Found]:
    """Everything written in the document and its objects; pictures are left to the archive."""
    manifest = contents.take("META-INF/manifest.xml")
    if b"encryption-data" in manifest:
        yield unread((*piece.place, file_step("content.xml")), "encrypted", contents.data)
        for entry in contents.entries:
            contents.done.add(entry.start)
        return
    for entry in contents.rest():
        if entry.name.rpartition("/")[2] in PARTS:
            data = contents.take(entry.name)
            yield from text(piece, xmlwords.words(data))
            yield from text(piece, "\n".join(values(data)))


def values(data: bytes) -> Iterator[str]:
    """Numbers of cells that are long enough to be shown shortened, as they are stored (19.385)."""
    for kind, _, more in xmlwords.tokens(xmlwords.decoded(data)):
        if kind != "text" and "value=" in more:
            value = xmlwords.attributes(more).get("value", "")
            if len(value) >= LONG:
                yield value
