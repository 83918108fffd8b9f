"""A questionnaire: several different personal details of one person in one message.

The leaflet counts biography, family status and the like as personal data; one of them says little, three
with a document among them make a person, and so do full name, birth date and home address. An ordinary
order (name, address, phone) and a sign-up form (name, birth date, phone) have neither and are never one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from sakchy.detect.details import (
    EVERY_FIELD,
    FIELDS,
    LABELS,
    PARTS,
    PERSON,
    TELLING,
    WHOLE,
    in_full,
    is_answer,
)
from sakchy.detect.fields import KEEP_NAMES, parent, plain
from sakchy.detect.fingerprint import fingerprint
from sakchy.detect.labelled import Answer, answers
from sakchy.detect.sheet import Sheet
from sakchy.model import Finding, Why

LEAST = 3
"""Different details that make a questionnaire."""
SURE = 2
"""Of these so many must be sure before others count."""
MEDICAL = ("health", "patient")
"""Details that make a medical record, see `medical`."""
LONGEST_VALUE = 400
"""Characters of a field's value; a longer one is no answer of a form."""


Details = Mapping[str, list[Answer]]
"""Detail -> what was given for it."""


def questionnaire(details: Details, key: bytes) -> Finding | None:
    """The finding for a message that gives three details that make a person; None for any other.

    It says which details (`about`), never what was given for them.
    """
    details = {detail: said for detail, said in details.items() if detail not in MEDICAL}
    told = telling(details)
    if len(details) < LEAST or not told or details.keys().isdisjoint(PERSON):
        return None
    values = "\n".join(f"{detail} {details[detail][-1].value}" for detail in sorted(details))
    return Finding(
        kind="questionnaire",
        rule="questionnaire",
        confidence=min(0.95, 0.7 + 0.1 * (len(details) - LEAST)),
        where=details[told][-1].text.place,
        preview="",
        fingerprint=fingerprint(key, "questionnaire", values),
        about=tuple(Why(f"detect.detail.{detail}") for detail in LABELS if detail in details),
    )


def telling(details: Details) -> str:
    """The detail by which it is a questionnaire: a telling one, or `birth` if it, name and home are whole."""
    told = next((detail for detail in TELLING if detail in details), "")
    return told or ("birth" if all(is_whole(details, detail) for detail in WHOLE) else "")


def is_whole(details: Details, detail: str) -> bool:
    """Whether a detail was given in full."""
    return detail in details and in_full(detail, [answer.value for answer in details[detail]])


def given(sheet: Sheet, literals: Collection[str]) -> Details:
    """Detail -> what was given for it; what only commas speak for counts beside surer ones.

    `literals` are those of `labelled.LITERALS` that stand in the sheet.
    """
    every = [*answers(sheet, literals), *by_field(sheet)]
    sure = by_detail(answer for answer in every if answer.sure)
    return by_detail(every) | sure if len(sure) >= SURE else sure


def by_detail(every: Iterable[Answer]) -> dict[str, list[Answer]]:
    """Detail -> its answers in their order."""
    out: dict[str, list[Answer]] = defaultdict(list)
    for answer in every:
        out[answer.detail].append(answer)
    return dict(out)


@lru_cache(KEEP_NAMES)
def detail_of(field: str) -> str:
    """The detail a field's name asks for, or an empty string."""
    if field not in EVERY_FIELD:
        return ""
    return next(detail for detail, names in FIELDS.items() if field in names)


def whose(birth: str) -> str:
    """Path of what was born: of the form in which the birth date stands, in one field or in three."""
    return parent(parent(birth)) if plain(birth)[0] in PARTS else parent(birth)


def by_field(sheet: Sheet) -> Iterator[Answer]:
    """Details given in fields of their own.

    `name` may be that of anything, but beside a birth it is a person's.
    """
    asked = {field: detail for field in EVERY_FIELD.among({*sheet.fields}) if (detail := detail_of(field))}
    born = {whose(field) for field, detail in asked.items() if detail == "birth"}
    for text, field in zip(sheet.texts, sheet.fields, strict=True) if asked else ():
        detail, value = asked.get(field, ""), text.text.strip()
        if not detail and born and plain(field)[0] == "name" and parent(field) in born:
            detail = "name"
        if detail and len(value) <= LONGEST_VALUE and is_answer(detail, value):
            yield Answer(detail, value, text)
