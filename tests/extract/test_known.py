import gzip

import cv2
import numpy as np
import pytest

from sakchy.extract.known import read
from sakchy.extract.magic import sniff
from sakchy.extract.piece import Piece
from sakchy.model import Picture, Step, Unread

PIXELS = np.full((80, 90, 3), 200, np.uint8)


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".bmp", ".tiff", ".webp", ".gif", ".avif", ".jp2"])
def test_every_format_the_detector_decodes_is_known(suffix):
    data = cv2.imencode(suffix, PIXELS)[1].tobytes()
    assert sniff(data) == "picture"
    assert list(read(Piece(data, (Step("body"),)))) == [Picture((Step("body"),), data)]


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04" + bytes(40),
        b"%PDF-1.4",
        b"\xef\xbb\xbf\n%PDF-1.4",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"Rar!\x1a\x07\x01\x00",
        b"7z\xbc\xaf\x27\x1c",
        b"{\\rtf1",
        bytes(257) + b"ustar",
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic",
    ],
)
def test_documents_nobody_reads_yet_are_said_with_a_digest(data):
    (part,) = read(Piece(data))
    assert isinstance(part, Unread)
    assert part.reason == "unknown-format"
    assert len(part.digest) == 64


@pytest.mark.parametrize(
    "data",
    [b"", b"BMW is a car", b"GIF is a format", b"RIFF\0\0\0\0WAVEfmt ", b"\0\0\0\x18ftypisom\0\0\0\0isomiso2",
     b"\x1aE\xdf\xa3webm", b"wOF2", b"\0asm", b"ID3\x04", b"PKZIP"],
)  # fmt: skip
def test_text_and_media_are_not_taken(data):
    assert read(Piece(data)) is None


def test_a_locked_archive_says_so():
    assert next(iter(read(Piece(b"PK\x03\x04\x14\x00\x09\x00")))).reason == "encrypted"


def test_a_forgotten_gzip_is_unpacked_and_a_broken_one_said():
    (piece,) = read(Piece(gzip.compress(b"inside"), field="f", type="text/plain"))
    assert piece == Piece(b"inside", (), "f", "text/plain", 1)
    unread, piece = read(Piece(gzip.compress(b"inside")[:-4]))
    assert (unread.reason, piece.data) == ("broken", b"inside")
