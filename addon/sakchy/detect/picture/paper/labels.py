"""What papers ask for, found in what was read with a few letters wrong, and where it ends."""

from functools import cache, lru_cache
from typing import NamedTuple

from sakchy.detect.details import LABELS
from sakchy.detect.picture.fronts.labels import WHOLE
from sakchy.detect.picture.fronts.letters import fold
from sakchy.detect.picture.fronts.likeness import likely, nearest, pairs, places
from sakchy.model import Value

BANK = (
    "бик", "bic", "swift", "iban", "расчетный счет", "р/с", "лицевой счет", "номер счета", "счет получателя",
    "эсептешүү эсеби", "эсеп", "эсептин номери", "bank account", "account number", "settlement account",
    "номер карты", "картанын номери", "card number",
)  # fmt: skip
"""Labels of requisites, as the rules for accounts and cards know them."""
OTHERS = (
    "образование", "место работы", "должность", "профессия", "пол", "дата", "подпись", "дата выдачи",
    "действителен до", "назначение платежа", "получатель", "банк", "банк получателя", "дата заполнения",
    "билими", "иштеген жери", "кызматы", "жынысы", "колу", "берилген күнү", "алуучу", "алуучунун банкы",
    "төлөмдүн максаты", "толтурулган күнү", "education", "occupation", "place of work", "sex", "gender",
    "signature", "date", "beneficiary", "purpose", "date of issue", "date of expiry", "врач", "отделение",
    "рекомендации", "назначено", "лечение", "doctor", "treatment", "дарыгер", "бөлүм",
)  # fmt: skip
"""Labels that answer nothing of interest, but end an answer and are none."""


LETTERS_AN_ERROR = 4
"""One letter in so many may be wrong, missing or too many: small type is read worse than that of cards."""
LIKE_LETTERS = str.maketrans("10", "IO")
"""Digits for which the reader takes letters of labels: `1BAN`."""
REMEMBERED = 200
"""Lines whose labels are kept: they are asked for several times while a page is read."""
OPEN = 6
"""Behind labels of so many letters no blank need be read."""


class Label(Value, frozen=True):
    """One label in the reader's letters, the detail it asks for, and how the text rules know it."""

    text: str
    detail: str
    """One of `details.LABELS`, `bank`, or empty."""
    plain: str
    pairs: frozenset[str]
    places: dict[str, int]

    @property
    def errors(self) -> int:
        """Letters that may be wrong."""
        return len(self.text) // LETTERS_AN_ERROR if len(self.text) > WHOLE else 0


class Found(Value, frozen=True):
    """A label in a text, from `start` to `end`."""

    label: Label
    start: int
    end: int


@cache
def labels() -> tuple[Label, ...]:
    """All of them, the longest first: what lies inside one is none of its own."""
    known = [(plain, detail) for detail, plains in LABELS.items() for plain in plains]
    known += [(plain, "bank") for plain in BANK] + [(plain, "") for plain in OTHERS]
    every = {fold(plain): (detail, plain) for plain, detail in reversed(known)}
    made = (Label(text, detail, plain, pairs(text), places(text)) for text, (detail, plain) in every.items())
    return tuple(sorted(made, key=lambda label: -len(label.text)))


class Match(NamedTuple):
    """A label found in a text, and how good a find it is: letters read, less three for each wrong one."""

    good: int
    found: Found


@lru_cache(REMEMBERED)
def within(text: str) -> tuple[Found, ...]:
    """The labels of a text in their order, of those that lie over each other the best read."""
    text = text.translate(LIKE_LETTERS)
    here, found = pairs(text), list[Found]()
    like = (one for one in labels() if likely(here, one.pairs, one.errors))
    matches = [match for label in like if (match := match_of(text, label))]
    for _, one in sorted(matches, key=lambda match: -match.good):
        if all(one.end <= other.start or one.start >= other.end for other in found):
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def match_of(text: str, label: Label) -> Match | None:
    """Where a label stands as words of its own, letter by letter or nearly."""
    start, errors = text.find(label.text), 0
    end = start + len(label.text)
    if start < 0:
        end, errors = nearest(text, label.text, label.places, label.errors) if label.errors else (0, 0)
        start = begins(text, end - len(label.text), label.errors) if end else -1
    apart = len(label.text) >= OPEN or not text[end : end + 1].isalnum()
    if start < 0 or not apart or text[max(0, start - 1) : start].isalnum():
        return None
    return Match(len(label.text) - 3 * errors, Found(label, start, end))


def begins(text: str, about: int, errors: int) -> int:
    """Where the word begins that begins about there; -1 if none does."""
    start = text.rfind(" ", 0, max(0, about) + errors + 1) + 1
    return start if abs(start - about) <= errors + 1 else -1
