"""Names that imitate a protected one. Few and precise signs: a false alarm here stops an honest site.

A protected name is the registrable domain of a state body, bank, payment service or mailbox, or one that the
person added. Imitations are
    tunduk.kg.example.com, tunduk-kg.com       the name as a part of another one
    rnbank.kg, мbank.kg, tundukk.kg, optma24.kg  a name that looks, sounds or is typed nearly the same
    tunduk.top, tunduk-login.com, id.tunduk-portal.com   the same name elsewhere, or with a bait beside it
    tunduк.example                             one label with letters of two alphabets (UTS 39, 5.1)

How much is protected depends on whose the name is: `own` to one bearer, borne `worldwide` by one or several
(mbank.pl is a bank, too), or an `ordinary` word (balance.kg).
"""

import re
from collections.abc import Iterable, Iterator

from sakchy.decide.bait import BAIT, CHEAP
from sakchy.decide.hosts import address, site, u_label
from sakchy.decide.letters import mixed, skeleton, sound, spelt
from sakchy.decide.slips import doubled, slips
from sakchy.model import Value, Why
from sakchy.rulebook import Host

SURE = 5  # letters a name needs before it, with another suffix, means that bearer and no other
HEARD = 6  # letters a name needs before one that sounds the same is taken for it
HOME = "kg"
LURES = BAIT - {HOME}


class Bearer(Value, frozen=True):
    """A protected site, taken apart."""

    site: str
    written: str
    """Its first label, without hyphens."""
    label: str
    """The skeleton of that."""
    suffix: str
    name: str
    """Host.name: own, worldwide or ordinary."""


class Guarded:
    """The protected names, compiled."""

    def __init__(self, hosts: Iterable[Host]) -> None:
        """`hosts` are entries of the lists, their names normalised."""
        self.bearers = {site(host.host): bearer(host) for host in hosts if not address(host.host)}
        self.twins = {(each.label, each.suffix): each for each in self.bearers.values()}
        self.slips = {
            (skeleton(slip), each.suffix): each
            for each in self.bearers.values()
            for slip in (doubled if foreign_word(each) else slips)(each.written)
            if slip not in BAIT  # bank.kg is no mbank.kg
        }
        self.labels = {each.label: each for each in self.bearers.values() if telling(each)}
        self.short = {
            each.label: each for each in self.bearers.values() if len(each.label) == SURE - 1 and own(each)
        }
        self.elsewhere = {
            skeleton(slip): each for each in self.labels.values() if own(each) for slip in slips(each.written)
        }
        heard = [each for each in self.bearers.values() if telling(each) and len(each.label) >= HEARD]
        self.heard = {(sound(each.label), each.suffix): each for each in heard}
        self.heard_anywhere = {sound(each.label): each for each in heard if own(each)}
        self.dotted = compiled(self.bearers, ".")
        self.hyphened = compiled({each.site for each in self.labels.values()} | {"gov.kg"}, "-")
        self.short_hyphened = compiled({each.site for each in self.bearers.values() if each.suffix}, "-")

    def imitated(self, host: str) -> Why | None:
        """Why a normalised host that is in no list is a look-alike; None if it is not."""
        name = site(host)
        if name in self.bearers or address(host):
            return None
        labels = [u_label(label) for label in host.split(".")]
        if found := self.whole(host, name) or self.by_labels(labels, name):
            return Why("decide.lookalike", (("host", host), ("protected", found)))
        if any(mixed(label) for label in labels):
            return Why("decide.mixed-letters", (("host", host),))
        return None

    def whole(self, host: str, name: str) -> str:
        """The protected name that stands inside another: whole labels, or joined by hyphens."""
        if found := self.dotted.search(host):
            abroad = name.startswith(f"{found[1]}.") and not own(self.bearers[found[1]])  # google.com.tr
            return "" if abroad else found[1]
        found = self.hyphened.search(host)
        if not found and (name.rpartition(".")[2] in CHEAP or not LURES.isdisjoint(re.split("[.-]", host))):
            found = self.short_hyphened.search(host)
        return found[1].replace("-", ".") if found else ""

    def by_labels(self, labels: list[str], name: str) -> str:
        """The protected name that a label of the host is like."""
        count = name.count(".") + 1
        first, suffix = labels[-count], name.partition(".")[2]
        for drawn in drawings(first):
            found = self.near(drawn, suffix, foreign=not first.isascii()) or self.baited(drawn)
            if found := found or self.below([skeleton(label) for label in labels[:-count]], drawn):
                return found.site
        return ""

    def near(self, drawn: str, suffix: str, *, foreign: bool) -> Bearer | None:
        """Whose name it is nearly, in the registrable label."""
        label = drawn.replace("-", "")
        if found := self.twins.get((label, suffix)) or self.slips.get((label, suffix)):
            return found
        if found := self.labels.get(label):
            kg = found.suffix == HOME and suffix.endswith(f".{HOME}")
            return found if own(found) or foreign or kg or suffix in CHEAP else None
        said = sound(label)
        return self.heard.get((said, suffix)) or self.heard_anywhere.get(said) or self.elsewhere.get(label)

    def baited(self, drawn: str) -> Bearer | None:
        """A protected name with nothing but bait beside it, joined by hyphens or not at all."""
        tokens = drawn.split("-")
        for token in tokens:
            found = self.labels.get(token) or self.elsewhere.get(token) or self.short.get(token)
            if found and len(tokens) > 1 and BAIT.issuperset(each for each in tokens if each != token):
                return found
        return next((self.labels[rest] for rest in unbaited(drawn) if rest in self.labels), None)

    def below(self, labels: list[str], drawn: str) -> Bearer | None:
        """A protected name to the left of a registrable name that is nothing but bait."""
        if not BAIT.issuperset(drawn.split("-")):
            return None
        tokens = (token for label in labels for token in (label, *label.split("-")))
        return next((self.labels[token] for token in tokens if token in self.labels), None)


