"""The scripts that make the environment: what decides when to make it anew, and with which interpreter."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[1] / "scripts"
MARK = "pytest.mark." + "browser"


@pytest.fixture
def bootstrap(tmp_path, monkeypatch):
    """The module with another root, so that no test touches the true environment."""
    spec = importlib.util.spec_from_file_location("bootstrap_under_test", SCRIPTS / "bootstrap.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "python")
    (tmp_path / "one.lock").write_text("click==1 --hash=sha256:aa\n", "utf-8")
    (tmp_path / "two.lock").write_text("pytest==1 --hash=sha256:bb\n", "utf-8")
    return module


def finished(bootstrap, *locks):
    """As `prepare` leaves it."""
    bootstrap.VENV.mkdir(exist_ok=True)
    bootstrap.PYTHON.touch()
    (bootstrap.VENV / f".{'-'.join(locks)}").write_text(bootstrap.stamp(list(locks)), "utf-8")


def test_fresh_checkout_is_not_ready(bootstrap):
    assert not bootstrap.ready(["one.lock"])


def test_prepared_environment_is_ready_until_a_lock_changes(bootstrap):
    finished(bootstrap, "one.lock")
    assert bootstrap.ready(["one.lock"])
    (bootstrap.ROOT / "one.lock").write_text("click==2 --hash=sha256:cc\n", "utf-8")
    assert not bootstrap.ready(["one.lock"])


def test_environment_for_running_does_not_pass_for_testing(bootstrap):
    finished(bootstrap, "one.lock")
    assert not bootstrap.ready(["one.lock", "two.lock"])


def test_environment_without_interpreter_is_not_ready(bootstrap):
    finished(bootstrap, "one.lock")
    bootstrap.PYTHON.unlink()
    assert not bootstrap.ready(["one.lock"])


def test_stamp_depends_on_locks_and_on_the_place(bootstrap, tmp_path, monkeypatch):
    here = bootstrap.stamp(["one.lock"])
    assert here != bootstrap.stamp(["one.lock", "two.lock"])
    moved = tmp_path / "moved"
    moved.mkdir()
    (moved / "one.lock").write_bytes((tmp_path / "one.lock").read_bytes())
    monkeypatch.setattr(bootstrap, "ROOT", moved)
    assert bootstrap.stamp(["one.lock"]) != here  # the link to `addon/` holds the full path


def test_prepare_does_nothing_when_ready(bootstrap, monkeypatch):
    finished(bootstrap, "one.lock")
    monkeypatch.setattr(bootstrap, "install", lambda lock: pytest.fail("nothing had to be installed"))
    bootstrap.prepare("one.lock")


def test_candidates_come_best_first_and_end_with_this_interpreter(bootstrap, tmp_path, monkeypatch):
    for version in ("3.11.9", "3.13.0", "3.13.2", "3.9.1"):
        folder = tmp_path / "versions" / version / "bin"
        folder.mkdir(parents=True)
        (folder / f"python{version.rsplit('.', 1)[0]}").touch()
    monkeypatch.delenv("SAKCHY_PYTHON", raising=False)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setenv("PATH", "")
    *known, last = bootstrap.candidates()
    assert [Path(each).parents[1].name for each in known] == ["3.13.2", "3.13.0", "3.11.9"]
    assert last == sys.executable


def test_a_chosen_interpreter_is_the_only_candidate(bootstrap, monkeypatch):
    monkeypatch.setenv("SAKCHY_PYTHON", "/opt/python")
    assert list(bootstrap.candidates()) == ["/opt/python"]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("py -3.13", ["py", "-3.13"]),
        ("python3.13", ["python3.13"]),
        ("C:\\Program Files\\py.exe -3.11", ["C:\\Program Files\\py.exe", "-3.11"]),
    ],
)
def test_commands_are_split_into_words(bootstrap, command, words):
    assert bootstrap.split(command) == words


def test_a_path_with_blanks_and_dashes_is_one_word(bootstrap, tmp_path):
    program = tmp_path / "my tools -old" / "python"
    program.parent.mkdir()
    program.touch()
    assert bootstrap.split(str(program)) == [str(program)]


def test_only_interpreters_that_run_are_taken(bootstrap, tmp_path):
    assert bootstrap.runs(sys.executable)
    assert not bootstrap.runs(str(tmp_path / "absent"))


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands for a shim that fails")
def test_a_shim_that_fails_is_passed_over(bootstrap, tmp_path):
    shim = tmp_path / "python3.13"
    shim.write_text("#!/bin/sh\necho 'version not installed' >&2\nexit 127\n", "utf-8")
    shim.chmod(0o755)
    assert not bootstrap.runs(str(shim))


@pytest.mark.parametrize("name", ["run.py", "test.py", "bootstrap.py"])
def test_scripts_need_nothing_but_the_standard_library(name):
    """`-I -S` hides site-packages: importing must work on a bare interpreter."""
    code = f"import sys; sys.path.insert(0, {str(SCRIPTS)!r}); import {name.removesuffix('.py')}"
    subprocess.run([sys.executable, "-I", "-S", "-c", code], check=True, timeout=60)


def test_the_command_can_be_typed_again(bootstrap, monkeypatch):
    monkeypatch.setattr(bootstrap.os, "name", "posix")
    assert bootstrap.typed("scripts/run.py") == "python3 scripts/run.py"
    assert bootstrap.typed("my tools/run.py") == "python3 'my tools/run.py'"
    monkeypatch.setattr(bootstrap.os, "name", "nt")
    assert bootstrap.typed("scripts\\run.py") == "py scripts\\run.py"


def test_ctrl_c_while_setting_up_is_one_line(bootstrap):
    with pytest.raises(SystemExit) as ended, bootstrap.ended_by_a_person():
        raise KeyboardInterrupt
    assert "Interrupted" in str(ended.value)


def test_progress_names_the_package_on_a_terminal_only(bootstrap, monkeypatch, capsys):
    bootstrap.show_progress("Collecting click==1 (from -r one.lock)")
    assert capsys.readouterr().out == ""
    monkeypatch.setattr(bootstrap.sys.stdout, "isatty", lambda: True, raising=False)
    bootstrap.show_progress("Collecting click==1 (from -r one.lock)")
    bootstrap.show_progress("  Downloading click-1-py3-none-any.whl")
    assert capsys.readouterr().out.count("click==1") == 1


def test_every_test_in_a_browser_is_where_the_test_command_looks_for_it():
    tests = SCRIPTS.parent / "tests"
    marked = {
        path.relative_to(tests).parts[0] for path in tests.rglob("test_*.py") if MARK in path.read_text()
    }
    assert marked == {"browser", "web"}
