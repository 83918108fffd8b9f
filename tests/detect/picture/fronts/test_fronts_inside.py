"""Fronts of documents and bank cards inside files: a scan in a PDF, a page of Word, an archive, a frame."""

import io
import struct
import zipfile

import numpy as np
import pytest
from PIL import Image

from sakchy.inspect import Inspector
from sakchy.model import Outgoing, Target
from sakchy.rulebook import load

DOCUMENT = "word/document.xml"
KINDS = {"identity": "id-card", "bank": "bank-card"}


@pytest.fixture(scope="module")
def kinds():
    inspector = Inspector(load(), b"k" * 32)
    target = Target("https", "mail.example", 443)
    return lambda data, name: {
        finding.kind for finding in inspector.inspect(Outgoing("file", data, path=name, target=target))
    }


def opened(data):
    return Image.open(io.BytesIO(data)).convert("RGB")


def saved(first, file_format, *more, **options):
    out = io.BytesIO()
    first.save(out, file_format, save_all=bool(more), append_images=more, **options)
    return out.getvalue()


def archive(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


def in_pdf(data):
    return "scan.pdf", saved(empty(), "PDF", opened(data))


def in_word(data):
    text = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'/>"
    return "letter.docx", archive(
        {
            "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
            DOCUMENT: text,
            "word/media/image1.jpeg": data,
        }
    )


def in_archive(data):
    return "photos.zip", archive({"a/readme.txt": "photos", "a/photo.jpg": data})


def in_archive_in_archive(data):
    return "all.zip", archive({"photos.zip": in_archive(data)[1]})


def on_a_later_page(data):
    return "fax.tiff", saved(empty(), "TIFF", empty(), opened(data))


def in_a_later_frame(data):
    return "moving.webp", saved(empty(), "WEBP", opened(data), duration=400, loop=0)


def as_preview(data):
    photograph, small = saved(empty(), "JPEG"), saved(opened(data).resize((800, 600)), "JPEG", quality=80)
    body = b"Exif\0\0" + exif_with(small)
    segment = b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    return "edited.jpg", photograph[:2] + segment + photograph[2:]


def exif_with(jpeg):
    """An empty directory, and the one of the thumbnail (Exif 2.32, 4.5.2)."""
    entries = ((0x0201, 44), (0x0202, len(jpeg)))
    second = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries)
    return b"II*\0" + struct.pack("<IHIH", 8, 0, 14, 2) + second + bytes(4) + jpeg


def empty():
    shade = np.random.default_rng(3).normal(180, 3, (900, 1200, 3))
    return Image.fromarray(shade.clip(0, 255).astype(np.uint8))


PLACES = [in_pdf, in_word, in_archive, in_archive_in_archive, on_a_later_page, in_a_later_frame, as_preview]


@pytest.mark.parametrize("inside", PLACES)
@pytest.mark.parametrize("name", KINDS)
def test_wherever_a_picture_lies(photographed, kinds, name, inside):
    file, data = inside(photographed(name))
    assert kinds(data, file) == {KINDS[name]}


@pytest.mark.parametrize("inside", PLACES)
def test_a_bonus_card_is_let_pass_wherever_it_lies(photographed, kinds, inside):
    file, data = inside(photographed("bonus"))
    assert kinds(data, file) == set()
