"""What a paper says, as text that the text rules understand: labels as they know them, answers as read.

The reader makes mistakes and forms have lines, hints and boxes; so an answer counts only if it has the form
that its label asks for. Of an empty form nothing is left.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from sakchy.detect.cards import card_network, luhn
from sakchy.detect.details import BIRTH_DATE
from sakchy.detect.numbers import account, iban, kg_pin
from sakchy.detect.picture.fronts.numbers import as_digits
from sakchy.detect.picture.paper.labels import Found, Label, within
from sakchy.detect.picture.paper.sheet import Cell
from sakchy.model import Value

HARD = frozenset(["birth", "personal-number", "passport", "phone", "patient"])
"""Details whose answer is a number or a date: nothing on an empty form looks like one."""
BELOW = 2.6
"""Heights of a label below which its answer may stand."""
STRIP = " .:-/<("
LETTERS = re.compile(r"[^\W\d_]{3,}")
DATE = re.compile(r"(?<!\d)[0-3]\d[./ -]?[01]\d[./ -]?(?:19|20)\d\d(?!\d)")
"""Dots between figures are easily missed."""
WORD = re.compile(r"[^\W\d_]{2,}")
NAME = re.compile(r"[^\W\d_]{2,}(?:[ .-]+[^\W\d_]+){0,3}")
PASSPORT = re.compile(r"[A-Z]{1,3} ?(?:№ ?)?\d{6,9}|\d{2} ?\d{2} ?№? ?\d{6}|\d{7,9}")
ICD = re.compile(r"[A-TV-Z]\d\d(?:\.\d{1,2})?(?!\d)")
NUMBER = re.compile(r"(?<!\d)\d(?:[ -]?\d){5,19}(?!\d)")
IBAN = re.compile(r"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{2,4}){3,8}")
FEWEST = {"personal-number": 10, "phone": 9, "patient": 3}
"""Digits of a number that answers."""
AS_LETTERS = str.maketrans("30", "ЗO")
"""Letters that the reader's alphabet has as digits, and one that looks like a digit."""


class Answer(Value, frozen=True):
    """A label that was answered. `repr` does not show by what."""

    label: Label
    value: str

    def __repr__(self) -> str:
        return f"Answer({self.label.detail})"


def answers(rows: Sequence[Sequence[Cell]]) -> list[Answer]:
    """The answers of a page, from the top."""
    rows = [[labelled(cell) for cell in row] for row in rows]
    known = [[within(cell.text) for cell in row] for row in rows]
    out = []
    for at, row in enumerate(rows):
        for place, cell in enumerate(row):
            for label, said in said_in(cell, known[at][place]):
                every = said or beside(row, known[at], place) or below(rows, known, at, cell)
                if value := best(label.detail, every):
                    out.append(Answer(label, value))
    return out


def labelled(cell: Cell) -> Cell:
    """The cell with a reading first in which there is a label, if there is one."""
    return Cell(cell.line, tuple(sorted(cell.texts, key=lambda text: not within(text))))


def said_in(cell: Cell, found: Sequence[Found]) -> Iterator[tuple[Label, list[str]]]:
    """Each label of a cell with what stands behind it, up to the next; behind the last in every reading."""
    ends = [one.start for one in found[1:]] + [len(cell.text)] * bool(found)
    for one, end in zip(found, ends, strict=True):
        said = [cell.text[one.end : end]]
        if end == len(cell.text):
            said += [text[other.end :] for text in cell.texts[1:] for other in within(text)[-1:]]
        if one.label.detail:
            yield one.label, stripped(said)


def beside(row: Sequence[Cell], known: Sequence[Sequence[Found]], place: int) -> list[str]:
    """What stands in the next pieces of a row, up to the next label."""
    said: list[Cell] = []
    for cell, found in zip(row[place + 1 :], known[place + 1 :], strict=True):
        if found and found[0].start < 2:
            break
        said.append(cell)
    if len(said) == 1:
        return stripped(said[0].texts)
    return stripped([" ".join(cell.text for cell in said)])


def below(
    rows: Sequence[Sequence[Cell]], known: Sequence[Sequence[Sequence[Found]]], at: int, over: Cell
) -> list[str]:
    """What stands close under a label, if that is no label itself."""
    line = over.line
    for row, found in zip(rows[at + 1 : at + 3], known[at + 1 : at + 3], strict=False):
        for cell, labels in zip(row, found, strict=True):
            under = cell.line
            near = 0 < under.y - line.y < BELOW * max(line.height, under.height)
            if near and under.x < line.x + line.length and under.x + under.length > line.x:
                return [] if labels else stripped(cell.texts)
    return []


def stripped(texts: Sequence[str]) -> list[str]:
    """Texts without what may stand round an answer; empty ones are left out."""
    return [bare for text in texts if (bare := text.strip(STRIP))]


def best(detail: str, said: Sequence[str]) -> str:
    """The answer of the surest reading that has one; of numbers one whose check digits are right.

    The edge of a box before a number is easily read as a 1 that begins it.
    """
    found = [value for text in said if (value := answer(detail, text))]
    right = filter(RIGHT.get(detail, bool), [*found, *(value[1:] for value in found if value[0] == "1")])
    return next(right, found[0] if found else "")


def is_right(value: str) -> bool:
    """Whether a number is an account's or a bank card's, as far as check digits tell."""
    return account(value) or iban(value) or (card_network(value) and luhn(value))


RIGHT: dict[str, Callable[[str], bool]] = {"bank": is_right, "personal-number": kg_pin}
"""Details whose answers have check digits, or dates inside."""


def answer(detail: str, said: str) -> str:
    """What was said, if it has the form of an answer to this; else nothing."""
    digits = as_digits(said)
    if detail == "birth":
        found = BIRTH_DATE.search(digits)
        return found[0] if found else dotted(DATE.search(digits))
    if detail == "passport":
        found = PASSPORT.search(said) or PASSPORT.search(digits)
    elif detail == "bank":
        return compact(IBAN.search(said) or NUMBER.search(digits))
    elif detail in FEWEST:
        number = re.sub(r"\D", "", digits)
        return number if len(number) >= FEWEST[detail] else ""
    elif detail == "address":
        return digits if LETTERS.search(as_words(said)) and any(map(str.isdigit, digits)) else ""
    elif detail == "health":
        return said if ICD.search(said) or LETTERS.search(as_words(said)) else ""
    else:
        found = (NAME if detail == "name" else WORD).search(as_words(said))
    return found[0] if found else ""


def compact(found: re.Match[str] | None) -> str:
    """A number without the gaps in it."""
    return re.sub("[ -]", "", found[0]) if found else ""


def dotted(found: re.Match[str] | None) -> str:
    """A date with dots between its parts."""
    figures = re.sub(r"\D", "", found[0]) if found else ""
    return f"{figures[:2]}.{figures[2:4]}.{figures[4:]}" if figures else ""


def as_words(text: str) -> str:
    """A text in which words that are nearly letters are letters altogether."""
    return " ".join(
        word.translate(AS_LETTERS) if 2 * sum(map(str.isalpha, word)) >= len(word) else word
        for word in text.split()
    )


def text_of(found: Sequence[Answer]) -> str:
    """The answers as the text rules read them, one a line."""
    return "\n".join(f"{one.label.plain}: {one.value}" for one in found)
