#!/usr/bin/env python3
"""Set everything up, then check style and types and run every test; arguments go to pytest instead.

`test.py` runs ruff, mypy and all tests; `test.py tests/extract -k gzip` runs just those.
"""

import subprocess
import sys
import tempfile

import native
from bootstrap import PYTHON, ROOT, become, ended_by_a_person, prepare

PYTEST = ("-m", "pytest", "--rootdir", str(ROOT))
TESTS = str(ROOT / "tests")
WITH_BROWSER = [str(ROOT / "tests" / room) for room in ("browser", "web")]
"""Where such tests are: to look for them among all others takes longer than some of them."""


def everything() -> int:
    """Check style and types, run all tests; those in a browser run beside the rest, as they mostly wait."""
    for check in (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]):
        print("·", *check, flush=True)
        if subprocess.run([str(PYTHON), "-m", *check], cwd=ROOT, check=False).returncode:
            sys.exit(f"{' '.join(check)} found something to mend.")
    print("· the compiled part", flush=True)
    if native.run_tests():
        sys.exit("The compiled part failed its tests.")
    with tempfile.TemporaryFile() as log:
        command = [str(PYTHON), *PYTEST, *WITH_BROWSER, "-m", "browser"]
        with subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log) as browser:
            print("· pytest, and in a browser meanwhile", flush=True)
            rest = [str(PYTHON), *PYTEST, TESTS, "-m", "not browser"]
            failed = subprocess.run(rest, cwd=ROOT, check=False).returncode
            print("· what was tested in a browser", flush=True)
            failed |= browser.wait()
        log.seek(0)
        print(log.read().decode(errors="replace"), flush=True)
    return failed


if __name__ == "__main__":
    with ended_by_a_person():
        prepare("requirements.lock", "requirements-test.lock")
        if len(sys.argv) == 1:
            sys.exit(everything())
    become(*PYTEST, *sys.argv[1:])
