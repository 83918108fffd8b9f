"""Keys that only their name tells from a checksum: `datadog_api_key = …`.

A word for a credential is looked for first, because they are few and every such value has one; then something
must be given to that name; then the vendor is looked up among the words of the name and round it; only then
is the shape of the value compared. No value is judged by how random it looks.
"""

import re
import string
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from functools import lru_cache

from sakchy.detect.candidates import Rules, Span
from sakchy.detect.compiled import Compiled, compile_rule
from sakchy.detect.fields import CROWD, KEEP_NAMES
from sakchy.detect.sheet import Sheet
from sakchy.rulebook import Rule

STEMS = ("token", "secret", "key", "passw", "pwd", "credential", "authorization", "crumb", ".login", "_pat")
"""Pieces of the words for a credential: few, because each is looked for in every message."""
STEM = re.compile("|".join(map(re.escape, STEMS)))
PUBLIC = re.compile("public|publishable|pubkey|pub_key|site_?key|anon|breadcrumb", re.IGNORECASE)
"""Names of keys that sites show to everyone on purpose, and a word in which only a stem stands."""
GIVEN = re.compile(
    r"""[\w.\-]{0,24}+ \\?["'`\])]{0,2}+ [ \t]{0,20}+             # the rest of the name
    (?: [:?]{0,3}=>? | => | :{1,2} | , | > | \|\| | [ ](?=["'\w]) | \s{0,3}(?:value|content)\s?= )
    \s{0,20}+ (?:b?\\?["'`(\[{]){0,3}+ (?:(?i:bearer|basic|token|ssws|apikey|key)[ ]{1,2})?+
    (?P<value>[A-Za-z0-9_][A-Za-z0-9+/=_.~:%!|$\-]{9,1200}+)""",
    re.VERBOSE,
)
"""From a word for a credential on: something is given to the name."""
OF_VALUES = string.ascii_letters + string.digits + "+/=_.~:%!|$-"
VALUES = bytes(118 if chr(code) in OF_VALUES else 32 for code in range(256))
"""What such a value is written with as v, the rest as blanks."""
SHORTEST = b"v" * 10
FAR = 110
"""Characters behind a word for a credential in which the shortest value ends that `GIVEN` finds."""
STEP = 16
"""A name and its value are longer than this together, a stem nearer to one without value is passed over."""
NEAR = 48
"""Characters before the name and after the value in which the vendor may stand (`curl https://… -H …`)."""
OF_NAMES = string.ascii_letters + string.digits + "_.-"
"""What names are written with."""
SHORT_NAME = 3
"""A vendor of so few letters counts in the name itself only: near it any word may be so short."""
LONG_VALUE = 20
"""Characters of a value for which a vendor is looked for near its name; a shorter one may be anything."""
MOST_LOOKS = 100
"""Values round which that is done in one message; in a name a vendor is looked for with every value."""
WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
"""Words of a name: `datadogApiKey`, `DATADOG_API_KEY`."""
MOST_WORDS = 3
"""Words that may make up one vendor: `pager duty`, `d 7 network`."""
RUN_TOGETHER = 6
"""A vendor of so many letters is recognised at the beginning of a longer word too: `datadogapikey`."""


class Named:
    """The rules that know their values by a name."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """`rules` have `names`. Their patterns are compiled when they are first needed: they are many."""
        self.rules: dict[str, list[Rule]] = defaultdict(list)
        for rule in rules:
            for name in rule.names:
                self.rules[name].append(rule)
        self.by_id = {rule.id: rule for rule in rules}
        self.compiled = lru_cache(None)(lambda key: compile_rule(self.by_id[key]))
        self.in_name = lru_cache(KEEP_NAMES)(self.rules_in)

    def spans(self, sheet: Sheet) -> Iterator[tuple[Span, Rules]]:
        """Values in running text, with the rules whose vendor is named in or near their name."""
        looks = 0
        for at, (start, end) in self.given(sheet.line, sheet.low):
            low, high = sheet.bounds(sheet.at(start))
            before = sheet.line[max(low, at - NEAR) : at]
            found = self.in_name(before[len(before.rstrip(OF_NAMES)) :] + sheet.line[at:start])
            if found == () and end - start >= LONG_VALUE and looks < MOST_LOOKS:
                looks += 1
                around = self.vendors(before + " " + sheet.line[end : min(high, end + NEAR)], SHORT_NAME + 1)
                found = tuple(rule for rule in around if rule.rule.near)
            if found:
                yield (start, end), found

    def rules_in(self, name: str) -> tuple[Compiled, ...] | None:
        """Rules of the vendors in the name of a value, None if the name says that the value is public."""
        return None if PUBLIC.search(name) else self.vendors(name)

    def given(self, line: str, low: str) -> Iterator[tuple[int, Span]]:
        """Where in a line a name begins to speak of a credential, and the value that is given to it.

        `low` is the line in small letters.
        """
        values = line.encode("latin-1", "replace").translate(VALUES)
        for stem in STEMS if SHORTEST in values and self.rules else ():
            at = low.find(stem)
            while at >= 0:
                end = at + len(stem)
                found = GIVEN.match(line, end) if values.find(SHORTEST, end, end + FAR) >= 0 else None
                if found:
                    yield at, found.span("value")
                at = low.find(stem, found.end() if found else at + STEP)

    def vendors(self, text: str, shortest: int = 1) -> tuple[Compiled, ...]:
        """Rules of the vendors with names of so many letters that stand in a text."""
        return self.rules_of(name for name in named(text, self.rules) if len(name) >= shortest)

    def rules_of(self, names: Iterable[str]) -> tuple[Compiled, ...]:
        """Rules of the vendors of these names."""
        keys = dict.fromkeys(rule.id for name in sorted(names) for rule in self.rules[name])
        return tuple(self.compiled(key) for key in keys)

    def among(self, fields: Collection[str]) -> Collection[str]:
        """Those of many different fields that may hold a credential."""
        if len(fields) < CROWD:
            return fields
        low = "\n".join(fields).lower()
        return (
            [field for field in fields if STEM.search(field.lower())]
            if any(map(low.__contains__, STEMS))
            else []
        )

    def rules_for(self, field: str) -> tuple[Compiled, ...]:
        """Rules of the vendors in the path of a form or JSON field that holds a credential."""
        last = field.rpartition(".")[2]
        credential = STEM.search(last.lower()) and not PUBLIC.search(last)
        return self.vendors(field) if credential else ()


def named(text: str, known: Container[str]) -> set[str]:
    """The known names among the words of a text, written apart or together."""
    words = [word.lower() for word in WORDS.findall(text)]
    out = set()
    for at, word in enumerate(words):
        for many in range(1, MOST_WORDS + 1):
            if (joined := "".join(words[at : at + many])) in known:
                out.add(joined)
        for end in range(RUN_TOGETHER, len(word)):
            if word[:end] in known:
                out.add(word[:end])
    return out
