import pytest

from sakchy.extract.piece import Piece, inside, safe_name
from sakchy.model import Step


@pytest.mark.parametrize(
    "name", ["scan", "passport.jpg", "IMG_20261122_123456.jpg", "паспорт (2).png", "items[12].id"]
)
def test_ordinary_names_stay_readable(name):
    assert safe_name(name) == name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("AN1234567.jpg", "AN•••••••.jpg"),
        ("passport ID1234567 front", "passport ID••••••• front"),
        ("4111 1111 1111 1111", "•••• •••• •••• ••••"),
        ("12345678901234.pdf", "••••••••••••••.pdf"),
        ("line\nbreak", "line break"),
        ("x\0y", "x y"),
    ],
)
def test_numbers_and_line_breaks_are_covered(name, shown):
    assert safe_name(name) == shown


def test_long_names_are_shortened():
    assert safe_name("a" * 30 + "b" * 30) == "a" * 20 + "…" + "b" * 12
    assert len(safe_name("1234567 " * 1000)) <= 40


def test_inside_goes_one_deeper_and_keeps_the_field():
    outer = Piece("x", (Step("form", "a"),), "a", "text/plain", 2)
    assert inside(outer, b"y", Step("base64")) == Piece(b"y", (Step("form", "a"), Step("base64")), "a", "", 3)
