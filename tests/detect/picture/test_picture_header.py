import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.detect.picture.header import has_alpha, is_familiar, is_heif, size
from sakchy.detect.picture.opencv import cv2

GREY = np.full((210, 330), 128, np.uint8)
CLEAR = np.zeros((210, 330, 4), np.uint8)
BEGINNINGS = st.sampled_from(
    [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM", b"RIFF"]
    + [b"RIFF....WEBP" + chunk for chunk in (b"VP8 ", b"VP8L", b"VP8X")]
)


@pytest.mark.parametrize("ending", [".jpg", ".png", ".gif", ".bmp", ".webp"])
def test_the_size_stands_in_the_header(encoded, ending):
    data = encoded(ending, cv2.cvtColor(GREY, cv2.COLOR_GRAY2BGR))
    assert size(data) == (330, 210)
    assert size(data[:40]) in {(330, 210), None}
    assert is_familiar(data)


def test_every_kind_of_webp(encoded):
    lossy = encoded(".webp", GREY, cv2.IMWRITE_WEBP_QUALITY, 50)
    lossless = encoded(".webp", GREY, cv2.IMWRITE_WEBP_QUALITY, 101)
    extended = encoded(".webp", CLEAR, cv2.IMWRITE_WEBP_QUALITY, 50)
    assert (lossy[12:16], lossless[12:16], extended[12:16]) == (b"VP8 ", b"VP8L", b"VP8X")
    assert size(lossy) == size(lossless) == size(extended) == (330, 210)


def test_segments_before_the_frame_of_a_jpeg_are_stepped_over(encoded):
    data = encoded(".jpg", GREY, cv2.IMWRITE_JPEG_PROGRESSIVE, 1)
    comment = b"\xff\xfe\x00\x10" + b"\xff\xc0\x00\x11\x08\x00\x01\x00\x01\x03" + b"...."
    assert size(data[:2] + comment + b"\xff" + data[2:]) == (330, 210)


@pytest.mark.parametrize("ending", [".tiff", ".jp2", ".avif"])
def test_the_size_of_rarer_formats_is_read_too(encoded, ending):
    assert is_familiar(encoded(ending, GREY))
    assert size(encoded(ending, GREY)) == (330, 210)


def test_pictures_in_boxes_are_told_apart(specimen):
    assert is_heif(specimen("passport-phone.heic"))
    assert size(specimen("passport-phone.heic")) == (704, 1000)
    assert not is_heif(b"\0\0\0\x20ftypavif\0\0\0\0avifmif1miaf")
    assert is_familiar(b"\0\0\0\x20ftypavif\0\0\0\0")
    assert not is_familiar(b"\0\0\0\x20ftypisom\0\0\0\0")


def test_alpha_is_seen_in_the_header(encoded):
    clear, opaque = CLEAR, np.full((210, 330, 3), 9, np.uint8)
    assert has_alpha(encoded(".png", clear))
    assert has_alpha(encoded(".webp", clear, cv2.IMWRITE_WEBP_QUALITY, 50))
    assert has_alpha(encoded(".webp", clear, cv2.IMWRITE_WEBP_QUALITY, 101))
    for ending in (".png", ".webp", ".jpg"):
        assert not has_alpha(encoded(ending, opaque))


@given(BEGINNINGS, st.binary(max_size=200))
def test_any_bytes_have_a_size_or_none(beginning, rest):
    found = size(beginning + rest)
    assert found is None or min(found) > 0
    assert has_alpha(beginning + rest) in {True, False}
