"""Many words looked for in one text at the price of few: by an automaton if there is one, else by words."""

from collections.abc import Iterable

from sakchy.detect import fast
from sakchy.detect.vocabulary import Vocabulary


class Needles:
    """Words, ready to be looked for."""

    def __init__(self, words: Iterable[str]) -> None:
        """`words` in lower case."""
        listed = sorted(set(words))
        self.tier: fast.Automaton | Vocabulary = fast.automaton(listed) or Vocabulary(listed)

    def likely(self, low: str, brief: str | None = None) -> list[str]:
        """The words that stand in a lower-case text; `brief`: that of its sheet, if there is one."""
        return self.tier.likely(low, brief)
