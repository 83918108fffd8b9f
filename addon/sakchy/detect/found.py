"""A value that a pattern found and all checks accepted, and how sure that makes us."""

from collections.abc import Mapping

import msgspec

from sakchy.detect.compiled import Compiled
from sakchy.detect.fields import REACH, is_anything, is_message, parent, written_key
from sakchy.detect.sheet import Sheet
from sakchy.model import Text

JUST_BEFORE = 40
"""Characters before a value in which a word that speaks against it must stand."""


class Found(msgspec.Struct, frozen=True):
    """A value in its surroundings. Lives inside `detect` only; `repr` shows nothing of it."""

    value: str
    start: int
    end: int
    text: Text
    before: str
    """What stands before it in the same text, at most `REACH` characters."""
    after: str
    name: str = ""
    """The field it fills, from the text's own field or from the syntax round it."""
    whole: bool = False
    """The value is all that stands in its field."""

    def __repr__(self) -> str:
        return "Found(…)"


def found_at(sheet: Sheet, index: int, start: int, end: int) -> Found:
    """The value at a span of a sheet, with its field and surroundings."""
    low, high = sheet.bounds(index)
    text, value = sheet.texts[index], sheet.line[start:end]
    before, after = sheet.line[max(low, start - REACH) : start], sheet.line[end : min(high, end + REACH)]
    alone = start - low < REACH and high - end < REACH and not letters_in(before) and not letters_in(after)
    if alone:
        return Found(value, start, end, text, before, after, text.field, whole=True)
    key = written_key(before, after)
    return Found(value, start, end, text, before, after, key or "", whole=key is not None)


def letters_in(around: str) -> bool:
    """Whether anything but spaces and punctuation stands there."""
    return any(char.isalnum() for char in around)


def confidence(found: Found, compiled: Compiled, sheet: Sheet) -> float:
    """0 to 1: the strongest of what speaks for the value; 0 if something speaks against it."""
    level = compiled.rule.confidence
    if is_orphan(found, compiled, sheet):
        return 0.0
    if found.whole and found.name in compiled.fields:
        return max(level.field, level.found)
    if compiled.against and compiled.against.search(found.before[-JUST_BEFORE:]):
        return 0.0
    sure = level.found
    if found.whole and is_message(found.name):
        sure = max(sure, level.alone)
    if level.context > sure and has_context(found, compiled):
        sure = level.context
    if level.sibling > sure and has_sibling(found, compiled, sheet):
        sure = level.sibling
    return sure


def has_context(found: Found, compiled: Compiled) -> bool:
    """Whether a context word stands near.

    A value that fills a field of another name (`"order_id": "4…"`) gets no help from its neighbours.
    """
    if compiled.context is None or (found.whole and not is_anything(found.name)):
        return False
    near = compiled.rule.near
    around = (found.before[-near:], found.after[:near])
    return any(compiled.context.search(side) for side in around)


def has_sibling(found: Found, compiled: Compiled, sheet: Sheet) -> bool:
    """Whether a telling field stands in the same form or object."""
    return not compiled.siblings.isdisjoint(beside(found, sheet))


def is_orphan(found: Found, compiled: Compiled, sheet: Sheet) -> bool:
    """Whether what the value should belong to stands in the same form or object and is none."""
    held = beside(found, sheet) if compiled.owners else {}
    owners = [held[name] for name in compiled.owners.intersection(held)]
    return not all(check(owner) for owner in owners for check in compiled.owner_checks)


def beside(found: Found, sheet: Sheet) -> Mapping[str, str]:
    """The fields of the form or object that a value fills a field of."""
    return sheet.siblings[parent(found.text.field)] if found.whole and found.text.field else {}
