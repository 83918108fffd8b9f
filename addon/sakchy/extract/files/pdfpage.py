"""One page of a PDF: its words, fields, notes and pictures, and the page itself where it is a picture."""

import ctypes
import math
import time
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Any

from sakchy.extract.files.bitmap import COLOUR, GREY, PADDED, bmp
from sakchy.extract.files.common import text, unread
from sakchy.extract.piece import Found, Piece, safe_name
from sakchy.limits import Limits
from sakchy.model import Picture, Step

FEW = 40  # characters; a stamp or a page number is no text layer
OBJECTS = 5000  # of a page, that are searched for pictures
DEPTH = 5  # forms in forms
NOTES = 2000  # annotations of a page; the longest form has some hundreds of fields
LONGEST = 1 << 20  # characters of a page and of a field
MOST_PICTURES = 16  # of one page, the largest first
LEAST_SIDE = 100  # pixels; smaller ones are icons
COVERED = 0.5  # of the page: then it is a scan, and looked at as a whole
SIDE = 2000  # pixels of a page's longer side: 170 dpi on A4; the recogniser reads at 1400
LARGEST = 300 / 72  # pixels a point, so that a small page is not blown up
BITS = {1: GREY, 2: COLOUR, 3: PADDED, 4: PADDED}  # by FPDFBitmap format


class Page:
    """A page that has been opened."""

    def __init__(self, page: Any) -> None:
        """`page`: a pypdfium2 page. Everything here may raise RuntimeError or ValueError."""
        self.page = page

    @cached_property
    def words(self) -> str:
        """The text layer."""
        layer = self.page.get_textpage()
        return str(layer.get_text_range(0, min(layer.count_chars(), LONGEST)))

    @cached_property
    def drawn(self) -> list[Any]:
        """What is on the page and is no text."""
        from pypdfium2 import raw  # noqa: PLC0415  only workers load it

        text = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM
        return [
            one for one in islice(self.page.get_objects(max_depth=DEPTH), OBJECTS) if one.type not in text
        ]

    @cached_property
    def images(self) -> list[Any]:
        """Pictures on the page, largest first."""
        from pypdfium2 import raw  # noqa: PLC0415

        return sorted(
            (one for one in self.drawn if one.type == raw.FPDF_PAGEOBJ_IMAGE), key=pixels, reverse=True
        )

    @cached_property
    def covered(self) -> float:
        """How much of the page its pictures cover, 0 to 1 and more."""
        area = max(1.0, self.page.get_width() * self.page.get_height())
        return float(sum(map(surface, self.images)) / area)

    def written(self, piece: Piece) -> Iterator[Found]:
        """The text layer, the form's fields and what was noted on the page."""
        yield from text(piece, self.words)
        yield from notes(piece, self.page)

    def is_scan(self) -> bool:
        """True if the page says more as a picture than as text."""
        return bool(self.drawn) and (len(self.words.strip()) < FEW or self.covered >= COVERED)

    def is_pictured(self) -> bool:
        """True if there is anything to be looked at."""
        return bool(self.images) or self.is_scan()

    def pictures(self, piece: Piece, limits: Limits, until: float) -> Iterator[Found]:
        """The page if it is a scan, and those of its pictures that show more than the page does."""
        scan = self.is_scan()
        if scan:
            yield from rendered(piece, self.page, until)
        for image in self.images[:MOST_PICTURES]:
            if not (scan and surface(image) >= COVERED * self.page.get_width() * self.page.get_height()):
                yield from picture(piece, image, limits)
        if (
            len(self.images) > MOST_PICTURES
            and pixels(self.images[MOST_PICTURES]) >= LEAST_SIDE**2
            and not scan
        ):
            yield unread(piece.place, "too-many")


def pixels(image: Any) -> int:
    """Pixels of a picture."""
    width, height = image.get_px_size()
    return int(width * height)


def surface(image: Any) -> float:
    """Square points that a picture covers."""
    left, bottom, right, top = image.get_bounds()
    return float(max(0.0, right - left) * max(0.0, top - bottom))


def picture(piece: Piece, image: Any, limits: Limits) -> Iterator[Found]:
    """A picture of the page: the JPEG as it is, everything else decoded."""
    if max(image.get_px_size()) < LEAST_SIDE:
        return
    if pixels(image) > limits.pixels:
        yield unread(piece.place, "too-large")
    elif image.get_filters(skip_simple=True) in (["DCTDecode"], ["JPXDecode"]):
        yield Picture(piece.place, bytes(image.get_data(decode_simple=True)))
    else:
        bitmap = image.get_bitmap()
        yield Picture(piece.place, encoded(bitmap))


def encoded(bitmap: Any) -> bytes:
    """A bitmap of the library as a file."""
    return bmp(bytes(bitmap.buffer), bitmap.width, bitmap.height, BITS[bitmap.format])


def rendered(piece: Piece, page: Any, until: float) -> Iterator[Found]:
    """The page as a picture, grey. What takes longer than there is time is said."""
    import pypdfium2  # noqa: PLC0415
    from pypdfium2 import raw  # noqa: PLC0415

    wide, high = page.get_size()
    scale = min(SIDE / max(wide, high, 1.0), LARGEST)
    width, height = max(1, math.ceil(wide * scale)), max(1, math.ceil(high * scale))
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, raw.FPDFBitmap_Gray)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    pause = raw.IFSDK_PAUSE(version=1)
    pause.NeedToPauseNow = type(pause.NeedToPauseNow)(lambda _: time.monotonic() > until)
    flags = raw.FPDF_ANNOT | raw.FPDF_GRAYSCALE
    status = raw.FPDF_RenderPageBitmap_Start(bitmap, page, 0, 0, width, height, 0, flags, pause)
    raw.FPDF_RenderPage_Close(page)
    yield Picture(piece.place, encoded(bitmap))
    if status != raw.FPDF_RENDER_DONE:
        yield unread(piece.place, "out-of-time" if time.monotonic() > until else "broken")


def notes(piece: Piece, page: Any) -> Iterator[Found]:
    """Values of fields and contents of annotations (12.5, 12.7)."""
    from pypdfium2 import raw  # noqa: PLC0415

    count = raw.FPDFPage_GetAnnotCount(page)
    for index in range(min(count, NOTES)):
        note = raw.FPDFPage_GetAnnot(page, index)
        try:
            yield from field(piece, page.formenv, note)
            for key in (b"Contents", b"RC"):
                yield from text(
                    piece, said(lambda *room, k=key, n=note: raw.FPDFAnnot_GetStringValue(n, k, *room))
                )
        finally:
            raw.FPDFPage_CloseAnnot(note)
    if count > NOTES:
        yield unread(piece.place, "too-many")


def field(piece: Piece, form: Any, note: Any) -> Iterator[Found]:
    """The value of a form field, under its name."""
    from pypdfium2 import raw  # noqa: PLC0415

    if form and raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_WIDGET:
        value = said(lambda *room: raw.FPDFAnnot_GetFormFieldValue(form, note, *room))
        name = said(lambda *room: raw.FPDFAnnot_GetFormFieldName(form, note, *room))
    else:
        value = said(lambda *room: raw.FPDFAnnot_GetStringValue(note, b"V", *room))
        name = said(lambda *room: raw.FPDFAnnot_GetStringValue(note, b"T", *room)) if value else ""
    yield from text(piece, value, Step("form", safe_name(name)), field=safe_name(name))


def said(ask: Any) -> str:
    """A text of the library, asked for twice: for its length and for itself."""
    size = ask(None, 0)
    if not 2 < size <= LONGEST * 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    ask(buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace")[: size // 2 - 1]
