from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from sakchy.detect.picture import PictureDetector
from sakchy.detect.picture.opencv import cv2
from sakchy.model import Picture, Step

PLACE = (Step("form", "scan"), Step("file", "scan.jpg"))
DETECTOR = PictureDetector(b"k" * 32)
DOCUMENTS = {
    "passport-scan.jpg": ("passport", "TD3 KGZ"),
    "passport-turned-90.jpg": ("passport", "TD3 KGZ"),
    "passport-upside-down.jpg": ("passport", "TD3 KGZ"),
    "passport-skewed.jpg": ("passport", "TD3 KGZ"),
    "passport-glare.webp": ("passport", "TD3 KGZ"),
    "visa-photo.jpg": ("passport", "MRVA UTO"),
    "card-photo.jpg": ("id-card", "TD1 KGZ"),
    "card-screenshot.png": ("id-card", "TD1 KGZ"),
    "td2-photo.jpg": ("id-card", "TD2 UTO"),
}
OTHERS = ["holiday.jpg", "code.png", "barcode.jpg", "table.webp"]


def find(data):
    return DETECTOR.find(Picture(PLACE, data))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_are_found(specimen, name):
    (finding,) = find(specimen(name))
    assert (finding.kind, finding.preview) == DOCUMENTS[name]
    assert finding.rule == "mrz-picture"
    assert finding.confidence >= 0.95
    assert finding.where == PLACE


@pytest.mark.parametrize("name", OTHERS)
def test_other_pictures_are_left_alone(specimen, name):
    assert find(specimen(name)) == []


@pytest.mark.parametrize("ending", [".jpg", ".png", ".webp", ".gif", ".bmp", ".tiff", ".avif", ".jp2"])
def test_every_format_is_read(encoded, scan, ending):
    if not cv2.haveImageWriter("x" + ending):
        pytest.skip(f"this OpenCV writes no {ending}")
    assert [finding.preview for finding in find(encoded(ending, scan))] == ["TD3 KGZ"]


@pytest.mark.parametrize("quarters", [1, 2, 3])
@pytest.mark.parametrize("scale", [0.55, 1.0, 2.6])
def test_turned_and_scaled(encoded, scan, quarters, scale):
    image = cv2.resize(np.ascontiguousarray(np.rot90(scan, quarters)), None, fx=scale, fy=scale)
    assert [finding.preview for finding in find(encoded(".jpg", image))] == ["TD3 KGZ"]


def test_a_thumbnail_is_read_too(encoded, scan):
    small = cv2.resize(scan, None, fx=0.3, fy=0.3, interpolation=cv2.INTER_AREA)
    assert [finding.preview for finding in find(encoded(".png", small))] == ["TD3 KGZ"]


def test_a_document_small_on_a_page(encoded, scan):
    page = np.full((2200, 1600, 3), 250, np.uint8)
    page[300 : 300 + scan.shape[0], 300 : 300 + scan.shape[1]] = scan
    assert [finding.preview for finding in find(encoded(".jpg", page))] == ["TD3 KGZ"]


def test_a_document_on_a_later_page_of_a_scan(scan):
    empty = np.full_like(scan, 250)
    tiff = cv2.imencodemulti(".tiff", [empty, empty, scan])[1].tobytes()
    assert [finding.preview for finding in find(tiff)] == ["TD3 KGZ"]


def test_a_document_cut_off_in_transfer_is_still_one(encoded, scan):
    noise = np.random.default_rng(5).integers(0, 256, scan.shape).astype(np.uint8)
    jpeg = encoded(".jpg", np.vstack([scan, noise]))
    assert [finding.preview for finding in find(jpeg[: len(jpeg) * 2 // 3])] == ["TD3 KGZ"]


def test_the_same_document_has_the_same_fingerprint_in_every_photo(specimen):
    prints = {find(specimen(name))[0].fingerprint for name in DOCUMENTS if name.startswith("passport")}
    assert len(prints) == 1
    assert find(specimen("card-photo.jpg"))[0].fingerprint not in prints
    assert (
        PictureDetector(b"x" * 32).find(Picture(PLACE, specimen("passport-scan.jpg")))[0].fingerprint
        not in prints
    )


def test_nothing_of_the_holder_stands_in_a_finding(specimen):
    for name in DOCUMENTS:
        shown = repr(find(specimen(name))).upper()
        assert not any(word in shown for word in ("ULGU", "SPECIMEN", "000001", "0001018", "201011"))


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"\xff\xd8\xff\xe0 and then nothing", "broken"), (b"no picture at all", "unknown-format"),
     (b"BM" + b"\0" * 16 + (2**30).to_bytes(4, "little") * 2 + b"\0" * 40, "too-large")],
)  # fmt: skip
def test_what_cannot_be_read_is_said_plainly(data, reason):
    (finding,) = find(data)
    assert (finding.kind, finding.rule, finding.confidence, finding.where) == ("not-read", reason, 1.0, PLACE)
    assert finding.fingerprint == find(data)[0].fingerprint


def test_icons_and_noise_are_quietly_nothing(encoded):
    rng = np.random.default_rng(7)
    for shape in ((16, 16), (64, 64, 3), (99, 40, 4), (1, 150), (700, 900, 3), (120, 2000)):
        assert find(encoded(".png", rng.integers(0, 256, shape).astype(np.uint8))) == []


def test_threads_may_share_a_detector(specimen):
    names = [*DOCUMENTS, *OTHERS]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda name: find(specimen(name)), names))
    assert together == [find(specimen(name)) for name in names]
