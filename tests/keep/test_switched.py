"""Rules that are off, in a file that the rulebook reads."""

import pytest

from sakchy import rulebook
from sakchy.keep import switched
from sakchy.yamlfile import FileError


def test_off_and_on_again(tmp_path):
    switched.switch(tmp_path, "card-number", on=False)
    switched.switch(tmp_path, "on", on=False)
    switched.switch(tmp_path, "card-number", on=False)
    assert switched.read(tmp_path) == ("card-number", "on")
    assert rulebook.load(extra=tmp_path).off == {"card-number", "on"}
    switched.switch(tmp_path, "card-number", on=True)
    switched.switch(tmp_path, "on", on=True)
    assert switched.read(tmp_path) == ()
    assert list(tmp_path.iterdir()) == []


def test_a_broken_file_says_where(tmp_path):
    (tmp_path / "rules-off.yaml").write_text("rules: card-number\n")
    with pytest.raises(FileError, match=r"rules-off.yaml:1:8"):
        switched.switch(tmp_path, "card-number", on=True)
