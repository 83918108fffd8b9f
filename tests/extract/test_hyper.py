"""Expressions looked for all at once: the same that Python finds, or nothing said at all."""

import re
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest

from sakchy.extract import hyper
from sakchy.extract.carve import JPEG, PICTURES, PNG
from sakchy.extract.hyper import LONG, Several
from sakchy.extract.strings import LIKELY

NOISE = Random(7).randbytes(2 * LONG)
STANDING = {
    "jpeg": (PICTURES, JPEG),
    "png": (PICTURES, PNG),
    "cyrillic": (LIKELY, "Асан".encode()),
    "wide latin": (LIKELY, "secret".encode("utf-16-le")),
    "wide cyrillic": (LIKELY, "Үсөнов".encode("utf-16-be")),
}


@pytest.fixture(autouse=True)
def switched_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(hyper.SWITCH, "1")


@pytest.mark.skipif(not hyper.available(), reason="Hyperscan is not installed")
@pytest.mark.parametrize(("several", "word"), STANDING.values(), ids=STANDING)
@pytest.mark.parametrize("at", [0, 1, LONG + 3, 2 * LONG], ids=["first", "second", "amid", "last"])
def test_each_is_found_wherever_it_stands(several: Several, word: bytes, at: int) -> None:
    data = NOISE[:at] + word + NOISE[at:]
    known = [re.compile(each, re.DOTALL) for each in several.expressions]
    there = {number for number, each in enumerate(known) if each.search(data)}
    assert there
    assert several.which(data) == there
    assert several.which(NOISE) == {number for number, each in enumerate(known) if each.search(NOISE)}


@pytest.mark.skipif(not hyper.available(), reason="Hyperscan is not installed")
def test_threads_may_look_at_the_same_time() -> None:
    words = [f"word-{number}-".encode() for number in range(200)]  # each is told to Python
    database, data = hyper.compiled(words), b"".join(words)
    with ThreadPoolExecutor(4) as threads:
        found = threads.map(lambda _: hyper.matches(database, data), range(200))
        assert [*map(len, found)] == [200] * 200


def test_nothing_is_said_of_what_is_short() -> None:
    assert PICTURES.which(JPEG + NOISE[: LONG // 2]) is None


def test_nothing_is_said_where_it_does_not_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hyper, "compiled", None)
    assert Several(b"a").which(NOISE) is None
    monkeypatch.setenv(hyper.SWITCH, "0")
    assert PICTURES.which(NOISE) is None
