"""PDF (ISO 32000): words, form fields, notes, files inside, pictures and pages that are pictures."""

import ctypes
import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec

from sakchy.extract import carve
from sakchy.extract.files import pdfbomb, pdfpage, xmlwords
from sakchy.extract.files.common import Stop, bytes_of, member, named, text, unread
from sakchy.extract.piece import Found, Piece, inside
from sakchy.limits import Limits
from sakchy.model import Step

SHARE = 0.4
"""Of a message's time that one document may take: what was found is still to be looked at."""
TEXT_PAGES = 3000  # a thick law code; each costs about a millisecond
BOOKMARKS = 1000
PACKETS = 50
PAGE_FAULTS = (RuntimeError, ValueError)  # what the library raises is a RuntimeError
PADDING = 16  # bytes after the end that some programs leave
START, END = b"%PDF-", b"%%EOF"


def read(piece: Piece, limits: Limits) -> Iterator[Found]:
    """Everything in the document and around it."""
    data = bytes_of(piece)
    if pdfbomb.unfolds(data):  # the library would take the memory, and with it the process
        raise Stop("too-dense")
    document = opened(data)
    if document is None:
        yield unread(piece.place, "broken", data)
        yield from carve.read(piece, limits)  # its photographs are JPEG files as they are
    else:
        try:
            yield from parts(piece, document, limits)
        finally:
            document.close()
    yield from around(piece, data)


def opened(data: bytes) -> Any:
    """The document, None if it is none. The password is tried that lets anybody read. Raises Stop."""
    import pypdfium2  # noqa: PLC0415  only workers load it
    from pypdfium2 import raw  # noqa: PLC0415

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise Stop("encrypted") from None
        return None


def parts(piece: Piece, document: Any, limits: Limits) -> Iterator[Found]:
    """The document's own words, then page after page."""
    until = time.monotonic() + limits.seconds * SHARE
    about = [value for value in document.get_metadata_dict(skip_empty=True).values() if value]
    titles = [mark.get_title() for mark in islice(document.get_toc(max_depth=4), BOOKMARKS)]
    yield from text(piece, "\n".join([*about, *titles]))
    yield from attachments(piece, document, limits)
    if document.get_formtype():
        document.init_forms()  # pages opened from now on know their fields
    yield from packets(piece, document)
    yield from pages(piece, document, limits, until)


def packets(piece: Piece, document: Any) -> Iterator[Found]:
    """The XML of a form made with Adobe's designer (12.7.9), in which its values stand."""
    from pypdfium2 import raw  # noqa: PLC0415

    for index in range(min(raw.FPDF_GetXFAPacketCount(document), PACKETS)):
        size = ctypes.c_ulong()
        raw.FPDF_GetXFAPacketContent(document, index, None, 0, size)
        buffer = ctypes.create_string_buffer(size.value)
        raw.FPDF_GetXFAPacketContent(document, index, buffer, size.value, size)
        yield from text(piece, xmlwords.words(buffer.raw), Step("form"))


def attachments(piece: Piece, document: Any, limits: Limits) -> Iterator[Found]:
    """Files embedded in the document (7.11.4)."""
    count = document.count_attachments()
    for index in range(min(count, limits.members)):
        attachment = document.get_attachment(index)
        name = attachment.get_name()
        yield from named(piece, name)
        yield member(piece, bytes(attachment.get_data()), name)
    if count > limits.members:
        yield unread(piece.place, "too-many")


def pages(piece: Piece, document: Any, limits: Limits, until: float) -> Iterator[Found]:
    """Words of all pages, pictures of the first ones. Raises Stop."""
    pictured, skipped = 0, len(document) > TEXT_PAGES
    for number in range(min(len(document), TEXT_PAGES)):
        if time.monotonic() > until:
            raise Stop("out-of-time")
        there = msgspec.structs.replace(piece, place=(*piece.place, Step("page", str(number + 1))))
        try:
            page = pdfpage.Page(document[number])
            yield from page.written(there)
            if page.is_pictured() and pictured < limits.pages:
                pictured += 1
                yield from page.pictures(there, limits, until)
            else:
                skipped = skipped or page.is_pictured()
        except PAGE_FAULTS:
            yield unread(there.place, "broken", bytes_of(piece))
    if skipped:
        raise Stop("too-many")


def around(piece: Piece, data: bytes) -> Iterator[Found]:
    """What stands before and after the document: another file may."""
    begin, end = data.find(START), data.rfind(END)
    if begin > 0:
        yield inside(piece, data[:begin])
    if end >= 0 and len(data) - end - len(END) > PADDING:
        yield inside(piece, data[end + len(END) :])
