"""The compiled part is built when it has to be, and what fails is one line: with a crate of a few lines."""

import ctypes
import os
import subprocess
import sys

import pytest

import native
from sakchy.detect import glance

needs_compiler = pytest.mark.skipif(not native.found(), reason="there is no Rust compiler")
ANSWER = """
#[no_mangle]
pub extern "C" fn answer() -> i32 { %d }

#[test]
fn it_answers() { assert_eq!(answer(), 1); }
"""
AS_SHIPPED, QUICK = native.SHARED, (*native.COMMON, "--crate-type", "cdylib")


@pytest.fixture
def crate(tmp_path, monkeypatch):
    """A checkout with a crate in it, before its first start."""
    monkeypatch.delenv(native.SWITCH, raising=False)
    monkeypatch.setattr(native, "SHARED", QUICK)
    source(tmp_path, ANSWER % 1)
    (tmp_path / native.LIBRARY).parent.mkdir(parents=True)
    return tmp_path


def source(root, text):
    path = root / native.CRATE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def answer(root):
    """What the library says, asked in a process of its own."""
    code = f"import ctypes; print(ctypes.CDLL({str(root / native.LIBRARY)!r}).answer())"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return int(said.stdout)


def no_compiler(monkeypatch):
    monkeypatch.setattr(native, "found", lambda: "")


def forbid(monkeypatch):
    monkeypatch.setattr(native, "compiled", lambda *_: pytest.fail("nothing had to be compiled"))


@needs_compiler
def test_it_is_built_once(crate, monkeypatch, capsys):
    monkeypatch.setattr(native, "SHARED", AS_SHIPPED)
    assert native.build(crate)
    assert answer(crate) == 1
    assert str(crate).encode() not in (crate / native.LIBRARY).read_bytes()
    capsys.readouterr()
    forbid(monkeypatch)
    no_compiler(monkeypatch)  # what was built stays, even if the compiler is gone
    assert native.build(crate)
    assert capsys.readouterr() == ("", "")


@needs_compiler
def test_changed_sources_are_built_again_and_a_running_guard_keeps_its_own(crate):
    native.build(crate)
    running = ctypes.CDLL(str(crate / native.LIBRARY))
    source(crate, ANSWER % 2)
    assert native.build(crate)
    assert (running.answer(), answer(crate)) == (1, 2)
    assert [each.name for each in (crate / native.LIBRARY).parent.iterdir()] == [native.LIBRARY.name]


@needs_compiler
def test_a_library_that_is_gone_is_built_again(crate):
    native.build(crate)
    (crate / native.LIBRARY).unlink()
    assert native.build(crate)
    assert answer(crate) == 1


@needs_compiler
def test_sources_that_do_not_compile_are_one_line_once_and_leave_no_old_library(crate, monkeypatch, capsys):
    native.build(crate)
    source(crate, "pub fn f() -> i32 { true }")
    capsys.readouterr()
    assert not native.build(crate)
    *_, line = capsys.readouterr().err.splitlines()
    assert line.startswith(native.SLOWER)
    assert "mismatched types" in line
    assert not (crate / native.LIBRARY).exists()
    forbid(monkeypatch)
    assert not native.build(crate)
    assert capsys.readouterr() == ("", "")


def test_without_a_compiler_it_is_one_line_once(crate, monkeypatch, capsys):
    no_compiler(monkeypatch)
    assert not native.build(crate)
    assert capsys.readouterr().err.count("\n") == 1
    assert not native.build(crate)
    assert capsys.readouterr().err == ""


@needs_compiler
def test_a_compiler_that_comes_later_is_used(crate, monkeypatch):
    with monkeypatch.context() as patch:
        no_compiler(patch)
        assert not native.build(crate)
    assert native.build(crate)


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands for a compiler that fails")
@pytest.mark.parametrize("script", ["#!/bin/sh\nexit 1\n", "#!/bin/sh\nkill -9 $$\n", "no program\n"])
def test_a_compiler_that_fails_is_one_line(crate, monkeypatch, capsys, script):
    path = crate / "rustc"
    path.write_text(script, "utf-8")
    path.chmod(0o755)
    monkeypatch.setattr(native, "found", lambda: str(path))
    assert not native.build(crate)
    assert native.SLOWER in capsys.readouterr().err


def test_a_compiler_that_hangs_is_ended(crate, monkeypatch):
    monkeypatch.setattr(native, "LONGEST", 0.2)
    assert "timed out" in native.refusal([sys.executable, "-c", "import time; time.sleep(60)"])


def test_an_interrupted_build_is_tried_again(crate, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(native, "found", lambda: "rustc")
        patch.setattr(native, "compiled", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            native.build(crate)
    monkeypatch.setattr(native, "compiled", lambda *_: "")
    assert native.build(crate)


def test_a_folder_that_cannot_be_written_is_one_line(crate, capsys):
    (crate / "build").write_text("a file where the folder should be", "utf-8")
    assert not native.build(crate)
    assert native.SLOWER in capsys.readouterr().err


def test_switched_off_or_without_sources_nothing_is_done(crate, tmp_path, monkeypatch, capsys):
    forbid(monkeypatch)
    assert not native.build(tmp_path / "elsewhere")
    monkeypatch.setenv(native.SWITCH, "0")
    assert not native.build(crate)
    assert capsys.readouterr() == ("", "")


def test_the_stamp_knows_every_source_by_its_place(crate):
    seen = {native.stamp(crate)}
    for name in ("one.rs", "folder/one.rs", "table.bin"):
        path = crate / native.CRATE.parent / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("// the same", "utf-8")
        seen.add(native.stamp(crate))
    assert len(seen) == 4


@needs_compiler
def test_its_own_tests_are_run(crate):
    assert native.run_tests(crate) == 0
    source(crate, ANSWER % 2)
    assert native.run_tests(crate) != 0
    source(crate, "no Rust")
    assert native.run_tests(crate) != 0


def test_without_a_compiler_its_own_tests_are_left_out(crate, monkeypatch, capsys):
    no_compiler(monkeypatch)
    assert native.run_tests(crate) == 0
    assert "left out" in capsys.readouterr().out


@needs_compiler
def test_where_there_is_a_compiler_the_library_is_in_use():
    """Its tests are skipped without it, which must not go unnoticed."""
    assert glance.available()
