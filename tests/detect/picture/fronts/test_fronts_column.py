from sakchy.detect.picture.fronts import column
from sakchy.detect.picture.fronts.words import Words

ROWS = ("4111", "1111", "1111", "1129")


def line(row, x=80.0, pitch=60.0, height=40.0):
    return Words(x, 100 + row * pitch, 100, height, 0.0)


def found(seen, *, said=ROWS, **where):
    """Numbers on a card of which some rows were seen; others can be read where they stand."""

    def read(at):
        row = round((at.y - 100) / 60)
        return said[row] if 0 <= row < len(said) and abs(at.y - 100 - row * 60) < 10 else ""

    return list(column.numbers({line(row, **where): said[row] for row in seen}, read))


def test_rows_that_were_not_seen_are_looked_for():
    for seen in ((0, 1), (2, 3), (0, 3), (1, 2), (0, 1, 2, 3)):
        assert found(seen) == ["4111 1111 1111 1129"]


def test_one_row_may_be_illegible():
    assert found((0, 1), said=("4111", "1111", "I1Y", "1129")) == ["4111 1111 I1Y 1129"]
    assert found((0, 1), said=("4111", "1111", "I1Y", "A9")) == []


def test_lone_rows_and_those_far_apart_are_no_number():
    assert found((0,)) == []
    assert found((0, 1), pitch=400.0) == []
    assert found((0, 1), pitch=20.0) == []


def test_rows_begin_under_each_other():
    assert column.under(line(0), line(1, x=90.0))
    assert not column.under(line(0), line(1, x=200.0))
    assert not column.under(line(0), line(1, height=90.0))
