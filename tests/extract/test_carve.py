import os

from sakchy.extract.carve import MOST, read
from sakchy.extract.piece import Piece

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


def test_not_more_than_some():
    assert len(found(b"\0" + PNG * 30)) == MOST
