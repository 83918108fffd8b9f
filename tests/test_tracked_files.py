"""What may not stand in a tracked file. The words are put together, so that they do not stand here."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BINARY = {
    ".jpg",
    ".jpeg",
    ".heic",
    ".png",
    ".webp",
    ".gif",
    ".onnx",
    ".bin",
    ".ttf",
    ".otf",
    ".ico",
    ".gz",
    ".zip",
    ".pdf",
}
LONGEST = 330  # lines of a Python file; the house asks for 300
HOSTS = [".".join(parts) for parts in (
    ("pypi", "org"), ("files", "python" + "hosted", "org"), ("registry", "npmjs", "org"),
    ("proxy", "golang", "org"), ("crates", "io"), ("rubygems", "org"), ("conda", "anaconda", "org"),
)]  # fmt: skip
MIRRORS = ["ne" + "xus/repository", "dev" + "pi", "index-" + "url"]
FOLDERS = [
    "/" + "/".join(parts)
    for parts in (("work", "main"), ("work", "shared"), ("home", "\\w+", ""), ("root", ""))
]


def tracked() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listing.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def texts() -> list[tuple[str, str]]:
    return [
        (str(path.relative_to(ROOT)), path.read_text("utf-8"))
        for path in tracked()
        if path.suffix not in BINARY
    ]


@pytest.mark.parametrize("host", [*HOSTS, *MIRRORS])
def test_no_file_names_a_package_registry(host):
    assert [name for name, text in texts() if host in text.lower()] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_file_names_a_folder_of_one_machine(folder):
    pattern = re.compile(rf"(?<![\w.~/-]){folder}")
    assert [name for name, text in texts() if pattern.search(text)] == []


def test_lock_files_hold_hashes_and_no_addresses():
    locks = [(name, text) for name, text in texts() if name.endswith(".lock")]
    assert len(locks) >= 2
    for name, text in locks:
        assert "://" not in text, name
        assert text.count("==") <= text.count("--hash=sha256:"), name


def test_there_is_one_kind_of_lock_file():
    assert not any(path.name in {"uv.lock", "poetry.lock", "Pipfile.lock"} for path in tracked())


def test_python_files_stay_short():
    lengths = {name: text.count("\n") for name, text in texts() if name.endswith(".py")}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_text_files_end_with_a_newline():
    assert [name for name, text in texts() if text and not text.endswith("\n")] == []


def test_text_files_have_no_carriage_returns():
    assert [name for name, text in texts() if "\r" in text] == []
