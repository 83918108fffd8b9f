"""What the name of a field adds to names that stand above or below it: `card.number`, `pager.duty.token`."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache

from sakchy.detect.fields import KEEP_NAMES
from sakchy.detect.named import MOST_WORDS, PUBLIC, STEMS, WORDS, named


class Joints:
    """Known names that may be made of several, one inside the other.

    What a known name begins with is a head, and has a bit of its own: a name that ends a known one wants its
    heads, and a name in which a head may end offers it.
    """

    def __init__(self, names: Iterable[str]) -> None:
        """`names` as the whole paths that `fields.plain` gives."""
        self.heads: dict[str, set[str]] = {}
        for name in names:
            for at in range(1, len(name)):
                self.heads.setdefault(name[at:], set()).add(name[:at])
        whole = sorted({head for heads in self.heads.values() for head in heads})
        self.bits = {head: 1 << at for at, head in enumerate(whole)}
        self.ends: dict[str, int] = {}
        for head, bit in self.bits.items():
            for at in range(len(head)):
                self.ends[head[at:]] = self.ends.get(head[at:], 0) | bit

    def wants(self, name: str) -> int:
        """The heads that a name would make a known one of."""
        return together(self.bits[head] for head in self.heads.get(name, ()))

    def offers(self, name: str) -> int:
        """The heads that end with a name, and those with which it ends."""
        return self.ends.get(name, 0) | together(self.bits.get(name[at:], 0) for at in range(len(name)))

    def join(self, names: Collection[str]) -> bool:
        """Whether a known one can be made of these."""
        return any(ends(head, names) for name in names for head in self.heads.get(name, ()))


class Vendors:
    """Names that tell whose a credential is, whole or in parts."""

    def __init__(self, names: Collection[str]) -> None:
        """`names` in small letters, words run together."""
        self.names = names
        self.beginning: dict[str, list[str]] = defaultdict(list)
        for name in names:
            for end in range(1, len(name)):
                self.beginning[name[:end]].append(name)
        self.parts = {
            name[start:end]
            for name in names
            for start in range(len(name))
            for end in range(start + 1, len(name) + 1)
        }

    def is_credential(self, name: str) -> bool:
        """Whether a field of this name may hold a credential."""
        last = name.rpartition(".")[2]
        return any(stem in last.lower() for stem in STEMS) and not PUBLIC.search(last)

    def has(self, name: str) -> bool:
        """Whether a vendor, or words that are part of one, stand in a name."""
        return bool(named(name, self.names)) or not self.parts.isdisjoint(words(name))

    def join(self, names: Collection[str]) -> set[str]:
        """The vendors that can be made of the words of these names."""
        known = {word for name in names for word in words(name)} & self.parts
        made = (vendor for word in known for vendor in self.beginning.get(word, ()) if made_of(vendor, known))
        return {*made}.union(*(named(name, self.names) for name in names))


def together(bits: Iterable[int]) -> int:
    """All bits in one."""
    every = 0
    for bit in bits:
        every |= bit
    return every


@lru_cache(KEEP_NAMES)
def words(name: str) -> list[str]:
    """Words of a name as `named` reads them: `dogConfig` is dog and config."""
    return [word.lower() for word in WORDS.findall(name)]


def ends(head: str, names: Collection[str]) -> bool:
    """Whether names, one behind another, end in a head. No rest is tried twice: names may be a trap."""
    rests = {len(head)}
    for at in range(len(head), 0, -1):
        for name in names if at in rests else ():
            if name.endswith(head[:at]):
                return True
            if head.endswith(name, 0, at):
                rests.add(at - len(name))
    return False


def made_of(name: str, words: Collection[str]) -> bool:
    """Whether a name can be written as a few of the words, one behind the other."""
    done = {0}
    for _ in range(MOST_WORDS):
        done = {at + len(word) for at in done for word in words if name.startswith(word, at)}
        if len(name) in done:
            return True
    return False
