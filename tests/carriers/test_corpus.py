"""The corpus is what it says: other programs' readers find the values in it, too."""

import email
import email.policy
import io
import quopri
import tarfile
import zipfile
from xml.etree import ElementTree as ET

import msgspec
import olefile
import pypdfium2
import pytest
from corpus import deal
from corpus.compound import Node, compound
from corpus.item import CARD, CARRIERS, PAYLOADS, Item, passport
from PIL import ExifTags, Image

WORDS, PICTURE = PAYLOADS["bank-card"](), PAYLOADS["passport"]()


def packed(name, item=WORDS):
    return CARRIERS[name](item).bytes


def test_the_same_seed_deals_the_same_messages():
    one, same, other = ([message.name for message in deal.nested(20, seed)] for seed in (1, 1, 2))
    assert one == same != other


def test_messages_are_nested_in_every_direction():
    messages = list(deal.nested(300, 7))
    assert {message.kind for message in messages} == set(PAYLOADS)
    assert {len(message.carriers) for message in messages} == {deal.DEPTH}
    assert len({name for message in messages for name in message.carriers}) > len(CARRIERS) * 0.8


def test_every_carrier_is_dealt_alone():
    names = {name for message in deal.singles() for name in message.carriers}
    assert names == set(CARRIERS)


def test_a_carrier_takes_only_what_it_can_hold():
    assert CARRIERS["vcard"].fits(WORDS)
    assert not CARRIERS["vcard"].fits(PICTURE)
    assert not CARRIERS["webp"].fits(Item(b"anything", "image"))
    assert CARRIERS["zip"].fits(PICTURE)


def test_pdf_pages_hold_text_and_pictures():
    page = pypdfium2.PdfDocument(packed("pdf_text"))[0]
    assert page.get_textpage().get_text_range() == CARD
    attachment = pypdfium2.PdfDocument(packed("pdf_attachment", PICTURE)).get_attachment(0)
    assert bytes(attachment.get_data()) == passport()
    for name in ("pdf_picture", "pdf_scanned_strips"):
        grey = pypdfium2.PdfDocument(packed(name, PICTURE))[0].render().to_pil().convert("L")
        assert min(grey.crop((45, 100, 545, 400)).tobytes()) < 60, name


@pytest.mark.parametrize(
    "name", ["xml_element", "xml_attribute", "xml_entities", "xml_cdata", "soap", "svg_text"]
)
def test_xml_is_well_formed(name):
    root = ET.fromstring(packed(name))
    assert CARD in [*root.itertext(), *(value for node in root.iter() for value in node.attrib.values())]


@pytest.mark.parametrize(
    "name", ["docx", "docx_runs", "xlsx", "xlsx_inline", "pptx", "odt", "odt_spans", "ods"]
)
def test_every_part_of_an_office_document_is_well_formed(name):
    with zipfile.ZipFile(io.BytesIO(packed(name))) as archive:
        parts = [archive.read(part) for part in archive.namelist() if part.endswith((".xml", ".rels"))]
    assert len(parts) > 0
    assert any("11/29" in "".join(ET.fromstring(part).itertext()) for part in parts)


def test_an_outlook_message_is_a_compound_file():
    strict = olefile.OleFileIO(packed("msg_attachment", PICTURE), raise_defects=olefile.DEFECT_INCORRECT)
    folder = "__attach_version1.0_#00000000/"
    assert strict.openstream(folder + "__substg1.0_37010102").read() == passport()
    assert strict.openstream(folder + "__substg1.0_3707001F").read().decode("utf-16-le") == "scan.jpg"


@pytest.mark.parametrize("size", [0, 1, 63, 64, 4095, 4096, 70_000, 6_000_000])
def test_compound_files_of_any_size(size):
    data = bytes(range(256)) * (size // 256 + 1)
    root = Node(
        "Root Entry", None, [Node("b", data[:size]), Node("a", b"small"), Node("c", None, [Node("d", b"x")])]
    )
    strict = olefile.OleFileIO(compound(root), raise_defects=olefile.DEFECT_INCORRECT)
    assert strict.openstream("b").read() == data[:size]
    assert strict.openstream("c/d").read() == b"x"


def test_mail_holds_text_and_files():
    read = lambda name, item: email.message_from_bytes(packed(name, item), policy=email.policy.default)  # noqa: E731
    assert read("eml_base64", WORDS).get_content().strip() == CARD
    assert read("eml_subject", WORDS)["subject"] == CARD
    (file,) = read("eml_attachment", PICTURE).iter_attachments()
    assert file.get_content() == passport()
    (inner,) = read("eml_forwarded", PICTURE).iter_attachments()
    assert [part.get_content() for part in inner.get_content().iter_attachments()] == [passport()]


@pytest.mark.parametrize(
    ("name", "format_", "frames"),
    [
        ("png", "PNG", 1),
        ("gif", "GIF", 1),
        ("gif_second_frame", "GIF", 2),
        ("tiff_second_page", "TIFF", 2),
        ("avif", "AVIF", 1),
        ("webp", "WEBP", 1),
        ("bmp", "BMP", 1),
        ("jpeg_2000", "JPEG2000", 1),
    ],
)
def test_pictures_are_what_their_names_say(name, format_, frames):
    image = Image.open(io.BytesIO(packed(name, PICTURE)))
    assert (image.format, getattr(image, "n_frames", 1)) == (format_, frames)


def test_a_photograph_has_its_orientation_and_its_thumbnail():
    turned = Image.open(io.BytesIO(packed("jpeg_turned", PICTURE)))
    assert turned.getexif()[ExifTags.Base.Orientation] == 6
    assert turned.height > turned.width
    exif = Image.open(io.BytesIO(packed("jpeg_thumbnail", PICTURE))).getexif()
    assert exif.get_ifd(ExifTags.IFD.IFD1)[ExifTags.Base.JpegIFByteCount] == len(passport())


def test_archives_and_encodings_hold_the_file():
    with tarfile.open(fileobj=io.BytesIO(packed("tar", PICTURE))) as archive:
        assert archive.extractfile("папка/scan.jpg").read() == passport()
    body = packed("multipart_quoted_printable", PICTURE).partition(b"\r\n\r\n")[2].rpartition(b"\r\n--")[0]
    assert quopri.decodestring(body) == passport()
    assert msgspec.msgpack.decode(packed("messagepack", PICTURE))["note"][0] == passport()
