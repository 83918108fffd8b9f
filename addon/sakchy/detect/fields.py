"""Names of form and JSON fields: compared without case and punctuation, with or without their path."""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

KEEP_NAMES = 4096
"""Field names remembered: sites use few, and each is asked for again with every message."""
CROWD = 1000
"""Different names of one message from which they are asked about all together first."""
LONG_NAME = 6
"""A name of so many letters is telling at the end of a path too (`card.number`); `cc` only by itself."""
ANYTHING = frozenset([
    "answer", "body", "caption", "chat", "comment", "content", "data", "description", "details", "desc",
    "input", "line", "message", "messages", "msg", "note", "notes", "parts", "payload", "post",
    "prompt", "q", "query", "question", "raw", "reply", "search", "subject", "t", "text", "textarea",
    "title", "txt", "v", "val", "value", "билдирүү", "комментарий", "сообщение", "суроо", "текст",
])  # fmt: skip
"""Fields that may hold whatever a person writes: their name says nothing against a value."""
MESSAGES = frozenset([
    "body", "caption", "chat", "comment", "content", "message", "messages", "msg", "note", "post", "prompt",
    "q", "query", "question", "reply", "text", "textarea", "билдирүү", "комментарий", "сообщение", "текст",
])  # fmt: skip
"""Fields that hold what a person writes to others or asks."""

BETWEEN = re.compile(r"[.\[\]/]+")
"""What stands between the parts of a path."""
INDEX = re.compile(r"\[\d+\]")
"""Which item of a list: no part of a name."""

BEFORE = re.compile(
    r"""(?: \\*["']([\w.\[\]\ -]{1,60})\\*["']\s*:\s*\\*["']?   # "name": "value"  or  "name": 123
        | (?:^|[?&;\s])([\w.\[\]%-]{1,60})=["']?                # name=value
        | <(?:\w{1,20}:)?(?!(?:[abipu]|em|strong|span|div|td|li|code|pre|font|br|h\d)[\s>])  # not HTML
          ([\w.-]{1,60})(?:\s[^<>]{0,60})?>\s*               # <name>value
        | \sname="([\w.\[\]-]{1,60})"\r?\n(?:[^\n]{1,80}\n)?\r?\n  # a part of a multipart body
    )$""",
    re.VERBOSE,
)
AFTER = re.compile(r"""\\*["']?\s*(?:[&<,;}\]\r\n]|$)""")
REACH = 160
"""Characters before a value in which its name is looked for."""


class Names:
    """Known names of fields in their plain form: `field in names` compares as a person would."""

    def __init__(self, given: Iterable[str]) -> None:
        """`given` as rules write them."""
        self.known = frozenset(map(letters, given))
        self.endings = tuple(name for name in self.known if len(name) >= LONG_NAME)
        self.tails = frozenset(name[-LONG_NAME:] for name in self.endings)

    def __contains__(self, field: object) -> bool:
        """Whether a field's name is known, by its last part or by the end of its path."""
        last, path = plain(str(field))
        return last in self.known or (path[-LONG_NAME:] in self.tails and path.endswith(self.endings))

    def among(self, fields: Collection[str]) -> Collection[str]:
        """Those of many different fields that may be known; nearly all others are told from them at once."""
        if len(fields) < CROWD:
            return fields
        known, tails, every = self.known, self.tails, "".join(fields)
        low = [field.lower() for field in fields]
        plain_ones = every.isalnum() and every.isascii()
        if plain_ones and known.isdisjoint(low) and tails.isdisjoint([name[-LONG_NAME:] for name in low]):
            return ()
        return [
            field
            for field, name in zip(fields, low, strict=True)
            if not (field.isalnum() and field.isascii())  # the name of a path takes longer to tell
            or name in known
            or name[-LONG_NAME:] in tails
        ]


@lru_cache(KEEP_NAMES)
def plain(name: str) -> tuple[str, str]:
    """Last part and whole path of a name, letters and digits only: `card[number]` -> number, cardnumber."""
    tail = name[-200:]
    if tail.isascii() and tail.isalnum():  # nothing to take out, as of most
        low = "" if tail.isdigit() else tail.lower()
        return low, low
    parts = [letters(part) for part in BETWEEN.split(tail)]
    parts = [part for part in parts if part and not part.isdigit()]
    return (parts[-1], "".join(parts)) if parts else ("", "")


def letters(name: str) -> str:
    """Lower case, only letters and digits."""
    low = name.lower()
    return low if low.isalnum() else "".join(filter(str.isalnum, low))


@lru_cache(KEEP_NAMES)
def unnumbered(name: str) -> str:
    """A name without the indices in it, the same for every item of a list: `items[3].id` -> `items[].id`."""
    return INDEX.sub("[]", name) if "[" in name else name


def is_anything(name: str) -> bool:
    """Whether a field may hold whatever a person writes; a value without a name counts too."""
    return plain(name)[0] in ANYTHING or not plain(name)[0]


def is_message(name: str) -> bool:
    """Whether a field holds a message; a text without a name is one."""
    return plain(name)[0] in MESSAGES or not name


def parent(name: str) -> str:
    """Path of the form or object in which a field stands."""
    return name[: max(name.rfind("."), name.rfind("["), 0)]


def written_key(before: str, after: str) -> str | None:
    """Name of a value inside undecoded text (`"pan": 4…`, `pan=4…`, `<Pan>4…`), None if it has none.

    `before` ends and `after` begins at the value.
    """
    if not AFTER.match(after):
        return None
    found = BEFORE.search(before[-REACH:])
    return next(group for group in found.groups() if group is not None) if found else None
