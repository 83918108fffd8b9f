"""What a person looks for in the history: the words of an address as `Wanted`, and back again."""

import datetime as dt
import time
from collections.abc import Mapping
from urllib.parse import urlencode

from sakchy.model import Value
from sakchy.record import Wanted, Word
from sakchy.rulebook import Category, Kind, Rulebook
from sakchy.web.outcomes import outcomes

FIELDS = ("q", "outcome", "kind", "site", "rule", "who", "from", "to")
"""Of the address and of the form."""
LONGEST = 200  # characters of one field: the name of a host has 253 at most, and nobody types that
MOST_WORDS = 8
YEARS = range(2000, 2100)


class Asked(Value, frozen=True):
    """A filter as it stands in the address; what is nonsense was left out."""

    fields: tuple[tuple[str, str], ...]
    wanted: Wanted

    def get(self, name: str) -> str:
        """A field, or an empty text."""
        return dict(self.fields).get(name, "")

    @property
    def query(self) -> str:
        """For another address with the same filter."""
        return urlencode(self.fields)

    def but(self, **changed: str) -> str:
        """The same with other fields; an empty one is left out."""
        return urlencode({key: value for key, value in (dict(self.fields) | changed).items() if value})


def asked(given: Mapping[str, object], book: Rulebook) -> Asked:
    """The filter in an address or a form. Kinds and rules may be ones that no rulebook has any more."""
    texts = {name: str(given.get(name) or "").strip()[:LONGEST] for name in FIELDS}
    texts |= {
        "outcome": texts["outcome"] if outcomes(texts["outcome"]) else "",
        "from": texts["from"] if day(texts["from"]) else "",
        "to": texts["to"] if day(texts["to"]) else "",
    }
    first, last = day(texts["from"]), day(texts["to"])
    wanted = Wanted(
        since=midnight(first) if first else None,
        before=midnight(last + dt.timedelta(days=1)) if last else None,
        outcomes=outcomes(texts["outcome"]),
        kinds=(texts["kind"],) if texts["kind"] else (),
        rules=(texts["rule"],) if texts["rule"] else (),
        site=texts["site"].lower(),
        who=texts["who"] or None,
        words=tuple(word(each, book) for each in texts["q"].lower().split()[:MOST_WORDS]),
    )
    return Asked(tuple((name, text) for name, text in texts.items() if text), wanted)


def word(text: str, book: Rulebook) -> Word:
    """A word, with the kinds and categories that are called so in any of the languages."""
    kinds = tuple(name for name, kind in book.kinds.items() if called(text, name, kind))
    categories = tuple(name for name, each in book.categories.items() if called(text, name, each))
    return Word(text, kinds, categories)


def called(text: str, name: str, what: Kind | Category) -> bool:
    """Whether a word stands in the name of something, in any language."""
    names = (name, what.name.ky, what.name.ru, what.name.en)
    return any(text in each.lower() for each in names)


def after(text: str) -> tuple[float, str] | None:
    """Where the next page begins (`1763848800.25~0123456789abcdef`), or None."""
    at, _, name = text.partition("~")
    try:
        return (float(at), name) if name else None
    except ValueError:
        return None


def day(text: str) -> dt.date | None:
    """A date as forms send it (`2026-11-22`), or None; nothing was kept in other years."""
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return date if date.year in YEARS else None


def midnight(date: dt.date) -> float:
    """When a day begins where this computer is, in seconds since 1970."""
    return time.mktime(date.timetuple())
