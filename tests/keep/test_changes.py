"""The file of what a person changed: written, read back, stepped through."""

import pytest

from sakchy import rulebook
from sakchy.keep import changes as own
from sakchy.rulebook import Changes
from sakchy.yamlfile import FileError

ROWS = {
    "passport": {"mail": "ask", "messenger-e2ee": "block"},
    "one-time-code/one-time-code-field": {"local": "allow"},
}


def test_what_is_written_is_read_back_by_the_rulebook(tmp_path):
    own.write(tmp_path, Changes(policy="personal", cells=ROWS))
    assert own.read(tmp_path, "personal").cells == ROWS
    assert rulebook.load(extra=tmp_path).changes["personal"].cells == ROWS
    assert (tmp_path / "changes" / "personal.yaml").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["on", "off", "no", "y", "1", "1e3", "null"])
def test_names_that_yaml_takes_for_something_else_stay_text(tmp_path, name):
    changes = Changes(policy="mine", cells={name: {name: "ask"}})
    own.write(tmp_path, changes)
    assert own.read(tmp_path, "mine") == changes


def test_one_cell_more_and_one_less():
    one = own.with_cell(Changes(policy="p"), "passport", "mail", "block")
    two = own.with_cell(one, "passport", "local", "ask")
    assert two.cells == {"passport": {"mail": "block", "local": "ask"}}
    assert own.with_cell(own.with_cell(two, "passport", "mail", None), "passport", "local", None).cells == {}
    assert own.with_cell(one, "id-card", "mail", None) == one


def test_steps_back_are_kept_up_to_a_number(tmp_path):
    words = ("ask", "block")
    for number in range(own.VERSIONS + 5):
        own.write(tmp_path, own.with_cell(Changes(policy="p"), "passport", "mail", words[number % 2]))
    assert len(own.versions(tmp_path, "p")) == own.VERSIONS
    for number in range(own.VERSIONS + 3, 4, -1):
        assert own.previous(tmp_path, "p").cells["passport"]["mail"] == words[number % 2]
        assert own.undo(tmp_path, "p")
        assert own.read(tmp_path, "p").cells["passport"]["mail"] == words[number % 2]
    assert own.undo(tmp_path, "p")
    assert not own.undo(tmp_path, "p")


def test_the_first_step_back_leads_to_no_changes(tmp_path):
    own.write(tmp_path, Changes(policy="p", cells=ROWS))
    assert own.previous(tmp_path, "p") is None
    assert own.undo(tmp_path, "p")
    assert list((tmp_path / "changes").iterdir()) == []
    assert own.read(tmp_path, "p").cells == {}


def test_a_broken_file_says_where(tmp_path):
    (tmp_path / "changes").mkdir()
    (tmp_path / "changes" / "p.yaml").write_text("policy: p\ncells: [a]\n")
    with pytest.raises(FileError, match=r"changes/p.yaml:2:8"):
        own.read(tmp_path, "p")
