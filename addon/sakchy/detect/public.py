"""Keys that sites show to everybody on purpose: what is one is no finding of any rule."""

from collections.abc import Sequence

import msgspec
import regex

from sakchy.detect.compiled import RuleError
from sakchy.detect.fields import Names, letters, parent
from sakchy.detect.found import Found
from sakchy.detect.sheet import Sheet
from sakchy.rulebook import PublicKey


class Shown(msgspec.Struct, frozen=True, eq=False):
    """A public key made ready for comparing."""

    key: PublicKey
    shape: "regex.Pattern[str]"
    near: "regex.Pattern[str] | None"
    fields: Names
    siblings: frozenset[str]


class Public:
    """All keys that are public by design."""

    def __init__(self, keys: Sequence[PublicKey]) -> None:
        """Raises RuleError for one whose pattern cannot be used."""
        self.shown = [shown(key) for key in keys]

    def holds(self, found: Found, sheet: Sheet, host: str = "") -> bool:
        """Whether a found value is one, by its shape and, where that tells too little, by where it stands."""
        return any(
            each.shape.fullmatch(found.value) and is_at_home(each, found, sheet, host) for each in self.shown
        )


def shown(key: PublicKey) -> Shown:
    """Make a public key ready. Raises RuleError naming it."""
    try:
        shape, near = regex.compile(key.shape), regex.compile(key.near) if key.near else None
    except regex.error as error:
        raise RuleError(f"{key.id}: {error}") from None
    return Shown(key, shape, near, Names(key.fields), frozenset(map(letters, key.siblings)))


def is_at_home(each: Shown, found: Found, sheet: Sheet, host: str) -> bool:
    """Whether a value of the right shape stands where such keys do; anywhere, if nothing is said of it."""
    key = each.key
    if not (key.fields or key.siblings or key.near or key.home):
        return True
    if any(host == home or host.endswith(f".{home}") for home in key.home):
        return True
    if found.name and found.name in each.fields:
        return True
    if found.text.field and not each.siblings.isdisjoint(sheet.siblings[parent(found.text.field)]):
        return True
    return each.near is not None and each.near.search(found.before + found.value + found.after) is not None
