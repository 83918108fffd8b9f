"""The personal policy, cell by cell, against the table it was drawn up from.

A goes, L stands in history, E warns, H asks, H2 asks twice, X stops. `messenger-e2ee` is as `messenger`: what
Sakchy can read there left unencrypted.
"""

import pytest

from sakchy.decide.policy import grid
from sakchy.rulebook import load

CELL = {"A": "allow", "L": "note", "E": "warn", "H": "ask", "H2": "ask-twice", "X": "block"}
GROUPS = [
    ("state", "bank"),
    ("payment",),
    ("approved",),
    ("mail",),
    ("messenger", "messenger-e2ee"),
    ("social",),
    ("file-sharing",),
    ("paste",),
    ("ai-chat",),
    ("analytics",),
    ("known",),
    ("unknown",),
    ("lookalike", "insecure"),
]
TABLE = {
    ("passport", "id-card", "driving-licence"): "A H2 L H H X H2 X H2 X H H2 X",
    ("personal-number", "passport-number"): "A H L H H H2 H H2 H X H H X",
    ("questionnaire",): "A E L E E H H H H X E H X",
    ("bank-card",): "A A L H H X H X H X H H X",
    ("one-time-code",): "A A L H H2 X A X H X H H2 X",
    ("bank-card-code", "bank-card-pin"): "L A H X X X X X X X H X X",
    ("password",): "X X X X X X X X X X X X X",
    ("bank-requisites",): "A A L L L E E E E E E E H",
    ("medical-record",): "L A L H H H2 H H2 H X H H2 X",
    ("document-selfie", "biometric"): "A H L H2 H2 X H2 X H2 X H2 H2 X",
}
PERSONAL = grid(load(), "personal")


@pytest.mark.parametrize(("kinds", "line"), TABLE.items())
def test_the_table(kinds, line):
    for columns, mark in zip(GROUPS, line.split(), strict=True):
        for kind in kinds:
            assert {PERSONAL.rows[kind][column] for column in columns} == {CELL[mark]}, (kind, columns)


def test_on_this_computer_everything_passes_and_is_written_down():
    assert {cells["local"] for cells in PERSONAL.rows.values()} == {"note"}


@pytest.mark.parametrize(
    "column", ["mail", "messenger", "social", "file-sharing", "paste", "ai-chat", "unknown", "insecure"]
)
@pytest.mark.parametrize("reason", ["worker-lost", "out-of-time", "error", "too-deep", "too-dense"])
def test_a_reader_that_failed_does_not_open_the_door(column, reason):
    assert PERSONAL.cell("not-read", reason, column) == ("not-read", "ask")


@pytest.mark.parametrize("reason", ["unknown-format", "encrypted", "broken", "too-large", "too-many"])
def test_ordinary_files_raise_no_question(reason):
    for column in {name for columns in GROUPS for name in columns} - {"lookalike"}:
        assert PERSONAL.cell("not-read", reason, column)[1] in {"allow", "note"}


def test_keys_never_go_to_the_public_or_to_imitations():
    for kind in ("private-key", "secret"):
        assert {PERSONAL.rows[kind][column] for column in ("social", "paste", "lookalike")} == {"block"}
    assert PERSONAL.rows["secret"]["known"] == "warn"
    assert PERSONAL.rows["private-key"]["unknown"] == "ask"
