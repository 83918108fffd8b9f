import contextlib
import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from sakchy.detect.picture import decode
from sakchy.detect.picture.decode import UnreadableError, further_pages, grey, is_icon, limit
from sakchy.detect.picture.opencv import MOST_PIXELS, cv2
from sakchy.limits import DEFAULT

SLOPE = np.tile(np.linspace(0, 255, 2000).astype(np.uint8), (1500, 1))


def png_that_claims(width, height):
    """A PNG of a few bytes whose header claims a size."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 999)) + chunk(b"IEND", b"")


def turned(jpeg, orientation):
    """The JPEG with an EXIF orientation tag."""
    tiff = b"MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0) + b"\0\0\0\0"
    body = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + jpeg[2:]


@pytest.mark.parametrize(
    ("side", "width"), [(2000, 2000), (1001, 2000), (1000, 1000), (640, 1000), (400, 500), (1, 250)]
)
def test_a_jpeg_comes_no_smaller_than_asked(encoded, side, width):
    assert grey(encoded(".jpg", SLOPE), side).shape == (-(-width * 3 // 4), width)


def test_other_formats_come_whole(encoded):
    for ending in (".png", ".webp", ".bmp", ".tiff"):
        assert grey(encoded(ending, SLOPE), 100).shape == SLOPE.shape


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
@pytest.mark.parametrize("channels", [1, 3, 4])
def test_depth_and_channels_make_no_difference(encoded, depth, channels):
    full = np.iinfo(depth).max
    image = np.full((120, 160, channels), full, depth)
    image[40:80, 40:80, :3] = 0
    plane = grey(encoded(".png", image), 100)
    assert plane.dtype == np.uint8
    assert (plane[60, 60], plane[10, 10]) == (0, 255)


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_what_is_clear_is_white(encoded, depth):
    image = np.zeros((120, 160, 4), depth)
    image[40:80, 40:80, 3] = np.iinfo(depth).max
    plane = grey(encoded(".png", image), 100)
    assert (plane[60, 60], plane[10, 10]) == (0, 255)


def test_exif_turns_the_picture(encoded):
    jpeg = encoded(".jpg", SLOPE)
    upright, left = grey(jpeg, 400), grey(turned(jpeg, 6), 400)
    assert left.shape == upright.shape[::-1]
    assert left[0].mean() < 10
    assert left[-1].mean() > 245


def test_a_jpeg_cut_off_shows_its_upper_part(encoded):
    noise = np.random.default_rng(3).integers(180, 220, (800, 800)).astype(np.uint8)
    jpeg = encoded(".jpg", noise)
    plane = grey(jpeg[: len(jpeg) // 2], 800)
    assert plane.shape == (800, 800)
    assert plane[:300].std() > 5
    assert plane[500:].std() < 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "unknown-format"), (b"hello, this is no picture", "unknown-format"),
     (b"\xff\xd8\xff\xe0 broken", "broken"),
     (b"\x89PNG\r\n\x1a\n", "broken"), (b"GIF89a\x10\x00\x10\x00", "broken"),
     (b"\0\0\0\x20ftypheic" + b"\0" * 60, "broken")],
)  # fmt: skip
def test_what_cannot_be_decoded_says_why_and_no_more(data, reason):
    with pytest.raises(UnreadableError) as caught:
        grey(data, 640)
    assert caught.value.reason == reason
    assert str(caught.value) == reason
    assert caught.value.__cause__ is None


def test_limits_are_held_before_decoding(monkeypatch):
    limit(png_that_claims(12_000, 10_000))
    for data in (png_that_claims(12_001, 10_000), png_that_claims(2**31 - 1, 2**31 - 1)):
        with pytest.raises(UnreadableError, match="too-large"):
            limit(data)
    monkeypatch.setattr(decode, "MOST_BYTES", 10)
    with pytest.raises(UnreadableError, match="too-large"):
        limit(b"BM" + b"\0" * 20)


def test_the_decoders_hold_a_limit_of_their_own(encoded):
    tiff = bytearray(encoded(".tiff", np.zeros((64, 64), np.uint8)))
    start = struct.unpack_from("<I", tiff, 4)[0]
    for entry in range(start + 2, start + 2 + 12 * struct.unpack_from("<H", tiff, start)[0], 12):
        if struct.unpack_from("<H", tiff, entry)[0] in (256, 257):  # ImageWidth, ImageLength
            struct.pack_into("<HII", tiff, entry + 2, 4, 1, 30000)
    assert MOST_PIXELS < 30000 * 30000
    with pytest.raises(UnreadableError, match="too-large"):
        grey(bytes(tiff), 640)


def tiff_of(pages):
    return cv2.imencodemulti(".tiff", [np.full((120, 160), shade, np.uint8) for shade in pages])[1].tobytes()


def test_every_page_of_a_tiff_comes(encoded):
    assert [int(page[0, 0]) for page in further_pages(tiff_of([10, 20, 30]))] == [20, 30]
    assert list(further_pages(tiff_of([10]))) == []
    assert list(further_pages(encoded(".png", SLOPE))) == []


def test_too_many_pages_are_said_plainly():
    assert len(list(further_pages(tiff_of(range(DEFAULT.frames))))) == DEFAULT.frames - 1
    with pytest.raises(UnreadableError, match="too-many"):
        list(further_pages(tiff_of(range(DEFAULT.frames + 1))))


def test_icons():
    assert is_icon((99, 16))
    assert not is_icon((100, 16))
    assert not is_icon(None)


def test_one_thread_and_no_words_of_its_own():
    assert cv2.getNumThreads() == 1
    assert cv2.utils.logging.getLogLevel() == cv2.utils.logging.LOG_LEVEL_SILENT


def test_a_picture_of_a_telephone_is_decoded_upright(specimen):
    plane = grey(specimen("passport-phone.heic"), 640)
    assert plane.shape == (1000, 704)
    assert 100 < plane.mean() < 250


def test_a_heic_that_claims_too_much_is_refused_by_its_header(specimen):
    data = specimen("passport-phone.heic")
    at = data.index(b"ispe")
    hostile = data[: at + 8] + struct.pack(">II", 50000, 50000) + data[at + 16 :]
    with pytest.raises(UnreadableError, match="too-large"):
        limit(hostile)


@pytest.mark.parametrize("cut", range(0, 24000, 3001))
def test_a_cut_heic_is_broken_or_a_picture(specimen, cut):
    with contextlib.suppress(UnreadableError):
        assert grey(specimen("passport-phone.heic")[:cut], 640).ndim == 2


def animation(kind, shades):
    first, *others = [
        Image.fromarray(np.full((120, 160), shade, np.uint8)).convert("RGB") for shade in shades
    ]
    out = io.BytesIO()
    first.save(out, kind, save_all=True, append_images=others, lossless=True)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
def test_every_frame_is_looked_at(kind):
    data = animation(kind, [0, 80, 160, 240])
    assert [round(int(page[60, 60]), -1) for page in further_pages(data)] == [80, 160, 240]
    assert list(further_pages(animation(kind, [80]))) == []


def test_an_animation_without_end_is_said():
    frames = further_pages(animation("GIF", range(30)), 5)
    assert [int(next(frames)[0, 0]) for _ in range(4)] == [1, 2, 3, 4]
    with pytest.raises(UnreadableError, match="too-many"):
        next(frames)


def test_frames_of_a_large_animation_share_one_room(monkeypatch):
    monkeypatch.setattr(decode, "FRAMES_PIXELS", 120 * 160 * 3)
    with pytest.raises(UnreadableError, match="too-many"):
        list(further_pages(animation("GIF", range(30))))


def test_a_tiff_that_claims_too_much_is_refused_by_its_header():
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, 60000) for tag in (256, 257))
    with pytest.raises(UnreadableError, match="too-large"):
        limit(b"II*\0" + struct.pack("<IH", 8, 2) + entries + b"\0\0\0\0")
