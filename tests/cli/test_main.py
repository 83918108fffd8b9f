"""`sakchy` itself: help at once, a clean end whatever happens, true processes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from signals import heeding_ctrl_c

from sakchy.cli import COMMANDS, main
from sakchy.locale import LANGUAGES

ADDON = Path(__file__).parents[2] / "addon"
posix = pytest.mark.skipif(os.name != "posix", reason="signals and pipes of POSIX")


def environment(home, **more):
    return {**os.environ, "PYTHONPATH": str(ADDON), "SAKCHY_HOME": str(home), "LC_ALL": "C.UTF-8", **more}


def run(home, *arguments, **more):
    command = [sys.executable, "-m", "sakchy", *map(str, arguments)]
    return subprocess.run(
        command,
        env=environment(home, **more),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(sakchy, name):
    said = sakchy(name, "--help")
    assert said.code == 0
    assert "--help" in said.text


def test_every_command_in_the_table_exists():
    context = click.Context(main)
    assert all(isinstance(main.get_command(context, name), click.Command) for name in COMMANDS)
    assert main.get_command(context, "no-such-command") is None


def test_unknown_command_is_a_mistake(sakchy):
    said = sakchy("chek")
    assert said.code == 2
    assert "chek" in said.errors


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_speaks_the_systems_language(home, language):
    done = run(home, "--help", LC_ALL=f"{language}_KG.UTF-8")
    assert done.returncode == 0
    assert all(name in done.stdout for name in COMMANDS)
    assert ("passports" in done.stdout) == (language == "en")


def test_help_imports_nothing_heavy(home):
    code = (
        "import sys\nfrom sakchy.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print([name for name in ('mitmproxy', 'cv2', 'numpy', 'regex', 'starlette') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(home), capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_checking_text_needs_neither_proxy_nor_pictures(home, tmp_path):
    (tmp_path / "note").write_text("salam", "utf-8")
    code = (
        "import sys\nfrom sakchy.cli import main\n"
        f"try: main(['check', {str(tmp_path / 'note')!r}])\nexcept SystemExit: pass\n"
        "print([name for name in ('mitmproxy', 'cv2', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(home), capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_exit_codes_of_true_processes(home, tmp_path):
    (tmp_path / "card").write_text("card 4111 1111 1111 1111", "utf-8")
    (tmp_path / "note").write_text("salam", "utf-8")
    codes = [run(home, "check", tmp_path / name).returncode for name in ("note", "card", "absent")]
    assert codes == [0, 1, 2]


@posix
def test_closed_pipe_ends_quietly(home, tmp_path):
    (tmp_path / "note").write_text("salam", "utf-8")
    files = " ".join(["note"] * 2000)
    command = f"{sys.executable} -m sakchy check {files} | head -1"
    done = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, env=environment(home), capture_output=True, text=True, check=True
    )
    assert done.stdout == "note\n"
    assert done.stderr == ""


@posix
def test_ctrl_c_ends_quietly(home):
    command = [sys.executable, "-m", "sakchy", "check", "--jsonl", "-"]
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen(command, **pipes, env=environment(home), preexec_fn=heeding_ctrl_c) as talk:  # noqa: PLW1509  no threads here
        talk.stdin.write(b'{"id": 1, "text": "salam"}\n')
        talk.stdin.flush()
        talk.stdout.readline()  # it is up and waits for the next line
        time.sleep(0.1)
        talk.send_signal(signal.SIGINT)
        _, errors = talk.communicate(timeout=30)
    assert talk.returncode == 130
    assert b"Traceback" not in errors


@posix
def test_unwritable_place_is_a_sentence(tmp_path):
    (tmp_path / "file").touch()
    done = run(tmp_path / "file" / "home", "check", tmp_path / "file")
    assert "Traceback" not in done.stderr
