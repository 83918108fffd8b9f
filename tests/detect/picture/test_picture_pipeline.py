import numpy as np
import pytest

from sakchy.detect.picture import pipeline, zones
from sakchy.detect.picture.decode import UnreadableError
from sakchy.detect.picture.lines import Line, like_zone
from sakchy.detect.picture.pipeline import search


@pytest.fixture
def decodes(monkeypatch):
    """How large pictures were decoded, by longer side."""
    sizes = []
    real = pipeline.grey

    def counted(data, least_side):
        image = real(data, least_side)
        sizes.append(max(image.shape))
        return image

    monkeypatch.setattr(pipeline, "grey", counted)
    return sizes


@pytest.fixture
def reads(monkeypatch):
    """How often the reader was asked."""
    count = []
    real = zones.read
    monkeypatch.setattr(zones, "read", lambda line, stretch: count.append(1) or real(line, stretch))
    return count


def enlarged(encoded, scan, by):
    return encoded(".jpg", np.kron(scan, np.ones((by, by, 1), np.uint8)))


def test_a_zone_with_its_composite_check_digit(specimen):
    zone = search(specimen("passport-scan.jpg"))
    assert zone is not None
    assert (zone.format, zone.issuer, zone.checks, zone.strength) == ("TD3", "KGZ", 3, 3)


def test_a_large_landscape_is_decoded_once_and_small(encoded, decodes, reads, specimen):
    scene = np.random.default_rng(2).integers(90, 110, (3000, 4000), np.uint8)
    assert search(encoded(".jpg", scene)) is None
    assert decodes == [1000]
    assert reads == []


def test_a_large_document_is_decoded_again_to_be_read(encoded, decodes, scan):
    assert search(enlarged(encoded, scan, 3)) is not None
    assert decodes == [750, 1500]


def test_a_picture_large_enough_is_decoded_once(decodes, specimen):
    assert search(specimen("passport-scan.jpg")) is not None
    assert decodes == [1000]


def test_a_clean_document_is_read_once_a_line(reads, specimen):
    assert search(specimen("passport-scan.jpg")) is not None
    assert len(reads) <= zones.SURE + 2


def test_icons_are_not_decoded(decodes, encoded):
    assert search(encoded(".png", np.zeros((64, 64), np.uint8))) is None
    assert decodes == []


def test_what_is_broken_is_no_empty_picture():
    with pytest.raises(UnreadableError):
        search(b"\x89PNG\r\n\x1a\n" + b"\0" * 50)


def test_a_zone_has_two_lines_about_as_long():
    long, short = Line(0, 10, 0, 400), Line(30, 40, 0, 170)
    assert like_zone([long, long])
    assert not like_zone([long, short])
    assert not like_zone([long])
    assert not like_zone([])


@pytest.mark.parametrize(
    ("side", "hints", "looks"),
    [
        (300, 0.0, [400]),
        (420, 0.0, [420]),
        (500, 0.0, [448]),
        (500, 0.3, [448, 640, 320]),
        (640, 0.0, [448]),
        (641, 0.0, [640, 320]),
        (1600, 0.0, [640, 320]),
        (1600, 0.3, [640, 320, 1280]),
    ],
)
def test_the_finder_looks_again_only_where_that_is_worth_it(side, hints, looks, monkeypatch):
    asked = list[int]()
    monkeypatch.setattr(pipeline.finder, "look", lambda _, at: asked.append(at) or pipeline.Sight(hints, ()))
    page = pipeline.Page(b"", np.zeros((side * 3 // 4, side), np.uint8))
    list(pipeline.sights(page))
    assert asked == looks
