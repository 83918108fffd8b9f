import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.detect.picture.fronts.likeness import likely, nearest, pairs, places


def distance(label, line):
    """Fewest changes that make a label of any piece of a line, the slow way."""
    costs = [0] * (len(line) + 1)
    for at, letter in enumerate(label, 1):
        before, costs[0] = costs[0], at
        for place, other in enumerate(line, 1):
            before, costs[place] = (
                costs[place],
                min(costs[place] + 1, costs[place - 1] + 1, before + (letter != other)),
            )
    return min(costs)


SHORT = st.text("ABC ", min_size=1, max_size=12)


@given(label=SHORT, text=SHORT, errors=st.integers(0, 3))
def test_letters_wrong_are_the_edit_distance_to_any_piece(label, text, errors):
    assert nearest(text, label, places(label), errors)[1] == min(distance(label, text), errors + 1)


@pytest.mark.parametrize(
    ("read", "end", "wrong"),
    [
        ("XX PASSPORT YY", 11, 0),
        ("XX PAXSPORT YY", 11, 1),
        ("XX PASPORT YY", 10, 1),
        ("XX PXXXPORT YY", 0, 3),
    ],
)
def test_where_a_label_ends(read, end, wrong):
    assert nearest(read, "PASSPORT", places("PASSPORT"), 2) == (end, wrong)


def test_pairs_of_letters_pass_over_what_cannot_be_like():
    wanted = pairs("PASSPORT")
    assert likely(pairs("XX PAXSPORT YY"), wanted, 1)
    assert not likely(pairs("DRIVING LICENCE"), wanted, 2)
