"""A command line with an empty home of its own, in English."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sakchy.cli import main

SPECIMEN = Path(__file__).parents[2] / "addon" / "sakchy" / "specimen"
CARD = "карта 4111 1111 1111 1111"


class Said:
    """What a command printed and returned."""

    def __init__(self, result):
        self.code, self.text, self.errors = result.exit_code, result.stdout, result.stderr
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception

    def lines(self):
        return [json.loads(line) for line in self.text.splitlines()]


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def sakchy(home, monkeypatch):
    """Runs `sakchy …` in this process."""
    monkeypatch.setenv("SAKCHY_HOME", str(home))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(*arguments, stdin=None):
        words = [str(each) for each in arguments]
        return Said(CliRunner().invoke(main, words, input=stdin, prog_name="sakchy"))

    return run


@pytest.fixture
def drive(tmp_path):
    """A flash drive with a card number in a note, a picture of a passport, and harmless things."""
    folder = tmp_path / "drive"
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "note.txt").write_text(CARD, "utf-8")
    (folder / "docs" / "recipe.txt").write_text("200 g flour, 2 eggs", "utf-8")
    for name in ("passport.jpg", "holiday.jpg"):
        (folder / name).write_bytes((SPECIMEN / name).read_bytes())
    return folder
