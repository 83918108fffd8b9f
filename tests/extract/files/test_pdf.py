import zlib

import pypdfium2
import pytest
from corpus.pdf import PIXELS, file, marked, page, stream

from sakchy.extract.files import pdf, pdfbomb, pdfpage
from sakchy.extract.piece import Piece
from sakchy.model import Picture, Text, Unread

CARD = "card 4111 1111 1111 1111"
FONT = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"


def written(words):
    return f"BT /F1 12 Tf 50 700 Td ({words}) Tj ET".encode()


PAGE = written(CARD)


def many(count, content=PAGE, box="[0 0 595 842]"):
    kids = " ".join(f"{k} 0 R" for k in range(4, 4 + count))
    one = f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Contents 3 0 R /Resources << {FONT} >> >>"
    return file(
        {
            1: "<< /Type /Catalog /Pages 2 0 R >>",
            2: f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
            3: stream(content),
        }
        | dict.fromkeys(range(4, 4 + count), one)
    )


def test_words_stand_on_their_pages(opened):
    found = opened(many(3))
    assert found.places(Text) == ["page:1", "page:2", "page:3"]
    assert found.text.count(CARD) == 3
    assert found.pictures == []


def test_a_text_of_some_length_is_no_scan_but_a_drawn_page_is(opened):
    assert opened(page(written("word " * 20), {}, resources=FONT)).pictures == []
    found = opened(page(b"0 0 m 300 300 l S", {}))
    assert [data[:2] for data in found.pictures] == [b"BM"]
    assert found.places(Picture) == ["page:1"]


def test_an_empty_page_is_nothing(opened):
    assert opened(page(b"", {})).parts == ()


def test_fields_are_read_under_their_names(opened):
    field = f"<< /Type /Annot /Subtype /Widget /FT /Tx /T (pin) /V {marked(CARD)} /Rect [0 0 9 9] /P 3 0 R >>"
    form = "/AcroForm << /Fields [5 0 R] >>"
    found = opened(
        page(written("word " * 20), {5: field}, resources=FONT, catalogue=form, entries="/Annots [5 0 R]")
    )
    assert [(part.field, part.text) for part in found.parts if isinstance(part, Text) and part.field] == [
        ("pin", CARD)
    ]
    assert "page:1 form:pin" in found.places()


def test_notes_titles_and_metadata_are_read(opened):
    note = f"<< /Type /Annot /Subtype /Text /Contents {marked(CARD)} /Rect [0 0 9 9] >>"
    outline = {
        6: "<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 1 >>",
        7: f"<< /Title {marked('Анкета')} /Parent 6 0 R >>",
    }
    found = opened(page(b"", {5: note, **outline}, catalogue="/Outlines 6 0 R", entries="/Annots [5 0 R]"))
    assert CARD in found.text
    assert "Анкета" in found.text


def test_files_inside_are_opened_by_name(opened):
    tree = "/Names << /EmbeddedFiles << /Names [(a) 5 0 R] >> >>"
    spec = "<< /Type /Filespec /F (a.txt) /UF (a.txt) /EF << /F 6 0 R >> >>"
    found = opened(page(b"", {5: spec, 6: stream(CARD.encode())}, catalogue=tree))
    assert found.places() == ["file:a.txt"]
    assert found.text == CARD


def test_a_photograph_comes_as_it_is_and_a_bitmap_as_a_file(opened, drawn):
    jpeg = drawn(size=(400, 300))
    photo = b"<< /Type /XObject /Subtype /Image /Width 400 /Height 300 /ColorSpace /DeviceRGB "
    photo += (
        b"/BitsPerComponent 8 /Filter /DCTDecode /Length %d >>\nstream\n" % len(jpeg) + jpeg + b"\nendstream"
    )
    pixels = stream(bytes(300 * 201), PIXELS.format(201, 300, "Gray"))
    content = written("word " * 20) + b" q 90 0 0 60 40 40 cm /P Do Q q 90 0 0 60 300 40 cm /B Do Q"
    found = opened(page(content, {5: photo, 6: pixels}, resources=FONT + " /XObject << /P 5 0 R /B 6 0 R >>"))
    assert found.pictures[0] == jpeg
    assert found.pictures[1][:2] == b"BM"
    assert len(found.pictures) == 2


