"""What `pip install` gets: made by hatchling as pyproject.toml says, from a checkout with little in it."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import native

ROOT = Path(__file__).parents[2]
KEPT = ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", ".gitignore")
ANSWER = '#[no_mangle]\npub extern "C" fn answer() -> i32 { 42 }\n'
INSIDE = native.LIBRARY.relative_to("addon").as_posix()
LOAD = "import ctypes, sys; print(ctypes.CDLL(sys.argv[1]).answer())"


@pytest.fixture
def checkout(tmp_path):
    root = tmp_path / "checkout"
    files = {"addon/sakchy/__init__.py": "", "rules/one.yaml": "id: one\n", native.CRATE: ANSWER}
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    (root / "scripts").mkdir()
    for kept in (*KEPT, "scripts/native.py", "scripts/wheel.py"):
        shutil.copy(ROOT / kept, root / kept)
    return root


def older(root):
    """A library that was built before lies in its place."""
    (root / native.LIBRARY).parent.mkdir(parents=True)
    (root / native.LIBRARY).write_bytes(b"of an older build")


def made(root, target, compiled="1"):
    """The one file that hatchling makes."""
    folder = root.parent / f"{target}-{compiled}"
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    environment = {**os.environ, native.SWITCH: compiled}
    subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True, timeout=90)
    (file,) = folder.iterdir()
    return file


@pytest.mark.skipif(not native.found(), reason="there is no Rust compiler")
def test_a_wheel_from_the_sources_brings_the_library(checkout, tmp_path):
    older(checkout)
    with tarfile.open(made(checkout, "sdist")) as sources:
        assert not [name for name in sources.getnames() if name.endswith(native.LIBRARY.name)]
        sources.extractall(tmp_path / "sources", filter="data")
    (unpacked,) = (tmp_path / "sources").iterdir()
    wheel = made(unpacked, "wheel")
    assert "-py3-none-" in wheel.name
    assert "-any" not in wheel.name
    with zipfile.ZipFile(wheel) as archive:
        assert {INSIDE, "sakchy/__init__.py", "sakchy/rules/one.yaml"} <= set(archive.namelist())
        library = archive.extract(INSIDE, tmp_path / "installed")
    said = subprocess.run([sys.executable, "-c", LOAD, library], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "42"


def test_without_a_compiler_the_wheel_suits_every_system(checkout):
    older(checkout)
    wheel = made(checkout, "wheel", compiled="0")
    assert wheel.name.endswith("-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert INSIDE not in archive.namelist()
        assert "sakchy/rules/one.yaml" in archive.namelist()
