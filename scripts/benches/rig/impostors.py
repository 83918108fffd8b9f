"""Names made to be taken for a protected one, in all the ways of the trade; seeded, to be repeated."""

import random
from collections.abc import Callable, Iterator

from sakchy.decide.hosts import normalise, site
from sakchy.decide.whereto import WhereTo, guarded
from sakchy.rulebook import Rulebook

CYRILLIC = dict(zip("aceopxyikmthbs", "асеорхуікмтһЬѕ", strict=True))
GREEK = dict(zip("aoviup", "αονιυρ", strict=True))
LATIN = dict(zip("agoileunctdh", "ɑɡøıłéüñçŧđħ", strict=True))
DIGITS = dict(zip("olis", "0115", strict=True))
DRAWN = {"m": "rn", "w": "vv", "d": "cl"}
SUFFIXES = [
    "com",
    "net",
    "org",
    "info",
    "online",
    "site",
    "top",
    "xyz",
    "ru",
    "com.kg",
    "net.kg",
    "click",
    "shop",
    "live",
    "me",
]
BAITS = ["login", "secure", "online", "pay", "id", "verify", "support", "account", "bank", "kabinet"]
PARENTS = ["example.com", "login-portal.net", "secure.top", "id123.ru"]


Way = Callable[[random.Random, str, str], str | None]
"""Makes an imitation of a label and its suffix; None if it cannot be made of this one."""


def replaced(table: dict[str, str]) -> Way:
    """A way that draws one letter like another."""

    def way(dice: random.Random, label: str, suffix: str) -> str | None:
        places = [at for at, letter in enumerate(label) if letter in table]
        if not places:
            return None
        at = dice.choice(places)
        return f"{label[:at]}{table[label[at]]}{label[at + 1 :]}.{suffix}"

    return way


def dropped(dice: random.Random, label: str, suffix: str) -> str:
    """One letter left out."""
    at = dice.randrange(len(label))
    return f"{label[:at]}{label[at + 1 :]}.{suffix}"


def doubled(dice: random.Random, label: str, suffix: str) -> str:
    """One letter twice."""
    at = dice.randrange(len(label))
    return f"{label[:at]}{label[at]}{label[at:]}.{suffix}"


def swapped(dice: random.Random, label: str, suffix: str) -> str:
    """Two letters in each other's place."""
    at = dice.randrange(len(label) - 1)
    return f"{label[:at]}{label[at + 1]}{label[at]}{label[at + 2 :]}.{suffix}"


def hyphened(dice: random.Random, label: str, suffix: str) -> str | None:
    """A hyphen inside."""
    if len(label) < 6:
        return None
    at = dice.randrange(2, len(label) - 1)
    return f"{label[:at]}-{label[at:]}.{suffix}"


def elsewhere(dice: random.Random, label: str, suffix: str) -> str:
    """The same label under another suffix."""
    return f"{label}.{dice.choice([other for other in SUFFIXES if other != suffix])}"


def below(dice: random.Random, label: str, suffix: str) -> str:
    """The whole name to the left of somebody else's."""
    return f"{label}.{suffix}.{dice.choice(PARENTS)}"


def address(_dice: random.Random, label: str, suffix: str) -> str:
    """The whole name before an address, by a service that resolves such names."""
    return f"{label}.{suffix}.192.0.2.7.nip.io"


def joined(dice: random.Random, label: str, suffix: str) -> str:
    """Its dots as hyphens."""
    before = dice.choice(["", "login.", "bank-login.", "www."])
    return f"{before}{label}-{suffix.replace('.', '-')}.{dice.choice(['com', 'net', 'info', 'online'])}"


def extended(dice: random.Random, label: str, suffix: str) -> str:
    """The whole name with more behind its suffix."""
    return f"{label}.{suffix}-{dice.choice(BAITS)}.{dice.choice(['com', 'net', 'top'])}"


def baited(dice: random.Random, label: str, _suffix: str) -> str:
    """A word of log-ins beside it."""
    bait = dice.choice(BAITS)
    name = dice.choice([f"{label}-{bait}", f"{bait}-{label}"])
    return f"{name}.{dice.choice(['com', 'net', 'kg', 'top', 'ru'])}"


WHOLE: dict[str, Way] = {
    "Cyrillic letter": replaced(CYRILLIC), "Greek letter": replaced(GREEK), "Latin letter": replaced(LATIN),
    "two letters like one": replaced(DRAWN), "digit": replaced(DIGITS), "doubled": doubled, "below": below,
    "address": address, "extended": extended,
}  # fmt: skip
"""Ways that leave the whole name in sight: they mean its bearer even when the name is a plain word."""
WAYS: dict[str, Way] = {
    **WHOLE, "dropped": dropped, "swapped": swapped, "hyphened": hyphened, "elsewhere": elsewhere,
    "joined": joined, "baited": baited,
}  # fmt: skip


def impostors(rulebook: Rulebook, seed: int, count: int) -> Iterator[tuple[str, str, str]]:
    """(way, protected name, normalised imitation), `count` of them; listed hosts left out."""
    dice, where = random.Random(seed), WhereTo(rulebook)  # noqa: S311  to be repeated, not to be secret
    bearers = {site(host.host): host.name for host in guarded(rulebook)}
    names = sorted(name for name in bearers if len(name.partition(".")[0]) > 1 and name != "gov.kg")
    while count:
        name = dice.choice(names)
        way = dice.choice(sorted(WHOLE if bearers[name] == "ordinary" else WAYS))
        label, _, suffix = name.partition(".")
        made = WAYS[way](dice, label, suffix)
        host = normalise(made) if made else ""
        if host and host[0] not in ".-" and host not in bearers and not where.directory.find(host):
            yield way, name, host
            count -= 1
