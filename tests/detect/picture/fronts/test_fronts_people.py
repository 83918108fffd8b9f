from msgspec.structs import replace

from sakchy.detect.picture import PictureDetector
from sakchy.detect.picture.band import Band
from sakchy.detect.picture.fronts import people, sight
from sakchy.detect.picture.fronts.people import Face
from sakchy.detect.picture.pipeline import pages
from sakchy.model import Picture


def small(data):
    return next(iter(pages(data))).small


def test_a_face_on_a_document_lies_inside_it():
    band = Band(500, 300, 400, 250, 30, 1.0)
    assert people.inside(Face(500, 300, 50, 60), band)
    assert people.inside(Face(640, 380, 50, 60), band)
    assert not people.inside(Face(200, 300, 50, 60), band)


def test_somebody_who_shows_a_card(selfie):
    findings = PictureDetector(b"k" * 32).find(Picture((), selfie))
    assert [finding.kind for finding in findings] == ["document-selfie"]


def test_a_portrait_on_a_card_shows_it_to_nobody(photographed):
    assert not people.shown(small(photographed("identity")))


def test_where_there_is_no_document_nobody_shows_one(photographed):
    assert not people.shown(small(photographed("bonus", share=0.3)) // 16 + 100)


def test_faces_larger_than_a_portrait_can_be_count_wherever_they_are(monkeypatch, photographed):
    page = small(photographed("identity"))
    on_it = Face(page.shape[1] / 2, page.shape[0] / 2, 100, 120)
    monkeypatch.setattr(people, "look", lambda image: [on_it])
    assert not people.shown(page)
    monkeypatch.setattr(people, "look", lambda image: [replace(on_it, height=page.shape[0] * 0.9)])
    assert people.shown(page)


def test_a_face_beside_a_document_is_as_large_as_a_head_near_it(monkeypatch, photographed):
    page = small(photographed("identity"))
    band = sight.look(page)[0].band
    tall = min(band.width, band.height)
    for share, shown in ((0.5, False), (0.7, True)):
        beside = Face(band.x + band.width, band.y, 0.7 * share * tall, share * tall)
        monkeypatch.setattr(people, "look", lambda image, face=beside: [face])
        assert people.shown(page) is shown
