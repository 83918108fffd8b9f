"""Whether Hyperscan is there (extra `fast`), whose automata look for many things at once.

Without it the same is found, only not as fast; `SAKCHY_FAST=0` does without it.
"""

import contextlib
import importlib
import os
from collections.abc import Sequence
from functools import cached_property
from threading import Lock
from typing import Any

hyperscan: Any = None
with contextlib.suppress(ImportError):  # the extra `fast` may not be installed
    hyperscan = importlib.import_module("hyperscan")

SWITCH = "SAKCHY_FAST"
LONG = 4096
"""Bytes from which a call of it is worth its price."""
IN_USE = Lock()
"""A database has room for one search, and threads may share it."""


def available() -> bool:
    """Whether it is installed and not switched off."""
    return hyperscan is not None and os.environ.get(SWITCH, "1") != "0"


class Several:
    """Expressions that are looked for all at once, in a tenth of the time that searches one by one need."""

    def __init__(self, *expressions: bytes) -> None:
        """`expressions` as both Python and Hyperscan read them; a dot is any byte."""
        self.expressions = expressions

    def which(self, data: bytes) -> set[int] | None:
        """Numbers of those that stand in the data; None where Hyperscan cannot tell, or not sooner."""
        if len(data) < LONG or not available() or not self.database:
            return None
        return matches(self.database, data)

    @cached_property
    def database(self) -> Any:
        """All of them compiled; None where that does not work."""
        with contextlib.suppress(Exception):  # whatever this processor or build lacks
            return compiled(self.expressions, literal=False)
        return None


def matches(database: Any, data: bytes) -> set[int]:
    """Numbers of the words or expressions of a database that stand in the data."""
    found: set[int] = set()
    with IN_USE:
        database.scan(data, match_event_handler=lambda index, *_: found.add(index))
    return found


def compiled(words: Sequence[bytes], *, literal: bool = True) -> Any:
    """A new database: every word said once, wherever it stands. Raises what Hyperscan raises.

    If not `literal`, words are expressions.
    """
    made = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    made.compile(
        expressions=list(words),
        ids=list(range(len(words))),
        flags=[hyperscan.HS_FLAG_SINGLEMATCH | (0 if literal else hyperscan.HS_FLAG_DOTALL)] * len(words),
        literal=literal,
    )
    return made
