#!/usr/bin/env python3
"""Build the compiled part (`native/`, Rust) into `addon/sakchy/detect`, if there is a compiler.

Standard library only. Sakchy finds the same without it, only slower: whatever fails here is one line and no
more. A mark in `build/native` says what was done last, so that a start with nothing changed asks no compiler.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CRATE = Path("native") / "src" / "lib.rs"
SUFFIX = {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")
LIBRARY = Path("addon") / "sakchy" / "detect" / f"_glance{SUFFIX}"
MARK = Path("build") / "native" / "mark"
COMMON = ("--edition", "2021", "--crate-name", "glance", "-C", "opt-level=3", "-C", "codegen-units=1")
LEAN = ("-C", "lto=fat", "-C", "strip=symbols", "-C", "overflow-checks=on")  # as in native/Cargo.toml
SHARED = (*COMMON, *LEAN, "--crate-type", "cdylib")
LONGEST = 600  # seconds, fifty times what a slow compiler needs: one that hangs must not hang the first start
SWITCH = "SAKCHY_COMPILED"
SLOWER = "Sakchy works without its compiled part, only slower"


def build(root: Path = ROOT) -> bool:
    """True if the library of these sources is there, built now if it has to be. One line if it cannot be."""
    if os.environ.get(SWITCH) == "0" or not (root / CRATE).exists():
        return False
    try:
        return built(root)
    except OSError as trouble:
        return without(str(trouble))


def built(root: Path) -> bool:
    """As `build`; raises OSError where a file cannot be written: then the next start tries again."""
    wanted, known = stamp(root), mark(root)
    if known == wanted and (root / LIBRARY).exists():
        (root / LIBRARY).touch()  # one older than its sources is refused
        return True
    compiler = found()
    refused = wanted + b" refused " + os.fsencode(compiler)
    if known == refused:
        return False  # said when it was tried; `scripts/native.py` tries again
    write(root / MARK, b"begun")
    trouble = compiled(root, compiler) if compiler else "there is no Rust compiler (rustc)"
    if trouble:
        (root / LIBRARY).unlink(missing_ok=True)  # one of other sources
    write(root / MARK, refused if trouble else wanted)
    return without(trouble) if trouble else True


def found() -> str:
    """Where the compiler is; empty if there is none. A start from a menu may lack the PATH of a terminal."""
    usual = Path.home() / ".cargo" / "bin"
    return shutil.which("rustc") or shutil.which("rustc", path=str(usual)) or ""


def stamp(root: Path) -> bytes:
    """Hash of everything the library is made from but the compiler: its sources, this file, the machine."""
    sources = sorted(path for path in (root / CRATE).parent.rglob("*") if path.is_file())
    named = [(path.relative_to(root).as_posix().encode(), path.read_bytes()) for path in sources]
    machine = f"{sys.platform} {platform.machine()}".encode()
    return (
        hashlib.sha256(b"\0".join([Path(__file__).read_bytes(), machine, *chain(*named)]))
        .hexdigest()
        .encode()
    )


def mark(root: Path) -> bytes:
    """What was done last; empty if nothing."""
    path = root / MARK
    return path.read_bytes() if path.exists() else b""


def compiled(root: Path, compiler: str) -> str:
    """Compile, and replace the library in one step: a running guard keeps its own. Says what failed."""
    print("Compiling the fast part of Sakchy …", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / LIBRARY.name
        paths = ("--remap-path-prefix", f"{root}=sakchy")  # no folder of this machine inside
        if trouble := refusal([compiler, *SHARED, *paths, "-o", str(made), str(root / CRATE)]):
            return f"{compiler}: {trouble}"
        write(root / LIBRARY, made.read_bytes())
    return ""


def refusal(command: list[str]) -> str:
    """What the compiler finds fault with; empty if nothing."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, errors="replace", check=False, timeout=LONGEST
        )
    except (OSError, subprocess.TimeoutExpired) as trouble:
        return str(trouble)
    return first_error(done.stderr) if done.returncode else ""


def first_error(said: str) -> str:
    """The line that says most."""
    lines = said.splitlines() or ["it says nothing"]
    return next((line for line in lines if line.startswith("error")), lines[-1])


def write(path: Path, content: bytes) -> None:
    """Replace a file in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.write_bytes(content)
    os.replace(beside, path)  # noqa: PTH105  one word for what it does


def without(trouble: str) -> bool:
    """Say in one line that it goes on without."""
    print(f"{SLOWER}: {trouble}.", file=sys.stderr, flush=True)
    return False


def run_tests(root: Path = ROOT) -> int:
    """Run the crate's own tests, if there is a compiler; 0 if all went well."""
    compiler = found()
    if not (root / CRATE).exists() or not compiler:
        print("  left out: there is no Rust compiler (rustc)", flush=True)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        program = str(Path(folder) / "tests.exe")
        command = [compiler, *COMMON, "-C", "debug-assertions=on", "--test", "-o", program, str(root / CRATE)]
        failed = subprocess.run(command, cwd=root, check=False).returncode
        return failed or subprocess.run([program, "--quiet"], cwd=root, check=False).returncode


if __name__ == "__main__":
    (ROOT / MARK).unlink(missing_ok=True)
    sys.exit(not build())
