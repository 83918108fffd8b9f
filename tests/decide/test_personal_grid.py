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
    ("one-time-code",): "A A L X X X H X X X H H2 X",
    ("bank-card-code", "bank-card-pin"): "L A H X X X X X X X H H2 X",
    ("password",): "L L L H H H2 H H2 H X H H X",
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
    rows = {row: cells["local"] for row, cells in PERSONAL.rows.items()}
    assert rows.pop("password/password-field") == "allow"  # every log-in would stand in the history
    assert set(rows.values()) == {"note"}


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


@pytest.mark.parametrize("policy", ["personal", "family", "office", "shared-computer"])
def test_what_must_not_be_read_along_does_not_go_unencrypted(policy):
    cells = grid(load(), policy)
    for kind in (
        "passport", "id-card", "driving-licence", "document-selfie", "biometric", "personal-number",
        "passport-number", "questionnaire", "bank-card", "bank-card-code", "bank-card-pin", "one-time-code",
        "password", "private-key", "medical-record",
    ):  # fmt: skip
        assert cells.rows[kind]["insecure"] == "block", kind
    for row in ("password/password-field", "password/own-password", "one-time-code/one-time-code-field"):
        assert cells.rows[row]["insecure"] == "block", row


@pytest.mark.parametrize("policy", ["personal", "family", "office", "shared-computer"])
def test_codes_stay_out_of_chats(policy):
    cells = grid(load(), policy)
    for kind in ("bank-card-code", "bank-card-pin", "one-time-code"):
        for column in ("mail", "messenger", "messenger-e2ee", "social", "paste", "ai-chat"):
            assert cells.rows[kind][column] == "block", (kind, column)
        assert cells.rows[kind]["bank"] in {"allow", "note"}
        assert cells.rows[kind]["payment"] == "allow"
        assert cells.rows[kind]["unknown"] in {"ask-twice", "block"}


@pytest.mark.parametrize("policy", ["personal", "family", "office", "shared-computer"])
def test_logging_in_is_never_touched_over_an_encrypted_connection(policy):
    cells = grid(load(), policy)
    for column in ("state", "bank", "payment", "mail", "social", "ai-chat", "known", "unknown", "approved"):
        assert cells.rows["password/password-field"][column] == "allow"
        assert cells.rows["one-time-code/one-time-code-field"][column] in {"allow", "note"}


def test_keys_are_asked_about_before_they_go_to_the_public_and_never_go_to_imitations():
    for kind in ("private-key", "secret", "password"):
        assert {PERSONAL.rows[kind][column] for column in ("social", "paste")} == {"ask-twice"}
        assert PERSONAL.rows[kind]["ai-chat"] == "ask"
        assert PERSONAL.rows[kind]["lookalike"] == "block"
    assert PERSONAL.rows["secret"]["known"] == "warn"
    assert PERSONAL.rows["private-key"]["unknown"] == "ask"
