"""`sakchy scan`: finds what lies on a drive, tells it masked, leaves the drive as it was."""

import importlib
import os
from pathlib import Path

import pytest

from sakchy.cli import files
from sakchy.model import Finding

module = importlib.import_module("sakchy.cli.scan")


def snapshot(folder):
    return {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in folder.rglob("*")}


def test_drive_with_documents(sakchy, drive):
    said = sakchy("scan", drive)
    assert said.code == 1
    assert "passport.jpg" in said.text
    assert "note.txt" in said.text
    assert "holiday.jpg" not in said.text
    assert "recipe.txt" not in said.text
    assert "Looked at 4 files." in said.text
    assert "Personal data in 2 files" in said.text


def test_found_text_is_not_shown(sakchy, drive):
    for options in ([], ["--json"]):
        said = sakchy("scan", *options, drive)
        assert "4111" not in said.text + said.errors
        assert "1111" in said.text


def test_nothing_is_written(sakchy, drive, home):
    before = snapshot(drive)
    sakchy("scan", drive)
    assert snapshot(drive) == before
    assert not home.exists()


def test_clean_drive(sakchy, tmp_path):
    (tmp_path / "a.txt").write_text("salam", "utf-8")
    said = sakchy("scan", tmp_path)
    assert said.code == 0
    assert "No personal data was recognised." in said.text


def test_json_tells_files_and_ends_with_the_sum(sakchy, drive):
    *told, last = sakchy("scan", "--json", drive).lines()
    kinds = {Path(line["path"]).name: line["findings"][0]["kind"] for line in told}
    assert kinds == {"note.txt": "bank-card", "passport.jpg": "passport"}
    assert last["summary"] == {
        "files": 4, "found": 2, "not_read": 0, "trouble": 0, "kinds": {"bank-card": 1, "passport": 1},
        "interrupted": False,
    }  # fmt: skip


def test_formats_that_cannot_be_read_are_counted_and_are_not_found(sakchy, tmp_path):
    (tmp_path / "a.rar").write_bytes(b"Rar!\x1a\x07\x01\x00" + bytes(200))
    said = sakchy("scan", tmp_path)
    assert said.code == 0
    assert "1 file was not looked into" in said.text
    assert "No personal data was recognised in what could be looked at." in said.text
    assert sakchy("scan", "--json", tmp_path).lines()[-1]["summary"]["not_read"] == 1


def test_too_large_files_are_counted_as_not_read(sakchy, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES", 10)
    (tmp_path / "film").write_bytes(b"x" * 11)
    said = sakchy("scan", "--json", tmp_path)
    assert said.code == 0
    assert said.lines()[0]["findings"][0]["rule"] == "too-large"


def test_unread_files_are_named_under_their_reason(sakchy, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES", 1000)
    (tmp_path / "film").write_bytes(b"x" * 1001)
    (tmp_path / "a.rar").write_bytes(b"Rar!\x1a\x07\x01\x00" + bytes(200))
    lines = sakchy("scan", tmp_path).text.splitlines()
    at = lines.index(f"    {tmp_path / 'film'}")
    assert "too large" in lines[at - 1]
    assert "format" in lines[lines.index(f"    {tmp_path / 'a.rar'}") - 1]


def test_unread_files_are_named_up_to_a_limit(sakchy, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES", 1)
    monkeypatch.setattr(module, "NAMED", 2)
    for name in "abc":
        (tmp_path / name).write_bytes(b"xx")
    assert sakchy("scan", tmp_path).text.splitlines()[-1] == "    and 1 more"


def test_ctrl_c_never_says_that_all_is_clean(sakchy, tmp_path, monkeypatch):
    for name in "abc":
        (tmp_path / name).write_text("salam", "utf-8")
    true = module.opened

    def interrupted(path):
        if path.endswith("c"):
            raise KeyboardInterrupt
        return true(path)

    monkeypatch.setattr(module, "opened", interrupted)
    said = sakchy("scan", tmp_path)
    assert said.code == 130
    assert "Stopped after 2 files (of 3). The rest was not looked at." in said.text
    assert "No personal data" not in said.text
    assert sakchy("scan", "--json", tmp_path).lines()[-1]["summary"]["interrupted"] is True


def test_ctrl_c_while_listing(sakchy, tmp_path, monkeypatch):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "walk", interrupted)
    said = sakchy("scan", tmp_path)
    assert said.text.strip() == "Stopped after 0 files. The rest was not looked at."


def test_a_file_that_failed_is_named(sakchy, tmp_path, monkeypatch):
    lost = (Finding("not-read", "worker-lost", 1.0, (), "", ""),)
    monkeypatch.setattr(module, "opened", lambda path: files.Opened(path, findings=lost))
    (tmp_path / "a.jpg").write_text("x", "utf-8")
    said = sakchy("scan", tmp_path)
    assert said.code == 2
    assert str(tmp_path / "a.jpg") in said.text


def test_a_path_that_is_not_there_was_not_looked_at(sakchy, tmp_path):
    said = sakchy("scan", tmp_path / "nosuch")
    assert "Looked at" not in said.text
    assert "No personal data" not in said.text
    assert "there is no such file" in said.text


def test_missing_path_is_trouble_and_the_rest_is_looked_at(sakchy, drive, tmp_path):
    said = sakchy("scan", tmp_path / "absent", drive)
    assert said.code == 2
    assert "there is no such file" in said.text
    assert "passport.jpg" in said.text


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_forbidden_file_is_trouble(sakchy, drive):
    (drive / "docs" / "locked").touch(mode=0)
    assert sakchy("scan", drive).code == 2


def test_many_findings_of_a_file_are_shortened(sakchy, tmp_path):
    cards = """4111111111111111 5555555555554444 4012888888881881 4242424242424242 5105105105105100
               5200828282828210 378282246310005 371449635398431 6011111111111117 6011000990139424
               4000056655665556"""
    (tmp_path / "cards.txt").write_text("\n".join(f"card {card}" for card in cards.split()), "utf-8")
    listed = [line for line in sakchy("scan", tmp_path).text.splitlines() if line.startswith("  ")]
    assert len(listed) == 9
    assert listed[-1].strip().startswith("and ")


def test_summary_in_every_language(sakchy, home, drive):
    home.mkdir()
    for language, word in {"ky": "жеке маалыматтар", "ru": "Персональные данные"}.items():
        (home / "settings.yaml").write_text(f"language: {language}\n", "utf-8")
        assert word in sakchy("scan", drive).text


def test_a_path_is_needed(sakchy):
    assert sakchy("scan").code == 2


@pytest.mark.skipif(os.name != "posix", reason="other systems forbid such names")
def test_file_names_cannot_steer_the_terminal(sakchy, tmp_path):
    (tmp_path / "a\x1b[2J\u202egnp.txt").write_text("card 4111 1111 1111 1111", "utf-8")
    odd = tmp_path / os.fsdecode(b"\xff.txt")
    odd.write_text("card 4111 1111 1111 1111", "utf-8")
    text = sakchy("scan", tmp_path).text
    assert "Personal data in 2 files" in text
    assert not {"\x1b", "\u202e"} & set(text)
    assert len(sakchy("scan", "--json", tmp_path).lines()) == 3
