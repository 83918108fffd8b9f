"""What the name of a field adds to names that stand above or below it: `card.number`, `pager.duty.token`."""

import re
from collections.abc import Collection, Iterable

from sakchy.detect.named import PUBLIC, STEMS, named

WORDS = re.compile(r"[a-z]+|\d+")


class Joints:
    """Known names that may be made of several, one inside the other."""

    def __init__(self, names: Iterable[str]) -> None:
        """`names` as `fields.letters` gives them."""
        self.heads: dict[str, set[str]] = {}
        for name in names:
            for at in range(1, len(name)):
                self.heads.setdefault(name[at:], set()).add(name[:at])
        self.whole = {head for heads in self.heads.values() for head in heads}
        self.ends = {head[at:] for head in self.whole for at in range(len(head))}

    def has(self, name: str) -> bool:
        """Whether a name may be one of the several."""
        return (
            name in self.heads or name in self.ends or any(name[at:] in self.whole for at in range(len(name)))
        )

    def join(self, names: Collection[str]) -> bool:
        """Whether a known one can be made of these."""
        return any(ends(head, names) for name in names for head in self.heads.get(name, ()))


class Vendors:
    """Names that tell whose a credential is, whole or in parts."""

    def __init__(self, names: Collection[str]) -> None:
        """`names` in small letters, words run together."""
        self.names = names
        self.parts = {
            name[start:end]
            for name in names
            for start in range(len(name))
            for end in range(start + 2, len(name) + 1)
        }

    def is_credential(self, name: str) -> bool:
        """Whether a field of this name may hold a credential."""
        low = name.lower()
        return any(stem in low for stem in STEMS) and not PUBLIC.search(name)

    def has(self, name: str) -> bool:
        """Whether a vendor, or words that are part of one, stand in a name."""
        return bool(named(name, self.names)) or not self.parts.isdisjoint(WORDS.findall(name.lower()))

    def join(self, names: Iterable[str]) -> bool:
        """Whether a vendor can be made of the words of these names."""
        words = {word for name in names for word in WORDS.findall(name.lower())}
        if any(named(name, self.names) for name in names):
            return True
        return any(made_of(vendor, words & self.parts) for vendor in self.names)


def ends(head: str, names: Collection[str]) -> bool:
    """Whether names, one behind another, end in a head."""
    return any(
        name.endswith(head) or (head.endswith(name) and name and ends(head.removesuffix(name), names))
        for name in names
    )


def made_of(name: str, words: Collection[str]) -> bool:
    """Whether a name can be written as some of the words, one behind the other."""
    return not name or any(name.startswith(word) and made_of(name[len(word) :], words) for word in words)
