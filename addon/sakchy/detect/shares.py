"""What the name of a field adds to names that stand above or below it: `card.number`."""

from collections.abc import Iterable


class Joints:
    """Known names that may be made of several, one inside the other.

    What a known name begins with is a head, and has a bit of its own: a name that ends a known one wants its
    heads, and a name in which a head may end offers it.
    """

    def __init__(self, names: Iterable[str]) -> None:
        """`names` as the whole paths that `fields.plain` gives."""
        self.bits: dict[str, int] = {}
        self.wanted: dict[str, int] = {}
        self.ends: dict[str, int] = {}
        for name in names:
            for at in range(1, len(name)):
                bit = self.bits.setdefault(name[:at], 1 << len(self.bits))
                self.wanted[name[at:]] = self.wanted.get(name[at:], 0) | bit
        for head, bit in self.bits.items():
            for at in range(len(head)):
                self.ends[head[at:]] = self.ends.get(head[at:], 0) | bit

    def wants(self, name: str) -> int:
        """The heads that a name would make a known one of."""
        return self.wanted.get(name, 0)

    def offers(self, name: str) -> int:
        """The heads that end with a name, and those with which it ends."""
        every = self.ends.get(name, 0)
        for at in range(len(name)):
            every |= self.bits.get(name[at:], 0)
        return every
