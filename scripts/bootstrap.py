"""Make `.venv` from the lock file with the best Python found. Standard library only.

`run.py` and `test.py` share it. A stamp (hash of the lock files, the interpreter and this file)
makes the second start a matter of milliseconds.
"""

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import native

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
WANTED = ("3.13", "3.12", "3.11")  # best first: newer mitmproxy releases need 3.12
WIDE = 72  # columns of the line that tells how far it is: what the last one wrote is covered
PROBE = "import sys, venv, ensurepip, ssl, sqlite3; print(sys.version_info >= (3, 11))"


def candidates() -> Iterator[str]:
    """Interpreters worth asking, best first; `SAKCHY_PYTHON` overrides them all."""
    if chosen := os.environ.get("SAKCHY_PYTHON"):
        yield chosen
        return
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for version in WANTED:
        yield from sorted((str(p) for p in pyenv.glob(f"{version}.*/bin/python{version}")), reverse=True)
        if found := shutil.which(f"python{version}"):
            yield found
        if os.name == "nt" and (launcher := shutil.which("py")):
            yield f"{launcher} -{version}"
    yield sys.executable


def runs(command: str) -> bool:
    """True if the interpreter starts and can make a venv: a pyenv shim may exist and still fail."""
    try:
        done = subprocess.run([*split(command), "-c", PROBE], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return done.stdout.strip() == "True"


def split(command: str) -> list[str]:
    """`py -3.13` is two words; a path with blanks is one."""
    return command.rsplit(" ", 1) if not Path(command).exists() and " -" in command else [command]


def ready(locks: list[str]) -> bool:
    """True if `.venv` holds just what these lock files say."""
    mark = VENV / f".{'-'.join(locks)}"
    return PYTHON.exists() and mark.exists() and mark.read_text("utf-8") == stamp(locks)


def stamp(locks: list[str]) -> str:
    """Hash of everything the environment is made from."""
    parts = [Path(__file__).read_bytes(), *((ROOT / lock).read_bytes() for lock in locks)]
    return hashlib.sha256(b"\0".join([str(ROOT).encode(), *parts])).hexdigest()


def prepare(*locks: str) -> None:
    """Make or refresh `.venv` so that it satisfies `locks`, and the compiled part; say what goes on."""
    if not ready(list(locks)):
        refresh(list(locks))
    native.build(ROOT)


def refresh(wanted: list[str]) -> None:
    """Bring `.venv` to what these lock files say."""
    if not intact():
        make_venv()
    for lock in wanted:
        install(lock)
    link_package()
    for end in range(1, len(wanted) + 1):  # an environment with the tests' tools serves `run.py` too
        (VENV / f".{'-'.join(wanted[:end])}").write_text(stamp(wanted[:end]), "utf-8")


def intact() -> bool:
    """True if `.venv` is there and can install: it is then only brought up to date, not made anew."""
    if not (PYTHON.exists() and runs(str(PYTHON))):
        return False
    return (
        subprocess.run([str(PYTHON), "-m", "pip", "--version"], capture_output=True, check=False).returncode
        == 0
    )


def make_venv() -> None:
    """Create `.venv` with the best interpreter that actually runs."""
    python = next((c for c in candidates() if runs(c)), None)
    if python is None:
        sys.exit("Sakchy needs Python 3.11 or newer with the venv module; none was found.")
    print(f"Preparing Sakchy with {python} (a minute or two, only the first time) …", flush=True)
    subprocess.run([*split(python), "-m", "venv", "--clear", str(VENV)], check=True)


def install(lock: str) -> None:
    """Install one lock file, every package checked against its hash, naming each as it comes."""
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input",
               "--require-hashes", "-r", str(ROOT / lock)]  # fmt: skip
    said: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        assert pip.stdout is not None
        for line in pip.stdout:
            said.append(line)
            show_progress(line)
    if sys.stdout.isatty():
        print("\r" + " " * WIDE, end="\r", flush=True)
    if pip.returncode:
        sys.exit("".join(said[-15:]) + f"\nInstalling {lock} failed. Is there a network connection?")


def show_progress(line: str) -> None:
    """One line on a terminal that names the package pip is at; silence elsewhere.

    No count: which packages of the lock file apply depends on the system and the interpreter.
    """
    words = line.split()
    if words[:1] == ["Collecting"] and sys.stdout.isatty():
        print(f"\r  installing {words[1]} …".ljust(WIDE), end="", flush=True)


@contextmanager
def ended_by_a_person() -> Iterator[None]:
    """Ctrl-C while everything is being set up ends with one line; the next start goes on from there."""
    try:
        yield
    except KeyboardInterrupt:
        sys.exit("\nInterrupted. Start again to go on; nothing is broken.")


def typed(script: str) -> str:
    """What a person types to start `script` again from the same folder."""
    return f"py {script}" if os.name == "nt" else f"python3 {shlex.quote(script)}"


def link_package() -> None:
    """Put `addon/` on the path and a `sakchy` command into the environment.

    What `pip install -e .` would do, without fetching a build tool whose hash nobody checked.
    """
    probe = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = subprocess.run(
        [str(PYTHON), "-c", probe], capture_output=True, text=True, check=True
    ).stdout.strip()
    (Path(site) / "sakchy.pth").write_text(f"{ROOT / 'addon'}\n", "utf-8")
    if os.name == "nt":
        (BIN / "sakchy.cmd").write_text(f'@"{PYTHON}" -m sakchy %*\n', "utf-8")
        return
    command = BIN / "sakchy"
    command.write_text(f"#!{PYTHON}\nfrom sakchy.cli import main\n\nmain()\n", "utf-8")
    command.chmod(0o755)


def become(*arguments: str) -> None:
    """Replace this process by the environment's Python (on Windows: wait for it)."""
    command = [str(PYTHON), *arguments]
    if os.name == "nt":
        sys.exit(subprocess.run(command, check=False).returncode)
    sys.stdout.flush()
    os.execv(command[0], command)  # noqa: S606  the very program this script is for
