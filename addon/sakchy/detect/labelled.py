"""Answers in prose: `Фамилия: Үлгү, ПИН 2…, гражданство КР`, on lines of their own or all in one.

A label has an answer when a sign stands between them (`:`, `=`, a dash), when the answer has the form that
the label asks for (a number, a date), or when both fill the space between two commas. The last alone proves
little, for news are written so too.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby, islice

import msgspec

from sakchy.detect.details import LABELS, TELLING, is_answer
from sakchy.detect.sheet import Sheet
from sakchy.model import Text

MOST_LABELS = 2000
"""In one message: a questionnaire has some tens, and a dump may not hold up the others."""
LONGEST_ANSWER = 80
"""Characters after a label in which its answer stands."""
EDGE = "\0\n;,.|•·\t:()0123456789"
"""What stands before a label that begins something: an end, or the number that answered the label before."""
PUNCTUATION = " \t\r,.:;_…*\"'«»`"
"""What may stand round an answer."""

DETAIL = {label: detail for detail, labels in LABELS.items() for label in labels} | {"name": "name"}
"""Label -> detail. A field called `name` may hold the name of anything, in prose it is a person's."""


def one_of(words: Iterable[str]) -> str:
    """A pattern for the longest of many words, by their first letters: four times as fast as a plain list."""
    ordered = sorted(words, key=lambda word: (word[0], -len(word)))
    groups = groupby(ordered, key=lambda word: word[0])
    return "|".join(f"{first}(?:{'|'.join(re.escape(word[1:]) for word in each)})" for first, each in groups)


LABEL = re.compile(
    rf"""\b (?<!-) (?P<label> {one_of(DETAIL)} ) (?!-?\w)
    [^\S\n]{{0,3}} (?: \([^)\n]{{0,40}}\) [^\S\n]{{0,3}} )?   # Дата рождения (число, месяц, год)
    [»*_]{{0,2}} [^\S\n]{{0,9}} (?P<sign> [:=] | [–—-](?=\s) )?""",
    re.VERBOSE,
)
FIRST = {re.sub("[0-9]", "0", label.split()[0]) for label in DETAIL}
BEGINS = re.compile(rf"\b(?<!-)(?:{one_of(FIRST)})(?!-?\w)")
"""The first word of a label as it stands among the different words of a message, digits as 0."""
END = re.compile(r"[\0\n;]")
"""Ends every answer."""
COMMA = re.compile(r",|[.!?](?:\s|$)")
"""Ends an answer without a sign before it."""

DATE = re.compile(r"\D{0,3}\d{1,4}(?:[./ -]\w{1,10}){0,2}[ ]?(?:г\.?|года|жылы?|ж\.?)?", re.IGNORECASE)
NUMBER = re.compile(r"(?:[^\W\d]{1,6}[.]?[ ]?|[№+][ ]?){0,3}(?:\d[ -]?){6,16}")
ICD = re.compile(r"[A-TV-Z]\d\d(?:\.\d{1,2})?(?:\W.*)?", re.DOTALL)
"""A code of ICD-10, and perhaps what it means."""
FORMS = {
    "birth": DATE, "personal-number": NUMBER, "passport": NUMBER, "phone": NUMBER, "patient": NUMBER,
    "health": ICD,
}  # fmt: skip
"""Details whose answer is told by its form."""
WORDS = re.compile(r"[^\W\d][\w-]*(?:[ ][\w.-]+){0,3}")
COMMAS_TELL = ("citizenship", "family", "issuer", "ethnicity")
"""Details whose answer is told by nothing but its commas."""

TOLD = frozenset(
    label for detail in TELLING for label in LABELS[detail] if len(label) > 3 or not label.isascii()
)
"""`pin` and `inn` stand in half of all texts."""
BIRTH, ADDRESS = frozenset(LABELS["birth"]), frozenset(LABELS["address"])
HEALTH = frozenset(label for label in LABELS["health"] if len(label) > 3)
LITERALS = TOLD | BIRTH | ADDRESS | HEALTH
"""All words by which one knows whether to look for labels."""


class Answer(msgspec.Struct, frozen=True):
    """What was given for a detail. Lives inside `detect` only; `repr` shows nothing of it."""

    detail: str
    value: str
    text: Text
    sure: bool = True
    """More than commas speak for it."""

    def __repr__(self) -> str:
        return "Answer(…)"


def answers(sheet: Sheet, literals: Collection[str]) -> Iterator[Answer]:
    """Every label that has an answer; `literals` are those of `LITERALS` that stand in the sheet."""
    if not may_ask(literals) or not BEGINS.search(sheet.brief):
        return
    low = sheet.low
    labels = list(islice(LABEL.finditer(low), MOST_LABELS))
    ends = [*(label.start() for label in labels[1:]), len(low)]
    for label, end in zip(labels, ends, strict=False):
        detail, start = DETAIL[label["label"]], label.start()
        said = END.split(sheet.line[label.end() : min(end, label.end() + LONGEST_ANSWER)], 1)[0]
        value = (said if label["sign"] else COMMA.split(said, 1)[0]).strip(PUNCTUATION)
        sure = bool(label["sign"]) or has_form(detail, value)
        if is_answer(detail, value) and (sure or set_apart(detail, value, low[max(0, start - 9) : start])):
            yield Answer(detail, value, sheet.texts[sheet.at(start)], sure)


def may_ask(literals: Collection[str]) -> bool:
    """Whether a telling label, one of health, or those of birth and address are among the words of a text."""
    if not literals:
        return False
    one, other, birth, home = (not known.isdisjoint(literals) for known in (TOLD, HEALTH, BIRTH, ADDRESS))
    return one or other or (birth and home)


def has_form(detail: str, value: str) -> bool:
    """Whether a value is the number or date that its label asks for."""
    return detail in FORMS and bool(FORMS[detail].fullmatch(value))


def set_apart(detail: str, value: str, before: str) -> bool:
    """Whether label and value, a few words, fill the space between two commas or the like."""
    begins = before.rstrip(" ")[-1:] in EDGE
    return detail in COMMAS_TELL and begins and bool(WORDS.fullmatch(value))
