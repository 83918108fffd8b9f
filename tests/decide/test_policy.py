"""The full grid of a policy."""

import pytest
from msgspec.structs import replace

from sakchy.decide.policy import CELLS, RAISED, WAIT, Grid, grid, overlaid, shipped
from sakchy.rulebook import Ask, Changes, Policy, Words, load

BOOK = load()
TITLE = Words(ky="а", ru="б", en="c")
UNDER = Grid(
    "under",
    rows={"secret": {"mail": "ask", "unknown": "ask-twice"}, "not-read": {"mail": "ask", "unknown": "note"}},
    wait=40,
)


def laid(**given):
    return overlaid(UNDER, Policy(profile="over", title=TITLE, extends="under", **given))


def test_what_is_left_out_stands():
    over = laid()
    assert (over.rows, over.wait, over.otherwise, over.inspect_trusted) == (UNDER.rows, 40, "ask", False)
    assert over.profile == "over"


def test_single_cells_and_keys_are_laid_over():
    over = laid(
        columns=("unknown",),
        table={"secret": ("warn",)},
        ask=Ask(wait=90),
        otherwise="block",
        inspect_trusted=True,
    )
    assert over.rows["secret"] == {"mail": "ask", "unknown": "warn"}
    assert (over.wait, over.otherwise, over.inspect_trusted) == (90, "block", True)
    assert UNDER.rows["secret"]["unknown"] == "ask-twice"


@pytest.mark.parametrize(("most", "counts"), [(None, 7), (0, 0), (3, 3)])
def test_the_number_of_questions_is_inherited_on_its_own(most, counts):
    under = overlaid(UNDER, Policy(profile="mid", title=TITLE, extends="under", ask=Ask(most=7)))
    assert overlaid(under, Policy(profile="over", title=TITLE, ask=Ask(wait=90, most=most))).most == counts
    assert overlaid(under, Policy(profile="over", title=TITLE)).most == 7


def test_a_new_row_of_a_rule_begins_as_its_kind():
    over = laid(columns=("mail",), table={"not-read/encrypted": ("block",)})
    assert over.rows["not-read/encrypted"] == {"mail": "block", "unknown": "note"}


def test_raised_asks_come_before_the_policys_own_cells():
    over = laid(raise_asks=True, columns=("mail",), table={"not-read": ("ask",)})
    assert over.rows["secret"] == {"mail": "ask-twice", "unknown": "block"}
    assert over.rows["not-read"] == {"mail": "ask", "unknown": "note"}
    assert over.otherwise == "ask-twice"


def test_the_closest_row_speaks():
    found = laid(columns=("mail",), table={"not-read/encrypted": ("block",)}).cell
    assert found("not-read", "encrypted", "mail") == ("not-read/encrypted", "block")
    assert found("not-read", "error", "mail") == ("not-read", "ask")
    assert found("biometric", "any", "mail") == ("", "ask")
    assert found("secret", "any", "state") == ("secret", "ask")  # a column nobody filled


def test_an_unknown_policy_is_named_with_a_suggestion():
    with pytest.raises(ValueError, match="unknown policy `personl`; did you mean `personal`") as caught:
        grid(BOOK, "personl")
    assert type(caught.value) is ValueError


@pytest.mark.parametrize("name", BOOK.policies)
def test_shipped_grids_are_full(name):
    full = grid(BOOK, name)
    for kind in BOOK.kinds:
        assert set(full.rows[kind]) == set(BOOK.categories)
    assert all(set(row) == set(BOOK.categories) for row in full.rows.values())


@pytest.mark.parametrize("name", ["family", "shared-computer"])
def test_family_and_shared_computer_are_never_milder(name):
    personal, stricter = grid(BOOK, "personal"), grid(BOOK, name)
    for row, cells in personal.rows.items():
        for column, cell in cells.items():
            assert CELLS.index(stricter.rows[row][column]) >= CELLS.index(RAISED.get(cell, cell)), (
                row,
                column,
            )


def test_waits():
    assert {name: grid(BOOK, name).wait for name in BOOK.policies} == {
        "personal": WAIT,
        "office": WAIT,
        "family": 120,
        "shared-computer": 30,
    }


def test_the_office_never_asks_about_its_own_requisites():
    assert set(grid(BOOK, "office").rows["bank-requisites"].values()) <= {"allow", "note", "ask"}
    assert grid(BOOK, "office").rows["bank-requisites"]["mail"] == "note"


def test_layers_lie_over_each_other_the_nearest_on_top():
    mine = Policy(
        profile="mine", title=TITLE, extends="family",
        columns=("mail",), table={"passport": ("warn",)},
    )  # fmt: skip
    cells = {"passport": {"messenger": "allow"}, "passport/mrz-picture": {"mail": "block"}}
    layered = replace(
        BOOK,
        policies={**BOOK.policies, "mine": mine},
        changes={"mine": Changes(policy="mine", cells=cells), "personal": Changes(policy="personal")},
    )
    made, family = grid(layered, "mine"), grid(BOOK, "family")
    assert made.cell("passport", "", "mail") == ("passport", "warn")
    assert made.cell("passport", "", "messenger") == ("passport", "allow")
    assert made.cell("passport", "", "social") == family.cell("passport", "", "social")
    assert made.cell("passport", "mrz-picture", "mail") == ("passport/mrz-picture", "block")
    assert made.cell("passport", "mrz-picture", "social")[1] == family.cell("passport", "", "social")[1]
    assert made.changed == {("passport", "messenger"), ("passport/mrz-picture", "mail")}
    assert shipped(layered, "mine").cell("passport", "", "messenger") == family.cell(
        "passport", "", "messenger"
    )
