"""The table of threats in the documents names tests that there are, and leaves none of them out."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILES = ("test_threats.py", "test_hostile_sites.py")
ELSEWHERE = {
    "test_a_host_of_foreign_letters_is_shown_as_it_is_looked_up",
    "test_the_address_of_the_page_cannot_be_taken_without_the_guards_certificate",
}
"""Tests beside those of a row."""


def written():
    text = "".join((ROOT / "tests" / "browser" / name).read_text("utf-8") for name in FILES)
    return set(re.findall(r"^def (test_\w+)", text, re.MULTILINE))


def test_every_row_has_its_test_and_every_test_its_row():
    text = (ROOT / "docs" / "security-and-limits.md").read_text("utf-8")
    table = text.partition("### Threats to the answer")[2].partition("\n## ")[0]
    rows = [row for row in table.splitlines() if row.startswith("| ")][1:]
    rows = [row for row in rows if not row.startswith("| ---")]
    named = [set(re.findall(r"`(test_\w+)`", row)) for row in rows]
    assert len(rows) > 10
    assert all(named), [row for row, names in zip(rows, named, strict=True) if not names]
    assert set.union(*named) == written() - ELSEWHERE
