import numpy as np
import pytest

from sakchy.detect.picture.paper import sight
from sakchy.detect.picture.pipeline import pages


def seen(data):
    return sight.look(next(iter(pages(data))).small)


@pytest.mark.parametrize("name", ["anketa", "referral"])
def test_a_page_of_text(photographed_form, name):
    place = seen(photographed_form(name))
    assert place is not None
    assert place.angle == 0


@pytest.mark.parametrize("quarters", [1, 3])
def test_which_way_its_lines_run(photographed_form, quarters):
    place = seen(photographed_form("anketa", quarters=quarters))
    assert place is not None
    assert place.angle == 90


def test_no_page():
    rng = np.random.default_rng(1)
    assert sight.look(np.full((480, 640), 128, np.uint8)) is None
    assert sight.look(rng.normal(128, 40, (480, 640)).clip(0, 255).astype(np.uint8)) is None
    slope = np.linspace(20, 230, 640).astype(np.uint8)
    assert sight.look(np.tile(slope, (480, 1))) is None
