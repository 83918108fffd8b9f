"""The fast tier: many literals looked for at once by Hyperscan's automata (extra `fast`), if installed.

Both tiers say the same words, so findings are the same; `SAKCHY_FAST=0` keeps to the default one.
"""

from collections.abc import Iterable, Sequence

from sakchy.detect import stored
from sakchy.extract.hyper import SWITCH, available, hyperscan, matches

__all__ = ["SWITCH", "Automaton", "automaton", "available", "hyperscan"]

LEAST = 8
"""Words from which an automaton is worth its call; fewer are found as quickly one by one."""


def automaton(words: Iterable[str]) -> "Automaton | None":
    """An automaton for these words; None where the default tier looks for them."""
    listed = sorted(set(words))
    if len(listed) < LEAST or not available():
        return None
    try:
        return Automaton(listed)
    except Exception:  # noqa: BLE001  whatever it is that this processor or build lacks, the other tier has it
        return None


class Automaton:
    """Words compiled into one database."""

    def __init__(self, words: Sequence[str]) -> None:
        """`words` in lower case. Raises what Hyperscan raises."""
        self.words = tuple(words)
        self.database = stored.database(self.words, hyperscan)

    def likely(self, low: str, _: str | None = None) -> list[str]:
        """The words that stand in a lower-case text, in the order of `words`."""
        hits = matches(self.database, low.encode("utf-8", "surrogatepass"))
        return [self.words[index] for index in sorted(hits)] if hits else []
