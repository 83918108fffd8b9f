"""Printed labels in what was read: looked up with a few letters wrong, as a small reader leaves them."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from sakchy.detect.picture.fronts.letters import fold
from sakchy.detect.picture.fronts.printed import Row
from sakchy.model import Value
from sakchy.yamlfile import read_file

FILE = Path(__file__).with_name("labels.yaml")
LETTERS_AN_ERROR = 6
"""One letter in so many may be wrong, missing or too many."""
WHOLE = 4
"""Labels up to so many letters must stand as a word, letter by letter."""


class Lexicon(Value, frozen=True, forbid_unknown_fields=True):
    """labels.yaml."""

    headings: dict[str, list[str]]
    labels: dict[str, list[str]]


class Label(Value, frozen=True):
    """One label in the reader's letters, and what it is a sign of."""

    text: str
    group: str
    heading: bool
    pairs: frozenset[str]

    @property
    def errors(self) -> int:
        """Letters that may be wrong."""
        return len(self.text) // LETTERS_AN_ERROR if len(self.text) > WHOLE else 0


@cache
def labels() -> tuple[Label, ...]:
    """All of them, headings first."""
    lexicon = read_file(FILE, Lexicon)
    known = [(text, group, True) for group, texts in lexicon.headings.items() for text in texts]
    known += [(text, group, False) for group, texts in lexicon.labels.items() for text in texts]
    folded = ((fold(text), group, heading) for text, group, heading in known)
    return tuple(Label(text, group, heading, pairs(text)) for text, group, heading in folded)


def pairs(text: str) -> frozenset[str]:
    """Two letters in a row, each couple once."""
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def within(line: str) -> Iterator[Label]:
    """The labels that stand in a line."""
    here, words = pairs(line), frozenset(line.replace("/", " ").replace(":", " ").split())
    for label in labels():
        if not label.errors:
            if label.text in words:
                yield label
        elif likely(here, label) and close(line, label.text, label.errors):
            yield label


def likely(here: frozenset[str], label: Label) -> bool:
    """Whether enough of a label's pairs stand in a line: a wrong letter takes two along."""
    return len(here & label.pairs) >= len(label.pairs) - 2 * label.errors


def close(line: str, label: str, errors: int) -> bool:
    """Whether a label stands in a line with at most so many letters wrong, missing or too many.

    Semi-global edit distance, a column at a time, in the bits of whole numbers (Myers 1999).
    """
    if label in line:
        return True
    size = len(label)
    top, full = 1 << (size - 1), (1 << size) - 1
    masks = {
        letter: sum(1 << at for at, other in enumerate(label) if other == letter) for letter in set(label)
    }
    up, down, score = full, 0, size
    for letter in line:
        match = masks.get(letter, 0)
        flat = (((match & up) + up) ^ up) | match
        add, sub = down | (full & ~(flat | up)), up & flat
        score += bool(add & top) - bool(sub & top)
        add, sub = (add << 1) & full, (sub << 1) & full
        up, down = sub | (full & ~((match | down) | add)), (match | down) & add
        if score <= errors:
            return True
    return False


def found(rows: Iterable[Row]) -> list[Label]:
    """Every label in some rows."""
    return list({label.text: label for row in rows for text in row.texts for label in within(text)}.values())
