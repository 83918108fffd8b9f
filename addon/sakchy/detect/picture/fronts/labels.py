"""Printed labels in what was read: looked up with a few letters wrong, as a small reader leaves them."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from sakchy.detect.picture.fronts.letters import fold
from sakchy.detect.picture.fronts.likeness import likely, nearest, pairs, places
from sakchy.detect.picture.fronts.printed import Row
from sakchy.model import Value
from sakchy.yamlfile import read_file

FILE = Path(__file__).with_name("labels.yaml")
LETTERS_AN_ERROR, LONG = (6, 5), 15
"""One letter in so many may be wrong, missing or too many, in labels shorter and longer than this."""
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
    places: dict[str, int]

    @property
    def errors(self) -> int:
        """Letters that may be wrong."""
        size = len(self.text)
        return size // LETTERS_AN_ERROR[size > LONG] if size > WHOLE else 0

    def stands_in(self, line: str) -> bool:
        """Whether it stands in a line, with no more letters wrong, missing or too many."""
        return self.text in line or nearest(line, self.text, self.places, self.errors)[1] <= self.errors


@cache
def labels() -> tuple[Label, ...]:
    """All of them, headings first."""
    lexicon = read_file(FILE, Lexicon)
    known = [(text, group, True) for group, texts in lexicon.headings.items() for text in texts]
    known += [(text, group, False) for group, texts in lexicon.labels.items() for text in texts]
    folded = ((fold(text), group, heading) for text, group, heading in known)
    return tuple(Label(text, group, heading, pairs(text), places(text)) for text, group, heading in folded)


def within(line: str) -> Iterator[Label]:
    """The labels that stand in a line."""
    here, words = pairs(line), frozenset(line.replace("/", " ").replace(":", " ").split())
    for label in labels():
        if not label.errors:
            if label.text in words:
                yield label
        elif likely(here, label.pairs, label.errors) and label.stands_in(line):
            yield label


def found(rows: Iterable[Row]) -> list[Label]:
    """Every label in some rows."""
    return list({label.text: label for row in rows for text in row.texts for label in within(text)}.values())
