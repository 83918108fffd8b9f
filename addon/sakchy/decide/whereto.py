"""Target -> Destination: of which category is the receiver, and why.

Trust is earned, never claimed: a verified category counts only if the address that is really connected to and
every name the sender gave for it (Host or :authority, SNI) are of that same category, over https on port 443.
"""

from collections.abc import Iterator
from functools import lru_cache

from msgspec import structs

from sakchy.decide.directory import Directory
from sakchy.decide.hosts import loopback, normalise, own_network, site
from sakchy.decide.lookalike import Guarded
from sakchy.model import Destination, Target, Why
from sakchy.rulebook import Host, Rulebook

REMEMBERED = 4096  # judged targets kept: a day's browsing has some hundreds
ENCRYPTED = ("https", "wss")
Judged = tuple[str, tuple[Why, ...]]


class WhereTo:
    """The lists of a rulebook, ready to judge targets."""

    def __init__(self, rulebook: Rulebook) -> None:
        """Compile the lists and the names to guard."""
        self.categories = rulebook.categories
        self.directory = Directory(rulebook.destinations)
        self.guarded = Guarded(guarded(rulebook))
        self.destination = lru_cache(REMEMBERED)(self.judge)

    def judge(self, target: Target | None) -> Destination:
        """Judge one target; None (no address given) counts as an unknown site. Never raises."""
        if target is None:
            return Destination(host="", category="unknown", because=(Why("decide.no-target"),))
        host = normalise(target.host)
        insecure = target.scheme not in ENCRYPTED and not (loopback(host) or own_network(host))
        category, because = self.category(target, host)
        if insecure:
            because += (Why("decide.insecure"),)
        return Destination(host=host, category=category, site=site(host), insecure=insecure, because=because)

    def category(self, target: Target, host: str) -> Judged:
        """By what the receiver is; failing that, by the page that sends."""
        names = [name for given in target.names if given and (name := normalise(given)) != host]
        if loopback(host):
            return self.local(host, names)
        for name in (host, *names):
            if not self.directory.find(name) and (why := self.guarded.imitated(name)):
                return "lookalike", (why,)
        listed = self.directory.find(host)
        if listed is None:
            return self.by_page(target, host)
        if self.categories[listed.category].verified and (why := self.unearned(target, host, names)):
            return "unknown", (why,)
        key = "decide.listed" if listed.seen else "decide.assumed"
        return listed.category, (Why(key, (("host", host), ("category", listed.category))),)

    def local(self, host: str, names: list[str]) -> Judged:
        """The computer itself, if the sender calls it nothing else."""
        for name in names:
            if not loopback(name):
                return "unknown", (Why("decide.names-differ", (("host", host), ("name", name))),)
        return "local", (Why("decide.local", (("host", host),)),)

    def unearned(self, target: Target, host: str, names: list[str]) -> Why | None:
        """Why a host of a verified category does not get it; None if it does."""
        category = self.listed(host)
        about = (("host", host), ("category", category))
        if target.scheme not in ENCRYPTED or target.port != 443:
            return Why("decide.not-https", about)
        for name in names:
            if self.listed(name) != category:
                return Why("decide.names-differ", (("host", host), ("name", name)))
        return None

    def by_page(self, target: Target, host: str) -> Judged:
        """An unlisted host: often only the store behind the page that uploads. Trust is never inherited."""
        page = normalise(target.page or "")
        if page and not self.directory.find(page) and (why := self.guarded.imitated(page)):
            return "lookalike", (why,)
        category = self.listed(page)
        if category and self.categories[category].receives and not target.navigates:
            return category, (Why("decide.page", (("host", host), ("page", page), ("category", category))),)
        return "unknown", (Why("decide.unlisted", (("host", host),)),)

    def listed(self, host: str) -> str:
        """The category a host is listed under; empty if none."""
        found = self.directory.find(host)
        return found.category if found else ""

    def trusted(self, names: set[str]) -> bool:
        """True if all these names (normalised) are of one trusted category."""
        found = {self.listed(name) for name in names}
        return len(found) == 1 and all(one and self.categories[one].trusted for one in found)


def guarded(rulebook: Rulebook) -> Iterator[Host]:
    """Entries whose names are protected against imitation, in one spelling."""
    for listed in rulebook.destinations:
        for host in listed.hosts if rulebook.categories[listed.category].guarded else ():
            if host.match != "glob":
                yield structs.replace(host, host=normalise(host.host))
