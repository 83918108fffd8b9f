"""Pictures in which nothing was found, by keyed fingerprint: sent again, they cost a hash.

A table of a fixed size, which several processes may share as one mapped file without locking it: a slot
holds one fingerprint, a later one takes its place, and one half written is like no picture's.
"""

import hashlib
from mmap import mmap
from typing import TypeAlias

SIZE = 16
"""Bytes of a fingerprint."""
USUAL = 64 << 10
"""Bytes of a table that is not shared: four thousand pictures, a few years' holidays."""
Table: TypeAlias = bytearray | mmap


class Seen:
    """What is remembered. Any thread may use it."""

    def __init__(self, key: bytes, table: Table | None = None) -> None:
        """`key` is this installation's fingerprint key; `table` is of zeros at first."""
        self.key = key
        self.table = bytearray(USUAL) if table is None else table
        self.slots = len(self.table) // SIZE

    def mark(self, data: bytes) -> bytes:
        """The fingerprint of a picture: nobody without the key can tell which pictures were seen."""
        return hashlib.blake2b(data, key=self.key, digest_size=SIZE, person=b"picture").digest()

    def knows(self, mark: bytes) -> bool:
        """Whether nothing was found in the picture of this fingerprint."""
        return bytes(self.table[self.slot(mark)]) == mark

    def remember(self, mark: bytes) -> None:
        """Nothing was found in the picture of this fingerprint."""
        self.table[self.slot(mark)] = mark

    def slot(self, mark: bytes) -> slice:
        """Where a fingerprint stands."""
        first = int.from_bytes(mark[:4], "big") % self.slots * SIZE
        return slice(first, first + SIZE)
