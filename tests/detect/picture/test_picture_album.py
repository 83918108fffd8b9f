"""Several pictures of one message: in parallel, no further than needed, and none twice."""

import mmap
import threading

import pytest

from sakchy.detect.picture import Album, PictureDetector, Seen
from sakchy.detect.picture.album import FEW, MANY
from sakchy.model import Picture, Step


@pytest.fixture
def looked(monkeypatch):
    """What the detector was asked to look at."""
    pictures = []
    real = PictureDetector.find
    monkeypatch.setattr(PictureDetector, "find", lambda self, one: pictures.append(one) or real(self, one))
    return pictures


@pytest.fixture
def album():
    return Album(PictureDetector(b"key"), Seen(b"key"))


def numbered(*files):
    return [Picture((Step("file", str(number)),), data) for number, data in enumerate(files)]


def test_findings_come_in_the_order_of_the_pictures(album, specimen):
    files = ("passport-scan.jpg", "holiday.jpg", "card-photo.jpg", "barcode.jpg", "td2-photo.jpg")
    found = album.find(numbered(*map(specimen, files)))
    assert [(finding.kind, finding.where[0].name) for finding in found] == [
        ("passport", "0"), ("id-card", "2"), ("id-card", "4"),
    ]  # fmt: skip


def test_threads_and_one_after_the_other_find_the_same(album, specimen):
    pictures = numbered(*map(specimen, ("passport-scan.jpg", "code.png", "card-photo.jpg")))
    assert len(pictures) >= FEW
    assert album.find(pictures) == [finding for picture in pictures for finding in album.find([picture])]


def test_a_picture_that_held_nothing_is_not_looked_at_again(album, looked, specimen):
    pictures = numbered(*map(specimen, ("holiday.jpg", "code.png", "table.webp")))
    assert album.find(pictures) == []
    assert album.find(pictures) == []
    assert len(looked) == 3


def test_a_document_is_found_each_time_and_where_it_stands(album, looked, specimen):
    first, second = numbered(specimen("passport-scan.jpg"), specimen("passport-scan.jpg"))
    assert [one.where for one in album.find([first])] == [first.place]
    assert [one.where for one in album.find([second])] == [second.place]
    assert len(looked) == 2


def test_of_many_pictures_none_is_begun_after_a_document(album, looked, specimen):
    holiday = specimen("holiday.jpg")
    files = [specimen("passport-scan.jpg"), *(holiday + bytes([number]) for number in range(60))]
    assert len(files) > MANY
    assert [finding.kind for finding in album.find(numbered(*files))] == ["passport"]
    for thread in threading.enumerate():
        if thread.name.startswith("sakchy-picture"):
            album.threads.submit(thread.is_alive).result()
    assert len(looked) < len(files) / 2


def test_what_cannot_be_read_does_not_hide_a_document_behind_it(album, specimen):
    files = [b"\xff\xd8\xff\xe0 broken"] * (MANY + 1) + [specimen("passport-scan.jpg")]
    kinds = [finding.kind for finding in album.find(numbered(*files))]
    assert kinds == ["not-read"] * (MANY + 1) + ["passport"]


def test_processes_share_what_they_have_seen():
    with mmap.mmap(-1, 1024) as table:
        one, other = Seen(b"key", table), Seen(b"key", table)
        mark = one.mark(b"picture")
        assert not other.knows(mark)
        one.remember(mark)
        assert other.knows(other.mark(b"picture"))
        assert not other.knows(other.mark(b"another"))


def test_fingerprints_need_the_key():
    assert Seen(b"key").mark(b"picture") != Seen(b"other").mark(b"picture")


def test_a_later_picture_takes_the_slot_of_an_earlier_one():
    seen = Seen(b"key", bytearray(16))
    first, second = seen.mark(b"one"), seen.mark(b"two")
    seen.remember(first)
    seen.remember(second)
    assert (seen.knows(first), seen.knows(second)) == (False, True)


def test_a_slot_half_written_is_no_pictures():
    seen = Seen(b"key", bytearray(16))
    mark = seen.mark(b"one")
    seen.remember(mark)
    seen.table[8:16] = bytes(8)
    assert not seen.knows(mark)