def bearer(host: Host) -> Bearer:
    """An entry's site, taken apart."""
    name = site(host.host)
    label, _, suffix = name.partition(".")
    written = u_label(label).replace("-", "")
    return Bearer(name, written, skeleton(written), suffix, host.name)


def drawings(label: str) -> set[str]:
    """Skeletons of a label; the digit 1 is drawn like an l and meant as an i; Cyrillic is also spelt out."""
    return {skeleton(label), skeleton(label.replace("1", "i")), skeleton(spelt(label))}


def telling(each: Bearer) -> bool:
    """True if the label alone, whatever its suffix, makes people think of its bearer."""
    return len(each.label) >= SURE and each.name != "ordinary"


def foreign_word(each: Bearer) -> bool:
    """True for a plain word under a suffix where all plain words are taken: others are one slip away."""
    return each.name == "ordinary" and each.suffix != HOME


def own(each: Bearer) -> bool:
    """True if nobody else bears the name."""
    return each.name == "own"


def unbaited(drawn: str) -> Iterator[str]:
    """What is left of a label when a bait glued to its end or beginning is taken off."""
    for bait in BAIT:
        if drawn.endswith(bait):
            yield drawn.removesuffix(bait)
        if drawn.startswith(bait):
            yield drawn.removeprefix(bait)


def compiled(names: Iterable[str], joint: str) -> re.Pattern[str]:
    """Finds any of the names, its labels joined by `joint`, between the ends of labels or hyphens.

    With a dot something must follow the name: at the end it is the name itself.
    """
    parts = "|".join(sorted(re.escape(name.replace(".", joint)) for name in names)) or "(?!)"
    after = r"(?:-|\.[^.])" if joint == "." else r"(?:[.-]|$)"
    return re.compile(rf"(?:^|[.-])({parts})(?={after})")
