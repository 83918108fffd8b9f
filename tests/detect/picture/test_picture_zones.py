"""Lines to a zone: what is read, what is not read further, what is read again."""

import numpy as np
import pytest

from sakchy.detect.picture import zones
from sakchy.detect.picture.reader import Reading
from sakchy.detect.picture.zones import FEWEST, OTHERS, TRIED, Way, both, first_sure, grammar, read_strip
from specimens.zones import passport

ODDS = np.zeros((1, 38), np.float32)
FULL = ["P<KGZ" + "ULGU" * 6 + "<<" + "SPECIMEN" * 2, "PE00000018KGZ0001018M35010142010119009999916"]
"""A name and a personal number that fill their lines: so few fillers has a zone."""


@pytest.fixture
def says(monkeypatch):
    """Lines by number, what the reader says of each, and which it was shown."""
    shown = []

    def reader(texts, sure=0.9):
        def read(line, width):
            shown.append((int(line[0, 0]), width))
            return Reading(texts[int(line[0, 0])], sure, ODDS)

        monkeypatch.setattr(zones, "read", read)
        return Way([np.full((24, 400), number, np.uint8) for number in range(len(texts))])

    reader.shown = shown
    return reader


def test_unsure_readings_do_not_count():
    lines = ["P<KGZULGU<<SPECIMEN<<<<<<<<<<<<<<<<<<<<<<<<<", "PE00000018KGZ0001018M35010142010119009999916"]
    assert grammar([Reading(line, 0.9, ODDS) for line in lines]) is not None
    assert grammar([Reading(line, 0.4, ODDS) for line in lines]) is None


@pytest.mark.parametrize(("count", "reads"), [(2, 1), (3, 1), (4, 2), (5, 2), (8, TRIED)])
def test_of_words_few_lines_are_read(says, count, reads):
    way = says(["TOTAL KGS THANK YOU"] * count)
    assert way.readings == []
    assert (way.sure, way.filled, way.promises) == (0, False, False)
    assert len(says.shown) == reads


@pytest.mark.parametrize("count", [2, 3, 5])
def test_of_numbers_without_fillers_no_more_than_three(says, count):
    assert says(["204 117 993 KGS"] * count).readings == []
    assert len(says.shown) == min(count, TRIED)


def test_print_above_a_zone_does_not_hide_it(says):
    assert len(says(["AUTHORITY MKK", "SIGNATURE", *FULL]).readings) == 4


def test_every_line_is_read_once_where_there_are_fillers(says):
    way = says(["above it", *passport(), "below it"])
    assert [reading.text for reading in way.readings] == ["above it", *passport(), "below it"]
    assert sorted(number for number, _ in says.shown) == [0, 1, 2, 3]
    assert way.promises


def test_names_and_numbers_that_fill_their_lines_are_read(says):
    assert sum(line.count("<") for line in FULL) == FEWEST
    assert len(says(FULL).readings) == 2


def test_a_shift_operator_is_no_row_of_fillers(says):
    way = says(["IF A << B AND C << D", "THEN A <<= B << 1"])
    assert len(way.readings) == 2
    assert not way.promises
    assert read_strip((way, says(["X"]))) is None
    assert not any(width in OTHERS for _, width in says.shown)


def test_lines_upside_down_are_the_other_way(says):
    lines = [np.arange(12, dtype=np.uint8).reshape(3, 4), np.ones((3, 4), np.uint8)]
    ahead, back = both(lines)
    assert ahead.lines == lines
    assert np.array_equal(back.lines[1], lines[0][::-1, ::-1])


def test_the_first_sure_zone_ends_the_search(says):
    way = says(passport())
    zone = first_sure(iter([way.lines, pytest.fail]))
    assert zone is not None
    assert zone.strength == 3
