"""PDF files, written by hand: text layer, form, attachment, pictures."""

import io
import zlib

from PIL import Image

from corpus.item import Item, carrier

TYPE, NAME = "application/pdf", "scan.pdf"
Objects = dict[int, bytes | str]
CMAP = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"""
PIXELS = "/Type /XObject /Subtype /Image /Width {} /Height {} /ColorSpace /Device{} /BitsPerComponent 8"


def stream(data: bytes, more: str = "") -> bytes:
    """A compressed stream object."""
    packed = zlib.compress(data)
    head = f"<< /Length {len(packed)} /Filter /FlateDecode {more} >>\nstream\n"
    return head.encode() + packed + b"\nendstream"


def file(objects: Objects) -> bytes:
    """A PDF of numbered objects, 1 being the catalogue, with its cross-reference table."""
    out, rows = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
    for number, body in objects.items():
        rows[number] = f"{len(out):010} 00000 n \n"
        data = body.encode() if isinstance(body, str) else body
        out += f"{number} 0 obj\n".encode() + data + b"\nendobj\n"
    size = max(objects) + 1
    table = "".join(rows.get(number, "0000000000 65535 f \n") for number in range(size))
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return bytes(out) + f"xref\n0 {size}\n{table}{trailer}".encode()


def page(
    content: bytes, more: Objects, *, resources: str = "", catalogue: str = "", entries: str = ""
) -> bytes:
    """A document of one A4 page; `more`: further objects, from 5 on."""
    box = "/MediaBox [0 0 595 842] /Contents 4 0 R"
    return file(
        {
            1: f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>",
            2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: f"<< /Type /Page /Parent 2 0 R {box} /Resources << {resources} >> {entries} >>",
            4: stream(content),
            **more,
        }
    )


def marked(text: str) -> str:
    """A text string in UTF-16 (PDF 1.7, 7.9.2.2)."""
    return f"<feff{text.encode('utf-16-be').hex()}>"


@carrier("words", "bytes", TYPE, NAME)
def pdf_text(item: Item) -> bytes:
    """A text layer in a font with two-byte codes, as word processors write it."""
    codes = item.text.encode("utf-16-be").hex()
    system = "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    font: Objects = {
        5: "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [6 0 R] "
        "/ToUnicode 7 0 R >>",
        6: f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A {system} /DW 500 >>",
        7: stream(CMAP),
    }
    return page(f"BT /F1 12 Tf 60 700 Td <{codes}> Tj ET".encode(), font, resources="/Font << /F1 5 0 R >>")


@carrier("words", "bytes", TYPE, NAME)
def pdf_form(item: Item) -> bytes:
    """A text field that was filled in, without an appearance of its own."""
    widget = "/Type /Annot /Subtype /Widget /FT /Tx /T (note) /Rect [50 700 500 720]"
    form = "/AcroForm << /Fields [5 0 R] /NeedAppearances true >>"
    return page(b"", {5: f"<< {widget} /V {marked(item.text)} >>"}, catalogue=form, entries="/Annots [5 0 R]")


@carrier("words", "bytes", TYPE, NAME)
def pdf_note(item: Item) -> bytes:
    """A sticky note on the page."""
    note = f"<< /Type /Annot /Subtype /Text /Rect [50 700 70 720] /Contents {marked(item.text)} >>"
    return page(b"", {5: note}, entries="/Annots [5 0 R]")


@carrier("bytes", "bytes", TYPE, NAME)
def pdf_attachment(item: Item) -> bytes:
    """A file attached to the document."""
    specification = f"<< /Type /Filespec /F ({item.name}) /UF ({item.name}) /EF << /F 6 0 R >> >>"
    names = "/Names << /EmbeddedFiles << /Names [(a) 5 0 R] >> >>"
    return page(b"", {5: specification, 6: stream(item.bytes, "/Type /EmbeddedFile")}, catalogue=names)


@carrier("picture", "bytes", TYPE, NAME)
def pdf_picture(item: Item) -> bytes:
    """The JPEG as it is, as scanners' programs put it in."""
    width, height = Image.open(io.BytesIO(item.bytes)).size
    head = f"<< {PIXELS.format(width, height, 'RGB')} /Filter /DCTDecode /Length {len(item.bytes)} >>"
    image = head.encode() + b"\nstream\n" + item.bytes + b"\nendstream"
    content = f"q 500 0 0 {500 * height // width} 45 400 cm /I1 Do Q"
    return page(content.encode(), {5: image}, resources="/XObject << /I1 5 0 R >>")


STRIP = 8  # rows of pixels, fewer than a line of the zone is tall


@carrier("picture", "bytes", TYPE, NAME)
def pdf_scanned_strips(item: Item) -> bytes:
    """A scanned page in strips, none of which shows a line of the zone: only the rendered page does."""
    image = Image.open(io.BytesIO(item.bytes)).convert("L")
    scale, content = 500 / image.width, ""
    strips: Objects = {}
    for number, top in enumerate(range(0, image.height, STRIP), 5):
        strip = image.crop((0, top, image.width, min(top + STRIP, image.height)))
        low = 800 - (top + strip.height) * scale
        content += f"q 500 0 0 {strip.height * scale + 0.2:.3f} 45 {low:.3f} cm /S{number} Do Q\n"
        strips[number] = stream(strip.tobytes(), PIXELS.format(strip.width, strip.height, "Gray"))
    names = " ".join(f"/S{number} {number} 0 R" for number in strips)
    return page(content.encode(), strips, resources=f"/XObject << {names} >>")
