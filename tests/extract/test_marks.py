"""Several marks in long data: found wherever they stand, and nothing else."""

import base64
from random import Random

import pytest

from sakchy.extract import hyper
from sakchy.extract.files.buried import PARTS
from sakchy.extract.marks import LONG, MOST, Marks
from sakchy.extract.runs import IN_LONG

NOISE = Random(7).randbytes(3 * LONG)
LETTERS = base64.b64encode(NOISE)[: 3 * LONG]
AROUND = ((PARTS, NOISE), (IN_LONG, LETTERS))
ALL = [(marks, mark, around) for marks, around in AROUND for mark in marks.marks]


@pytest.fixture(autouse=True, params=["0", "1"], ids=["default", "fast"])
def tier(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(hyper.SWITCH, request.param)


@pytest.mark.parametrize(("marks", "mark", "around"), ALL, ids=[repr(mark) for _, mark, _ in ALL])
@pytest.mark.parametrize("at", [0, 1, 2 * LONG, 3 * LONG], ids=["first", "second", "amid", "last"])
def test_each_mark_is_found_in_long_data(marks: Marks, mark: bytes, around: bytes, at: int) -> None:
    assert not marks.one_by_one(around)
    assert not marks.stand_in(around)
    assert marks.stand_in(around[:at] + mark + around[at:])
    assert not marks.stand_in(around[:at] + mark[:-1] + b"\n" + around[at:])


def test_short_data_is_searched_as_it_is() -> None:
    assert PARTS.stand_in(b"...ftyp")
    assert not PARTS.stand_in(b"...fty")


def test_where_it_may_stand_everywhere_it_is_still_found() -> None:
    nearly = b"ftyq" * (MOST + 10)
    assert not PARTS.stand_in(nearly)
    assert PARTS.stand_in(nearly + b"GIF8")


def test_three_bytes_have_each_one_place() -> None:
    with pytest.raises(ValueError, match="bcd"):
        Marks({b"abc": b"abc", b"bcd": b"bcd"})


def test_what_hyperscan_cannot_do_is_done_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hyper, "compiled", None)
    marks = Marks({b"GIF8": b"GIF"})
    assert marks.database is None
    assert marks.stand_in(NOISE + b"GIF8")
