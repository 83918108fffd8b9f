"""Several marks looked for in long data at the price of two.

A plain search for one mark is fast, ten of them are the most expensive thing that happens to a large upload.
Three bytes of each mark, by which it is told, are made 1, 2 and 3, everything else 0: then one search finds
where any of them may stand. In noise that is one place in some thousand.
"""

import contextlib
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from sakchy.extract import hyper

SEED = b"\1\2\3"
LONG = hyper.LONG  # bytes from which that is worth a copy
MOST = 4000  # places that are tried; where there are more, the marks are looked for one by one


class Marks:
    """Marks, ready to be looked for."""

    def __init__(self, told: Mapping[bytes, bytes]) -> None:
        """`told`: each mark with three bytes in a row of it.

        Raises ValueError if a byte would have to be two of 1, 2 and 3.
        """
        self.marks = tuple(told)
        self.heads: dict[bytes, list[tuple[bytes, int]]] = {}
        for mark, three in told.items():
            self.heads.setdefault(three, []).append((mark, mark.index(three)))
        table = bytearray(256)
        for three in self.heads:
            for sign, byte in zip(SEED, three, strict=True):
                if table[byte] not in (0, sign):
                    raise ValueError(three)
                table[byte] = sign
        self.table = bytes(table)

    def stand_in(self, data: bytes) -> bool:
        """Whether one of the marks stands in the data."""
        if len(data) < LONG:
            return self.one_by_one(data)
        if hyper.available() and self.database:
            return bool(hyper.matches(self.database, data))
        mask, at = data.translate(self.table), -1
        for _ in range(MOST):
            at = mask.find(SEED, at + 1)
            if at < 0:
                return False
            for mark, before in self.heads.get(data[at : at + 3], ()):
                if data.startswith(mark, max(0, at - before)):
                    return True
        return self.one_by_one(data)

    @cached_property
    def database(self) -> Any:
        """All marks for Hyperscan, which needs a tenth of the time; None where it does not work."""
        with contextlib.suppress(Exception):  # whatever this processor or build lacks
            return hyper.compiled(self.marks)
        return None

    def one_by_one(self, data: bytes) -> bool:
        """The same, mark by mark."""
        return any(mark in data for mark in self.marks)
