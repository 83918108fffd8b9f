"""A questionnaire: several different personal details of one person in one message.

The leaflet counts biography, family status and the like as personal data; one of them says little, three
with a document among them make a person. An ordinary order (name, address, phone) has no document and
is never one.
"""

from collections.abc import Iterator
from functools import lru_cache

from sakchy.detect.details import EVERY_FIELD, FIELDS, PERSON, TELLING, is_answer
from sakchy.detect.fields import KEEP_NAMES
from sakchy.detect.fingerprint import fingerprint
from sakchy.detect.labelled import Answer, answers
from sakchy.detect.sheet import Sheet
from sakchy.model import Finding

LEAST = 3
"""Different details that make a questionnaire."""
SURE = 2
"""Of these so many must be sure before others count."""
LONGEST_VALUE = 400
"""Characters of a field's value; a longer one is no answer of a form."""


def questionnaire(sheet: Sheet, key: bytes) -> Finding | None:
    """The finding for a message that gives three details, one of them telling; None for any other.

    Its preview names the details, never what was given for them.
    """
    details = given(sheet)
    told = [detail for detail in TELLING if detail in details]
    if len(details) < LEAST or not told or details.keys().isdisjoint(PERSON):
        return None
    values = "\n".join(f"{detail} {details[detail].value}" for detail in sorted(details))
    return Finding(
        kind="questionnaire",
        rule="questionnaire",
        confidence=min(0.95, 0.7 + 0.1 * (len(details) - LEAST)),
        where=details[told[0]].text.place,
        preview=" · ".join(sorted(details)),
        fingerprint=fingerprint(key, "questionnaire", values),
    )


def given(sheet: Sheet) -> dict[str, Answer]:
    """Detail -> what was given for it; what only commas speak for counts beside surer ones."""
    every = [*answers(sheet), *by_field(sheet)]
    sure = {answer.detail: answer for answer in every if answer.sure}
    return {answer.detail: answer for answer in every} | sure if len(sure) >= SURE else sure


@lru_cache(KEEP_NAMES)
def detail_of(field: str) -> str:
    """The detail a field's name asks for, or an empty string."""
    if field not in EVERY_FIELD:
        return ""
    return next(detail for detail, names in FIELDS.items() if field in names)


def by_field(sheet: Sheet) -> Iterator[Answer]:
    """Details given in fields of their own."""
    asked = {field: detail for field in set(sheet.fields) if (detail := detail_of(field))}
    for text, field in zip(sheet.texts, sheet.fields, strict=True) if asked else ():
        detail, value = asked.get(field, ""), text.text.strip()
        if detail and len(value) <= LONGEST_VALUE and is_answer(detail, value):
            yield Answer(detail, value, text)
