#!/usr/bin/env python3
"""Fuzz what takes messages apart: `fuzz.py` lists the targets, `fuzz.py json --minutes 10` runs one.

`fuzz.py json --minimise FILE` makes an input that breaks something as short as it gets.
Needs the dependency group `fuzz` (Linux); run it with the Python that has it.
"""

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATHS = [ROOT / "addon", ROOT / "scripts", ROOT / "tests" / "support"]
sys.path[:0] = map(str, PATHS)


def campaign(name: str, folder: Path, minutes: float) -> int:
    """Start again after whatever ends the process, until the time is over; gives the number of faults."""
    until = time.monotonic() + minutes * 60
    while (left := until - time.monotonic()) > 1:
        began = time.monotonic()
        command = [sys.executable, "-m", "fuzzing.campaign", name, str(folder), str(max(1, int(left)))]
        paths = os.pathsep.join(map(str, PATHS))
        subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}, check=False)
        if time.monotonic() - began < 2:
            break  # it does not even start
    return len([path for path in folder.iterdir() if path.is_file()])


def minimised(data: bytes, breaks: Callable[[bytes], bool]) -> bytes:
    """The shortest that still breaks, by leaving out ever smaller pieces."""
    size = len(data) // 2
    while size:
        at = 0
        while at < len(data):
            shorter = data[:at] + data[at + size :]
            if breaks(shorter):
                data = shorter
            else:
                at += size
        size //= 2
    return data


def still_breaks(name: str) -> Callable[[bytes], bool]:
    """Whether an input makes a target raise the same kind of error; crashes need a process each."""
    from fuzzing.targets import TARGETS  # noqa: PLC0415  loads the product

    def breaks(data: bytes) -> bool:
        before = time.process_time()
        try:
            TARGETS[name].run(data)
        except Exception:  # noqa: BLE001  whatever it is
            return True
        return time.process_time() - before > 1

    return breaks


def main() -> None:
    """Run, minimise or list."""
    from fuzzing.targets import TARGETS  # noqa: PLC0415  loads the product

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("target", nargs="?", choices=[*TARGETS])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "sakchy-fuzz")
    parser.add_argument("--minimise", type=Path, metavar="FILE")
    given = parser.parse_args()
    if not given.target:
        print(__doc__, *(f"  {name:<10} {target.words}" for name, target in TARGETS.items()), sep="\n")
    elif given.minimise:
        short = minimised(given.minimise.read_bytes(), still_breaks(given.target))
        print(f"{len(short)} bytes: {short[:400]!r}")
        given.minimise.with_suffix(".short").write_bytes(short)
    elif not importlib.util.find_spec("atheris"):
        sys.exit("atheris is missing: uv pip install --group fuzz")
    else:
        folder = given.folder / given.target
        folder.mkdir(parents=True, exist_ok=True)
        faults = campaign(given.target, folder, given.minutes)
        print(f"{given.target}: {faults} inputs that broke something, in {folder}")


if __name__ == "__main__":
    main()
