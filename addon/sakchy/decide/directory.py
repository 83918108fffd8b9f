"""Who is who: the lists of destinations, compiled for looking up a host."""

import re
from collections.abc import Iterable, Iterator

from sakchy.decide.hosts import address, normalise
from sakchy.model import Value
from sakchy.rulebook import DestinationList, Host


class Listed(Value, frozen=True):
    """An entry that a host was found under."""

    category: str
    host: str
    """The entry's own name, which may be a parent of the host that was looked up."""
    seen: bool
    """False when the entry is only assumed or comes from old sources."""
    entry: Host | None = None
    checked: str = ""
    """Day on which the list was looked at, ISO 8601."""

    @property
    def wallet(self) -> bool:
        """True if people log in there to their own money."""
        return self.entry is not None and self.entry.wallet


class Directory:
    """All lists. The closest entry counts: exact, glob, then the longest suffix; of two, the later one."""

    def __init__(self, lists: Iterable[DestinationList]) -> None:
        """Compile lists in their order: those of the person come last."""
        self.exact: dict[str, Listed] = {}
        self.suffix: dict[str, Listed] = {}
        self.globs: list[tuple[re.Pattern[str], Listed]] = []
        for list_ in lists:
            day = list_.checked.isoformat()
            for host in list_.hosts:
                self.add(host, Listed(list_.category, host.host, host.evidence == "seen", host, day))

    def add(self, host: Host, listed: Listed) -> None:
        """Take up one entry; a host that was listed before moves."""
        name = normalise(host.host)
        if host.match == "glob":
            self.globs.insert(0, (glob(name), listed))
            return
        self.exact.pop(name, None)
        self.suffix.pop(name, None)
        (self.exact if host.match == "exact" or address(name) else self.suffix)[name] = listed

    def find(self, host: str) -> Listed | None:
        """The entry for a normalised host."""
        if host in self.exact:
            return self.exact[host]
        for pattern, listed in self.globs:
            if pattern.fullmatch(host):
                return listed
        return next((self.suffix[parent] for parent in parents(host) if parent in self.suffix), None)

    def names(self, categories: Iterable[str]) -> Iterator[str]:
        """Names of all entries of these categories but globs."""
        wanted = set(categories)
        for name, listed in (*self.exact.items(), *self.suffix.items()):
            if listed.category in wanted:
                yield name


def parents(host: str) -> Iterator[str]:
    """`a.b.kg` -> `a.b.kg`, `b.kg`, `kg`."""
    while host:
        yield host
        host = host.partition(".")[2]


def glob(name: str) -> re.Pattern[str]:
    """`*` stands for any part of one label."""
    return re.compile("[^.]*".join(re.escape(part) for part in name.split("*")))
