"""`sakchy try`: the main job with nothing set up."""

from click.testing import CliRunner

from sakchy.cli import main
from sakchy.cli.tryout import all_scenes, table


def test_the_table_tells_what_happened_to_each(tmp_path, monkeypatch):
    monkeypatch.setenv("SAKCHY_HOME", str(tmp_path / "home"))
    done = CliRunner().invoke(main, ["try", "--language", "en"])
    assert done.exit_code == 0, done.output
    passport, state, card, holiday, form = done.output.splitlines()[3:8]
    assert "not sent" in passport
    assert "without being opened" in state
    assert "not sent" in card
    assert "passed, unchanged" in holiday
    assert "passed, unchanged" in form
    assert not (tmp_path / "home").exists()


def test_the_scenes_are_specimens_and_test_numbers():
    scenes = {scene.key: scene for scene in all_scenes()}
    assert scenes["passport"].body.count(b"\xff\xd8\xff") >= 1
    assert b"4111 1111 1111 1111" in scenes["card"].body


def test_columns_stand_below_each_other():
    lines = table([("a", "bb"), ("ccc", "d")]).splitlines()
    assert lines == ["a    bb", "───────", "ccc  d"]
