"""A line of print to text: a convolutional network with CTC output.

Few letters are of both scripts and few words mix digits with letters, so a line is read four times from the
same odds: as anything, as Latin, as Cyrillic and as a number. Whoever looks for something takes what fits.
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from sakchy.detect.picture.fronts.letters import ALPHABET
from sakchy.detect.picture.fronts.networks import PRINT
from sakchy.detect.picture.opencv import Grey, Plane
from sakchy.model import Value

HEIGHT = 24
STRETCH = 4 / 3
"""Widths over natural ones: narrow letters need a step of the network each."""
LEAST_WIDTH, MOST_WIDTH, MULTIPLE = 32, 960, 8
LIKE_NUMBER = 0.4
"""Mean probability of the digits, against all else the marks could be, from which a line is a number."""
SIGNS = " .-/:<()№"
DIGITS = "0123456789"
LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CYRILLIC = "ABEKMHOPCTYXIБГДЖИЙЛПФЦЧШЩЪЫЬЭЮЯ3"
"""Letters of Russian and Kyrgyz in the reader's alphabet."""


def only(letters: str) -> Plane:
    """1 for the blank and these letters, 0 for all others."""
    return np.array([1, *(letter in letters for letter in ALPHABET)], np.float32)


ANY, AS_LATIN, AS_CYRILLIC, AS_NUMBER = (
    only(letters)
    for letters in (ALPHABET, LATIN + DIGITS + SIGNS, CYRILLIC + DIGITS + SIGNS, DIGITS + " ./-")
)


class Reading:
    """What a line says. `repr` does not show it."""

    def __init__(self, odds: Plane) -> None:
        """`odds` of blank and letters for every step."""
        self.odds = odds
        self.text, self.sure = self.under(ANY)

    @classmethod
    def none(cls) -> "Reading":
        """Nothing read."""
        return cls(np.eye(1, len(ALPHABET) + 1, dtype=np.float32))

    def under(self, mask: Plane) -> tuple[str, float]:
        """The text in some letters only, and the mean probability of those taken."""
        best = (self.odds * mask).argmax(1)
        new = (best > 0) & (best != np.concatenate([[0], best[:-1]]))  # 0 is the blank of CTC
        if not new.any():
            return "", 0.0
        taken = self.odds[np.arange(len(best)), best][new]
        return "".join(ALPHABET[k - 1] for k in best[new]).strip(), float(taken.mean())

    @cached_property
    def ways(self) -> tuple[str, str, str]:
        """The line in both scripts and in either alone."""
        return self.text, self.under(AS_LATIN)[0], self.under(AS_CYRILLIC)[0]

    @cached_property
    def number(self) -> str:
        """The line read as a number, empty if it looks little like one."""
        text, sure = self.under(AS_NUMBER)
        return text if sure >= LIKE_NUMBER else ""

    def __repr__(self) -> str:
        return f"Reading({len(self.text)} characters, {self.sure:.2f})"


def read(line: Grey) -> Reading:
    """The text of a line HEIGHT pixels high, stretched by STRETCH."""
    wide = min(MOST_WIDTH, max(LEAST_WIDTH, -(-line.shape[1] // MULTIPLE) * MULTIPLE))
    plane = line[:, :wide].astype(np.float32)
    if plane.shape[1] < wide:
        plane = np.pad(plane, ((0, 0), (0, wide - plane.shape[1])), mode="edge")
    logits = PRINT(np.asarray((plane - plane.mean()) / (plane.std() + 8), np.float32))
    odds = np.exp(logits - logits.max(1, keepdims=True))
    return Reading(np.asarray(odds / odds.sum(1, keepdims=True), np.float32))


class Row(Value, frozen=True):
    """Lines side by side. `repr` does not show what they say."""

    texts: tuple[str, ...]
    """What each says in any script and in either alone, and what they say together."""
    number: str
    """The row with everything that may be a number read as one."""

    def __repr__(self) -> str:
        return f"Row({len(self.texts)} texts)"


def row(readings: Sequence[Reading]) -> Row:
    """A row of readings, from the left."""
    together = (" ".join(parts) for parts in zip(*(one.ways for one in readings), strict=True))
    alone = (text for one in readings for text in one.ways) if len(readings) > 1 else ()
    number = " ".join(one.number or one.text for one in readings)
    return Row(tuple(dict.fromkeys([*alone, *together])), number)
