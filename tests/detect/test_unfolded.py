import pytest

from sakchy.detect.sheet import Sheet
from sakchy.detect.unfolded import unfolded
from sakchy.model import Text


def sheet(**fields):
    return Sheet([Text((), value, name) for name, value in fields.items()])


def texts(*pairs):
    return [(text.field, text.text) for text in unfolded(Sheet([Text((), t, f) for f, t in pairs])).texts]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("pay 4111+1111+1111+1111 now", "pay 4111 1111 1111 1111 now"),
        ("4111.1111.1111.1111", "4111 1111 1111 1111"),
        ("карта 4111_1111_1111_1111.", "карта 4111 1111 1111 1111."),
        ("3782/822463/10005", "3782 822463 10005"),
        ("карта\n4111\n1111\n1111\n1111\n", "карта\n4111 1111 1111 1111\n"),
        ("карта 4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 11/29", "карта 4111111111111111 11/29"),
        ("４111\u200b 1111 1111 1111", "4111 1111 1111 1111"),
    ],
)
def test_odd_gaps_are_made_plain(written, meant):
    assert texts(("message", written), ("a", "1.2")) == [("message", meant), ("a", "1.2")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2001\n2002\n2003\n2004\n2005",
        "1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2",
        "4111 1111 1111 1111",
        "1.2.3",
        "4111.1111",
        "4111.1111.1111",
        "2026/11/22",
        "4111.1111-1111.1111",
    ],
)
def test_other_numbers_stay(text):
    given = Sheet([Text((), text)])
    assert unfolded(given) is given


@pytest.mark.parametrize("text", ["v4111.1111.1111.1111", "4111.1111.1111.1111.5", "4111_1111_1111_1111_a"])
def test_parts_of_longer_names_stay(text):
    assert texts(("", text)) == [("", text)]


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


def test_thousands_of_such_groups_are_joined_in_linear_time():
    texts = [Text((), "4111", f"form{number}.k{number}") for number in range(20_000)]
    assert len(unfolded(Sheet(texts)).texts) == len(texts)
    beside = [Text((), "4111", f"k{number}") for number in range(20_000)]
    assert len(unfolded(Sheet([*beside, Text((), "737", "cvv")])).texts) > len(beside) + 1


@pytest.mark.parametrize("mark", ["", "\0"])
def test_each_text_is_changed_by_itself_whatever_stands_in_it(mark):
    written = [
        "4111.1111.1111.1111" + mark,
        "a" + mark,
        "٤١١١",
        "4 1 1 1 1 1 1 1 1 1 1 1 1",
        "4111\u200b1111",
    ]
    texts = [Text((), each, "pan") for each in written]
    found = unfolded(Sheet(texts)).texts
    assert [each.text for each in found] == [
        "4111 1111 1111 1111" + mark,
        "a" + mark,
        "4111",
        "4111111111111",
        "41111111",
    ]
    assert found[1] is texts[1]
