import numpy as np
import pytest

from sakchy.detect.picture.band import Band
from sakchy.detect.picture.fronts.words import Words
from sakchy.detect.picture.paper import sheet
from sakchy.detect.picture.paper.labels import within
from sakchy.detect.picture.paper.sheet import Cell, Page


def place(image):
    height, width = image.shape
    return Band(width / 2, height / 2, width, height, 0, 1.0)


def lines(*where):
    return tuple(Words(x, y, 100.0, 20.0, slope) for x, y, slope in where)


def test_lines_side_by_side_are_a_row():
    page = Page(np.zeros((9, 9), np.uint8), lines((300, 102, 0), (10, 100, 0), (10, 140, 0)))
    assert [[line.x for line in row] for row in page.rows()] == [[10, 300], [10]]


def test_rows_of_a_page_that_slopes():
    page = Page(np.zeros((9, 9), np.uint8), lines((10, 100, 0.1), (410, 140, 0.1), (10, 140, 0.1)))
    assert [[line.x for line in row] for row in page.rows()] == [[10, 410], [10]]


@pytest.mark.parametrize("upside_down", [False, True])
def test_a_page_is_read_the_right_way_up(grey_form, upside_down):
    image = np.ascontiguousarray(np.rot90(grey_form("anketa"), 2 if upside_down else 0))
    page = sheet.upright(sheet.cut(image, place(image)))
    assert page is not None
    cells = [cell.text for row in page.cells() for cell in row]
    assert any("ФAMИЛИЯ" in text for text in cells)
    assert any("ID7654321" in text for text in cells)


def test_how_rows_begin(grey_form):
    image = grey_form("anketa")
    page = sheet.cut(image, place(image))
    begun = [reading.text for reading in page.beginnings()]
    assert len({detail for text in begun for detail in (one.label.detail for one in within(text))}) >= 5


def test_an_empty_page_cannot_be_read():
    image = np.full((800, 600), 240, np.uint8)
    assert sheet.upright(sheet.cut(image, place(image))) is None


def test_a_cell_shows_nothing_of_what_it_says():
    assert "SPECIMEN" not in repr(Cell(lines((0, 0, 0))[0], ("SPECIMEN",)))
