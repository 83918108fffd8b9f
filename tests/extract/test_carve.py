import os

import cv2
import numpy as np
import pytest

from sakchy.extract.carve import MOST, read
from sakchy.extract.piece import Piece
from sakchy.model import Unread

JPEG = b"\xff\xd8\xff\xe1\x00\x10Exif\0\0" + bytes(300)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(300)


def found(data):
    return [picture.data for picture in read(Piece(data))]


def test_pictures_are_cut_out_of_what_surrounds_them():
    assert found(b"\x0a\x05\x12" + JPEG + PNG) == [JPEG, PNG]
    assert found(os.urandom(5000).replace(b"\xff\xd8", b"") + PNG)[0] == PNG


def test_three_bytes_make_no_picture():
    assert found(b"\x00\xff\xd8\xff\xe0 nothing of it") == []
    assert found(b"") == []


def test_not_more_than_some_and_the_rest_is_said():
    tiny = b"\xff\xd8\xff\xe0\x00\x10JFIF" * MOST
    *pictures, rest = read(Piece(b"\0" + tiny + PNG))
    assert len(pictures) == MOST
    assert isinstance(rest, Unread)
    assert (rest.reason, bool(rest.digest)) == ("too-large", True)
    assert len(list(read(Piece(b"\0" + PNG * MOST)))) == MOST


PHOTO = cv2.imencode(".jpg", np.full((40, 40, 3), 99, np.uint8))[1].tobytes()
BARE = b"\xff\xd8" + PHOTO[20:]  # without its JFIF segment: begins with a quantisation table
assert BARE[:4] == b"\xff\xd8\xff\xdb"


@pytest.mark.parametrize(
    "segment", [b"", b"\xff\xee\x00\x0eAdobe\0d\0\0\0\0\0", b"\xff\xe2\x00\x10ICC_PROFILE\0\1\1"]
)
def test_jpegs_that_name_themselves_neither_jfif_nor_exif(segment):
    picture = b"\xff\xd8" + segment + BARE[2:]
    assert found(b"\x0a\x05" + picture) == [picture]


def test_a_thumbnail_does_not_cut_its_photograph():
    exif = b"Exif\0\0" + bytes(20) + BARE
    photo = b"\xff\xd8\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + BARE[2:]
    assert found(b"\0" + photo + PHOTO) == [photo, BARE + BARE[2:], PHOTO]
