import numpy as np
import pytest

from sakchy.detect.picture import bars, finder
from sakchy.detect.picture.band import Band
from sakchy.detect.picture.decode import grey

ZONE = (500, 650)  # where the zone of passport-scan.jpg has its middle: about x 500, y 645 of 1000 x 704
LOOKS = [lambda image: finder.look(image, 640).bands, bars.look]


@pytest.mark.parametrize("look", LOOKS, ids=["finder", "bars"])
def test_the_zone_of_a_page_is_the_best_band(specimen, look):
    best = look(grey(specimen("passport-scan.jpg"), 1000))[0]
    assert abs(best.x - ZONE[0]) < 60
    assert abs(best.y - ZONE[1]) < 25
    assert 500 < best.width < 1100
    assert abs((best.angle + 90) % 180 - 90) < 4


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_the_finder_knows_which_way_a_clean_page_reads(specimen, quarters):
    image = np.ascontiguousarray(np.rot90(grey(specimen("passport-scan.jpg"), 1000), -quarters))
    angle = finder.look(image, 640).bands[0].angle
    assert abs((angle - 90 * quarters + 180) % 360 - 180) < 6


def test_bands_are_in_pixels_of_the_picture(specimen):
    image = grey(specimen("passport-scan.jpg"), 1000)
    small, large = finder.look(image, 560).bands[0], finder.look(image, 640).bands[0]
    assert small.near(large, 0.1)


def test_a_landscape_gives_no_hint(specimen):
    image = grey(specimen("holiday.jpg"), 640)
    assert finder.look(image, 640).peak < 0.2
    assert finder.look(image, 640).bands == ()
    assert bars.look(image) == []


@pytest.mark.parametrize("shape", [(1, 1), (1, 3000), (3000, 1), (7, 700), (100, 100)])
def test_any_shape_is_looked_at(shape):
    noise = np.random.default_rng(1).integers(0, 256, shape).astype(np.uint8)
    assert 0 <= finder.look(noise, 640).peak <= 1
    assert len(bars.look(noise)) <= 2


def test_a_band_turned_twice_reads_the_same_way():
    band = Band(10, 20, 100, 20, 30, 1)
    assert band.turned().turned().angle % 360 == band.angle
    assert band.scaled(2) == Band(20, 40, 200, 40, 30, 1)
    assert band.near(Band(15, 20, 100, 20, 30, 1), 0.1)
    assert not band.near(Band(25, 20, 100, 20, 30, 1), 0.1)


def test_nearly_the_same_band_repeats_another():
    band = Band(100, 100, 200, 40, 0, 1)
    assert Band(105, 102, 190, 50, 3, 1).repeats(band)
    assert not Band(100, 100, 300, 40, 0, 1).repeats(band)
    assert not Band(140, 100, 200, 40, 0, 1).repeats(band)


@pytest.mark.parametrize("shape", [(480, 640), (100, 640), (20, 300)])
def test_at_its_own_size_a_picture_is_not_copied(shape):
    image = np.zeros(shape, np.uint8)
    assert (finder.resized(image, 1.0) is image) == (min(shape) >= 32)
    assert finder.resized(image, 0.5).shape == tuple(max(32, side // 2) for side in shape)


@pytest.mark.parametrize("scale", [0.9, 0.5, 0.3, 0.1])
def test_a_smooth_picture_made_smaller_stays_as_it_is(scale):
    y, x = np.mgrid[0:480, 0:641]
    image = (128 + 60 * np.sin(x / 60) + 60 * np.cos(y / 70)).astype(np.uint8)
    smooth, areas = (finder.resized(image, scale, smooth=fast).astype(int) for fast in (True, False))
    assert max(abs(a - b) for a, b in zip(smooth.shape, areas.shape, strict=True)) <= 1
    height, width = np.minimum(smooth.shape, areas.shape)
    assert np.abs(smooth[:height, :width] - areas[:height, :width]).mean() < 3


def test_halves_hold_the_mean_of_four():
    image = np.array([[0, 100, 7], [100, 200, 7], [9, 9, 9]], np.uint8)
    assert finder.halved(image).tolist() == [[100]]
