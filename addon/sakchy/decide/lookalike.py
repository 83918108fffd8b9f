"""Names that imitate a protected one. Few and precise signs: a false alarm here stops an honest site.

A protected name is the registrable domain of a state body or bank. Imitations are
    tunduk.kg.example.com, tunduk-kg.com   the name as a part of another one
    rnbank.kg, мbank.kg                    a name that looks the same (skeletons of UTS 39, a small table)
    tunduк.example                         one label with letters of two alphabets (UTS 39, 5.1)
"""

import re
import unicodedata
from collections.abc import Iterable

from sakchy.decide.hosts import site, u_label
from sakchy.model import Why

# Each letter or digit with the Latin letter it looks like in common fonts; Kyrgyz ү, һ and ө among them.
ALIKE = (
    "аa бb вb гr ԁd еe ёe һh іi јj кk ӏl мm нh оo рp ԛq ѕs тt уy үy ԝw хx өo ѵv "
    "αa βb γy εe ιi κk νv οo ρp τt υu χx ωw 0o 1l"
)
LOOKS_LIKE = str.maketrans({pair[0]: pair[1] for pair in ALIKE.split()})
PAIRS = (("rn", "m"), ("vv", "w"))  # two letters that look like one
ALPHABETS = {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN"}  # those that have letters in common to the eye
SURE = 5  # letters a name needs before `name-kg` or a foreign alphabet in it means that name and no other


class Guarded:
    """The protected names, compiled."""

    def __init__(self, names: Iterable[str]) -> None:
        """`names` are normalised hosts of state bodies and banks."""
        self.sites = {site(name) for name in names}
        self.skeletons = {skeleton(name): name for name in self.sites}
        self.labels = {skeleton(name.partition(".")[0]): name for name in self.sites if long_enough(name)}
        self.dotted = compiled(self.sites, ".")
        self.hyphened = compiled({name for name in self.sites if long_enough(name)} | {"gov.kg"}, "-")

    def imitated(self, host: str) -> Why | None:
        """Why a normalised host that is in no list is a look-alike; None if it is not."""
        own = site(host)
        if own in self.sites:
            return None
        labels = [u_label(label) for label in host.split(".")]
        if name := self.part(host) or self.twin(own):
            return Why("decide.lookalike", (("host", host), ("protected", name)))
        if any(mixed(label) for label in labels):
            return Why("decide.mixed-letters", (("host", host),))
        return None

    def part(self, host: str) -> str:
        """The protected name that stands inside another: whole labels, or joined by hyphens."""
        found = self.dotted.search(host) or self.hyphened.search(host)
        return found[1].replace("-", ".") if found else ""

    def twin(self, own: str) -> str:
        """The protected name that a registrable domain looks the same as."""
        label, _, suffix = own.partition(".")
        shown = u_label(label)
        if shown.isascii():
            return self.skeletons.get(skeleton(own), "")
        return self.skeletons.get(skeleton(f"{shown}.{suffix}"), "") or self.labels.get(skeleton(shown), "")


def long_enough(name: str) -> bool:
    """True if the first label is too telling to be met by chance."""
    return len(name.partition(".")[0]) >= SURE


def compiled(names: Iterable[str], joint: str) -> re.Pattern[str]:
    """Finds any of the names, its labels joined by `joint`, between the ends of labels or hyphens.

    With a dot something must follow the name: at the end it is the name itself.
    """
    parts = "|".join(sorted(re.escape(name.replace(".", joint)) for name in names)) or "(?!)"
    after = r"(?:-|\.[^.])" if joint == "." else r"(?:[.-]|$)"
    return re.compile(rf"(?:^|[.-])({parts})(?={after})")


def skeleton(name: str) -> str:
    """What a name looks like: two names with one skeleton can be taken for each other."""
    shown = name.translate(LOOKS_LIKE)
    for pair, letter in PAIRS:
        shown = shown.replace(pair, letter)
    return shown


def mixed(label: str) -> bool:
    """True if the letters of a label come from two alphabets that look alike."""
    if label.isascii():
        return False
    return len({unicodedata.name(letter, "").partition(" ")[0] for letter in label} & ALPHABETS) > 1
