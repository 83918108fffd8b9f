"""Whether Hyperscan is there (extra `fast`), whose automata look for many things at once.

Without it the same is found, only not as fast; `SAKCHY_FAST=0` does without it.
"""

import contextlib
import importlib
import os
from collections.abc import Sequence
from typing import Any

hyperscan: Any = None
with contextlib.suppress(ImportError):  # the extra `fast` may not be installed
    hyperscan = importlib.import_module("hyperscan")

SWITCH = "SAKCHY_FAST"


def available() -> bool:
    """Whether it is installed and not switched off."""
    return hyperscan is not None and os.environ.get(SWITCH, "1") != "0"


def compiled(words: Sequence[bytes]) -> Any:
    """A new database: every word said once, wherever it stands. Raises what Hyperscan raises."""
    made = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    made.compile(
        expressions=list(words),
        ids=list(range(len(words))),
        flags=[hyperscan.HS_FLAG_SINGLEMATCH] * len(words),
        literal=True,
    )
    return made
