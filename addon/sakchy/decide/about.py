"""All that is known of a receiver, as reasons that a person can follow."""

from collections.abc import Iterator

from sakchy.decide.addresses import Address
from sakchy.decide.byname import stopped
from sakchy.decide.hosts import address as literal
from sakchy.decide.hosts import in_letters, loopback, normalise
from sakchy.decide.judge import Judge
from sakchy.model import Destination, Target, Value, Why

SECURE = ("https", "wss")


class About(Value, frozen=True):
    """One receiver."""

    destination: Destination
    told: tuple[Why, ...]
    stopped: bool
    """No connection is made to it at all."""
    opened: bool
    """Messages to it are looked into."""


def about(judge: Judge, place: Address, page: str | None = None) -> About:
    """What an address leads to, and why it is judged as it is. `page`: host of the page that sends."""
    target = Target(place.scheme, place.host, place.port, (place.host,), page)
    destination = judge.destination(target)
    halted = stopped(judge.grid, judge.where_to, place.host)
    secure = place.scheme in SECURE
    opened = not (halted or (secure and judge.undecrypted(place.host, place.port, None)))
    told = (
        *spelling(place, destination),
        *destination.because,
        *evidence(judge, destination.host),
        *(why for why in destination.because for why in imitated(judge, why)),
        *([halted.because[-1]] if halted else []),
        *([] if halted or opened else [Why("decide.unopened")]),
    )
    return About(destination, told, halted is not None, opened)


def spelling(place: Address, destination: Destination) -> Iterator[Why]:
    """What the letters of the address tell: which of them count, and how they are read."""
    host = destination.host
    if "." in place.before_at:
        yield Why("decide.before-at", (("claimed", place.before_at), ("host", host)))
    elif place.before_at:  # which may be somebody's name
        yield Why("decide.name-before-at", (("host", host),))
    if literal(host) and not loopback(host):
        yield Why("decide.numbers", (("host", host),))
    if letters := in_letters(host):
        yield Why("decide.letters", (("host", host), ("letters", letters)))
    if destination.site != host and destination.site:
        yield Why("decide.site", (("host", host), ("site", destination.site)))


def evidence(judge: Judge, host: str) -> Iterator[Why]:
    """How an entry of the lists is known."""
    listed = judge.where_to.directory.find(normalise(host))
    if listed and listed.entry:
        about = (("entry", listed.host), ("checked", listed.checked), ("note", listed.entry.note))
        yield Why(f"decide.evidence-{listed.entry.evidence}", about[:2])
        if listed.entry.note:
            yield Why("decide.note", about[2:])


def imitated(judge: Judge, why: Why) -> Iterator[Why]:
    """Whom a look-alike imitates, with what is known of that one."""
    protected = dict(why.values).get("protected")
    listed = judge.where_to.directory.find(protected) if protected else None
    if protected and listed:
        yield Why("decide.protected", (("protected", protected), ("category", listed.category)))
