"""Pictures that lie, break off, swell or are two things at once: each ends in a verdict, none in an error."""

import io
import struct
import zlib

import cv2
import numpy as np
import pytest
from PIL import Image

from sakchy.detect.picture import PictureDetector
from sakchy.model import Picture

DETECTOR = PictureDetector(b"key")


@pytest.fixture(scope="module")
def passport(specimen):
    return specimen("passport-scan.jpg")


def verdict(data):
    """Kind and rule of what was found."""
    return [(finding.kind, finding.rule) for finding in DETECTOR.find(Picture((), data))]


def chunk(kind, data):
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


def png(width, height, body):
    """A PNG whose header says what it likes."""
    head = struct.pack(">2L5B", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def saved(image, form, **options):
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def segments(count):
    """So many application segments of 64 kB of EXIF that is none."""
    return b"".join(
        b"\xff\xe1" + struct.pack(">H", 65_535) + b"Exif\0\0" + bytes(65_527) for _ in range(count)
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (png(30_000, 30_000, zlib.compress(bytes(1_000_000), 9)), "too-large"),
        (png(2**31 - 1, 2**31 - 1, b""), "too-large"),
        (png(8000, 8000, zlib.compress(bytes(100))), "broken"),
        (png(0, 500, b""), "broken"),
        (b"GIF89a/*" + b"<script>alert(1)</script>" * 40, "too-large"),
        (b"\xff\xd8\xff\xe0", "broken"),
        (b"", "unknown-format"),
        (bytes(range(256)) * 400, "unknown-format"),
    ],
    ids=["bomb", "largest", "short", "flat", "script", "begun", "empty", "bytes"],
)
def test_what_lies_about_itself_is_not_read(data, reason):
    assert verdict(data) == [("not-read", reason)]


@pytest.mark.parametrize(
    ("size", "form"),
    [((1, 65_535), "PNG"), ((65_500, 1), "JPEG"), ((65_500, 120), "PNG"), ((3, 50_000), "BMP")],
)
def test_threads_of_pixels_hold_nothing(size, form):
    assert verdict(saved(Image.new("L", size, 200), form)) == []


def test_a_bomb_within_the_limit_is_looked_at():
    assert verdict(png(9000, 9000, zlib.compress(bytes(9001 * 9000), 9))) == []


@pytest.mark.parametrize("mode", ["CMYK", "P", "1", "L", "RGBA", "LA", "LAB"])
def test_every_colour_space_is_read(passport, mode):
    form = {"CMYK": "JPEG", "LAB": "TIFF", "1": "TIFF"}.get(mode, "PNG")
    data = saved(Image.open(io.BytesIO(passport)).convert(mode), form)
    assert verdict(data) == [("passport", "mrz-picture")]


@pytest.mark.parametrize("form", ["progressive", "inverted", "huge exif", "thousand segments"])
def test_unusual_files_are_read(passport, form):
    image = Image.open(io.BytesIO(passport))
    data = {
        "progressive": lambda: saved(image, "JPEG", progressive=True),
        "inverted": lambda: saved(image.point(lambda level: 255 - level), "JPEG"),
        "huge exif": lambda: saved(image, "JPEG", exif=b"Exif\0\0" + b"A" * 65_000),
        "thousand segments": lambda: passport[:2] + segments(200) + passport[2:],
    }[form]()
    assert verdict(data) == [("passport", "mrz-picture")]


@pytest.mark.parametrize(
    "tail", ["PK\5\6" + "\0" * 18, "%PDF-1.4 %%EOF", "<script></script>"], ids=["zip", "pdf", "page"]
)
def test_what_stands_behind_a_picture_does_not_hide_it(passport, tail):
    assert verdict(passport + tail.encode()) == [("passport", "mrz-picture")]


def test_an_animation_of_one_document_is_one_document(passport):
    small = Image.open(io.BytesIO(passport)).resize((600, 422))
    data = saved(small, "GIF", save_all=True, append_images=[small.rotate(turn) for turn in range(0, 50, 5)])
    assert verdict(data) == [("passport", "mrz-picture")]


@pytest.mark.parametrize("cut", [0.02, 0.3, 0.6, 0.999])
def test_a_file_cut_anywhere_ends_in_a_verdict(passport, cut):
    kinds = {kind for kind, _ in verdict(passport[: int(len(passport) * cut)])}
    assert kinds <= {"passport", "id-card", "not-read"}
    assert cut < 0.999 or kinds == {"passport"}


def test_broken_bytes_anywhere_end_in_a_verdict(passport):
    rng = np.random.default_rng(7)
    for _ in range(12):
        data = bytearray(passport)
        for place in rng.integers(2, len(data), 20):
            data[place] = rng.integers(256)
        assert {kind for kind, _ in verdict(bytes(data))} <= {"passport", "id-card", "not-read"}


def test_levels_beyond_eight_bits(passport):
    grey = np.asarray(Image.open(io.BytesIO(passport)).convert("L"))
    deep = cv2.imencode(".png", grey.astype(np.uint16) * 257)[1].tobytes()
    assert verdict(deep) == [("passport", "mrz-picture")]
