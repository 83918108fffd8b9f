"""What a person asked Sakchy to watch over: keyed fingerprints and what belongs to them, never the values."""

from typing import Annotated, Literal

from msgspec import Meta

from sakchy.model import Value

OwnKind = Literal["number", "name", "phone", "address", "other"]
Mark = Annotated[str, Meta(pattern=r"^[0-9a-f]{20}$")]
"""Hex of the first 80 bits of a keyed fingerprint: no chance hits, however much is sent."""


Way = Literal["number", "words", "phrase"]
"""A number, its pieces joined; words in any order; words in their order."""


class Shape(Value, frozen=True):
    """One way in which a value may be written."""

    way: Way
    parts: Annotated[int, Meta(ge=1, le=16)]
    """Words and numbers it is made of."""
    size: Annotated[int, Meta(ge=1, le=400)]
    """Letters and digits together, as `spelling` writes them: what else is not this size is not tried."""
    mark: Mark


class OwnValue(Value, frozen=True):
    """A number, name, phone, address or other text of the person's own."""

    id: str
    """Four letters and digits by which the person names it."""
    kind: OwnKind
    label: str
    """What the person calls it; shown with a question."""
    shapes: tuple[Shape, ...]


class OwnPassword(Value, frozen=True):
    """A password and the site where it is at home."""

    id: str
    home: str
    """Registrable domain."""
    bucket: int
    """Half its length in characters, rounded down: 8 and 9 are one bucket."""
    cheap: Annotated[int, Meta(ge=0, lt=1 << 16)]
    """First stage: 16 bits of a keyed fingerprint. One other value in 65,536 has the same."""
    salt: bytes
    strong: bytes
    """Second stage: 40 bits of scrypt."""
    learnt: bool = False


class Enrolled(Value, frozen=True):
    """Everything a person enrolled."""

    values: tuple[OwnValue, ...] = ()
    passwords: tuple[OwnPassword, ...] = ()
    learn: bool = False
    """Take up passwords typed at verified sites."""


NOTHING = Enrolled()
