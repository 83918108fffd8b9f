#!/usr/bin/env python3
"""Set Sakchy up if needed, then run it: `run.py` starts the guard, `run.py check …` is `sakchy check …`."""

import sys

from bootstrap import become, prepare

if __name__ == "__main__":
    if sys.version_info < (3, 8):  # noqa: UP036  said plainly instead of a syntax error later
        sys.exit("Please start this with Python 3.11 or newer.")
    prepare("requirements.lock")
    become("-m", "sakchy", *(sys.argv[1:] or ["run"]))
