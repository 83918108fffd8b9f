#!/usr/bin/env python3
"""Set Sakchy up if needed, then run it: `run.py` starts the guard, `run.py check …` is `sakchy check …`."""

import os
import sys

from bootstrap import become, ended_by_a_person, prepare, typed

if __name__ == "__main__":
    if sys.version_info < (3, 8):  # noqa: UP036  said plainly instead of a syntax error later
        sys.exit("Please start this with Python 3.11 or newer.")
    with ended_by_a_person():
        prepare("requirements.lock")
    os.environ["SAKCHY_COMMAND"] = typed(sys.argv[0])  # so that Sakchy names a command the person has
    become("-m", "sakchy", *(sys.argv[1:] or ["run"]))
