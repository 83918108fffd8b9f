import numpy as np
import pytest

from sakchy.detect.picture import PictureDetector
from sakchy.detect.picture.band import Band
from sakchy.detect.picture.fronts import Front, search, sight
from sakchy.detect.picture.pipeline import pages
from sakchy.model import Picture, Step

PLACE = (Step("file", "card.jpg"),)
DETECTOR = PictureDetector(b"k" * 32)


def page(data):
    return next(iter(pages(data)))


def find(data):
    return DETECTOR.find(Picture(PLACE, data))


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize(("name", "kind"), [("identity", "id-card"), ("bank", "bank-card")])
def test_cards_are_found_any_way_up(photographed, name, kind, quarters):
    (finding,) = find(photographed(name, quarters))
    assert (finding.kind, finding.rule, finding.where) == (kind, "front-picture", PLACE)
    assert finding.confidence >= 0.6


@pytest.mark.parametrize("angle", [-12, 0, 9])
@pytest.mark.parametrize("share", [0.5, 0.95])
def test_cards_near_and_far_and_askew(photographed, angle, share):
    assert [finding.kind for finding in find(photographed("identity", 0, angle, share))] == ["id-card"]


def test_a_cards_number_is_known_again_and_not_shown(photographed):
    (one,), (other,) = find(photographed("bank")), find(photographed("bank", angle=-5, share=0.9))
    assert one.fingerprint == other.fingerprint
    assert one.preview == "•••• 1111"
    assert [why.key for why in one.about] == ["detect.test-card"]


def test_a_bonus_card_is_left_alone(photographed):
    assert find(photographed("bonus")) == []


def test_the_gate_tells_where_and_what(photographed):
    small = page(photographed("bank", share=0.6)).small
    place = sight.look(small)[0]
    assert place.face == "card"
    assert abs(place.band.x - small.shape[1] / 2) < small.shape[1] * 0.1
    assert place.band.width == pytest.approx(small.shape[1] * 0.6, rel=0.35)


def test_a_card_far_away_is_seen(photographed):
    for share in (0.25, 0.4):
        assert sight.look(page(photographed("bank", share=share)).small)[0].face == "card"


def test_nothing_is_looked_at_twice_without_a_hint(monkeypatch):
    sides = []
    monkeypatch.setattr(
        sight, "FRONTS", lambda plane: sides.append(plane.shape) or np.full((4, 12, 16), -9.0)
    )
    assert sight.look(np.full((480, 640), 128, np.uint8)) == []
    assert sides == [(192, 256)]


def test_a_place_nobody_can_read_is_nothing(photographed):
    small = page(photographed("identity")).small
    assert search.search_front(small // 64 * 64, lambda _: small // 255) is None


@pytest.mark.parametrize(
    ("sure", "score", "promising"),
    [(0.9, 0.0, True), (0.3, 0.6, True), (0.65, 0.3, True), (0.65, 0.1, False)],
)
def test_where_a_closer_look_is_worth_its_time(sure, score, promising):
    place = sight.Place("document", sure, Band(100.0, 60.0, 200.0, 120.0, 0.0, 1.0))
    assert search.Look(place, None, Front("id-card", score)).promising is promising
