"""What the names of members and fields add to a finding, remembered: sites send the same ones all the time.

Nearly every name could be a part of one that tells: `e` ends `cardnumbe`, `r` would make it whole. Such a
name is idle until its other half was met.
"""

from collections.abc import Collection, Iterable
from functools import lru_cache, reduce
from operator import or_

import msgspec

from sakchy.detect.cut import decoded
from sakchy.detect.details import FIELDS, TELLING
from sakchy.detect.fields import KEEP_NAMES, plain
from sakchy.detect.named import PUBLIC, STEMS
from sakchy.detect.questionnaire import detail_of
from sakchy.detect.shares import Joints
from sakchy.detect.text import TextDetector
from sakchy.detect.unfolded import BESIDE, CARD, stem
from sakchy.detect.weight import ASKS, BIRTH, CARD_NAME, HOME, PERSON, TELLS, added
from sakchy.extract.piece import safe_name
from sakchy.extract.value import SHORTEST

SHAPES = 2_000
"""Sets of names remembered: messages of one sort share theirs."""
DETAILS = {"birth": BIRTH, "address": HOME, **dict.fromkeys((*TELLING, "health"), PERSON)}
"""What details add by which something becomes a questionnaire or a record."""
MEMBERS = 8
"""Different names that are small numbers make a list of bytes, as scripts write typed arrays."""


class Name(msgspec.Struct, frozen=True, gc=False):
    """A name that may tell something beside others."""

    text: str
    weight: int
    wants: int
    offers: int
    """The last two as in `Joints`."""
    index: bool
    """Whether it is a small number."""


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
        self.wanting: dict[bytes, Name] = {}
        """Those that want something."""
        self.wanted = self.offered = 0
        """The heads that names wanted and offered so far."""
        self.together = lru_cache(SHAPES)(self.weigh)
        asked = [FIELDS[detail] for detail in (*TELLING, "health", "birth", "address")]
        self.of_path = lru_cache(KEEP_NAMES)(self.weigh_path)
        self.joints = Joints(name for names in (detector.homes, *asked) for name in names.endings)

    def learn(self, piece: bytes, weight: int) -> None:
        """Remember what a name tells, and `weight` besides."""
        meant = decoded(piece)
        text = safe_name(meant)
        path, index = plain(text)[1], text.isdigit() and len(text) < SHORTEST
        wants, offers = self.joints.wants(path), self.joints.offers(path)
        name = Name(meant, weight | self.of_name(text), wants, offers, index)
        self.idle[piece] = name
        if wants:
            self.wanting[piece] = name
        self.harmless.add(piece)
        self.wake(piece, name)

    def wake(self, piece: bytes, name: Name) -> None:
        """Names that may tell something from now on are harmless no longer."""
        if name.weight or name.index:
            self.tell(piece)
        if name.wants & ~self.wanted:
            self.wanted |= name.wants
            for other in [other for other, met in self.idle.items() if met.offers & name.wants]:
                self.tell(other)
        if name.offers & ~self.offered:
            self.offered |= name.offers
            for other in [other for other in self.wanting if self.wanting[other].wants & name.offers]:
                self.tell(other)
        if name.wants & self.offered or name.offers & self.wanted:
            self.tell(piece)

    def tell(self, piece: bytes) -> None:
        """A name is idle no longer."""
        if piece in self.idle:
            self.known[piece] = self.idle.pop(piece)
            self.harmless.discard(piece)

    def of_name(self, name: str) -> int:
        """What the name of a member says of its value, or adds to a finding of several."""
        return self.of_path(name) | (ASKS if is_credential(name) else 0)

    def weigh_path(self, field: str) -> int:
        """The same for the whole path of a value, to which no other name is added."""
        weight = DETAILS.get(detail_of(field), 0)
        card = CARD.search(field) or CARD.search(stem(field)) or plain(field)[0] in BESIDE
        weight |= CARD_NAME if card else 0
        return weight | (ASKS if self.detector.by_field(field) else 0)

    def weigh(self, pieces: Collection[bytes]) -> int:
        """What names that are not harmless tell together."""
        names = [self.known[piece] for piece in pieces]
        weight = reduce(added, (name.weight for name in names), 0)
        joined = together(name.wants for name in names) & together(name.offers for name in names)
        if sum(name.index for name in names) >= MEMBERS:
            return TELLS
        return weight | (ASKS if joined else 0)

    def asking(self, pieces: Iterable[bytes]) -> set[str]:
        """The names among pieces that ask, and those that may do so with the end of another."""
        names = [self.known[piece] for piece in pieces if piece in self.known]
        offers = together(name.offers for name in names)
        return {name.text for name in names if name.weight & ASKS or name.wants & offers}

    def forget(self) -> None:
        """Begin anew."""
        self.known.clear()
        self.idle.clear()
        self.wanting.clear()
        self.wanted = self.offered = 0
        self.together.cache_clear()


def together(bits: Iterable[int]) -> int:
    """All bits in one."""
    return reduce(or_, bits, 0)


def is_credential(name: str) -> bool:
    """Whether a field of this name may hold a credential, if one above it names a vendor."""
    last = name.rpartition(".")[2]
    return any(stem in last.lower() for stem in STEMS) and not PUBLIC.search(last)
