#!/usr/bin/env python3
"""Write `requirements.lock` and `requirements-test.lock` from `pyproject.toml`.

One file for every Python and system (markers inside), hashes, no addresses of any index.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMON = ["--universal", "--generate-hashes", "--no-header", "--no-annotate", "--python-version", "3.11",
          "--quiet", "pyproject.toml"]  # fmt: skip


def lock(name: str, *more: str) -> None:
    """Resolve `pyproject.toml` into one hashed requirements file."""
    command = [sys.executable, "-m", "uv", "pip", "compile", *COMMON, *more, "-o", name]
    subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    lock("requirements.lock")
    lock("requirements-test.lock", "--extra", "fast", "--group", "test", "--constraint", "requirements.lock")
