import numpy as np
import pytest

from sakchy.detect.picture import finder
from sakchy.detect.picture.band import Band
from sakchy.detect.picture.decode import grey
from sakchy.detect.picture.lines import lines, runs
from sakchy.detect.picture.opencv import cv2
from sakchy.detect.picture.reader import read
from sakchy.detect.picture.strip import Strip, cut, ink, level

FIRST = "P<KGZULGU<<SPECIMEN<<<<<<<<<<<<<<<<<<<<<<<<<"
SECOND = "PE00000018KGZ0001018M35010142010119009999916"


def stripes(slope=0.0):
    """Two dark lines of dashes on light paper, falling by `slope`."""
    image = np.full((90, 800), 230, np.uint8)
    for x in range(100, 700, 14):
        for y in (30, 56):
            top = int(y + (x - 400) * slope)
            image[top : top + 12, x : x + 7] = 30
    return image


@pytest.mark.parametrize("name", ["passport-scan.jpg", "passport-skewed.jpg", "passport-turned-90.jpg"])
def test_the_two_lines_of_a_passport_are_read(specimen, name):
    image = grey(specimen(name), 1000)
    strip = cut(image, finder.look(image, 640).bands[0])
    pieces = [line.cut(strip.image) for line in lines(strip)]
    texts = [read(piece, 0.8) for piece in pieces if piece is not None]
    assert any(text.text.startswith("P<KGZULGU<<SPECIMEN<<") and text.sure > 0.9 for text in texts)
    assert any(text.text.replace("O", "0") == SECOND and text.sure > 0.9 for text in texts)


def test_a_reading_does_not_show_itself(specimen):
    image = grey(specimen("passport-scan.jpg"), 1000)
    strip = cut(image, finder.look(image, 640).bands[0])
    piece = lines(strip)[-1].cut(strip.image)
    assert piece is not None
    shown = repr(read(piece, 0.8))
    assert "KGZ" not in shown
    assert "characters" in shown


def test_nothing_is_read_of_empty_paper():
    assert read(np.full((30, 400), 200, np.uint8), 0.8).text == ""


def test_lines_of_a_strip_and_their_ends():
    found = lines(Strip(stripes(), 600))
    assert [round((line.top + line.bottom) / 2) for line in found] == pytest.approx([36, 62], abs=3)
    for line in found:
        assert line.left == pytest.approx(100, abs=15)
        assert line.right == pytest.approx(695, abs=15)


@pytest.mark.parametrize("slope", [-0.05, -0.02, 0.03, 0.06])
def test_a_slanting_strip_is_made_level(slope):
    straight = level(Strip(stripes(slope), 600))
    assert len(lines(straight)) == 2
    before, after = (np.square(np.diff(ink(x).mean(1))).sum() for x in (stripes(slope), straight.image))
    assert after > 1.5 * before


def test_a_strip_is_cut_from_any_angle():
    page = np.full((900, 900), 230, np.uint8)
    page[405:495, 50:850] = stripes()
    for angle in (0, 30, 90, 217):
        turn = cv2.getRotationMatrix2D((450, 450), -angle, 1)
        turned = np.asarray(cv2.warpAffine(page, turn, (900, 900), borderValue=230), np.uint8)
        strip = cut(turned, Band(450, 450, 620, 60, angle, 1))
        assert len(lines(strip)) == 2


def test_large_pictures_are_cut_without_tearing():
    page = np.kron(np.pad(stripes(), 200, constant_values=230), np.ones((6, 6), np.uint8))
    strip = cut(page, Band(page.shape[1] / 2, page.shape[0] / 2, 620 * 6, 60 * 6, 0, 1))
    assert len(lines(strip)) == 2


def test_runs_of_true():
    assert list(runs(np.array([1, 1, 0, 0, 1], bool))) == [(0, 2), (4, 5)]
    assert list(runs(np.zeros(3, bool))) == []
