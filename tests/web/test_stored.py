"""What lies in the folder is told completely, whoever put it there."""

import pytest

from sakchy.web.stored import stored


@pytest.fixture
def home(tmp_path):
    for name, size in (
        ("journal.sqlite", 100),
        ("journal.sqlite-wal", 20),
        ("journal.sqlite.unreadable-17", 7),
        ("own.json", 5),
        ("settings.yaml", 3),
        ("policies/own.yaml", 4),
        ("detectors/mine/one.yaml", 2),
        ("ca/mitmproxy-ca.pem", 11),
        ("page-key", 32),
        ("run.json", 1),
        ("holiday.jpg", 9),
        ("somewhere/journal.sqlite", 1),
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(b"x" * size)
    return tmp_path


def test_every_file_is_told_once(home):
    told = stored(home)
    every = sorted(file for each in told for file in each.files)
    assert every == sorted(path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file())
    assert len(every) == len(set(every))


def test_files_are_told_by_what_they_are_for(home):
    told = {each.purpose: each for each in stored(home)}
    assert list(told) == ["history", "aside", "own", "wishes", "keys", "running", "other"]
    assert told["history"].files == ("journal.sqlite", "journal.sqlite-wal")
    assert told["history"].size == 120
    assert told["wishes"].size == 9
    assert told["other"].files == ("holiday.jpg", "somewhere/journal.sqlite")


def test_an_empty_folder_holds_nothing(tmp_path):
    assert stored(tmp_path) == []
    assert stored(tmp_path / "not there") == []


def test_a_link_to_nowhere_is_no_file(tmp_path):
    (tmp_path / "broken").symlink_to(tmp_path / "gone")
    assert stored(tmp_path) == []
