import os

import pytest

from sakchy.detect import fast, stored

hyperscan = pytest.importorskip("hyperscan", reason="the extra `fast` is not installed")
WORDS = tuple(f"word{letter}" for letter in "abcdefghij")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(stored, "folder", lambda: tmp_path / "cache" / "automata")
    return tmp_path / "cache" / "automata"


def files(folder):
    return sorted(folder.iterdir()) if folder.exists() else []


def says(text="a worda and a wordj"):
    return fast.Automaton(WORDS).likely(text)


def test_a_database_is_kept_for_the_next_start(folder, monkeypatch):
    assert says() == ["worda", "wordj"]
    (file,) = files(folder)
    monkeypatch.setattr(stored, "compiled", None)
    assert says() == ["worda", "wordj"]
    if os.name != "nt":
        assert file.stat().st_mode & 0o777 == 0o600
        assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("damage", [lambda data: b"", lambda data: data[:40], lambda data: data[:-1] + b"!"])
def test_a_broken_one_is_made_anew(folder, damage):
    says()
    (file,) = files(folder)
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert says() == ["worda", "wordj"]
    assert file.read_bytes() == whole


@pytest.mark.skipif(os.name == "nt", reason="modes are of POSIX")
@pytest.mark.parametrize("shared", ["file", "folder"])
def test_what_others_may_write_is_not_loaded(folder, shared):
    says()
    (file,) = files(folder)
    path, mode = (file, 0o666) if shared == "file" else (folder, 0o777)
    path.chmod(mode)
    assert stored.read(file) is None
    assert says() == ["worda", "wordj"]
    assert stored.read(file) is not None


def test_other_words_have_another_file(folder):
    says()
    fast.Automaton((*WORDS, "more"))
    assert len(files(folder)) == 2


def test_a_folder_that_cannot_be_made_is_no_harm(folder):
    folder.parent.parent.mkdir(exist_ok=True)
    folder.parent.write_text("a file where a folder should be")
    assert says() == ["worda", "wordj"]
