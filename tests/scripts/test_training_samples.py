"""What the networks are shown: the same for a seed, of the form they take, and readable where it says so."""

from random import Random

import numpy as np
import pytest

from sakchy.detect.mrz import read_zone
from sakchy.detect.picture.reader import ALPHABET, HEIGHT, read
from specimens.paint import FACES, FONTS
from training import grounds, lines, printing, scenes, texts

PATHS = [*FACES.values(), *printing.FACES, *printing.PROSE, *grounds.TYPES]
DRAWS = all((FONTS / path).exists() for path in PATHS)
SAMPLES = [lines.sample(seed) for seed in range(60)] if DRAWS else []
pytestmark = pytest.mark.skipif(not DRAWS, reason="needs Debian's free fonts")


def test_a_seed_is_a_sample():
    again = lines.sample(7)
    assert again.text == SAMPLES[7].text
    assert (again.image == SAMPLES[7].image).all()


def test_lines_are_as_the_reader_takes_them():
    for one in SAMPLES:
        assert one.image.dtype == np.uint8
        assert one.image.shape[0] == HEIGHT
        assert one.image.shape[1] % 8 == 0
        assert one.image.shape[1] // 4 > len(one.text)
        assert set(one.text) <= set(ALPHABET)


def test_some_are_no_lines_of_a_zone():
    assert any(not one.text for one in SAMPLES)
    assert sum(bool(one.text) for one in SAMPLES) > 45


def test_the_reader_reads_most_of_them():
    read_ = [(read(one.image, HEIGHT / one.image.shape[0]).text, one.text) for one in SAMPLES if one.text]
    right = sum(len(set(enumerate(got)) & set(enumerate(said))) for got, said in read_)
    assert right > 0.4 * sum(len(said) for _, said in read_)  # a third is shown in conditions nobody can read


@pytest.mark.parametrize("seed", range(8))
def test_zones_of_made_up_names_have_their_layouts(seed):
    zone = texts.zone(Random(seed))
    assert {len(line) for line in zone} in ({44}, {36}, {30})
    found = read_zone(zone)
    assert found is None or found.checks >= 2


def test_scenes_show_where_zones_are(monkeypatch):
    monkeypatch.setattr(scenes, "SHEETS", 6)
    scenes.flats.cache_clear()
    seen = [scenes.sample(seed) for seed in range(24)]
    assert {one.image.shape for one in seen} == {(scenes.SIDE, scenes.SIDE)}
    assert {one.mask.shape for one in seen} == {(scenes.SIDE // scenes.STRIDE,) * 2}
    with_zone = [one for one in seen if one.mask.max() > 128]
    assert 4 <= len(with_zone) <= 20
    assert (scenes.sample(3).image == seen[3].image).all()
    scenes.flats.cache_clear()


@pytest.mark.parametrize(
    "kind", [grounds.plain, grounds.photograph, grounds.double, grounds.scene, grounds.printed]
)
def test_grounds_fill_their_square(kind):
    made = kind(160, Random(2))
    assert made.shape == (160, 160)
    assert made.dtype == np.uint8
