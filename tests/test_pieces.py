import pytest

from sakchy.engine import CLEAN, Ruling
from sakchy.extract.uploads import Chunk
from sakchy.model import Destination, Event, Finding, Step, Verdict, Why
from sakchy.pieces import GROWN, OFTEN, Upload, add, due, mark, pieces, settle
from sakchy.wire.spool import Spool

BODY = (Step("body"),)


@pytest.fixture
def upload(tmp_path):
    with Spool(tmp_path, 100) as spool:
        yield Upload(spool)


def piece(order, data=b"data", *, last=False):
    return Chunk("key", data, order, last)


def finding(kind="passport", rule="mrz", fingerprint="f1"):
    return Finding(kind, rule, 1.0, BODY, "", fingerprint)


def ruling(outcome, *findings):
    verdict = Verdict("ask", findings, Destination("shop.example", "unlisted"), Why("why"), "personal")
    return Ruling(outcome, Event("e1", 0.0, verdict, outcome, "http", "POST", 9))


async def whole(upload):
    return b"".join([block async for block in pieces(upload)])


async def test_pieces_lie_in_their_order_whatever_order_they_came_in(upload):
    for order, data in ((20, b"three"), (0, b"one"), (10, b"two")):
        assert await add(upload, piece(order, data))
    assert await whole(upload) == b"onetwothree"
    assert upload.size == 11


async def test_one_sent_again_takes_the_place_of_the_first(upload):
    for data in (b"old", b"newer"):
        await add(upload, piece(1, data))
    assert await whole(upload) == b"newer"


async def test_what_has_no_room_is_refused_and_an_empty_one_is_none(upload):
    assert await add(upload, piece(0, bytes(90)))
    assert not await add(upload, piece(1, bytes(11)))
    assert await add(upload, piece(2, b""))
    assert list(upload.places.values()) == [(0, 90)]


async def test_numbers_and_names_of_blocks_do_not_meet(upload):
    for order in ("b", 2, "a", 10):
        await add(upload, piece(order, f"{order} ".encode()))
    assert await whole(upload) == b"2 10 a b "


def test_everything_is_looked_at_again_less_often_the_more_there_is(upload):
    assert due(upload, piece(0))
    upload.places[False, 0] = (0, 10 * OFTEN)
    upload.looked = int(10 * OFTEN / GROWN) + 2
    assert not due(upload, piece(0))
    assert due(upload, piece(0, last=True))
    upload.looked -= 3
    assert due(upload, piece(0))


async def test_what_was_let_through_is_known(upload):
    await add(upload, piece(0))
    settle(upload, ruling("sent", finding()), piece(0))
    settle(upload, CLEAN, piece(0))
    assert upload.known == {("passport", "f1")}
    assert (len(upload.places), upload.refused) == (1, None)


@pytest.mark.parametrize(("outcome", "lasts"), [("refused", True), ("blocked", True), ("expired", False)])
async def test_what_was_stopped_is_no_part_of_the_upload(upload, outcome, lasts):
    await add(upload, piece(0))
    settle(upload, stopped := ruling(outcome, finding()), piece(0))
    assert upload.places == {}
    assert upload.refused is (stopped if lasts else None)


def test_what_cannot_be_read_is_the_same_in_every_piece():
    one, two = (finding("not-read", "too-large", mark) for mark in ("f1", "f2"))
    assert mark(one) == mark(two)
    assert mark(finding()) != mark(finding(fingerprint="f2"))
