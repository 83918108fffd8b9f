"""The second opinion: asked only where fillers were seen and nothing was read, and never in the way."""

import numpy as np
import pytest

from sakchy.detect.picture import opinion, pipeline, zones
from sakchy.detect.picture.reader import Reading
from specimens.zones import passport

STRIP = [np.zeros((24, 400), np.uint8)] * 2
ROW = np.zeros((1, 38), np.float32)


@pytest.fixture
def asked(monkeypatch):
    """Another reader that reads a passport's zone; which lines it was asked about."""
    parts = []
    monkeypatch.setattr(opinion, "available", lambda: True)
    monkeypatch.setattr(opinion, "lines", lambda way: parts.append(way) or passport())
    return parts


def reads(monkeypatch, text):
    monkeypatch.setattr(zones, "read", lambda *_: Reading(text, 0.55, ROW))


def test_fillers_without_a_zone_call_for_it(asked, monkeypatch):
    reads(monkeypatch, "PXKG2ULG0<<SPEC1MEN<<<<<<<<")
    zone = zones.first_sure([STRIP])
    assert zone is not None
    assert (zone.format, zone.strength) == ("TD3", 3)
    assert asked


def test_other_lines_do_not(asked, monkeypatch):
    reads(monkeypatch, "TOTAL 1 204 KGS THANK YOU")
    assert zones.first_sure([STRIP]) is None
    assert asked == []


def test_it_is_not_asked_where_ours_is_sure(monkeypatch, scan):
    monkeypatch.setattr(opinion, "available", lambda: pytest.fail("nobody had to ask"))
    page = pipeline.Page(b"", np.asarray(scan[:, :, 0]))
    assert zones.sure(pipeline.zone_of(page))


def test_a_library_that_fails_leaves_things_as_they_are(monkeypatch):
    def broken():
        raise MemoryError

    monkeypatch.setattr(opinion, "engine", broken)
    assert opinion.lines([np.zeros((24, 400), np.uint8)]) == []


@pytest.mark.skipif(not opinion.available(), reason="the extra `ocr` is not installed")
def test_the_real_one_reads_a_line(scan):
    line = scan[int(len(scan) * 0.85) : int(len(scan) * 0.92), :, 0]
    assert "KGZ" in opinion.lines([line])[0]
