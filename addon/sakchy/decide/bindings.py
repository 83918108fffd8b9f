"""What a browser proves itself with (Authorization), bound to the site where it was first seen.

A token that turns up at another site, in its address or in a body is on its way to somebody who could use it.
Only keyed hashes are kept, in memory, and only so many.
"""

import re
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from sakchy.decide.hosts import normalise, site
from sakchy.detect.fingerprint import fingerprint
from sakchy.model import Finding, Outgoing, Part, Place, Step, Text, Why

ELSEWHERE = "authorization-elsewhere"
SHORTEST, LONGEST = 16, 8192
"""Characters: shorter ones are nobody's secret, and no header is longer."""
MOST = 2048  # values: a month of tokens that are renewed every quarter of an hour
MOST_SITES = 8  # of one value: a product under more names than that is known by its pages
PUBLIC = 3  # pages of different sites from which on a value at one host is a key that everybody is given
KEEP_SITES = 4096  # hosts whose site is remembered: a day's browsing has some hundreds
MOST_WORDS = 256  # of one message: a dump of tokens is a finding long before
WORD = re.compile(r"[^\s\"'<>&=,;()\[\]{}]{16,8192}")
RENEWED = ("digest", "aws4-hmac-sha256", "oauth", "hawk", "signature", "negotiate", "ntlm", "sharedkey")
"""Schemes whose value is another one for each request."""


class Bound:
    """One value: where it may go, and from which pages it came."""

    __slots__ = ("home", "pages", "sites")

    def __init__(self, sites: Sequence[str]) -> None:
        """`sites`: where it was first seen, the receiver first."""
        self.home = sites[0]
        self.sites = set(sites)
        self.pages: set[str] = set()

    @property
    def public(self) -> bool:
        """Whether so many sites use it that it is no one's own."""
        return len(self.pages) >= PUBLIC


class Bindings:
    """The values seen since the guard started. Lives in one thread."""

    def __init__(self, key: bytes) -> None:
        """`key` is this installation's fingerprint key."""
        self.key = key
        self.bound: OrderedDict[str, Bound] = OrderedDict()
        self.sizes: set[int] = set()
        """Lengths of values: no other word needs to be hashed."""
        self.least = LONGEST

    def seen(self, message: Outgoing, parts: Sequence[Part]) -> tuple[Finding, ...]:
        """Values of other sites in a message; its own is bound. Some microseconds. `parts`: those of it."""
        value = credential(message)
        if (not value and not self.bound) or message.target is None:
            return ()
        sites = of(message)
        found = [self.strange(value, (Step("header", "authorization"),), sites)] if value else []
        if self.bound:
            found += [self.strange(word, place, sites) for word, place in self.words(parts)]
        if value and not found[0]:
            self.bind(value, sites)
        return tuple({one.fingerprint: one for one in found if one}.values())

    def words(self, parts: Sequence[Part]) -> Iterator[tuple[str, Place]]:
        """Words that are as long as a value, and fields that are."""
        left = MOST_WORDS
        for text in parts:
            if not isinstance(text, Text) or len(text.text) < self.least:
                continue
            for word in {text.text, *WORD.findall(text.text)}:
                if len(word) in self.sizes:
                    left -= 1
                    if left < 0:
                        return
                    yield word, text.place

    def strange(self, value: str, place: Place, sites: Sequence[str]) -> Finding | None:
        """The finding for a value that is at home elsewhere."""
        mark = self.mark(value)
        bound = self.bound.get(mark)
        if bound is None or bound.public or not bound.sites.isdisjoint(sites):
            return None
        about = (Why("detect.elsewhere", (("site", bound.home),)),)
        return Finding("secret", ELSEWHERE, 0.95, place, "", mark, about)

    def bind(self, value: str, sites: Sequence[str]) -> None:
        """Bind a value to the sites it is sent to and from: one that agrees brings its other names."""
        mark = self.mark(value)
        bound = self.bound.get(mark)
        if bound is None:
            bound = self.bound[mark] = Bound(sites)
            self.sizes.add(len(value))
            self.least = min(self.sizes)
        elif len(bound.sites) < MOST_SITES:
            bound.sites.update(sites)
        if len(bound.pages) < PUBLIC:
            bound.pages.update(sites[1:])
        self.bound.move_to_end(mark)
        if len(self.bound) > MOST:
            self.bound.popitem(last=False)

    def mark(self, value: str) -> str:
        """What is kept of a value."""
        return fingerprint(self.key, "authorization", value)


def credential(message: Outgoing) -> str:
    """The value of the Authorization header without its scheme; empty if it is short, or new each time."""
    given = message.header("authorization")
    scheme, _, value = given.partition(" ")
    value = (value or scheme).strip()
    fits = SHORTEST <= len(value) <= LONGEST and not scheme.lower().startswith(RENEWED)
    return value if fits else ""


def of(message: Outgoing) -> tuple[str, ...]:
    """Sites of a message: where it goes, and the page it comes from."""
    target = message.target
    if target is None:
        return ()
    return (home(target.host), home(target.page)) if target.page else (home(target.host),)


@lru_cache(KEEP_SITES)
def home(host: str) -> str:
    """Registrable domain of a host as it was given; looking it up takes fifty microseconds."""
    return site(normalise(host))