def test_a_page_covered_by_a_picture_is_looked_at_as_a_whole(opened):
    pixels = stream(bytes(300 * 200), PIXELS.format(200, 300, "Gray"))
    found = opened(page(b"q 595 0 0 842 0 0 cm /B Do Q", {5: pixels}, resources="/XObject << /B 5 0 R >>"))
    assert len(found.pictures) == 1


@pytest.mark.parametrize(
    "box", ["[0 0 20000000 20000000]", "[0 0 0.001 20000]", "[0 0 -5 -5]", "[9 9 9 9]", "[1e30 0 2 2]"]
)
def test_strange_boxes_make_bounded_pictures(opened, box):
    found = opened(many(1, b"0 0 m 300 300 l S", box))
    assert all(len(data) < 5_000_000 for data in found.pictures)


def test_pages_beyond_the_limit_are_said(opened):
    found = opened(many(6, b"0 0 m 300 300 l S"), pages=2)
    assert (len(found.pictures), found.reasons) == (2, ["too-many"])


def test_thousands_of_pages_end_in_time(opened, monkeypatch):
    monkeypatch.setattr(pdf, "TEXT_PAGES", 5)
    found = opened(many(400))
    assert (found.text.count(CARD), found.reasons[-1]) == (5, "too-many")
    monkeypatch.setattr(pdf, "SHARE", -1)
    assert opened(many(3)).reasons == ["out-of-time"]


def test_a_page_that_takes_too_long_is_said():
    document = pypdfium2.PdfDocument(page(b"0 0 m 300 300 l S " * 20000, {}))
    found = [*pdfpage.rendered(Piece(b""), document[0], 0.0)]
    assert isinstance(found[0], Picture)
    assert [part.reason for part in found[1:]] == ["out-of-time"]


def test_pages_and_forms_that_contain_themselves_end(opened):
    loop = file(
        {1: "<< /Type /Catalog /Pages 2 0 R >>", 2: "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 99999999 >>"}
    )
    assert opened(loop).reasons != []
    form = stream(
        b"/X Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>"
    )
    assert opened(page(b"/X Do", {5: form}, resources="/XObject << /X 5 0 R >>")).reasons == []


def test_a_picture_that_claims_too_much_is_said(opened):
    huge = stream(b"\0" * 99, PIXELS.format(60000, 60000, "Gray"))
    content = written("word " * 20) + b" q 90 0 0 60 40 40 cm /B Do Q"
    found = opened(page(content, {5: huge}, resources=FONT + " /XObject << /B 5 0 R >>"))
    assert found.reasons == ["too-large"]


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_bomb_is_not_handed_to_the_library(opened, times):
    bomb = zlib.compress(bytes(256 << 20), 9)
    for _ in range(times - 1):
        bomb = zlib.compress(bomb, 9)
    filters = "/FlateDecode " * times
    head = f"<< /Length {len(bomb)} /Filter [{filters}] >>\nstream\n".encode()
    data = page(b"", {5: head + bomb + b"\nendstream"})
    assert opened(data).reasons == ["too-dense"]


def test_ordinary_streams_are_no_bombs():
    assert not pdfbomb.unfolds(page(b"word " * 100_000, {5: stream(bytes(8 << 20))}))
    assert not pdfbomb.unfolds(b"stream\n\x78\x9cbroken stream\n\x78\x9c")


LOCKED = "<< /Filter /Standard /V 1 /R 2 /O <" + "41" * 32 + "> /U <" + "42" * 32 + "> /P -4 >>"


def test_a_locked_document_is_said(opened):
    data = page(b"", {5: LOCKED}).replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 5 0 R /ID [<00> <00>]")
    assert opened(data).reasons == ["encrypted"]


def test_of_a_broken_document_photographs_are_still_seen(opened, drawn):
    jpeg = drawn()
    found = opened(b"%PDF-1.7 broken " + jpeg + b" all of it")
    assert (found.reasons, [data[: len(jpeg)] for data in found.pictures]) == (["broken"], [jpeg])


def test_what_stands_before_and_after_a_document_is_read(opened):
    found = opened(b"before 4111 1111\n" + page(b"", {}) + b"behind 2222 3333 " * 3)
    assert "before 4111 1111" in found.text
    assert "behind 2222 3333" in found.text


def test_a_page_out_of_order_is_said_at_its_place(opened):
    data = many(2).replace(b"4 0 R 5 0 R", b"1 0 R 5 0 R")
    found = opened(data)
    assert CARD in found.text or found.places(Unread) == ["page:1"]
