"""Opening what a person names: folders, links, pipes, files that cannot be read."""

import os
from pathlib import Path

import pytest

from sakchy.cli import files
from sakchy.cli.files import Opened, opened, walk

posix = pytest.mark.skipif(os.name != "posix", reason="links, pipes and modes of POSIX")
not_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything"
)


def names(found):
    return [Path(each if isinstance(each, str) else each.path).name for each in found]


def test_file_is_read(tmp_path):
    (tmp_path / "a").write_bytes(b"data")
    assert opened(str(tmp_path / "a")) == Opened(str(tmp_path / "a"), b"data")


@pytest.mark.parametrize("name", ["absent", "", "nul\0byte"])
def test_what_is_not_there_is_a_problem_and_no_exception(tmp_path, name):
    answer = opened(str(tmp_path / "no" / name) if name else "")
    assert answer.data is None
    assert answer.problem


def test_folder_is_no_file(tmp_path):
    assert opened(str(tmp_path)).problem == "not a file"


@not_root
def test_forbidden_file_is_a_problem(tmp_path):
    (tmp_path / "a").touch(mode=0)
    assert "denied" in opened(str(tmp_path / "a")).problem


def test_large_file_is_not_read_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES", 3)
    (tmp_path / "large").write_bytes(b"1234")
    (tmp_path / "small").write_bytes(b"123")
    large = opened(str(tmp_path / "large"))
    assert (large.data, large.findings[0].kind, large.findings[0].rule) == (None, "not-read", "too-large")
    assert opened(str(tmp_path / "small")).data == b"123"


def test_folders_are_walked_in_a_fixed_order(tmp_path):
    for name in ("b/2", "b/1", "a", "c/d/3"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert names(walk([str(tmp_path)])) == ["a", "1", "2", "3"]


def test_a_named_file_and_a_missing_one_are_handed_on(tmp_path):
    (tmp_path / "a").touch()
    assert names(walk([str(tmp_path / "a"), str(tmp_path / "absent")])) == ["a", "absent"]


@posix
def test_links_inside_a_folder_are_not_followed(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "secret").touch()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "round").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "away").symlink_to(tmp_path / "out")
    (tmp_path / "in" / "file").symlink_to(tmp_path / "out" / "secret")
    assert names(walk([str(tmp_path / "in")])) == []


@posix
def test_pipes_are_left_out_inside_and_refused_by_name(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert names(walk([str(tmp_path)])) == []
    assert opened(str(tmp_path / "pipe")).problem == "not a file"


@not_root
def test_forbidden_folder_is_told_and_the_rest_goes_on(tmp_path):
    (tmp_path / "a").mkdir(mode=0)
    (tmp_path / "b").touch()
    assert [type(each) for each in walk([str(tmp_path)])] == [str, Opened]


def test_a_folder_that_vanishes_is_told(tmp_path, monkeypatch):
    def walk_away(path, onerror):
        onerror(OSError(13, "Permission denied", str(Path(path, "private"))))
        yield path, [], []

    monkeypatch.setattr(files.os, "walk", walk_away)
    (told,) = walk([str(tmp_path)])
    assert (told.problem, Path(told.path).name) == ("Permission denied", "private")


def test_the_systems_own_folders_are_left_out(tmp_path, monkeypatch):
    for name in ("proc/1", "mine/2"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).touch()
    monkeypatch.setattr(files, "PSEUDO", (str(tmp_path / "proc"),))
    assert names(walk([str(tmp_path)])) == ["2"]
