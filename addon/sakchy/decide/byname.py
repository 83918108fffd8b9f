"""Receivers that a policy stops by their name alone, before anything is decrypted or connected to."""

from sakchy.decide.directory import Listed
from sakchy.decide.hosts import normalise, site
from sakchy.decide.policy import Grid
from sakchy.decide.whereto import WhereTo
from sakchy.model import Destination, Verdict, Why

LIKE = "bank"  # where banks are stopped, so are the other places in which people keep money


def stopped(grid: Grid, where_to: WhereTo, *names: str) -> Verdict | None:
    """The verdict for the first of these names (as the sender gave them) that is stopped; None if none is.

    A name alone earns no trust, but it is enough to stop: port, scheme and certificate do not matter.
    """
    for name in map(normalise, names if grid.stop else ()):
        listed = where_to.directory.find(name)
        if listed and affected(grid, listed):
            return verdict(grid, name, listed)
    return None


def affected(grid: Grid, listed: Listed) -> bool:
    """True for a category that is stopped, and for a wallet where banks are."""
    return listed.category in grid.stop or (listed.wallet and LIKE in grid.stop)


def verdict(grid: Grid, host: str, listed: Listed) -> Verdict:
    """Stopped, and why; nothing was found, for nothing was looked at."""
    about = (("host", host), ("category", listed.category))
    known = Why("decide.listed" if listed.seen else "decide.assumed", about)
    place = Destination(host, listed.category, site(host), because=(known,))
    because = (Why("decide.goes", about), known, Why("decide.stopped", (("policy", grid.profile),)))
    return Verdict("block", (), place, because, grid.profile)
