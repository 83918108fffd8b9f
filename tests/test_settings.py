"""`settings.yaml`: what counts as having none, and what goes before it."""

import pytest

from sakchy.settings import Settings, load
from sakchy.yamlfile import FileError


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# policy: family\n", "---\n# none yet\n", "\ufeff # port: 1\n"]
)
def test_a_file_without_settings_is_like_none(tmp_path, text):
    (tmp_path / "settings.yaml").write_text(text, "utf-8")
    assert load(tmp_path) == Settings()


def test_a_comment_does_not_hide_a_setting(tmp_path):
    (tmp_path / "settings.yaml").write_text("# mine\npolicy: family\n", "utf-8")
    assert load(tmp_path).policy == "family"


def test_the_command_line_goes_before_the_file(tmp_path):
    (tmp_path / "settings.yaml").write_text("port: 9000\nwait: 30\n", "utf-8")
    assert load(tmp_path, port=9001, wait=None) == Settings(port=9001, wait=30)


def test_a_file_that_cannot_be_read_is_a_mistake(tmp_path):
    (tmp_path / "settings.yaml").mkdir()
    with pytest.raises(FileError):
        load(tmp_path)
