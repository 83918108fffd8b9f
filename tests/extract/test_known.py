import gzip

import cv2
import numpy as np
import pytest

from sakchy.extract import known
from sakchy.extract.files.common import Stop
from sakchy.extract.known import read, sniff_text
from sakchy.extract.magic import is_picture, sniff
from sakchy.extract.piece import Piece
from sakchy.model import Picture, Step, Unread

PIXELS = np.full((80, 90, 3), 200, np.uint8)


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".bmp", ".tiff", ".webp", ".gif", ".avif", ".jp2"])
def test_every_format_the_detector_decodes_is_known(suffix):
    data = cv2.imencode(suffix, PIXELS)[1].tobytes()
    assert is_picture(data)
    assert list(read(Piece(data, (Step("body"),)))) == [Picture((Step("body"),), data)]


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"PK\x03\x04" + bytes(40), "zip", "broken"),
        (b"%PDF-1.4", "pdf", "broken"),
        (b"\xef\xbb\xbf\n%PDF-1.4", "pdf", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole", "broken"),
        (b"Rar!\x1a\x07\x01\x00", "rar", "unknown-format"),
        (b"7z\xbc\xaf\x27\x1c", "7z", "broken"),
        (b"{\\rtf1", "rtf", "broken"),
        (bytes(257) + b"ustar", "tar", "broken"),
        (b"MSCF\0\0\0\0....", "opaque", "unknown-format"),
        (b"\x04\x22\x4d\x18....", "opaque", "unknown-format"),
        (b"8BPS\0\1......", "opaque", "unknown-format"),
        (bytes(32769) + b"CD001", "opaque", "unknown-format"),
        (b"koly".rjust(900, b"\1").ljust(1408, b"\0"), "opaque", "unknown-format"),
    ],
)
def test_what_cannot_be_read_is_said_with_a_digest(data, name, reason):
    assert sniff(data) == name
    (part,) = [found for found in read(Piece(data)) if isinstance(found, Unread)]
    assert part.reason == reason
    assert len(part.digest) == 64


@pytest.mark.parametrize(
    "data",
    [b"", b"BMW is a car", b"GIF is a format", b"RIFF\0\0\0\0WAVEfmt ", b"\0\0\0\x18ftypisom\0\0\0\0isomiso2",
     b"\x1aE\xdf\xa3webm", b"wOF2", b"\0asm", b"ID3\x04", b"PKZIP"],
)  # fmt: skip
def test_text_and_media_are_not_taken(data):
    assert read(Piece(data)) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [("BEGIN:VCARD\r\nFN:x", "card"), ("\ufeffBEGIN:VCALENDAR\n", "card"),
     ("From a@b.kg Mon Jan 1 00:00:00 2026\nTo: c", "mbox"),
     ("MIME-Version: 1.0\r\nSubject: a\r\n\r\n", "mail"),
     ("From: a@b\r\n  folded\r\nDate: x\r\n\r\n", "mail"),
     ("Subject: buy milk\n\nand bread", ""), ("From: me\nTo: you\nhello", ""),
     ("From here on", ""), ("date: 1\nx", ""), ("Date: 1\nName: b\nPhone: 1", ""), ("", "")],
)  # fmt: skip
def test_formats_that_are_text_are_known_as_bytes_and_as_text(text, name):
    assert sniff(text.encode()) == name
    assert sniff_text(text) == name


def test_a_fault_of_a_reader_is_said_and_what_came_before_it_kept(monkeypatch):
    def failing(fault):
        def reader(piece, _limits):
            yield Picture(piece.place, b"first")
            raise fault

        return reader

    faults = [(Stop("encrypted"), "encrypted"), (MemoryError(), "too-large"), (RecursionError(), "too-deep"),
              (KeyError("4111"), "broken")]  # fmt: skip
    for fault, reason in faults:
        monkeypatch.setitem(known.READERS, "pdf", failing(fault))
        picture, said = read(Piece(b"%PDF-1.4"))
        assert (picture.data, said.reason) == (b"first", reason)
        assert "4111" not in repr(said)


def test_a_forgotten_gzip_is_unpacked_and_a_broken_one_said():
    (piece,) = read(Piece(gzip.compress(b"inside"), field="f", type="text/plain"))
    assert piece == Piece(b"inside", (), "f", "text/plain", 1)
    unread, piece = read(Piece(gzip.compress(b"inside")[:-4]))
    assert (unread.reason, piece.data) == ("broken", b"inside")


def test_rich_text_inside_another_text_is_known():
    assert sniff_text("{\\rtf1 hello}") == "rtf"
    assert sniff_text("{rtf1 hello}") == ""


def test_a_form_that_begins_with_a_pdf_is_a_form():
    assert sniff(b"junk before %PDF-1.7") == "pdf"
    assert sniff(b"--edge\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7") == ""
