"""The second opinion: the same evidence from another's lines, asked for only where ours were not enough."""

import numpy as np
import pytest

from sakchy.detect.picture import opinion
from sakchy.detect.picture.band import Band
from sakchy.detect.picture.fronts import Front, search, second, sight
from sakchy.detect.picture.fronts.search import Look
from sakchy.detect.picture.fronts.sheet import Sheet
from sakchy.detect.picture.pipeline import pages

SHEET = np.full((300, 480), 200, np.uint8)
PLACE = sight.Place("card", 0.9, Band(240.0, 150.0, 480.0, 300.0, 0.0, 9.0))
SAID = (("4111 1111", 40, 150), ("1111 1129", 200, 152), ("valid thru", 60, 200), ("08/29", 160, 201))


def corners(x, y, wide=120.0, tall=24.0):
    return np.array([[x, y], [x + wide, y], [x + wide, y + tall], [x, y + tall]])


@pytest.fixture
def another(monkeypatch):
    """Another reader, that reads a card."""
    monkeypatch.setattr(opinion, "available", lambda: True)
    monkeypatch.setattr(opinion, "page", lambda _: [(corners(x, y), text) for text, x, y in SAID])


def test_lines_side_by_side_are_a_row(another):
    first, last = second.rows(SHEET)
    assert first.number == "4111 1111 1111 1129"
    assert last.texts == ("VALID THRU", "08/29", "VALID THRU 08/29")


def test_a_line_slopes_as_its_corners_do():
    one = second.line(np.array([[10.0, 10], [110, 20], [110, 40], [10, 30]]))
    assert (one.x, one.y, one.length, one.height, one.slope) == (10, 20, 100, 20, pytest.approx(0.1))


def test_what_another_reads_counts_if_it_is_more(another):
    sheet = Sheet(SHEET, (), PLACE.band, SHEET)
    assert Look(PLACE, sheet, Front("id-card", 0.4)).second().kind == "bank-card"
    assert Look(PLACE, sheet, Front("id-card", 9.0)).second().kind == "id-card"


def test_it_is_not_asked_where_ours_is_enough(monkeypatch, photographed):
    monkeypatch.setattr(opinion, "available", lambda: pytest.fail("nobody had to ask"))
    for page in pages(photographed("bank")):
        assert search.search_front(page.small, page.larger).kind == "bank-card"


def test_another_that_fails_reads_nothing(monkeypatch):
    def broken():
        raise MemoryError

    monkeypatch.setattr(opinion, "engine", broken)
    assert second.rows(SHEET) == []


@pytest.mark.skipif(not opinion.available(), reason="the extra `ocr` is not installed")
def test_another_reads_a_sheet(photographed):
    (page,) = pages(photographed("bank", angle=0.0, share=0.95))
    assert any("4111 1111 1111 1111" in row.number for row in second.rows(page.larger(1200)))
