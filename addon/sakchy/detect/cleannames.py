"""What the names of members and fields add to a finding, remembered: sites send the same ones all the time.

Nearly every name could be a part of one that tells: `e` ends `cardnumbe`, `r` would make it whole. Such a
name is idle until its other half was met, or until it stands beside a credential, whose vendor it may name.
"""

from collections.abc import Collection, Iterable
from functools import lru_cache

import msgspec

from sakchy.detect.compiled import Compiled
from sakchy.detect.cut import decoded
from sakchy.detect.details import FIELDS, TELLING
from sakchy.detect.fields import plain
from sakchy.detect.questionnaire import detail_of
from sakchy.detect.shares import Joints, Vendors
from sakchy.detect.text import TextDetector
from sakchy.detect.unfolded import BESIDE, CARD
from sakchy.detect.weight import ASKS, BIRTH, CARD_NAME, CREDENTIAL, HOME, INDEX, TELLS
from sakchy.extract.piece import NAME_LENGTH
from sakchy.extract.value import SHORTEST

SHAPES = 2_000
"""Sets of names remembered: messages of one sort share theirs."""
MEMBERS = 8
"""Different names that are small numbers make a list of bytes, as scripts write typed arrays."""


class Name(msgspec.Struct, frozen=True, gc=False):
    """A name that may tell something beside others."""

    text: str
    weight: int
    wants: int
    offers: int
    """The last two as in `Joints`."""
    vendor: bool
    rules: tuple[Compiled, ...]
    """Rules that look into every field of this name."""


class CleanNames:
    """The names that were met, for one set of rules."""

    def __init__(self, detector: TextDetector, harmless: set[bytes]) -> None:
        """`detector` knows the rules; names that tell nothing are added to `harmless`."""
        self.detector = detector
        self.harmless = harmless
        self.known: dict[bytes, Name] = {}
        """Names that tell something, or may do so beside one that was met."""
        self.idle: dict[bytes, Name] = {}
        """Names that are harmless for now."""
        self.wanted = self.offered = 0
        """The heads that names wanted and offered so far."""
        self.together = lru_cache(SHAPES)(self.weigh)
        self.beside_credentials = lru_cache(SHAPES)(self.rules_of_vendors)
        self.vendors = Vendors(detector.named.rules)
        asked = [FIELDS[detail] for detail in (*TELLING, "health", "birth")]
        self.joints = Joints(name for names in (detector.homes, *asked) for name in names.endings)

    def learn(self, piece: bytes) -> int:
        """What a name tells by itself; remembered, unless it tells of a finding."""
        text = decoded(piece)
        weight, path = self.of_name(text), plain(text)[1]
        if not weight & TELLS:
            wants, offers = self.joints.wants(path), self.joints.offers(path)
            rules = self.detector.by_field(text)
            name = Name(text, weight, wants, offers, self.vendors.has(text), rules)
            self.idle[piece] = name
            self.harmless.add(piece)
            self.wake(piece, name)
        return weight

    def wake(self, piece: bytes, name: Name) -> None:
        """Names that may tell something from now on are harmless no longer."""
        if name.weight:
            self.tell(piece)
        if name.wants & ~self.wanted or name.offers & ~self.offered:
            self.wanted |= name.wants
            self.offered |= name.offers
            for other, met in [*self.idle.items()]:
                if met.wants & self.offered or met.offers & self.wanted:
                    self.tell(other)
        elif name.wants & self.offered or name.offers & self.wanted:
            self.tell(piece)

    def tell(self, piece: bytes) -> None:
        """A name is idle no longer."""
        if piece in self.idle:
            self.known[piece] = self.idle.pop(piece)
            self.harmless.discard(piece)

    def of_name(self, name: str) -> int:
        """What the name of a member says of its value, or adds to a finding of several."""
        if len(name) > NAME_LENGTH or not name.isprintable():  # what is shown of it may read differently
            return TELLS
        weight = self.of_detail(name) | (ASKS if self.detector.by_field(name) else 0)
        weight |= CREDENTIAL if self.vendors.is_credential(name) else 0
        return weight | (INDEX if name.isdigit() and len(name) < SHORTEST else 0)

    def of_path(self, field: str) -> int:
        """The same for the whole path of a value, to which no other name is added."""
        return TELLS if self.detector.by_field(field) else self.of_detail(field)

    def of_detail(self, field: str) -> int:
        """What a name or path tells without any rule."""
        detail = detail_of(field)
        if detail in TELLING or detail == "health":
            return TELLS
        weight = BIRTH if detail == "birth" else HOME if detail == "address" else 0
        return weight | (CARD_NAME if CARD.search(field) or plain(field)[0] in BESIDE else 0)

    def weigh(self, pieces: Collection[bytes]) -> int:
        """What names that are not harmless tell together."""
        names = [self.known[piece] for piece in pieces]
        weight = wants = offers = 0
        for name in names:
            weight |= name.weight
            wants |= name.wants
            offers |= name.offers
        if weight & INDEX and sum(bool(name.weight & INDEX) for name in names) >= MEMBERS:
            return TELLS
        if wants & offers and self.joints.join({plain(name.text)[1] for name in names}):
            return TELLS
        return weight

    def rules_of_vendors(self, pieces: Iterable[bytes]) -> tuple[Compiled, ...]:
        """The rules of all vendors that the names of a message, idle or not, may name."""
        names = (self.idle.get(piece) or self.known[piece] for piece in pieces)
        vendors = self.vendors.join([name.text for name in names if name.vendor])
        return self.detector.named.rules_of(vendors)

    def forget(self) -> None:
        """Begin anew."""
        self.known.clear()
        self.idle.clear()
        self.wanted = self.offered = 0
        self.together.cache_clear()
        self.beside_credentials.cache_clear()
