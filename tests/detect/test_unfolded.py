import pytest

from sakchy.detect.sheet import Sheet
from sakchy.detect.unfolded import escaped, unfolded
from sakchy.model import Text


def sheet(**fields):
    return Sheet([Text((), value, name) for name, value in fields.items()])


def texts(*pairs):
    return [(text.field, text.text) for text in unfolded(Sheet([Text((), t, f) for f, t in pairs])).texts]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("pay 4111%201111%201111%201111 now", "pay 4111 1111 1111 1111 now"),
        ("pay 4111+1111+1111+1111 now", "pay 4111 1111 1111 1111 now"),
        ("4111%2D1111%2D1111%2D1111", "4111-1111-1111-1111"),
        ("4111%C2%A01111%C2%A01111%C2%A01111", "4111\u00a01111\u00a01111\u00a01111"),
        ("3782&nbsp;822463&nbsp;10005", "3782\u00a0822463\u00a010005"),
        ("4111\\u00a01111\\u00a01111\\u00a01111", "4111\u00a01111\u00a01111\u00a01111"),
        ("ULGU&lt;&lt;SPECIMEN<br>PE0", "ULGU<<SPECIMEN\nPE0"),
        ("ULGU%3C%3CSPECIMEN%0APE0", "ULGU<<SPECIMEN\nPE0"),
        ("ULGU\\u003c\\u003cSPECIMEN", "ULGU<<SPECIMEN"),
    ],
)
def test_escapes_are_undone(written, meant):
    assert texts(("message", written)) == [("message", meant)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "100%20 off",
        "a+b 1+1",
        "x &lt; y &amp; z",
        "https%3A%2F%2Fexample.kg",
        "\\u003cp\\u003e",
        "4111 1111",
    ],
)
def test_other_escapes_stay(text):
    given = Sheet([Text((), text)])
    assert not escaped(given.raw)
    assert unfolded(given) is given


def test_only_the_text_that_is_escaped_changes():
    assert texts(("a", "1 &lt; 2, 100%25"), ("b", "A&lt;&lt;B")) == [("a", "1 &lt; 2, 100%25"), ("b", "A<<B")]


FOUR = ("4111", "1111", "1111", "1111")
AMEX = ("3782", "822463", "10005")


@pytest.mark.parametrize(
    ("names", "groups", "stem"),
    [
        (["card1", "card2", "card3", "card4"], FOUR, "card"),
        (["pan[0]", "pan[1]", "pan[2]", "pan[3]"], FOUR, "pan"),
        (["form.cc_a1", "form.cc_a2", "form.cc_a3"], AMEX, "form.cca"),
        (["cardNumberA", "cardNumberB", "cardNumberC", "cardNumberD"], FOUR, "cardNumber"),
    ],
)
def test_a_split_number_is_joined(names, groups, stem):
    pairs = list(zip(names, groups, strict=True))
    assert texts(("x", "1"), *pairs) == [("x", "1"), *pairs, (stem, " ".join(groups))]


def test_a_field_beside_it_tells_too():
    pairs = [
        ("pay.part[0]", "4111"),
        ("pay.part[1]", "1111"),
        ("pay.part[2]", "1111"),
        ("pay.part[3]", "1111"),
    ]
    assert len(texts(*pairs)) == 4
    assert texts(*pairs, ("pay.cvv", "123"))[-1] == ("pay.part", "4111 1111 1111 1111")


@pytest.mark.parametrize(
    "names",
    [["x[0]", "x[1]", "x[2]", "x[3]"], ["", "", "", ""], ["card", "order", "user", "phone"]],
)
def test_other_lists_of_numbers_are_not_joined(names):
    assert len(texts(*zip(names, FOUR, strict=True))) == len(names)


def test_longer_groups_are_no_number():
    assert len(texts(*((f"card{n}", "41111") for n in range(4)))) == 4
