#!/usr/bin/env python3
"""Set everything up, then check style and types and run every test; arguments go to pytest instead.

`test.py` runs ruff, mypy and all tests; `test.py tests/extract -k gzip` runs just those.
"""

import subprocess
import sys

from bootstrap import PYTHON, ROOT, become, ended_by_a_person, prepare

if __name__ == "__main__":
    with ended_by_a_person():
        prepare("requirements.lock", "requirements-test.lock")
    if len(sys.argv) == 1:
        for check in (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]):
            print("·", *check, flush=True)
            if subprocess.run([str(PYTHON), "-m", *check], cwd=ROOT, check=False).returncode:
                sys.exit(f"{' '.join(check)} found something to mend.")
    become("-m", "pytest", "--rootdir", str(ROOT), *(sys.argv[1:] or [str(ROOT / "tests")]))
