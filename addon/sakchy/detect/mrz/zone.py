"""What was read of a machine readable zone, and how sure that makes us."""

from typing import Literal

from sakchy.detect.mrz.codes import known
from sakchy.model import Value

Document = Literal["P", "V", "I", "A", "C", "D"]
"""Passport, visa, identity card (I, A, C), driving licence."""
Format = Literal["TD1", "TD2", "TD3", "MRVA", "MRVB", "FRA-ID", "FRA-DL"]


class Zone(Value, frozen=True):
    """A zone as read. `repr` shows neither the number nor anything else of the person."""

    document: Document
    format: Format
    issuer: str
    """Three-letter code as written, fillers stripped: `KGZ`, `D`; empty if it could not be read."""
    number: str = ""
    """Document number, mended; empty if its line was not read."""
    checks: int = 0
    """Check digits of single fields that are right."""
    of: int = 0
    """Check digits of single fields that were looked at."""
    composite: bool = False
    """The check digit over the whole zone is right."""
    strength: int = 0
    """1 a hint, 2 two check digits in a sound structure (sure), 3 the composite check digit too."""

    def __repr__(self) -> str:
        return f"Zone({self.format} {self.issuer}, {self.checks} of {self.of}, strength {self.strength})"


def strength(checks: int, structure: int, *, composite: bool) -> int:
    """How much the evidence weighs, 0 to 3. `structure` counts to 4: both dates, issuer, sex."""
    if composite and ((structure >= 3 and checks >= 2) or (structure == 4 and checks >= 1)):
        return 3
    if structure < 3:
        return 0
    return min(checks, 2)


def structure(birth: str, sex: str, expiry: str, issuer: str) -> int:
    """How many of four fields are sound; at most 1 if neither date is."""
    dates = is_date(birth) + is_date(expiry)
    sound = dates + known(issuer) + (sex in "MFX<")
    return sound if dates else min(sound, 1)


def is_date(field: str) -> bool:
    """Whether six places can be YYMMDD (the century is not written, 9303-3, 4.8)."""
    return field.isdigit() and 1 <= int(field[2:4]) <= 12 and 1 <= int(field[4:]) <= 31
