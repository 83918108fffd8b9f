"""`settings.yaml`: what counts as having none, and what goes before it."""

import pytest

from sakchy.settings import Settings, change, load
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


def test_a_change_keeps_every_other_line(tmp_path):
    path = tmp_path / "settings.yaml"
    path.write_text(
        "# mine\npolicy: family # ours\nkeep_days: 14   # two weeks\nlimits:\n  pages: 7\n", "utf-8"
    )
    changed = change(tmp_path, keep_days=60, language="ky")
    assert changed == load(tmp_path)
    assert (changed.keep_days, changed.policy, changed.language, changed.limits.pages) == (
        60,
        "family",
        "ky",
        7,
    )
    assert path.read_text("utf-8") == (
        '# mine\npolicy: family # ours\nkeep_days: 60  # two weeks\nlimits:\n  pages: 7\nlanguage: "ky"\n'
    )


def test_a_setting_is_taken_out_and_put_into_no_file(tmp_path):
    assert change(tmp_path, notify=False) == load(tmp_path) == Settings(notify=False)
    assert (tmp_path / "settings.yaml").stat().st_mode & 0o077 == 0
    assert change(tmp_path, notify=None, wait=None) == load(tmp_path) == Settings()


def test_a_last_line_without_its_end_is_no_trap(tmp_path):
    (tmp_path / "settings.yaml").write_text("port: 9000", "utf-8")
    assert change(tmp_path, wait=30) == Settings(port=9000, wait=30)


@pytest.mark.parametrize(
    ("text", "value"), [("{port: 1}\n", 30), ("port: 1\n", 4), ("port: 1\n...\n", 30), ("prot: 1\n", 30)]
)
def test_a_change_that_cannot_be_made_changes_nothing(tmp_path, text, value):
    path = tmp_path / "settings.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(FileError):
        change(tmp_path, wait=value)
    assert path.read_text("utf-8") == text
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_value_is_written_so_that_it_is_read_the_same(tmp_path):
    assert change(tmp_path, extra_ca='C:\\own "roots" # 1: тамга').extra_ca == 'C:\\own "roots" # 1: тамга'
    assert load(tmp_path).extra_ca == 'C:\\own "roots" # 1: тамга'
    assert change(tmp_path, extra_ca="b.pem") == load(tmp_path) == Settings(extra_ca="b.pem")
